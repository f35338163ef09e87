"""How like a video is in manner to what its style was learned from.

Its film is measured once, in the background and as the reference was; the comparison itself takes
no time and is made anew each time it is looked at.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import structlog
from pydantic import ValidationError

from heliograph.kit.database import Row, UnitOfWork
from heliograph.kit.errors import AppError
from heliograph.kit.ids import new_id
from heliograph.modules.assets import AssetsService
from heliograph.modules.videos.errors import NothingToCompare, trouble_of
from heliograph.modules.videos.repository import MeasureRepository, RenderRepository
from heliograph.modules.videos.service.styles import Styles
from heliograph.modules.videos.service.tools import VideoTools
from heliograph.modules.videos.service.videos import VideosService
from heliograph.modules.videos.service.work import Signals
from heliograph.modules.videos.values import DONE, FAILED, OPEN, RUNNING
from heliograph.sdk.style import Analysis, StyleAnalyser
from heliograph.sdk.style.comparing import Similarity, compare
from heliograph.sdk.video import Progress

MEASURE_JOB = "videos.measure"
NOT_ASKED = "none"
_LOOK = 0.7
"""Seconds between two looks at how far it is."""
log = structlog.get_logger("heliograph.videos")


@dataclass(frozen=True)
class Comparison:
    """A film beside a reference. `status` is none (nobody asked, or there is nothing to compare,
    which `error` tells), waiting, running, done or failed; `share` of the film is measured."""

    render: Row | None
    status: str
    share: float = 0.0
    similarity: Similarity | None = None
    error: Mapping[str, Any] | None = None


class Comparing:
    """Compares videos of one workspace with what their styles were learned from."""

    def __init__(self, work: UnitOfWork, tools: VideoTools) -> None:
        self._work = work
        self._tools = tools

    async def get(self, style_id: UUID, video_id: UUID) -> Comparison:
        """A video's newest film beside the reference of a style, as far as it is measured; raises
        `StyleNotFound`, `VideoNotFound`."""
        try:
            reference, render = await self._both(style_id, video_id)
        except NothingToCompare as error:
            return Comparison(None, NOT_ASKED, error=trouble_of(error, error.remedy))
        async with self._work.transaction() as session:
            found = MeasureRepository(session, self._work.workspace_id)
            row = await found.get(render["id"])
        if row is None:
            return Comparison(render, NOT_ASKED)
        if row["status"] != DONE:
            return Comparison(render, row["status"], row["share"], error=row["error"])
        similarity = compare(reference, Analysis.model_validate(row["analysis"]))
        return Comparison(render, DONE, 1.0, similarity)

    async def order(self, style_id: UUID, video_id: UUID) -> Comparison:
        """The same, and the film is measured if nobody asked for that, or if it failed. Raises
        `NothingToCompare` as well."""
        _, render = await self._both(style_id, video_id)
        async with self._work.transaction() as session:
            rows = MeasureRepository(session, self._work.workspace_id)
            if await rows.ask(render["id"], self._tools.clock.now()):
                args = {
                    "workspace_id": str(self._work.workspace_id),
                    "render_id": str(render["id"]),
                }
                key = f"measure:{render['id']}:{new_id()}"
                await self._tools.queue.enqueue(session, MEASURE_JOB, args, key=key)
        return await self.get(style_id, video_id)

    async def _both(self, style_id: UUID, video_id: UUID) -> tuple[Analysis, Row]:
        style = await Styles(self._work, self._tools).row(style_id)
        await VideosService(self._work, self._tools).row(video_id)
        if not style["analysis"]:
            raise NothingToCompare(f"{style['name']} was not learned from a video")
        try:
            reference = Analysis.model_validate(style["analysis"])
        except ValidationError as error:
            raise NothingToCompare(
                f"{style['name']} was measured by an earlier Heliograph; learn it again"
            ) from error
        async with self._work.transaction() as session:
            renders = RenderRepository(session, self._work.workspace_id)
            for render in await renders.of_video(video_id):
                if render["status"] == DONE and render["asset_id"]:
                    return reference, render
        raise NothingToCompare("The video is not rendered yet")


class Measuring:
    """Measures films of one workspace."""

    def __init__(self, work: UnitOfWork, tools: VideoTools) -> None:
        self._work = work
        self._tools = tools

    async def run(self, render_id: UUID) -> None:
        """Measure a render's film; a failure is written down, not raised. Safe to run again."""
        async with self._work.transaction() as session:
            row = await MeasureRepository(session, self._work.workspace_id).get(render_id)
            render = await RenderRepository(session, self._work.workspace_id).get(render_id)
        if row is None or render is None or row["status"] not in OPEN:
            return
        self._tools.folder.mkdir(parents=True, exist_ok=True)
        place = self._tools.folder / f"draft-{render_id}.film"
        signals = Signals(place.with_suffix(".told"), place.with_suffix(".stop"))
        try:
            asset = await AssetsService(self._work, self._tools.assets).get(render["asset_id"])
            place.unlink(missing_ok=True)
            await self._tools.storage.fetch(asset["sha256"], place)
            analysis = await self._measured(render_id, place, signals)
        except (AppError, ValueError, OSError) as error:
            trouble = trouble_of(error, "Render the video again, and compare that film.")
            log.warning("videos.measure_failed", render=str(render_id), error=trouble["detail"])
            await self._finish(render_id, {"status": FAILED, "error": trouble})
            return
        finally:
            place.unlink(missing_ok=True)
            signals.clear()
        found = {"status": DONE, "share": 1.0, "analysis": analysis.model_dump(mode="json")}
        await self._finish(render_id, found)

    async def _measured(self, render_id: UUID, place: Path, signals: Signals) -> Analysis:
        await self._change(render_id, {"status": RUNNING})
        analyst = self._tools.catalogue.style_analyst()
        work = asyncio.create_task(self._tools.pool.run(measured, analyst, place, signals))
        while not (await asyncio.wait([work], timeout=_LOOK))[0]:
            told = signals.read()
            if told is not None and told.total:
                await self._change(render_id, {"share": min(1.0, told.done / told.total)})
        return work.result()

    async def _finish(self, render_id: UUID, values: Mapping[str, Any]) -> None:
        await self._change(render_id, {**values, "finished_at": self._tools.clock.now()})

    async def _change(self, render_id: UUID, values: Mapping[str, Any]) -> None:
        async with self._work.transaction() as session:
            rows = MeasureRepository(session, self._work.workspace_id)
            await rows.change(render_id, values)


def measured(analyst: StyleAnalyser, file: Path, signals: Signals) -> Analysis:
    """What is measured of a film, which tells on the way how far it is; raises `ValueError` where
    it cannot be read."""

    def tell(at: float, seconds: float) -> None:
        signals.tell(Progress("measuring", round(at * 1000), round(seconds * 1000)))

    return analyst.analyse(file, tell)
