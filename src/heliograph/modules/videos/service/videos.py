"""What people ask of videos: make one of a piece, look at it, bring a version back, remove it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from uuid import UUID

from heliograph.kit.database import Row, UnitOfWork
from heliograph.kit.events import tell_live
from heliograph.kit.ids import new_id
from heliograph.modules.content import ContentReader
from heliograph.modules.videos import events
from heliograph.modules.videos.errors import VideoNotFound, VideoNotReady
from heliograph.modules.videos.repository import RenderRepository, VideoRepository
from heliograph.modules.videos.service.composing import COMPOSE_JOB
from heliograph.modules.videos.service.estimating import VoiceEstimates
from heliograph.modules.videos.service.kinds import pack_of
from heliograph.modules.videos.service.tools import VideoTools
from heliograph.modules.videos.service.voices import Voices
from heliograph.modules.videos.values import (
    CANCELLED,
    DONE,
    JSON,
    MAKING,
    READY,
    VideoWish,
    read_timeline,
    shown,
)
from heliograph.sdk.timeline import Timeline


class VideosService:
    """Videos of one workspace."""

    def __init__(self, work: UnitOfWork, tools: VideoTools) -> None:
        self._work = work
        self._tools = tools

    async def estimate(self, wish: VideoWish) -> JSON:
        """What a video's voice would cost and take; raises what `make` raises."""
        return await VoiceEstimates(self._work, self._tools).of(wish)

    @property
    def _rows(self) -> VideoRepository:
        return VideoRepository(self._work.session, self._work.workspace_id)

    async def make(self, wish: VideoWish) -> JSON:
        """Start making a video of a piece that passed the gate.

        Raises `ContentNotFound`, `ContentNotReady`, `NoVideoOfThis`, `StyleNotFound`,
        `VoiceUnknown`.
        """
        async with self._work.transaction() as session:
            content = await ContentReader(self._work).ready(wish.content_id)
            pack_of(self._tools.catalogue, content)
            await Voices(self._work, self._tools).settled(wish.voice)
            now, video_id = self._tools.clock.now(), new_id()
            wishes = asdict(wish) | {"content_id": str(wish.content_id)}
            await self._rows.add(
                {
                    "id": video_id,
                    "brand_id": content["brand_id"],
                    "content_id": wish.content_id,
                    "title": content["title"],
                    "language": content["language"],
                    "status": MAKING,
                    "timeline": {},
                    "wishes": wishes,
                    "created_at": now,
                    "updated_at": now,
                }
            )
            await self._tools.queue.enqueue(
                session,
                COMPOSE_JOB,
                {"video_id": str(video_id), "workspace_id": str(self._work.workspace_id)},
                key=f"video:{video_id}:1",
            )
        return await self.get(video_id)

    async def row(self, video_id: UUID) -> Row:
        """One video as it is stored; raises `VideoNotFound`."""
        async with self._work.transaction():
            row = await self._rows.get(video_id)
        if row is None:
            raise VideoNotFound(f"There is no video {video_id}")
        return row

    async def get(self, video_id: UUID) -> JSON:
        """One video with its timeline and newest renders; raises `VideoNotFound`."""
        async with self._work.transaction() as session:
            row = await self.row(video_id)
            renders = RenderRepository(session, self._work.workspace_id)
            made = await renders.of_video(video_id)
        return shown(row) | _rendered(row, made)

    async def timeline(self, video_id: UUID, number: int | None = None) -> Timeline:
        """A video's timeline as it stands, or as it was; raises `VideoNotFound`,
        `VideoNotReady`."""
        row = await self.row(video_id)
        if number is not None and number != row["version"]:
            return read_timeline((await self._version(video_id, number))["timeline"])
        if not row["timeline"]:
            raise VideoNotReady("It has not been made yet")
        return read_timeline(row["timeline"])

    async def _version(self, video_id: UUID, number: int) -> Row:
        for one in await self.versions(video_id):
            if one["number"] == number:
                return one
        raise VideoNotFound(f"The video had no version {number}")

    async def versions(self, video_id: UUID) -> Sequence[Row]:
        """Earlier timelines, the newest first; raises `VideoNotFound`."""
        async with self._work.transaction():
            await self.row(video_id)
            return await self._rows.versions(video_id)

    async def remove(self, video_id: UUID) -> None:
        """Delete a video; files of it that are in the library stay. Raises `VideoNotFound`."""
        async with self._work.transaction() as session:
            await self.row(video_id)
            await self._rows.remove(video_id)
            ids = {"video_id": str(video_id)}
            await tell_live(session, self._work.workspace_id, events.VIDEO_CHANGED, ids)

    async def retry(self, video_id: UUID) -> JSON:
        """Try again to make what failed; raises `VideoNotFound`, `VideoNotReady`."""
        async with self._work.transaction() as session:
            row = await self.row(video_id)
            if row["status"] == READY:
                raise VideoNotReady("It is made already; change it, or render it")
            now = self._tools.clock.now()
            values = {"status": MAKING, "error": None, "updated_at": now}
            await self._rows.change(video_id, values)
            await self._tools.queue.enqueue(
                session,
                COMPOSE_JOB,
                {"video_id": str(video_id), "workspace_id": str(self._work.workspace_id)},
                key=f"video:{video_id}:{row['version']}:{int(now.timestamp())}",
            )
        return await self.get(video_id)


def _rendered(row: Row, renders: Sequence[Row]) -> JSON:
    """What became of a video in its renders, the newest of which stands first."""
    standing = [one["status"] for one in renders if one["status"] != CANCELLED]
    covers = [
        one["cover_asset_id"]
        for one in renders
        if one["status"] == DONE and one["version"] == row["version"]
    ]
    return {
        "renders": [dict(one) for one in renders],
        "render_status": next(iter(standing), None),
        "cover_asset_id": next(iter(covers), None),
    }
