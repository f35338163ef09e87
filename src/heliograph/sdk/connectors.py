"""What a connector to a social network is written against."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol
from uuid import UUID

from heliograph.kit.clock import Clock, SystemClock
from heliograph.kit.http import HTTPClient
from heliograph.sdk.manifest import ConnectorManifest

PostKind = Literal["text", "image", "carousel", "story", "reel", "video", "thread", "link"]

Memory = Mapping[str, str]
"""What a delivery remembers between its steps and between its attempts: uploaded media ids,
container ids, record keys. Stored by the caller before the committing call is made."""

Secrets = Mapping[str, str]


@dataclass(frozen=True)
class MediaFile:
    """A stored file ready to be sent. `read` streams it anew each time it is called."""

    id: UUID
    mime: str
    size: int
    sha256: str
    read: Callable[[], AsyncIterator[bytes]]
    public_url: str
    width: int | None = None
    height: int | None = None
    duration_ms: int | None = None
    alt: str = ""


@dataclass(frozen=True)
class OutgoingPost:
    """One post exactly as it shall stand on the network.

    `key` is stable over every attempt of one post in one wording: a connector derives its
    idempotency key or its record key from it. `intended_at` is stable in the same way and serves
    where a record carries its own creation time. `first_sent_at` is when a committing call was
    first made for this key, None while none was.
    """

    id: UUID
    key: str
    kind: PostKind
    text: str
    intended_at: datetime
    media: tuple[MediaFile, ...] = ()
    language: str | None = None
    first_sent_at: datetime | None = None


@dataclass(frozen=True)
class Receipt:
    """The platform's yes. `accepted` means it will appear by itself."""

    state: Literal["accepted", "published"]
    remote_id: str
    url: str | None = None


@dataclass(frozen=True)
class Found:
    """The look found our post."""

    receipt: Receipt


@dataclass(frozen=True)
class Absent:
    """The look is certain: our post is not there, so sending cannot double it.

    With `only_same_key` the certainty holds just for a resend that carries the same key, because
    the platform itself keeps that key from working twice.
    """

    only_same_key: bool = False


@dataclass(frozen=True)
class Unclear:
    """The look cannot tell; nothing may be sent until somebody decides or a later look is clear."""

    reason: str


Sighting = Found | Absent | Unclear


@dataclass(frozen=True)
class Account:
    """Whom a set of secrets belongs to."""

    remote_id: str
    handle: str
    name: str
    url: str | None = None
    avatar_url: str | None = None
    followers: int | None = None


@dataclass(frozen=True)
class ChannelAccess:
    """How to reach one connected account. `keep_secrets` stores rotated secrets at once;
    an empty value in the mapping it is given is ignored, so nothing stored is lost."""

    base_url: str
    secrets: Secrets = field(repr=False)
    http: HTTPClient
    keep_secrets: Callable[[Secrets], Awaitable[None]]
    settings: Mapping[str, str] = field(default_factory=dict)
    clock: Clock = field(default_factory=SystemClock)


Metrics = Mapping[str, int]
"""Counts by our names: views, reach, likes, comments, shares, saves, quotes, followers."""


class Connector(Protocol):
    """Speaks to one account on one platform. Knows nothing of storage, jobs or settings.

    Every method raises the errors of `heliograph.sdk.errors` and no others for anything the
    platform answers. Everything but `publish` may be repeated freely.
    """

    manifest: ConnectorManifest

    async def identify(self) -> Account:
        """Ask who the secrets belong to; `ReconnectNeeded` when the platform refuses them."""
        ...

    async def prepare(self, post: OutgoingPost, memory: Memory) -> Memory:
        """Upload what the post needs; gives the memory that `publish` and `look` work from.

        What `memory` already holds and the platform still honours is not made again.
        """
        ...

    async def publish(self, post: OutgoingPost, memory: Memory) -> Receipt:
        """Make the one call that puts the post before its audience.

        Raises `OutcomeUnknown` whenever the request may have reached the platform and no
        answer that settles it came back.
        """
        ...

    async def look(self, post: OutgoingPost, memory: Memory) -> Sighting:
        """Find out whether an earlier `publish` of this post worked."""
        ...

    async def metrics(self, remote_ids: Sequence[str]) -> Mapping[str, Metrics]:
        """Read the counts of published posts; a post that is gone is left out."""
        ...

    async def delete(self, remote_id: str) -> None:
        """Take a post down; silent when it is gone already."""
        ...
