"""The job that learns a style from a reference video."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from heliograph.kit.database import UnitOfWork
from heliograph.kit.errors import AppError
from heliograph.modules.assets import AssetsService
from heliograph.modules.videos.errors import trouble_of
from heliograph.modules.videos.service.files import chunks_of
from heliograph.modules.videos.service.styles import ANALYSING, Styles
from heliograph.modules.videos.service.tools import VideoTools
from heliograph.modules.videos.values import READY
from heliograph.sdk.style import Analysis, StyleAnalyser, style_of


class Learning:
    """Learns styles of one workspace."""

    def __init__(self, work: UnitOfWork, tools: VideoTools) -> None:
        self._work = work
        self._tools = tools

    async def run(self, style_id: UUID) -> None:
        """Analyse the reference; a failure is written to the style, not raised."""
        styles = Styles(self._work, self._tools)
        row = await styles.row(style_id)
        if row["status"] != ANALYSING:
            return
        place = self._tools.folder / f"reference-{style_id}"
        marks = place.with_suffix(".json")
        self._tools.folder.mkdir(parents=True, exist_ok=True)
        try:
            asset = await AssetsService(self._work, self._tools.assets).get(row["asset_id"])
            place.unlink(missing_ok=True)
            await self._tools.storage.fetch(asset["sha256"], place)
            analyst = self._tools.catalogue.style_analyst()
            analysis = await self._tools.pool.run(analysed, analyst, place)
            await self._tools.pool.run(remembered, analyst, place, marks)
            name = await self._tools.storage.put(chunks_of(marks))
        except (AppError, ValueError, OSError) as error:
            await styles.fail(style_id, trouble_of(error, "Try another file of the same video."))
            return
        finally:
            place.unlink(missing_ok=True)
            marks.unlink(missing_ok=True)
        style = style_of(analysis, f"own-{style_id.hex[:12]}", row["name"])
        await styles.settle(
            style_id,
            {
                "status": READY,
                "document": style.model_dump(mode="json"),
                "analysis": analysis.model_dump(mode="json"),
                "marks": name,
            },
        )


def analysed(analyst: StyleAnalyser, file: Path) -> Analysis:
    """What is measured of a file; raises `ValueError` where it cannot be read."""
    return analyst.analyse(file)


def remembered(analyst: StyleAnalyser, file: Path, marks: Path) -> Path:
    """The file of the marks by which a reference is known again; raises as `analysed` does."""
    return analyst.remember(file, marks)
