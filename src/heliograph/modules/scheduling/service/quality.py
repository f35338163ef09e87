"""What the gate of videos says of the files of a post, where the post is planned."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from heliograph.modules.assets import AssetsService
from heliograph.modules.scheduling.service.rights import HasFiles
from heliograph.modules.videos import Report, Reports
from heliograph.sdk.problems import Problem


class Quality:
    """Reports on the videos of posts; one that is missing is asked for by looking for it."""

    def __init__(self, assets: AssetsService, reports: Reports) -> None:
        self._assets = assets
        self._reports = reports

    async def of(self, kept: Mapping[str, Any]) -> Report | None:
        """The report on a file as a post keeps it; None for pictures and documents."""
        if not kept["mime"].startswith("video/"):
            return None
        return await self._reports.of(await self._assets.file_of(kept))

    async def problems(self, piece: HasFiles) -> list[Problem]:
        """What keeps the videos of a post from going out, as far as it is known yet."""
        found: list[Problem] = []
        for index, kept in enumerate(piece.media):
            if report := await self.of(kept):
                found += report.problems(f"media[{index}]")
        return found
