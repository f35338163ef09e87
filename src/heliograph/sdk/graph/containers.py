"""Containers: posts that are made first, are ready later, and become public by one more call.

They are kept over attempts, waited for, and given up when the platform gave them up. Source:
developers.facebook.com/docs/instagram-platform/content-publishing and
developers.facebook.com/docs/threads/posts.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal, Protocol

from heliograph.sdk.connectors import ChannelAccess, MediaFile, Memory, OutgoingPost
from heliograph.sdk.errors import ConnectorError, OutcomeUnknown, TryLater

PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0)
PROCESSING_AFTER = timedelta(seconds=30)
SPENT = frozenset({"ERROR", "EXPIRED"})

ContainerState = Literal["IN_PROGRESS", "FINISHED", "PUBLISHED", "ERROR", "EXPIRED"]


@dataclass(frozen=True)
class Container:
    """A container's state, and in the platform's words what went wrong if something did."""

    state: ContainerState
    trouble: str = ""


class Workshop(Protocol):
    """How one platform makes containers for one account."""

    name: str

    async def state(self, container_id: str) -> Container | None:
        """The container; None when there is none of this id."""
        ...

    async def make_single(self, post: OutgoingPost) -> str:
        """The container of a post with at most one file."""
        ...

    async def make_item(self, file: MediaFile) -> str:
        """The container of one item of a carousel."""
        ...

    async def make_carousel(self, post: OutgoingPost, children: Sequence[str]) -> str:
        """The container that holds the items."""
        ...

    def trouble(self, told: str, dropped: Memory) -> ConnectorError:
        """What follows from a failed container; where trying again may help, the next attempt
        begins from `dropped`."""
        ...


class ContainerClient(Protocol):
    """The calls that every platform with containers has."""

    async def own_id(self) -> str:
        """The id of the account whose token this is."""
        ...

    async def container(self, container_id: str) -> Container | None:
        """The container; None when there is none of this id."""
        ...

    async def publish(self, user_id: str, container_id: str, seconds: int) -> str:
        """The committing call; the id of the post."""
        ...


class AccountContainers:
    """What a platform's `Workshop` and `Shop` have in common, for one account."""

    def __init__(self, client: ContainerClient, access: ChannelAccess, seconds: int) -> None:
        self._calls = client
        self._access = access
        self._seconds = seconds
        self._user_id = access.secrets.get("user_id", "")

    async def own_id(self) -> str:
        """The account's id, asked for once where it is not stored."""
        if not self._user_id:
            self._user_id = await self._calls.own_id()
        return self._user_id

    async def state(self, container_id: str) -> Container | None:
        """The container; None when there is none of this id."""
        return await self._calls.container(container_id)

    async def publish(self, container_id: str) -> str:
        """The committing call."""
        return await self._calls.publish(await self.own_id(), container_id, self._seconds)


class Containers:
    """Keeps, in a delivery's memory, the containers of one account."""

    def __init__(self, workshop: Workshop, pauses: Sequence[float] = PAUSES) -> None:
        self._workshop = workshop
        self._pauses = pauses

    async def ready(self, post: OutgoingPost, memory: Memory) -> Memory:
        """Memory with a finished container for this post in it, an earlier one if it serves."""
        kept = await self._kept(post, memory.get("container_id"))
        if kept is None:
            # Items that went into a container that is lost are as old as it was.
            stale = ("container_id", "children") if "container_id" in memory else ()
            memory, kept = await self._make(post, without(memory, *stale))
        remembered = {**memory, "container_id": kept}
        await self._wait(kept, remembered, without(memory, "container_id", "children"))
        return remembered

    async def _kept(self, post: OutgoingPost, container_id: str | None) -> str | None:
        """The container of an earlier attempt, unless it failed or ran out unpublished."""
        if container_id is None:
            return None
        container = await self._workshop.state(container_id)
        if container is None and post.first_sent_at is not None:
            # It may have become a post before it vanished: another one could double it.
            name = self._workshop.name
            raise OutcomeUnknown(f"{name} no longer knows the container that was to be published.")
        if container is None or container.state in SPENT:
            return None
        return container_id

    async def _make(self, post: OutgoingPost, memory: Memory) -> tuple[Memory, str]:
        if len(post.media) <= 1:
            return memory, await self._workshop.make_single(post)
        children = [child for child in memory.get("children", "").split(",") if child]
        for file in post.media[len(children) :]:
            try:
                children.append(await self._workshop.make_item(file))
            except TryLater as trouble:
                kept = _with_children(memory, children)
                raise TryLater(trouble.detail, trouble.after, kept) from trouble
        remembered = _with_children(memory, children)
        for child in children:
            await self._wait(child, remembered, without(memory, "children"))
        return remembered, await self._workshop.make_carousel(post, children)

    async def _wait(self, container_id: str, kept: Memory, dropped: Memory) -> None:
        """Return when it is finished; what to remember otherwise is `kept`, or `dropped` if it
        can no longer be used."""
        for pause in (*self._pauses, None):
            container = await self._workshop.state(container_id)
            if container is None or container.state in SPENT:
                told = container.trouble if container else ""
                raise self._workshop.trouble(told, dropped)
            if container.state != "IN_PROGRESS":
                return
            if pause is not None:
                await asyncio.sleep(pause)
        sentence = f"{self._workshop.name} is still preparing the post."
        raise TryLater(sentence, PROCESSING_AFTER, kept)


def without(memory: Memory, *names: str) -> Memory:
    """What is left to remember when some things are of no more use."""
    return {name: value for name, value in memory.items() if name not in names}


def _with_children(memory: Memory, children: Sequence[str]) -> Memory:
    return {**memory, "children": ",".join(children)} if children else memory
