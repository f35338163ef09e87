"""Instagram's containers: how one is made of a post, published, and found among what stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from heliograph.extensions.connectors.instagram.client import InstagramClient
from heliograph.extensions.connectors.instagram.errors import container_trouble
from heliograph.extensions.connectors.instagram.mapping import (
    carousel_parameters,
    item_parameters,
    single_parameters,
    to_page,
)
from heliograph.sdk.calls import is_loopback
from heliograph.sdk.connectors import ChannelAccess, MediaFile, Memory, OutgoingPost
from heliograph.sdk.errors import ConnectorError
from heliograph.sdk.graph.containers import AccountContainers
from heliograph.sdk.graph.publishing import PublishedPage


class InstagramContainers(AccountContainers):
    """One account's containers; see `Workshop` and `Shop` in the sdk."""

    name = "Instagram"

    def __init__(self, client: InstagramClient, access: ChannelAccess, seconds: int) -> None:
        super().__init__(client, access, seconds)
        self._client = client

    async def make_single(self, post: OutgoingPost) -> str:
        """A picture, a reel or a story."""
        file = post.media[0]
        sent = self._must_send(file)
        return await self._made(single_parameters(post, sent=sent), file)

    async def make_item(self, file: MediaFile) -> str:
        """A picture or a video of a carousel."""
        return await self._made(item_parameters(file, sent=self._must_send(file)), file)

    async def make_carousel(self, post: OutgoingPost, children: Sequence[str]) -> str:
        """The container that holds the items."""
        parameters = carousel_parameters(post, children)
        return (await self._client.create_container(await self.own_id(), parameters)).id

    def trouble(self, told: str, dropped: Memory) -> ConnectorError:
        """What follows from a failed container."""
        return container_trouble(told, self._access, dropped)

    async def published(self, post: OutgoingPost, after: str) -> PublishedPage:
        """Stories stand in a list of their own."""
        what = "stories" if post.kind == "story" else "media"
        return to_page(await self._client.newest(await self.own_id(), what, after))

    async def permalink(self, media_id: str) -> str | None:
        """Where people see a post."""
        medium = await self._client.medium(media_id, "id,permalink")
        return medium.permalink if medium else None

    async def _made(self, parameters: Mapping[str, str], file: MediaFile) -> str:
        made = await self._client.create_container(await self.own_id(), parameters)
        if "upload_type" in parameters:
            # A break in here leaves a container that nobody sees; the next attempt makes another.
            await self._client.send(made.uri, file)
        return made.id

    def _must_send(self, file: MediaFile) -> bool:
        """Whether a video's bytes are sent, because Instagram could not fetch its address."""
        if not file.is_video:
            return False
        if wish := self._access.settings.get("video_upload"):
            return wish == "resumable"
        plain = file.public_url.startswith("http://") and is_loopback(self._access.base_url)
        return not (plain or file.public_url.startswith("https://"))
