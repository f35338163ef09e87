"""The upload: opened once, filled part by part, and asked how far it has come.

The publish id is kept before any byte is sent, and one publish id becomes one post at most.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from heliograph.extensions.connectors.tiktok.client import TikTokClient
from heliograph.extensions.connectors.tiktok.errors import refusal, turned_down
from heliograph.extensions.connectors.tiktok.mapping import (
    Progress,
    opened_at,
    video_info,
    without,
)
from heliograph.kit.http import Answer
from heliograph.sdk.calls import ask, commit, is_loopback
from heliograph.sdk.connectors import MediaFile, Memory, OutgoingPost, Receipt
from heliograph.sdk.errors import ConnectorError, TryLater
from heliograph.sdk.manifest import ConnectorManifest

MB = 1_000_000
CHUNK_BYTES = 10 * MB
LEAST, MOST, MOST_CHUNKS = 5 * MB, 64 * MB, 1000
CHUNK_SECONDS = 300
MOST_STALLS = 3
FILL_TIME = timedelta(seconds=60)
GO_ON_AFTER = timedelta(seconds=1)
LOOK_AFTER = timedelta(seconds=10)
ADDRESS_LIVES = timedelta(minutes=55)
STORED = re.compile(r"bytes \d+-(\d+)/(?:\d+|\*)")
FAILED = "FAILED"
NAMES = ("publish_id", "upload_url", "server", "chunk", "sent", "opened_at")


@dataclass(frozen=True)
class Plan:
    """How a file is cut: the last part takes what is left over."""

    chunk: int
    count: int

    @property
    def last_start(self) -> int:
        """Where the last part begins."""
        return (self.count - 1) * self.chunk


def plan_for(size: int, wished: int = CHUNK_BYTES) -> Plan:
    """Parts of 5 to 64 MB, at most a thousand; what is smaller goes as one."""
    # What is heavier than one part may be needs two at least.
    chunk = min(max(wished, LEAST, -(-size // MOST_CHUNKS)), MOST, max(size // 2, LEAST))
    if size < LEAST or (size // chunk <= 1 and size <= MOST):
        return Plan(size, 1)
    return Plan(chunk, size // chunk)


class Uploads:
    """Files on their way to TikTok."""

    def __init__(self, client: TikTokClient, manifest: ConnectorManifest, chunk_bytes: int) -> None:
        self._client = client
        self._manifest = manifest
        self._chunk_bytes = chunk_bytes

    async def ready(self, post: OutgoingPost, memory: Memory) -> Memory:
        """An upload that lacks only its last part, the earlier attempt's if it lives."""
        file, publish_id = post.media[0], self.publish_id_in(memory)
        progress = await self._client.progress(publish_id) if publish_id else None
        if progress is not None and is_whole(progress, file.size):
            return memory
        if progress is None or progress.status == FAILED or not self.is_alive(memory):
            memory = await self._open(post, memory)
        elif progress.uploaded is not None:
            memory = _with_sent(memory, file, progress.uploaded)
        return await self._fill(file, memory)

    async def finish(self, post: OutgoingPost, memory: Memory) -> Receipt:
        """Send the last part: the committing call. A repeat asks first whether it is needed."""
        publish_id, file = self.publish_id_in(memory), post.media[0]
        if publish_id is None:
            raise _lost(memory)
        accepted = Receipt("accepted", publish_id, after=LOOK_AFTER)
        if post.resend and await self._is_here(publish_id, file):
            return accepted
        span = (int(memory["sent"]), file.size)
        answer = await commit(self._put(memory, file, span, self._manifest.call_seconds))
        if answer.status == 201 or await self._is_here(publish_id, file):
            return accepted
        raise self._trouble(answer, memory)

    def publish_id_in(self, memory: Memory) -> str | None:
        """What an earlier attempt opened, if it was at the server the channel now has."""
        own = memory.get("server") == self._client.access.base_url
        return memory.get("publish_id") if own else None

    def is_alive(self, memory: Memory) -> bool:
        """Whether the address still takes bytes: it lives for an hour."""
        return self._client.access.clock.now() < opened_at(memory) + ADDRESS_LIVES

    async def _open(self, post: OutgoingPost, memory: Memory) -> Memory:
        file = post.media[0]
        plan = plan_for(file.size, self._chunk_bytes)
        source = {
            "source": "FILE_UPLOAD",
            "video_size": file.size,
            "chunk_size": plan.chunk,
            "total_chunk_count": plan.count,
        }
        info = video_info(post, self._manifest)
        begun = await self._client.open_upload({"post_info": info, "source_info": source})
        access = self._client.access
        _refuse_strange(begun.upload_url, access.base_url)
        return {
            **memory,
            "publish_id": begun.publish_id,
            "upload_url": begun.upload_url,
            "server": access.base_url,
            "chunk": str(plan.chunk),
            "sent": "0",
            "opened_at": str(int(access.clock.now().timestamp())),
        }

    async def _fill(self, file: MediaFile, memory: Memory) -> Memory:
        """Send parts until only the last one is left; what is stored is never sent again.

        A large file takes several attempts, so that how far it has come is remembered in between.
        """
        chunk, last = int(memory["chunk"]), _last_start(file.size, int(memory["chunk"]))
        clock, stalls = self._client.access.clock, 0
        ends_at = clock.now() + FILL_TIME
        while (start := int(memory["sent"])) < last:
            if clock.now() > ends_at:
                sent = f"{start * 100 // file.size} %"
                raise TryLater(f"The upload goes on: {sent} is sent.", GO_ON_AFTER, memory)
            memory = await self._send(file, memory, (start, start + chunk))
            stalls = stalls + 1 if int(memory["sent"]) <= start else 0
            if stalls == MOST_STALLS:
                raise TryLater("TikTok stores nothing more of the file.", None, memory)
        return memory

    async def _send(self, file: MediaFile, memory: Memory, span: tuple[int, int]) -> Memory:
        try:
            answer = await ask(self._put(memory, file, span, CHUNK_SECONDS))
        except TryLater as trouble:
            raise TryLater(trouble.detail, trouble.after, memory) from trouble
        if answer.status in (206, 416):
            found = STORED.fullmatch(answer.headers.get("content-range", ""))
            stored = int(found[1]) + 1 if found else await self._stored(memory, span, answer)
            return _with_sent(memory, file, stored)
        raise self._trouble(answer, memory)

    async def _stored(self, memory: Memory, span: tuple[int, int], answer: Answer) -> int:
        """How much is stored where the answer's own header does not say it."""
        if answer.status == 206:
            return span[1]
        progress = await self._client.progress(memory["publish_id"])
        if progress is None or progress.uploaded is None:
            raise _lost(memory)
        return progress.uploaded

    async def _is_here(self, publish_id: str, file: MediaFile) -> bool:
        progress = await self._client.progress(publish_id)
        if progress is not None and progress.status == FAILED:
            raise turned_down(progress.fail_reason)
        return progress is not None and is_whole(progress, file.size)

    async def _put(
        self, memory: Memory, file: MediaFile, span: tuple[int, int], seconds: int
    ) -> Answer:
        start, end = span
        headers = {
            "Content-Type": file.mime,
            "Content-Length": str(end - start),
            "Content-Range": f"bytes {start}-{end - 1}/{file.size}",
        }
        return await self._client.put(
            memory["upload_url"], lambda: file.bytes_from(start, end - start), headers, seconds
        )

    def _trouble(self, answer: Answer, memory: Memory) -> ConnectorError:
        """403 and 404 mean that the address is no more; 206 and 416 that bytes are missing. No
        token goes to the address, so that 401 says nothing of the channel's."""
        if answer.status in (403, 404):
            return _lost(memory)
        if answer.status in (401, 416) or answer.ok:
            return TryLater("TikTok has not stored the whole file yet.", GO_ON_AFTER, memory)
        told = refusal(answer, self._client.access)
        return TryLater(told.detail, told.after, memory) if isinstance(told, TryLater) else told


def is_whole(progress: Progress, size: int) -> bool:
    """Whether TikTok holds every byte, so that the post comes by itself."""
    if progress.status == "PROCESSING_UPLOAD":
        return progress.uploaded is not None and progress.uploaded >= size
    return progress.status != FAILED


def _last_start(size: int, chunk: int) -> int:
    return (max(size // chunk, 1) - 1) * chunk


def _with_sent(memory: Memory, file: MediaFile, stored: int) -> Memory:
    """Parts begin at whole multiples, and the last one is not sent while preparing."""
    chunk = int(memory["chunk"])
    sent = min(stored // chunk * chunk, _last_start(file.size, chunk))
    return {**memory, "sent": str(sent)}


def _lost(memory: Memory) -> TryLater:
    kept = without(memory, *NAMES)
    return TryLater("TikTok no longer knows the upload; it begins anew.", None, kept)


def _refuse_strange(upload_url: str, base_url: str) -> None:
    """The address carries no token of ours, yet the file shall not go out in the clear."""
    secure = urlsplit(upload_url).scheme == "https"
    if not secure and not (is_loopback(upload_url) and is_loopback(base_url)):
        raise TryLater("TikTok answered without an address to upload to.")
