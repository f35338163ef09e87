"""What a connector's test folder hands to the suite, and the posts the suite makes with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Protocol
from uuid import uuid4

from heliograph.sdk.connectors import (
    ChannelAccess,
    Connector,
    MediaFile,
    Memory,
    OutgoingPost,
    PostKind,
    Receipt,
    Secrets,
)
from heliograph.sdk.manifest import ConnectorManifest

UNREACHABLE = "http://127.0.0.1:9"
"""Nobody listens there: what is refused without reaching it was refused by ourselves."""


class ConnectorType(Protocol):
    """A connector class."""

    manifest: ConnectorManifest

    def __call__(self, access: ChannelAccess) -> Connector:
        """A connector for one account."""
        ...


class Platform(Protocol):
    """The other side, as far as the suite must see and steer it."""

    async def texts(self) -> list[str]:
        """The texts of all posts that stand, one entry per post."""
        ...

    async def trouble(self, fate: str) -> None:
        """Let the next committing call meet one of the sandbox's faults, and only that one."""
        ...

    async def revoke(self) -> None:
        """Withdraw the permission that the bench's secrets carry."""
        ...


@dataclass(frozen=True)
class Bench:
    """One account on one platform, with pictures that this platform can fetch."""

    kind: ConnectorType
    access: ChannelAccess
    platform: Platform
    pictures: tuple[MediaFile, ...]

    @property
    def manifest(self) -> ConnectorManifest:
        """The manifest under test."""
        return self.kind.manifest

    def connector(
        self, *, secrets: Secrets | None = None, base_url: str | None = None
    ) -> Connector:
        """A fresh connector, as another process would make it."""
        access = replace(
            self.access,
            secrets=self.access.secrets if secrets is None else secrets,
            base_url=base_url or self.access.base_url,
        )
        return self.kind(access)

    def wrong_secrets(self) -> dict[str, str]:
        """Secrets of the right shape that open nothing."""
        public = {field.name for field in self.manifest.sign_in.fields if not field.secret}
        return {
            name: value if name in public else f"wrong-{uuid4().hex}"
            for name, value in self.access.secrets.items()
        }

    def post(self, text: str = "", pictures: int | None = None) -> OutgoingPost:
        """A post of the simplest kind the platform takes, never the same text twice."""
        count = (0 if "text" in self.manifest.kinds else 1) if pictures is None else pictures
        kinds: tuple[PostKind, ...] = ("text", "image", "carousel")
        key = uuid4()
        return OutgoingPost(
            id=key,
            key=str(key),
            kind=kinds[min(count, 2)],
            text=text or f"A lantern on the hill, number {key.hex}.",
            intended_at=self.access.clock.now(),
            media=self.pictures[:count],
            language="en",
        )

    def sent(self, post: OutgoingPost, ago: timedelta = timedelta()) -> OutgoingPost:
        """The same post after a first committing call."""
        return replace(post, first_sent_at=self.access.clock.now() - ago)

    async def stand(self, post: OutgoingPost) -> int:
        """How many posts with this text stand on the platform."""
        return [text.split() for text in await self.platform.texts()].count(post.text.split())

    async def deliver(self, post: OutgoingPost) -> tuple[Receipt, Memory]:
        """Prepare and publish, as the product does."""
        connector = self.connector()
        memory = await connector.prepare(post, {})
        return await connector.publish(self.sent(post), memory), memory

    def hidden(self) -> list[str]:
        """The values that must never be seen."""
        fields: Mapping[str, bool] = {one.name: one.secret for one in self.manifest.sign_in.fields}
        secrets = self.access.secrets.items()
        return [value for name, value in secrets if value and fields.get(name, True)]
