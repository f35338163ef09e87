"""The job that renders a video to a file, judges it, and puts it into the library."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import structlog

from heliograph.kit.database import Row, UnitOfWork
from heliograph.kit.errors import AppError
from heliograph.kit.events import Event, Payload, announce, tell_live
from heliograph.kit.ids import new_id
from heliograph.modules.assets import AssetsService, Licence, Origin
from heliograph.modules.videos import events
from heliograph.modules.videos.errors import VideoNotFound, VideoNotReady, trouble_of
from heliograph.modules.videos.gate import Judged, Reference, judge
from heliograph.modules.videos.repository import RenderRepository
from heliograph.modules.videos.service.files import VideoFiles, chunks_of
from heliograph.modules.videos.service.styles import Styles
from heliograph.modules.videos.service.tools import VideoTools
from heliograph.modules.videos.service.videos import VideosService
from heliograph.modules.videos.service.work import Signals, render_file
from heliograph.modules.videos.values import (
    CANCELLED,
    DONE,
    FAILED,
    OPEN,
    READY,
    REFUSED,
    RUNNING,
    WAITING,
)
from heliograph.sdk.timeline import Aspect, Timeline, frames_of
from heliograph.sdk.video import CannotRender, Preset, RenderCancelled, Rendered, RenderOrder

RENDER_JOB = "videos.render"
_ASSETS = ("asset_id", "cover_asset_id")
_LOOK = 0.7
"""Seconds between two looks at how far a render is."""
log = structlog.get_logger("heliograph.videos")


async def pieces_of(work: UnitOfWork, asset_ids: Sequence[UUID]) -> Sequence[UUID]:
    """The contents whose videos these files of the library are; for who posts files."""
    if not asset_ids:
        return ()
    async with work.transaction() as session:
        return await RenderRepository(session, work.workspace_id).pieces_of(asset_ids)


class Rendering:
    """Renders of one workspace."""

    def __init__(self, work: UnitOfWork, tools: VideoTools) -> None:
        self._work = work
        self._tools = tools

    @property
    def _rows(self) -> RenderRepository:
        return RenderRepository(self._work.session, self._work.workspace_id)

    async def order(
        self, video_id: UUID, aspect: Aspect | None = None, preset: Preset = "veryfast"
    ) -> dict[str, Any]:
        """Start rendering a video as it stands; raises `VideoNotFound`, `VideoNotReady`."""
        async with self._work.transaction() as session:
            row = await VideosService(self._work, self._tools).row(video_id)
            if row["status"] != READY:
                raise VideoNotReady(f"The video is {row['status']}")
            render_id = new_id()
            await self._rows.add(
                {
                    "id": render_id,
                    "video_id": video_id,
                    "version": row["version"],
                    "aspect": aspect or row["timeline"]["aspect"],
                    "preset": preset,
                    "status": WAITING,
                    "created_at": self._tools.clock.now(),
                }
            )
            await self._tools.queue.enqueue(
                session,
                RENDER_JOB,
                {"render_id": str(render_id), "workspace_id": str(self._work.workspace_id)},
                key=f"render:{render_id}:first",
            )
        return await self.get(render_id)

    async def get(self, render_id: UUID) -> dict[str, Any]:
        """One render; raises `VideoNotFound`."""
        async with self._work.transaction():
            row = await self._rows.get(render_id)
        if row is None:
            raise VideoNotFound(f"There is no render {render_id}")
        return dict(row)

    async def cancel(self, render_id: UUID) -> dict[str, Any]:
        """Stop a render; what is over stays as it is. Raises `VideoNotFound`."""
        row = await self.get(render_id)
        await self._change(row, {"status": CANCELLED, "finished_at": self._tools.clock.now()})
        self._signals(render_id).stopped.touch()
        return await self.get(render_id)

    async def run(self, render_id: UUID) -> None:
        """Make the file. Safe to run again at any time: finished segments are taken over."""
        row = await self.get(render_id)
        if row["status"] not in OPEN:
            return
        signals = self._signals(render_id)
        signals.clear()
        try:
            timeline = await self._timeline(row)
            made = await self._made(row, timeline, signals)
            await self._finish(row, timeline, made)
        except RenderCancelled:
            now = self._tools.clock.now()
            await self._change(row, {"status": CANCELLED, "finished_at": now})
        except (AppError, CannotRender, OSError) as error:
            await self._fail(row, error)
        finally:
            signals.clear()
            self._clear(row)

    async def _timeline(self, row: Mapping[str, Any]) -> Timeline:
        videos = VideosService(self._work, self._tools)
        timeline = await videos.timeline(row["video_id"], row["version"])
        return timeline.model_copy(update={"aspect": row["aspect"]})

    async def _made(self, row: Mapping[str, Any], timeline: Timeline, signals: Signals) -> Rendered:
        files = VideoFiles(self._tools, row["video_id"])
        folder = await files.bring(timeline)
        order = RenderOrder(
            timeline,
            folder,
            self._out(row),
            files.cache,
            row["preset"],
            music=self._tools.catalogue.music_provider(),
        )
        if not await self._change(row, {"status": RUNNING, "total": frames_of(timeline)}):
            raise RenderCancelled
        provider = self._tools.catalogue.video_provider()
        work = asyncio.create_task(self._tools.pool.run(render_file, provider, order, signals))
        while not (await asyncio.wait([work], timeout=_LOOK))[0]:
            await self._note(row, signals)
        return work.result()

    async def _note(self, row: Mapping[str, Any], signals: Signals) -> None:
        """Say how far it is; a render that was cancelled meanwhile, perhaps elsewhere, stops."""
        told = signals.read()
        if told is None:
            return
        values = {
            "stage": told.stage[:32],
            "done": told.done,
            "total": told.total,
            "seconds_left": told.left,
        }
        if not await self._change(row, values):
            signals.stopped.touch()

    async def _finish(self, row: Mapping[str, Any], timeline: Timeline, made: Rendered) -> None:
        async with self._work.transaction():
            known = await self._rows.prints_of_others(row["video_id"])
        folder = VideoFiles(self._tools, row["video_id"]).folder
        inspector = self._tools.catalogue.video_provider()
        others = {str(one["title"] or one["video_id"]): tuple(one["prints"]) for one in known}
        reference = await self._reference(timeline, folder)
        judged: Judged = await self._tools.pool.run(
            judge, inspector, timeline, (folder, made), others, reference
        )
        await self._settle(row, timeline, made, judged)

    async def _settle(
        self, row: Mapping[str, Any], timeline: Timeline, made: Rendered, judged: Judged
    ) -> None:
        """Write what became of it and put a good file into the library, both or neither; raises
        `RenderCancelled` where it was cancelled meanwhile."""
        values: dict[str, Any] = {
            "facts": judged.facts,
            "quality": judged.quality,
            "score": judged.quality["score"],
            "prints": list(judged.prints),
            "status": DONE if judged.quality["passed"] else REFUSED,
            "done": made.frames,
            "total": made.frames,
            "seconds_left": 0.0,
            "finished_at": self._tools.clock.now(),
        }
        assets = AssetsService(self._work, self._tools.assets)
        files = (made.path, made.cover) if judged.quality["passed"] else ()
        stored = [await assets.store(chunks_of(one)) for one in files if one is not None]
        async with self._work.transaction() as session:
            origin = _origin(timeline, made)
            for column, one, title in zip(_ASSETS, stored, ("", "Cover: "), strict=False):
                kept = await assets.add(one, replace(origin, title=f"{title}{timeline.title}"))
                values[column] = kept["id"]
            if not await self._change(row, values):
                # What was just put into the library goes with this transaction.
                raise RenderCancelled
            if values["status"] == DONE:
                payload: Payload = {"video_id": str(row["video_id"]), "render_id": str(row["id"])}
                event = Event(events.RENDERED, self._work.workspace_id, payload)
                await announce(session, event)

    async def _reference(self, timeline: Timeline, folder: Path) -> Reference | None:
        """By what the video is known that the style was learned from."""
        known = await Styles(self._work, self._tools).reference(timeline.notes.get("style", ""))
        if known is None:
            return None
        name, ending = known
        place = folder / f"reference-{name[:20]}{ending}"
        if not await asyncio.to_thread(place.exists):
            await self._tools.storage.fetch(name, place)
        return Reference(self._tools.catalogue.style_analyst(), place)

    async def _fail(self, row: Mapping[str, Any], error: Exception) -> None:
        trouble = trouble_of(error, "Mend what it names, and retry.")
        log.warning("videos.render_failed", render=str(row["id"]), error=trouble["detail"])
        now = self._tools.clock.now()
        await self._change(row, {"status": FAILED, "error": trouble, "finished_at": now})

    async def _change(self, row: Mapping[str, Any] | Row, values: Mapping[str, Any]) -> bool:
        async with self._work.transaction() as session:
            changed = await self._rows.change(row["id"], values, only_open=True)
            ids = {"video_id": str(row["video_id"]), "render_id": str(row["id"])}
            await tell_live(session, self._work.workspace_id, events.RENDER_CHANGED, ids)
        return changed

    def _clear(self, row: Mapping[str, Any]) -> None:
        """What lies in the library lies here no more, nor what came beside it."""
        for file in self._tools.folder.glob(f"{row['id']}.*"):
            file.unlink(missing_ok=True)

    def _out(self, row: Mapping[str, Any]) -> Path:
        return self._tools.folder / f"{row['id']}.mp4"

    def _signals(self, render_id: UUID) -> Signals:
        self._tools.folder.mkdir(parents=True, exist_ok=True)
        place = self._tools.folder / str(render_id)
        return Signals(place.with_suffix(".told"), place.with_suffix(".stop"))


def _origin(timeline: Timeline, made: Rendered) -> Origin:
    """Where a finished video comes from, for the library."""
    return Origin(
        "video",
        made.licences,
        alt=_told(timeline),
        tags=("video",),
        licence=Licence("generated"),
    )


def _told(timeline: Timeline) -> str:
    """What the video says, for those who cannot see it: its lines and titles, at most 1,000
    characters."""
    said = [
        scene.line or " ".join(title.text for title in scene.titles) for scene in timeline.scenes
    ]
    return " ".join(one for one in said if one)[:1000]
