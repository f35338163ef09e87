"""A platform that takes a post at once and goes on working on it, as video platforms do."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from heliograph.flows.catalogue import InstalledExtensions
from heliograph.sdk.connectors import (
    Absent,
    Account,
    ChannelAccess,
    Connector,
    Found,
    Memory,
    Metrics,
    OutgoingPost,
    Receipt,
    Sighting,
)
from heliograph.sdk.errors import ContentRefused
from heliograph.sdk.manifest import ConnectorManifest
from heliograph.sdk.problems import Problem


@dataclass
class SlowPlatform:
    """What the platform holds. `verdict` is what it makes of everything it works on, and
    `upload_seconds` how long a file takes to be uploaded to it."""

    verdict: str = "working"
    upload_seconds: float = 0.0
    uploads: int = 0
    taken: list[OutgoingPost] = field(default_factory=list)


class SlowConnector:
    """Speaks to a `SlowPlatform` in this process."""

    manifest: ConnectorManifest

    def __init__(self, platform: SlowPlatform, manifest: ConnectorManifest) -> None:
        self._platform = platform
        self.manifest = manifest

    async def identify(self) -> Account:
        """Always the same account."""
        return Account("slow-1", "@slow", "Slow")

    async def prepare(self, post: OutgoingPost, memory: Memory) -> Memory:
        """Upload, which takes its time."""
        await asyncio.sleep(self._platform.upload_seconds)
        self._platform.uploads += 1
        return memory

    async def publish(self, post: OutgoingPost, memory: Memory) -> Receipt:
        """Take it."""
        self._platform.taken.append(post)
        return Receipt(
            "accepted", f"ticket-{len(self._platform.taken)}", after=timedelta(seconds=7)
        )

    async def look(self, post: OutgoingPost, memory: Memory) -> Sighting:
        """Say how far it is."""
        if not self._platform.taken:
            return Absent()
        if self._platform.verdict == "refused":
            problem = Problem("media", "slow.form", "a form it dislikes", "another", "Save it anew")
            raise ContentRefused("The file cannot be played.", [problem])
        if self._platform.verdict == "published":
            return Found(Receipt("published", "post-1", "https://example.com/post-1"))
        return Found(Receipt("accepted", memory["accepted"], after=timedelta(seconds=7)))

    async def metrics(self, remote_ids: Sequence[str]) -> Mapping[str, Metrics]:
        """None."""
        return {}

    async def delete(self, remote_id: str) -> None:
        """Nothing to do."""

    async def account_metrics(self) -> Metrics:
        """None."""
        return {}

    async def offers(self) -> Mapping[str, Sequence[str]]:
        """None."""
        return {}


class WithSlowPlatform(InstalledExtensions):
    """The installed extensions, but Mastodon's place is taken by the slow platform."""

    def __init__(self, platform: SlowPlatform) -> None:
        self._platform = platform

    def open_connector(self, platform: str, access: ChannelAccess) -> Connector:
        """The slow one, whichever was asked for."""
        return SlowConnector(self._platform, self.connector_manifest(platform))
