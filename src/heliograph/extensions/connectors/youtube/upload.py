"""The upload session: opened once, filled in chunks, and asked how far it has come.

The session is the heart of publishing exactly once: it becomes one video at most, and it tells
for about a week whether it has.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from heliograph.extensions.connectors.youtube.client import UPLOAD, YouTubeClient
from heliograph.extensions.connectors.youtube.errors import GONE
from heliograph.extensions.connectors.youtube.mapping import Video, to_resource
from heliograph.kit.http import Answer
from heliograph.sdk.calls import ask, commit, parse
from heliograph.sdk.connectors import MediaFile, Memory, OutgoingPost
from heliograph.sdk.errors import OutcomeUnknown, TryLater
from heliograph.sdk.manifest import ConnectorManifest
from heliograph.sdk.options import option

CHUNK_BYTES = 8 * 1024 * 1024
CHUNK_SECONDS = 300
MOST_STALLS = 3
FILL_TIME = timedelta(seconds=60)
GO_ON_AFTER = timedelta(seconds=1)
STORED = re.compile(r"bytes=0-(\d+)")
GOOGLE = ".googleapis.com"


@dataclass(frozen=True)
class Progress:
    """How much of the file the session holds; with the last byte it has become a video."""

    stored: int
    video: Video | None = None


class Uploads:
    """Fills sessions. Chunks are multiples of 256 KiB, as YouTube demands."""

    def __init__(
        self, client: YouTubeClient, manifest: ConnectorManifest, chunk_bytes: int = CHUNK_BYTES
    ) -> None:
        self._client = client
        self._manifest = manifest
        self._chunk_bytes = chunk_bytes

    async def ready(self, post: OutgoingPost, memory: Memory) -> Memory:
        """A session that holds everything but the last chunk, the earlier attempt's if it lives."""
        session, file = self.session_in(memory), post.media[0]
        progress = await self.progress(session, file.size) if session else None
        if session is None or progress is None:
            session, progress = await self._open(post), Progress(0)
        if progress.video is not None:
            return memory
        return await self._fill(file, self._kept(memory, session, progress.stored))

    async def finish(self, post: OutgoingPost, memory: Memory) -> Video:
        """Send the last chunk: the committing call. A repeat asks first whether it is needed."""
        session, file = self.session_in(memory), post.media[0]
        if session is None:
            raise self._lost(memory)
        if post.resend:
            progress = await self.progress(session, file.size)
            if progress is not None and progress.video is not None:
                return progress.video
        start = int(memory["sent"])
        answer = await commit(
            self._put(session, file, (start, file.size), self._manifest.call_seconds)
        )
        if answer.status in GONE:
            raise self._lost(memory)
        if answer.status == 308:
            raise TryLater("YouTube has not stored the whole file yet.", None, memory)
        return parse(Video, self._client.good(answer, "uploads"), OutcomeUnknown)

    async def progress(self, session: str, size: int) -> Progress | None:
        """PUT `bytes */N` on the session; None when YouTube no longer knows it."""
        headers = {"Content-Length": "0", "Content-Range": f"bytes */{size}"}
        answer = await ask(self._client.call("PUT", session, headers=headers))
        if answer.status in GONE:
            return None
        if answer.status == 308:
            return Progress(_stored(answer))
        return Progress(size, parse(Video, self._client.good(answer)))

    def session_in(self, memory: Memory) -> str | None:
        """The session an earlier attempt opened, if it was at the server the channel now has."""
        own = memory.get("server") == self._client.access.base_url
        return memory.get("session") if own else None

    async def _open(self, post: OutgoingPost) -> str:
        file = post.media[0]
        notify = option(post, self._manifest, "notify") is not False
        url = self._client.address("api", f"{UPLOAD}/videos")
        answer = await ask(
            self._client.call(
                "POST",
                url,
                params={
                    "uploadType": "resumable",
                    "part": "snippet,status",
                    "notifySubscribers": "true" if notify else "false",
                },
                json=to_resource(post, self._manifest),
                headers={
                    "X-Upload-Content-Length": str(file.size),
                    "X-Upload-Content-Type": file.mime,
                },
            )
        )
        return _trusted(self._client.good(answer, "uploads").headers.get("location", ""), url)

    async def _fill(self, file: MediaFile, memory: Memory) -> Memory:
        """Send chunks until only the last one is left; what is stored is never sent again.

        A large file takes several attempts, so that how far it has come is remembered in between.
        """
        session, last = memory["session"], (file.size - 1) // self._chunk_bytes * self._chunk_bytes
        clock, stalls = self._client.access.clock, 0
        ends_at = clock.now() + FILL_TIME
        while (start := int(memory["sent"])) < last:
            if clock.now() > ends_at:
                sent = f"{start * 100 // file.size} %"
                raise TryLater(f"The upload goes on: {sent} is sent.", GO_ON_AFTER, memory)
            end = min(start + self._chunk_bytes, last)
            try:
                answer = await ask(self._put(session, file, (start, end), CHUNK_SECONDS))
                stored = self._stored(answer, memory)
            except TryLater as trouble:
                kept = memory if trouble.memory is None else trouble.memory
                raise TryLater(trouble.detail, trouble.after, kept) from trouble
            stalls = stalls + 1 if stored <= start else 0
            if stalls == MOST_STALLS:
                raise TryLater("YouTube stores nothing more of the file.", None, memory)
            memory = self._kept(memory, session, stored)
        return memory

    def _stored(self, answer: Answer, memory: Memory) -> int:
        if answer.status in GONE:
            raise self._lost(memory)
        if answer.status != 308:
            self._client.good(answer)
            raise TryLater("YouTube took a part of the file for all of it.", None, memory)
        return _stored(answer)

    async def _put(
        self, session: str, file: MediaFile, span: tuple[int, int], seconds: int
    ) -> Answer:
        start, end = span
        return await self._client.call(
            "PUT",
            session,
            content=lambda: file.bytes_from(start, end - start),
            headers={
                "Content-Type": file.mime,
                "Content-Length": str(end - start),
                "Content-Range": f"bytes {start}-{end - 1}/{file.size}",
            },
            seconds=seconds,
        )

    def _kept(self, memory: Memory, session: str, sent: int) -> Memory:
        server = self._client.access.base_url
        return {**memory, "session": session, "server": server, "sent": str(sent)}

    def _lost(self, memory: Memory) -> TryLater:
        names = ("session", "server", "sent")
        kept = {name: value for name, value in memory.items() if name not in names}
        return TryLater("YouTube no longer knows the upload; it begins anew.", None, kept)


def _stored(answer: Answer) -> int:
    """How many bytes a 308 confirms; without the header, none."""
    found = STORED.fullmatch(answer.headers.get("range", ""))
    return int(found[1]) + 1 if found else 0


def _trusted(location: str, asked: str) -> str:
    """The session's address, unless it would carry the token to a strange server."""
    given, own = urlsplit(location), urlsplit(asked)
    host, own_host = given.hostname or "", own.hostname or ""
    google = host.endswith(GOOGLE) and own_host.endswith(GOOGLE)
    if given.scheme != own.scheme or not (google or given.netloc == own.netloc):
        raise TryLater("YouTube answered without an address to upload to.")
    return location
