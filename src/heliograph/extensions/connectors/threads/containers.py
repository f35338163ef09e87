"""Containers: made once, kept over attempts, waited for, given up when Threads gave them up."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta

from heliograph.extensions.connectors.threads.client import ThreadsClient
from heliograph.extensions.connectors.threads.errors import container_trouble
from heliograph.extensions.connectors.threads.mapping import (
    carousel_parameters,
    child_parameters,
    kept_children,
    single_parameters,
    with_children,
    with_container,
    without,
)
from heliograph.sdk.connectors import ChannelAccess, Memory, OutgoingPost
from heliograph.sdk.errors import OutcomeUnknown, TryLater

PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0)
PROCESSING_AFTER = timedelta(seconds=30)
SPENT = frozenset({"ERROR", "EXPIRED"})


class Containers:
    """The containers of one account."""

    def __init__(
        self,
        client: ThreadsClient,
        access: ChannelAccess,
        pauses: Sequence[float] = PAUSES,
    ) -> None:
        self._client = client
        self._access = access
        self._pauses = pauses

    async def ready(self, post: OutgoingPost, memory: Memory, user_id: str) -> Memory:
        """Memory with a finished container for this post in it, an earlier one if it serves."""
        kept = await self._kept(post, memory.get("container_id"))
        if kept is None:
            kept = await self._make(post, without(memory, "container_id"), user_id)
        remembered = with_container(memory, kept)
        await self._wait(kept, remembered, without(memory, "container_id", "children"))
        return remembered

    async def _kept(self, post: OutgoingPost, container_id: str | None) -> str | None:
        """The container of an earlier attempt, unless it failed or ran out unpublished."""
        if container_id is None:
            return None
        container = await self._client.container(container_id)
        if container is None and post.first_sent_at is not None:
            # It may have become a post before it vanished: another one could double it.
            raise OutcomeUnknown("Threads no longer knows the container that was to be published.")
        if container is None or container.state in SPENT:
            return None
        return container_id

    async def _make(self, post: OutgoingPost, memory: Memory, user_id: str) -> str:
        if len(post.media) <= 1:
            return await self._client.create_container(user_id, single_parameters(post))
        children = kept_children(memory) or [
            await self._client.create_container(user_id, child_parameters(file))
            for file in post.media
        ]
        remembered = with_children(memory, children)
        for child in children:
            await self._wait(child, remembered, without(memory, "children"))
        return await self._client.create_container(user_id, carousel_parameters(post, children))

    async def _wait(self, container_id: str, kept: Memory, dropped: Memory) -> None:
        """Return when it is finished; what to remember otherwise is `kept`, or `dropped` if it
        can no longer be used."""
        for pause in (*self._pauses, None):
            container = await self._client.container(container_id)
            if container is None or container.state in SPENT:
                trouble = container.error_message if container else ""
                raise container_trouble(trouble, self._access, dropped)
            if container.state != "IN_PROGRESS":
                return
            if pause is not None:
                await asyncio.sleep(pause)
        raise TryLater("Threads is still preparing the post.", PROCESSING_AFTER, kept)
