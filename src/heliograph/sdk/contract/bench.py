"""What a connector's test folder hands to the suite, and the posts the suite makes with it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Protocol
from uuid import uuid4

from heliograph.sdk.connectors import (
    ChannelAccess,
    Connector,
    Found,
    MediaFile,
    Memory,
    OutgoingPost,
    Poll,
    PostKind,
    Receipt,
    Secrets,
)
from heliograph.sdk.manifest import ConnectorManifest

SIMPLEST_FIRST: tuple[PostKind, ...] = ("text", "image", "video", "reel", "carousel", "link")
LOOKS, LOOK_SECONDS = 60, 0.25
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

    async def answer(self, kind: str, status: int, headers: Mapping[str, str], body: str) -> None:
        """Let the next call of a kind (publish, upload, read) meet this answer, and only that."""
        ...

    async def calm(self) -> None:
        """End all trouble."""
        ...

    async def revoke(self) -> None:
        """Withdraw the permission that the bench's secrets carry."""
        ...


def _as_it_is(post: OutgoingPost) -> OutgoingPost:
    return post


@dataclass(frozen=True)
class Bench:
    """One account on one platform, with pictures and videos that this platform can fetch.

    `complete` adds what the platform wants of every post: a title, a declaration.
    """

    kind: ConnectorType
    access: ChannelAccess
    platform: Platform
    pictures: tuple[MediaFile, ...]
    videos: tuple[MediaFile, ...] = ()
    complete: Callable[[OutgoingPost], OutgoingPost] = _as_it_is

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

    def post(
        self, text: str = "", kind: PostKind | None = None, pictures: int | None = None
    ) -> OutgoingPost:
        """A post of that kind, or with that many pictures, or the simplest the platform takes;
        never the same text twice."""
        if pictures is not None:
            by_count: tuple[PostKind, ...] = ("text", "image", "carousel")
            kind = by_count[min(pictures, 2)]
        kind = kind or self.simplest()
        key = uuid4()
        return self.complete(
            OutgoingPost(
                id=key,
                key=str(key),
                kind=kind,
                text=text or f"A lantern on the hill, number {key.hex}.",
                intended_at=self.access.clock.now(),
                media=self.media_for(kind) if pictures is None else self.pictures[:pictures],
                language="en",
                link="https://example.com/lantern" if kind == "link" else None,
                poll=Poll(("North", "South"), 86_400) if kind == "poll" else None,
            )
        )

    def simplest(self) -> PostKind:
        """The least a post can be here."""
        return next(kind for kind in SIMPLEST_FIRST if kind in self.manifest.kinds)

    def carrying(self, *, many: bool = False) -> OutgoingPost:
        """A post that carries a file, or as many as the platform offers when `many` is set."""
        order: tuple[PostKind, ...] = ("image", "video", "reel")
        wished: tuple[PostKind, ...] = ("carousel", *order) if many else order
        return self.post(kind=next(kind for kind in wished if kind in self.manifest.kinds))

    def media_for(self, kind: PostKind) -> tuple[MediaFile, ...]:
        """Files that make a post of that kind."""
        if kind in ("reel", "video"):
            return self.videos[:1]
        count = {"image": 1, "story": 1, "carousel": 2}.get(kind, 0)
        return self.pictures[:count]

    def sent(
        self, post: OutgoingPost, ago: timedelta = timedelta(), *, again: bool = False
    ) -> OutgoingPost:
        """The same post after a first committing call."""
        return replace(post, first_sent_at=self.access.clock.now() - ago, resend=again)

    async def deliver(self, post: OutgoingPost) -> tuple[Receipt, Memory]:
        """Prepare, publish and wait until it stands, as the product does."""
        memory = await self.connector().prepare(post, {})
        receipt = await self.connector().publish(self.sent(post), memory)
        return await self.settled(post, memory, receipt), memory

    async def settled(self, post: OutgoingPost, memory: Memory, receipt: Receipt) -> Receipt:
        """The receipt once the platform has done what it accepted; that it did is remembered."""
        if receipt.state == "accepted":
            memory = {**memory, "accepted": receipt.remote_id}
        for _ in range(LOOKS):
            if receipt.state == "published":
                break
            await asyncio.sleep(LOOK_SECONDS)
            sighting = await self.connector().look(self.sent(post, again=True), memory)
            if isinstance(sighting, Found):
                receipt = sighting.receipt
        return receipt

    async def stand(self, post: OutgoingPost) -> int:
        """How many posts with this text stand on the platform."""
        return [text.split() for text in await self.platform.texts()].count(post.text.split())

    async def stood(self, post: OutgoingPost) -> bool:
        """Whether the post comes to stand within the time the platform takes."""
        for _ in range(LOOKS):
            if await self.stand(post) == 1:
                return True
            await asyncio.sleep(LOOK_SECONDS)
        return False

    def hidden(self) -> list[str]:
        """The values that must never be seen."""
        fields: Mapping[str, bool] = {one.name: one.secret for one in self.manifest.sign_in.fields}
        secrets = self.access.secrets.items()
        return [value for name, value in secrets if value and fields.get(name, True)]
