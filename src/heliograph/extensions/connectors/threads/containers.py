"""Threads' containers: how one is made of a post, published, and found among what stands."""

from __future__ import annotations

from collections.abc import Sequence

from heliograph.extensions.connectors.threads.client import ThreadsClient
from heliograph.extensions.connectors.threads.errors import container_trouble
from heliograph.extensions.connectors.threads.mapping import (
    carousel_parameters,
    item_parameters,
    single_parameters,
    to_page,
)
from heliograph.sdk.connectors import ChannelAccess, MediaFile, Memory, OutgoingPost
from heliograph.sdk.errors import ConnectorError
from heliograph.sdk.graph.containers import AccountContainers
from heliograph.sdk.graph.publishing import PublishedPage


class ThreadsContainers(AccountContainers):
    """One account's containers; see `Workshop` and `Shop` in the sdk."""

    name = "Threads"

    def __init__(self, client: ThreadsClient, access: ChannelAccess, seconds: int) -> None:
        super().__init__(client, access, seconds)
        self._client = client

    async def make_single(self, post: OutgoingPost) -> str:
        """A text, a picture or a video."""
        return await self._client.create_container(await self.own_id(), single_parameters(post))

    async def make_item(self, file: MediaFile) -> str:
        """A picture or a video of a carousel."""
        return await self._client.create_container(await self.own_id(), item_parameters(file))

    async def make_carousel(self, post: OutgoingPost, children: Sequence[str]) -> str:
        """The container that holds the items."""
        parameters = carousel_parameters(post, children)
        return await self._client.create_container(await self.own_id(), parameters)

    def trouble(self, told: str, dropped: Memory) -> ConnectorError:
        """What follows from a failed container."""
        return container_trouble(told, self._access, dropped)

    async def published(self, post: OutgoingPost, after: str) -> PublishedPage:
        """Replies stand in a list of their own."""
        what = "replies" if post.follows else "threads"
        return to_page(await self._client.newest(await self.own_id(), what, after))

    async def permalink(self, media_id: str) -> str | None:
        """Where people see a post."""
        medium = await self._client.medium(media_id)
        return medium.permalink if medium else None
