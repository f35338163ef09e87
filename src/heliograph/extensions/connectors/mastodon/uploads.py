"""Files: uploaded once, waited for while the server works on them, remembered between attempts."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta

from heliograph.extensions.connectors.mastodon.client import MastodonClient
from heliograph.extensions.connectors.mastodon.mapping import (
    uploaded,
    with_uploads,
    words_about,
)
from heliograph.sdk.connectors import Memory, OutgoingPost
from heliograph.sdk.errors import ContentRefused, TryLater
from heliograph.sdk.problems import Problem

PROCESSING_AFTER = timedelta(seconds=20)
UNPROCESSED = Problem(
    "media",
    "mastodon.processing",
    "a file the server cannot process",
    "a file it can",
    "Save the file anew in a common form, then send it again",
)


class Uploads:
    """Brings the files of a post to its server."""

    def __init__(self, client: MastodonClient, pauses: Sequence[float]) -> None:
        self._client = client
        self._pauses = pauses

    async def add(self, post: OutgoingPost, memory: Memory, key_holds: bool) -> Memory:
        """The memory with every file's id, once the server has processed them all."""
        media_ids, working = await self._still_there(uploaded(memory), key_holds)
        try:
            await self._upload_rest(post, media_ids, working)
        except TryLater as trouble:
            kept = with_uploads(memory, media_ids)
            raise TryLater(trouble.detail, trouble.after, kept) from trouble
        return with_uploads(memory, media_ids)

    async def _still_there(
        self, media_ids: list[str], key_holds: bool
    ) -> tuple[list[str], list[str]]:
        """The uploads that still serve, and those of them that are still being processed."""
        # While the server keeps our key, a resend must carry the very same body. Files that are
        # attached already are no longer listed as media, so asking for them would mislead.
        if key_holds:
            return media_ids, []
        states = [await self._client.media_state(media_id) for media_id in media_ids]
        if "gone" in states or "failed" in states:
            return [], []
        return media_ids, _working(media_ids, states)

    async def _upload_rest(
        self, post: OutgoingPost, media_ids: list[str], working: list[str]
    ) -> None:
        for number in range(len(media_ids), len(post.media)):
            file = post.media[number]
            cover = post.cover if file.is_video else None
            attachment = await self._client.upload(file, words_about(post, number), cover)
            media_ids.append(attachment.id)
            if attachment.url is None:
                working.append(attachment.id)
        for pause in self._pauses:
            if not working:
                return
            await asyncio.sleep(pause)
            states = [await self._client.media_state(media_id) for media_id in working]
            if "gone" in states or "failed" in states:
                raise ContentRefused("Mastodon could not process a file.", [UNPROCESSED])
            working = _working(working, states)
        raise TryLater("Mastodon is still processing the files.", PROCESSING_AFTER)


def _working(media_ids: Sequence[str], states: Sequence[str]) -> list[str]:
    return [one for one, state in zip(media_ids, states, strict=True) if state == "working"]
