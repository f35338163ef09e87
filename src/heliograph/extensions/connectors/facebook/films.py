"""Videos, reels and the videos of stories: an upload session, its bytes, and what became of it.

The video's id, known from the start on, is the handle by which an unknown outcome is settled.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any, Literal

from heliograph.extensions.connectors.facebook.client import FacebookClient
from heliograph.extensions.connectors.facebook.mapping import film_parameters, reel_parameters
from heliograph.extensions.connectors.facebook.states import state_of
from heliograph.extensions.connectors.facebook.wire import Done, Film, Opened, Phase, Session
from heliograph.kit.http import Answer
from heliograph.sdk.calls import parse
from heliograph.sdk.connectors import MediaFile, Memory, OutgoingPost
from heliograph.sdk.errors import ConnectorError, ContentRefused, OutcomeUnknown, TryLater
from heliograph.sdk.forms import FilesForm
from heliograph.sdk.graph.uploads import send_video

Edge = Literal["videos", "video_reels", "video_stories"]
CHUNK_SECONDS = 300
MOST_BEGINNINGS = 3
SLICE = timedelta(seconds=60)
GO_ON_AFTER = timedelta(seconds=1)


class Films:
    """Fills upload sessions and ends them."""

    def __init__(self, client: FacebookClient) -> None:
        self._client = client

    async def ready(self, page_id: str, post: OutgoingPost, memory: Memory) -> Memory:
        """A video of which Facebook has every byte; only the last word is missing."""
        edge, file = edge_of(post), post.media[0]
        kept = memory if memory.get("server") == self._client.base else without_film(memory)
        film = await self.film(kept["video_id"]) if "video_id" in kept else None
        if film is None or state_of(film) in ("lost", "failed"):
            kept, film = await self._open(page_id, edge, file, kept), None
        try:
            if edge == "videos":
                return await self._fill(page_id, file, kept)
            await self._send(file, kept, film)
        except ContentRefused as refused:
            raise _begun_anew(kept, refused) from refused
        except TryLater as trouble:
            raise TryLater(trouble.detail, trouble.after, trouble.memory or kept) from trouble
        return kept

    async def finish(self, page_id: str, post: OutgoingPost, memory: Memory, seconds: int) -> None:
        """POST with `upload_phase=finish`: the committing call."""
        edge = edge_of(post)
        form = {"video_id": memory["video_id"]}
        if edge == "videos":
            form = {"upload_session_id": memory["session"], **film_parameters(post)}
        elif edge == "video_reels":
            form |= reel_parameters(post)
        parts: dict[str, Any] = {"data": form}
        if edge == "videos" and post.cover is not None:
            files = FilesForm(form, {"thumb": post.cover})
            parts = {"content": files.stream, "headers": files.headers}
        parts["params"] = {"upload_phase": "finish"}
        answer = await self._client.commit(f"{page_id}/{edge}", seconds, **parts)
        if not parse(Done, answer, OutcomeUnknown).success:
            raise OutcomeUnknown("Facebook did not say whether it took the video.")

    async def film(self, video_id: str) -> Film | None:
        """GET /<VIDEO>?fields=status: how far it is; None when it is gone."""
        answer = await self._client.read(video_id, {"fields": "id,status,permalink_url"})
        return None if self._client.gone(answer) else parse(Film, self._client.good(answer))

    async def _open(self, page_id: str, edge: Edge, file: MediaFile, memory: Memory) -> Memory:
        kept = {**memory, "server": self._client.base}
        form = {"file_size": str(file.size)} if edge == "videos" else {}
        answer = await self._client.send(f"{page_id}/{edge}", "start", data=form)
        if edge == "videos":
            session = parse(Session, answer)
            known = {"video_id": session.video_id, "session": session.upload_session_id}
            return _at({**kept, **known}, session)
        opened = parse(Opened, answer)
        return {**kept, "video_id": opened.video_id, "upload_url": opened.upload_url}

    async def _fill(self, page_id: str, file: MediaFile, memory: Memory) -> Memory:
        """Send the chunks that Facebook asks for until it asks for none.

        A large file takes several attempts, so that how far it has come is remembered in between.
        """
        clock = self._client.access.clock
        ends_at = clock.now() + SLICE
        while (start := int(memory["sent"])) < (end := int(memory["until"])):
            if clock.now() > ends_at:
                sent = f"{start * 100 // file.size} %"
                raise TryLater(f"The upload goes on: {sent} is sent.", GO_ON_AFTER, memory)
            try:
                answer = await self._transfer(page_id, file, memory, (start, end))
            except TryLater as trouble:
                raise TryLater(trouble.detail, trouble.after, memory) from trouble
            memory = _at(memory, parse(Session, answer))
        return memory

    async def _transfer(
        self, page_id: str, file: MediaFile, memory: Memory, span: tuple[int, int]
    ) -> Answer:
        start, end = span
        piece = replace(
            file,
            size=end - start,
            read=lambda: file.bytes_from(start, end - start),
            sha256=f"{file.sha256}{start}",
        )
        told = {"upload_session_id": memory["session"], "start_offset": str(start)}
        form = FilesForm(told, {"video_file_chunk": piece})
        parts = {"content": form.stream, "headers": form.headers, "seconds": CHUNK_SECONDS}
        return await self._client.send(f"{page_id}/videos", "transfer", **parts)

    async def _send(self, file: MediaFile, memory: Memory, film: Film | None) -> None:
        """Send the file in one piece; after a break, what Facebook says it has not got."""
        phase = film.status.uploading_phase if film else Phase()
        start = file.size if phase.status == "complete" else phase.bytes_transfered
        if start >= file.size:
            return
        url = memory["upload_url"]
        await send_video(self._client.access, self._client.table, url, file, start)


def edge_of(post: OutgoingPost) -> Edge:
    """Where this kind of video is made."""
    edges: dict[str, Edge] = {"reel": "video_reels", "story": "video_stories"}
    return edges.get(post.kind, "videos")


def without_film(memory: Memory) -> dict[str, str]:
    """What remains to be remembered when an upload is of no more use."""
    gone = ("server", "video_id", "session", "upload_url", "sent", "until")
    return {name: value for name, value in memory.items() if name not in gone}


def _begun_anew(memory: Memory, refused: ContentRefused) -> ConnectorError:
    """A session that Facebook refuses may only have run out: begin anew, a few times. What is
    wrong with the file itself stays wrong."""
    beginnings = int(memory.get("beginnings", "1"))
    is_final = any(problem.field == "media" for problem in refused.problems)
    if is_final or beginnings >= MOST_BEGINNINGS:
        return refused
    kept = without_film(memory) | {"beginnings": str(beginnings + 1)}
    return TryLater(f"The upload begins anew. {refused.detail}", GO_ON_AFTER, kept)


def _at(memory: Memory, session: Session) -> Memory:
    return {**memory, "sent": str(session.start_offset), "until": str(session.end_offset)}
