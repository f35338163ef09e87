"""What must lie on the server before a record can show it: pictures, a video, a link's thumb."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Sequence

from heliograph.extensions.connectors.bluesky.cards import (
    THUMB_BYTES,
    THUMB_TYPES,
    Picture,
    read_page,
    read_picture,
)
from heliograph.extensions.connectors.bluesky.client import BlueskyClient
from heliograph.extensions.connectors.bluesky.embeds import Blob, Card
from heliograph.extensions.connectors.bluesky.places import Places
from heliograph.extensions.connectors.bluesky.video import VideoService
from heliograph.sdk.connectors import ChannelAccess, MediaFile, Memory, OutgoingPost


class Uploads:
    """Brings a post's files to the account's server."""

    def __init__(self, access: ChannelAccess, places: Places, client: BlueskyClient) -> None:
        self._access = access
        self._client = client
        self.videos = VideoService(access, places, client)

    async def add(self, post: OutgoingPost, memory: Memory, kept: Sequence[Blob]) -> Memory:
        """The memory with all blobs; `kept` are those that still serve."""
        if post.media:
            return await self._with_media(post, memory, kept)
        if post.link and "card" not in memory:
            card = await self._card(post.link, post)
            return {**memory, "card": json.dumps(card.told()), "blobs_at": self._now()}
        return memory

    async def _with_media(self, post: OutgoingPost, memory: Memory, kept: Sequence[Blob]) -> Memory:
        if len(kept) == len(post.media):
            return memory
        if post.media[0].is_video:
            blobs = [await self.videos.blob(post.media[0], memory)]
        else:
            blobs = [await self._client.upload_file(file) for file in post.media]
        return {**memory, "blobs": json.dumps(blobs), "blobs_at": self._now()}

    async def _card(self, link: str, post: OutgoingPost) -> Card:
        page = await read_page(self._access.http, link)
        thumb = None
        if post.cover is not None and _can_be_thumb(post.cover):
            thumb = await self._client.upload_file(post.cover)
        elif page.picture_url:
            picture = await read_picture(self._access.http, page.picture_url)
            thumb = await self._upload(picture) if picture else None
        return Card(link, post.title or page.title, page.description, thumb)

    async def _upload(self, picture: Picture) -> Blob:
        async def read() -> AsyncIterator[bytes]:
            yield picture.data

        return await self._client.upload(read, picture.mime, len(picture.data))

    def _now(self) -> str:
        return self._access.clock.now().isoformat()


def _can_be_thumb(file: MediaFile) -> bool:
    return file.mime in THUMB_TYPES and file.size <= THUMB_BYTES
