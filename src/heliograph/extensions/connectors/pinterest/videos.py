"""Videos of pins: registered, uploaded, and waited for until Pinterest has processed them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from urllib.parse import urlsplit

from heliograph.extensions.connectors.pinterest.client import PinterestClient
from heliograph.extensions.connectors.pinterest.mapping import Media, MediaPlace
from heliograph.sdk.calls import is_loopback
from heliograph.sdk.connectors import ChannelAccess, MediaFile, Memory, OutgoingPost
from heliograph.sdk.errors import ContentRefused, TryLater
from heliograph.sdk.problems import Problem

PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0)
PROCESSING_AFTER = timedelta(seconds=15)
TURNED_DOWN = Problem(
    "media[0]",
    "pinterest.video",
    "a video that Pinterest could not process",
    "H.264 or H.265 in MP4, MOV or M4V, 4 seconds to 15 minutes",
    "Encode the video anew as MP4 with H.264",
)


class Videos:
    """The uploads of one account. A video is not seen before it is in a pin."""

    def __init__(
        self, client: PinterestClient, access: ChannelAccess, pauses: Sequence[float] = PAUSES
    ) -> None:
        self._client = client
        self._access = access
        self._pauses = pauses

    async def ready(self, post: OutgoingPost, memory: Memory) -> Memory:
        """Memory with a processed video in it, the earlier attempt's if it serves."""
        kept = memory.get("media_id") if memory.get("server") == self._access.base_url else None
        known = await self._client.medium(kept) if kept else None
        if kept is None or known is None or known.status in ("registered", "failed"):
            memory = await self._upload(post.media[0], memory)
            known = None
        await self._wait(memory, known)
        return memory

    async def _upload(self, file: MediaFile, memory: Memory) -> Memory:
        place = await self._client.register()
        _refuse_strange(place, self._access.base_url)
        answer = await self._client.send(place, file)
        if not answer.ok:
            raise TryLater(f"Pinterest did not store the video: {answer.status}.")
        return {**memory, "media_id": place.media_id, "server": self._access.base_url}

    async def _wait(self, memory: Memory, known: Media | None) -> None:
        for pause in (*self._pauses, None):
            medium = known or await self._client.medium(memory["media_id"])
            if medium is not None and medium.status == "succeeded":
                return
            if medium is not None and medium.status == "failed":
                raise ContentRefused("Pinterest could not process the video.", [TURNED_DOWN])
            if pause is not None:
                await asyncio.sleep(pause)
            known = None
        raise TryLater("Pinterest is still processing the video.", PROCESSING_AFTER, memory)


def _refuse_strange(place: MediaPlace, base_url: str) -> None:
    """The file shall not go out in the clear."""
    secure = urlsplit(place.upload_url).scheme == "https"
    if not secure and not (is_loopback(place.upload_url) and is_loopback(base_url)):
        raise TryLater("Pinterest answered without an address to upload to.")
