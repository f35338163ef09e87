"""Bringing a post's files to X: pictures at once, GIFs and videos in segments."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

from heliograph.extensions.connectors.x.client import XClient
from heliograph.extensions.connectors.x.errors import BAD_FILE, raised
from heliograph.extensions.connectors.x.forms import FileForm
from heliograph.extensions.connectors.x.uploading import (
    Shelf,
    Upload,
    category_of,
    segments_of,
)
from heliograph.sdk.connectors import ChannelAccess, MediaFile, Memory, OutgoingPost
from heliograph.sdk.errors import TryLater

LONGEST_WAIT = 15.0
SHORTEST_PAUSE = 0.2


class Uploads:
    """The files of one delivery; what is done is kept in its memory whatever happens next."""

    def __init__(
        self, client: XClient, access: ChannelAccess, memory: Memory, wait: float = LONGEST_WAIT
    ) -> None:
        self._client = client
        self._clock = access.clock
        self._memory = memory
        self._wait = wait
        self._shelf = Shelf.of(memory, access.clock.now())

    async def bring(self, post: OutgoingPost) -> Memory:
        """Upload what is still missing; `TryLater` carries how far it came."""
        try:
            for file in post.media[len(self._shelf.ids) :]:
                await self._bring(file)
        except TryLater as trouble:
            kept = self._shelf.kept_in(self._memory)
            raise TryLater(trouble.detail, trouble.after, kept) from trouble
        return self._shelf.kept_in(self._memory)

    async def _bring(self, file: MediaFile) -> None:
        category = category_of(file)
        if category == "tweet_image":
            upload = await self._client.upload(file, category)
        else:
            upload = await self._in_segments(file, category)
        if file.alt and not file.is_video:
            await self._client.describe(upload.id, file.alt)
        self._shelf = self._shelf.with_done(upload, self._clock.now())

    async def _in_segments(self, file: MediaFile, category: str) -> Upload:
        if not self._shelf.open_id:
            begun = await self._client.initialize(file, category)
            self._shelf = self._shelf.with_open(begun, self._clock.now())
        if not self._shelf.is_sealed:
            await self._send_rest(file)
            sealed = await self._client.finalize(self._shelf.open_id)
            self._shelf = replace(self._shelf, is_sealed=True)
        else:
            sealed = await self._state()
        return await self._processed(sealed)

    async def _send_rest(self, file: MediaFile) -> None:
        upload_id = self._shelf.open_id
        for number, (start, length) in enumerate(segments_of(file)):
            if number < self._shelf.segments:
                continue
            form = FileForm(file, {"segment_index": str(number)}, start, length)
            if not await self._client.append(upload_id, number, form):
                raise self._lost()
            self._shelf = replace(self._shelf, segments=number + 1)

    async def _processed(self, upload: Upload) -> Upload:
        """Return when the file is ready; never waits long."""
        waited = 0.0
        while True:
            told = upload.processing_info
            if told is None or told.state == "succeeded":
                return upload
            if told.state == "failed":
                words = told.error.message or "the file could not be processed"
                raise raised(BAD_FILE, f"X could not process a file: {words}", words)
            pause = max(SHORTEST_PAUSE, told.check_after_secs)
            if waited + pause > self._wait:
                raise TryLater("X is still processing the files.", timedelta(seconds=pause))
            await asyncio.sleep(pause)
            waited += pause
            upload = await self._state()

    async def _state(self) -> Upload:
        found = await self._client.upload_state(self._shelf.open_id)
        if found is None:
            raise self._lost()
        return found

    def _lost(self) -> TryLater:
        self._shelf = self._shelf.without_open()
        return TryLater("X no longer knows the upload, so it begins anew.", timedelta())
