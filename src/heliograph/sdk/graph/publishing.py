"""Publishing a container once, and finding out afterwards whether it was published.

One container becomes at most one post, so every attempt goes on with the container of the attempt
before. Source: developers.facebook.com/docs/instagram-platform/content-publishing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from heliograph.sdk.connectors import (
    Absent,
    Found,
    Memory,
    OutgoingPost,
    Receipt,
    Sighting,
    Unclear,
)
from heliograph.sdk.errors import ConnectorError, ContentRefused, OutcomeUnknown, TryLater
from heliograph.sdk.graph.containers import Container, without
from heliograph.sdk.matching import all_older, fingerprint

CLOCK_TOLERANCE = timedelta(minutes=2)
MOST_PAGES = 10


class ContainerMissing(TryLater):
    """The container is not there (yet, or any more): nothing was published by this call."""


@dataclass(frozen=True)
class Published:
    """A post that stands."""

    id: str
    text: str = ""
    timestamp: datetime | None = None
    permalink: str | None = None


@dataclass(frozen=True)
class PublishedPage:
    """Some posts of an account, newest first; `after` is empty on the last page."""

    items: tuple[Published, ...]
    after: str = ""


class Shop(Protocol):
    """How one platform puts an account's containers before their audience, and lists them."""

    name: str

    async def state(self, container_id: str) -> Container | None:
        """The container; None when there is none of this id."""
        ...

    async def publish(self, container_id: str) -> str:
        """The committing call; raises `ContainerMissing` where there is nothing to publish."""
        ...

    async def published(self, post: OutgoingPost, after: str) -> PublishedPage:
        """A page of the list in which this post would stand."""
        ...

    async def permalink(self, media_id: str) -> str | None:
        """Where people see a post."""
        ...


class Publishing:
    """Publishes one account's containers."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop

    async def publish(self, post: OutgoingPost, memory: Memory) -> Receipt:
        """Publish the container, unless it turns out that an earlier attempt has done so."""
        try:
            media_id = await self._shop.publish(memory["container_id"])
        except (TryLater, ContentRefused) as refused:
            raise await self._after(refused, post, memory) from refused
        return Receipt("published", media_id, await self._permalink(media_id))

    async def look(self, post: OutgoingPost, memory: Memory) -> Sighting:
        """Ask the container whether it was published, then find the post it became."""
        container_id = memory.get("container_id")
        if container_id is None or post.first_sent_at is None:
            return Absent()
        container, name = await self._shop.state(container_id), self._shop.name
        if container is None:
            return await self._find(post, f"{name} no longer knows the container.")
        if container.state == "PUBLISHED":
            return await self._find(post, f"It is published, but {name} does not list it yet.")
        # A late request of ours can still publish a finished container, so only going on with
        # this very one is safe. One that failed or ran out never becomes a post.
        return Absent(only_same_key=container.state in {"FINISHED", "IN_PROGRESS"})

    async def _after(
        self, refused: TryLater | ContentRefused, post: OutgoingPost, memory: Memory
    ) -> ConnectorError:
        """What a refusal means once the container itself was asked.

        When nobody tells, a passing trouble stays one, for the next attempt asks again; but a
        final refusal must not bury a post that an earlier attempt may have published.
        """
        try:
            container = await self._shop.state(memory["container_id"])
        except ConnectorError:
            is_final = isinstance(refused, ContentRefused)
            return OutcomeUnknown(refused.detail) if is_final else refused
        if container is not None and container.state == "PUBLISHED":
            return OutcomeUnknown("An earlier attempt published this container.")
        if not isinstance(refused, ContainerMissing):
            return refused
        if container is not None:
            return TryLater(refused.detail, refused.after, memory)
        return await self._missing(refused, post, memory)

    async def _missing(
        self, missing: ContainerMissing, post: OutgoingPost, memory: Memory
    ) -> ConnectorError:
        """Ask for the container once more, then give it up if our post is not listed either."""
        if "missing" not in memory:
            return TryLater(missing.detail, missing.after, {**memory, "missing": "once"})
        if isinstance(await self._find(post, ""), Found):
            return OutcomeUnknown("The container is gone, and a post like ours is listed.")
        bare = without(memory, "container_id", "children", "missing")
        return TryLater(missing.detail, missing.after, bare)

    async def _find(self, post: OutgoingPost, otherwise: str) -> Sighting:
        since = (post.first_sent_at or post.intended_at) - CLOCK_TOLERANCE
        found: list[Published] = []
        cursor = ""
        for _ in range(MOST_PAGES):
            page = await self._shop.published(post, cursor)
            found += alike(post, page.items, since)
            cursor = page.after
            times = (one.timestamp for one in page.items)
            if found or not cursor or all_older(times, since):
                break
        if len(found) > 1 and is_wordless(post):
            return Unclear("Several posts without words were made at that time.")
        if not found:
            return Unclear(otherwise)
        return Found(Receipt("published", found[0].id, found[0].permalink))

    async def _permalink(self, media_id: str) -> str | None:
        # The post stands already: whatever goes wrong here must not look like a failure.
        try:
            return await self._shop.permalink(media_id)
        except ConnectorError:
            return None


def alike(post: OutgoingPost, items: Sequence[Published], since: datetime) -> list[Published]:
    """The posts with our words that are not older than our first sending."""
    wanted = "" if is_wordless(post) else fingerprint(post.text)
    return [
        one
        for one in items
        if (one.timestamp is None or one.timestamp >= since) and fingerprint(one.text) == wanted
    ]


def is_wordless(post: OutgoingPost) -> bool:
    """Whether nothing but its time tells this post from others."""
    return post.kind == "story" or not fingerprint(post.text)
