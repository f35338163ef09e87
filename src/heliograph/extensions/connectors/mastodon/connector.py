"""Mastodon: upload the files, post once under our own key, look among the account's posts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from heliograph.extensions.connectors.mastodon.client import MastodonClient
from heliograph.extensions.connectors.mastodon.limits import (
    refuse_broken_limits,
    with_limits,
)
from heliograph.extensions.connectors.mastodon.looking import Looking
from heliograph.extensions.connectors.mastodon.mapping import (
    WAITING,
    Scheduled,
    Status,
    account_counts,
    key_of,
    to_account,
    to_changes,
    to_metrics,
    to_payload,
    to_receipt,
    to_waiting,
    uploaded,
)
from heliograph.extensions.connectors.mastodon.uploads import Uploads
from heliograph.sdk.connectors import (
    Absent,
    Account,
    ChannelAccess,
    Memory,
    Metrics,
    OutgoingPost,
    Receipt,
    Sighting,
)
from heliograph.sdk.errors import ConnectorError, ContentRefused
from heliograph.sdk.manifest import ConnectorManifest, load_connector_manifest
from heliograph.sdk.problems import Problem

PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0)
METRICS_AT_ONCE = 20
POINT = re.compile(r"\s*-?(?:0(?:\.\d+)?|1(?:\.0+)?)\s*,\s*-?(?:0(?:\.\d+)?|1(?:\.0+)?)\s*|")


class MastodonConnector:
    """One account on one Mastodon server."""

    manifest = load_connector_manifest(Path(__file__).parent)
    pauses: Sequence[float] = PAUSES

    def __init__(self, access: ChannelAccess) -> None:
        self._access = access
        self._client = MastodonClient(access)
        self._looking = Looking(self._client, access)
        self._rules: ConnectorManifest | None = None

    async def identify(self) -> Account:
        """Ask the server whose token this is."""
        host = urlsplit(self._access.base_url).netloc
        return to_account(await self._client.credentials(), host)

    async def prepare(self, post: OutgoingPost, memory: Memory) -> Memory:
        """Upload the files and wait until the server has processed them."""
        await self._check(post)
        if not post.media:
            return memory
        uploads = Uploads(self._client, self.pauses)
        return await uploads.add(post, memory, self._key_holds(post))

    async def publish(self, post: OutgoingPost, memory: Memory) -> Receipt:
        """Post the status. The server answers a repeat of our key with the first status."""
        payload = to_payload(post, uploaded(memory), self._access.settings)
        seconds = self.manifest.call_seconds
        return self._receipt(await self._client.post_status(payload, key_of(post), seconds))

    async def look(self, post: OutgoingPost, memory: Memory) -> Sighting:
        """Compare our words with the account's own posts since the first sending."""
        if post.first_sent_at is None:
            return Absent()
        return await self._looking.post(post, memory, self._key_holds(post))

    async def edit(self, remote_id: str, post: OutgoingPost, memory: Memory) -> Receipt:
        """Let a status that stands say something else. Answers, boosts and its address stay."""
        changes = to_changes(post, uploaded(memory))
        return to_receipt(await self._client.edit_status(remote_id, changes))

    async def metrics(self, remote_ids: Sequence[str]) -> Mapping[str, Metrics]:
        """Read the counts, twenty posts at a time."""
        found: dict[str, Metrics] = {}
        for start in range(0, len(remote_ids), METRICS_AT_ONCE):
            ids = remote_ids[start : start + METRICS_AT_ONCE]
            found |= {status.id: to_metrics(status) for status in await self._read(ids)}
        return found

    async def delete(self, remote_id: str) -> None:
        """Take the status down, or take it back while it still waits for its time."""
        if remote_id.startswith(WAITING):
            await self._client.unschedule(remote_id.removeprefix(WAITING))
        else:
            await self._client.delete(remote_id)

    async def account_metrics(self) -> Metrics:
        """Read the account's followers, whom it follows, and its posts."""
        return account_counts(await self._client.credentials())

    async def offers(self) -> Mapping[str, Sequence[str]]:
        """None: no option of this platform depends on the account."""
        return {}

    async def _check(self, post: OutgoingPost) -> None:
        """Hold the post against the server's own limits, or against the usual ones where the
        server does not tell or cannot be reached."""
        _check_points(post)
        try:
            rules = await self._own_rules()
        except ConnectorError:
            rules = self.manifest
        refuse_broken_limits(rules, post)

    async def _own_rules(self) -> ConnectorManifest:
        if self._rules is None:
            told = await self._client.limits()
            self._rules = self.manifest if told is None else with_limits(self.manifest, told)
        return self._rules

    def _receipt(self, made: Status | Scheduled) -> Receipt:
        if isinstance(made, Scheduled):
            return to_waiting(made, self._access.clock.now())
        return to_receipt(made)

    async def _read(self, ids: Sequence[str]) -> Sequence[Status]:
        at_once = await self._client.statuses(ids)
        if at_once is not None:
            return at_once
        one_by_one = [await self._client.status(one) for one in ids]
        return [status for status in one_by_one if status is not None]

    def _key_holds(self, post: OutgoingPost) -> bool:
        if post.first_sent_at is None:
            return False
        age = self._access.clock.now() - post.first_sent_at
        return age < timedelta(seconds=self.manifest.native_key_seconds)


def _check_points(post: OutgoingPost) -> None:
    points = post.options.get("focus")
    for point in points if isinstance(points, tuple) else ():
        if not POINT.fullmatch(point):
            remedy = "Give each focus as two numbers from -1 to 1: 0.0,-0.5"
            problem = Problem("options.focus", "mastodon.focus", point, "x,y", remedy)
            raise ContentRefused(f"This is no focus: {point}", [problem])
