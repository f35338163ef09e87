"""What a connector to a social network is written against."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal, Protocol
from uuid import UUID

from heliograph.kit.clock import Clock, SystemClock
from heliograph.kit.http import HTTPClient
from heliograph.sdk.errors import ReconnectNeeded
from heliograph.sdk.manifest import ConnectorManifest

PostKind = Literal[
    "text", "image", "carousel", "story", "reel", "video", "thread", "link", "poll", "document"
]

Action = Literal["reply", "comment", "cover", "playlist"]
"""What a later step of a post does: the next part of a thread, the first comment, the picture that
stands for a video, the list it is filed in."""

OptionValue = str | int | bool | tuple[str, ...]

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
    read_range: Callable[[int, int], AsyncIterator[bytes]] | None = None
    """Streams `length` bytes from `start`; None where the file can only be read whole."""
    fps: float | None = None
    video_codec: str | None = None
    audio_codec: str | None = None
    pixel_format: str | None = None
    audio_rate: int | None = None
    audio_channels: int | None = None
    is_streamable: bool | None = None

    @property
    def is_video(self) -> bool:
        """Whether it moves and lasts."""
        return self.mime.startswith("video/")

    def bytes_from(self, start: int, length: int) -> AsyncIterator[bytes]:
        """A part of the file, streamed; what lies before it is skipped where it must be."""
        if self.read_range is not None:
            return self.read_range(start, length)
        return _part_of(self.read(), start, length)


@dataclass(frozen=True)
class Poll:
    """A question the audience answers by choosing. The question is the post's text."""

    answers: tuple[str, ...]
    seconds: int
    several: bool = False


@dataclass(frozen=True)
class Follows:
    """Makes an `OutgoingPost` a later step of a post that stands already.

    `root` is the receipt of the post itself, `parent` that of the step before; for the first
    later step they are the same.
    """

    action: Action
    root: Receipt
    parent: Receipt


@dataclass(frozen=True)
class OutgoingPost:
    """One post, or one later step of a post, exactly as it shall stand on the network.

    `key` is stable over every attempt of one post in one wording: a connector derives its
    idempotency key or its record key from it. `intended_at` is stable in the same way and serves
    where a record carries its own creation time. `first_sent_at` is when a committing call was
    first made for this key, None while none was; `resend` says that how an earlier one ended is
    not known for certain, so that a duplicate error means success. `options` are what the
    manifest declares, by name. `publish_at` is set where the platform itself shall hold the
    post until then.
    A step has `follows`: its text, media and cover are the step's own.
    """

    id: UUID
    key: str
    kind: PostKind
    text: str
    intended_at: datetime
    media: tuple[MediaFile, ...] = ()
    language: str | None = None
    first_sent_at: datetime | None = None
    resend: bool = False
    title: str = ""
    link: str | None = None
    poll: Poll | None = None
    cover: MediaFile | None = None
    options: Mapping[str, OptionValue] = field(default_factory=dict)
    publish_at: datetime | None = None
    follows: Follows | None = None


@dataclass(frozen=True)
class Receipt:
    """The platform's yes. `accepted` means it will appear by itself, or be refused after all:
    `look` tells which, and its receipt may carry another `remote_id`. `after` is when to look;
    the memory then holds the accepted `remote_id` as `accepted`."""

    state: Literal["accepted", "published"]
    remote_id: str
    url: str | None = None
    after: timedelta | None = None


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
class Quota:
    """What is left of one of the platform's allowances, as its headers or its quota call say.

    `scope` tells whether the channel or the whole app draws on it.
    """

    name: str
    limit: int
    remaining: int
    resets_at: datetime
    scope: Literal["channel", "app"] = "channel"


async def _no_renewal(stale: Secrets) -> Secrets:
    raise ReconnectNeeded("The access has expired.")


def _unheard(quota: Quota) -> None:
    return


@dataclass(frozen=True)
class ChannelAccess:
    """How to reach one connected account.

    `keep_secrets` stores rotated secrets at once; an empty value in the mapping it is given is
    ignored, so nothing stored is lost. `renew` is given the secrets that no longer serve and
    gives fresh ones, asked of the platform once however many ask; it raises `ReconnectNeeded`.
    `saw_quota` is told what every answer says of the allowances.
    """

    base_url: str
    secrets: Secrets = field(repr=False)
    http: HTTPClient
    keep_secrets: Callable[[Secrets], Awaitable[None]]
    settings: Mapping[str, str] = field(default_factory=dict)
    clock: Clock = field(default_factory=SystemClock)
    renew: Callable[[Secrets], Awaitable[Secrets]] = _no_renewal
    saw_quota: Callable[[Quota], None] = _unheard


Metrics = Mapping[str, int]
"""Counts by our names: views, reach, likes, comments, shares, saves, quotes, clicks, plays,
watch_seconds, followers, following, posts, profile_views."""


class Connector(Protocol):
    """Speaks to one account on one platform. Knows nothing of storage, jobs or settings.

    A post with `follows` is a later step: `prepare`, `publish` and `look` then concern that step
    alone, which hangs on the receipts it names. Every method raises the errors of
    `heliograph.sdk.errors` and no others for anything the platform answers. Everything but
    `publish` may be repeated freely.
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
        """Take a post down; silent when it is gone already. `ContentRefused` with a remedy where
        the platform lets nobody delete by its API."""
        ...

    async def account_metrics(self) -> Metrics:
        """Read the account's own counts."""
        ...

    async def offers(self) -> Mapping[str, Sequence[str]]:
        """For options whose choices depend on the account: the choices it has now, by option."""
        ...


def followers_of(account: Account) -> Metrics:
    """The account's counts where its followers are all that the platform tells."""
    return {} if account.followers is None else {"followers": account.followers}


async def _part_of(stream: AsyncIterator[bytes], start: int, length: int) -> AsyncIterator[bytes]:
    """The bytes from `start` on, `length` of them, of a stream."""
    end, place = start + length, 0
    async for chunk in stream:
        piece = chunk[max(start - place, 0) : max(end - place, 0)]
        place += len(chunk)
        if piece:
            yield piece
        if place >= end:
            return
