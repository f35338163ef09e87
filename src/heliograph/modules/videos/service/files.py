"""The files of a timeline: brought to this machine for work, kept in storage afterwards."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from heliograph.kit.storage import FileMissing, Storage
from heliograph.modules.videos.service.tools import VideoTools
from heliograph.sdk.timeline import Source, Timeline

_CHUNK = 1 << 20


class VideoFiles:
    """The working folder of one video on this machine."""

    def __init__(self, tools: VideoTools, video_id: UUID) -> None:
        self._storage = tools.storage
        self.folder = tools.folder / str(video_id)
        self.cache = tools.folder / "segments"

    async def bring(self, timeline: Timeline) -> Path:
        """Have every file of the timeline in the folder; raises `FileMissing` naming it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.cache.mkdir(parents=True, exist_ok=True)
        for key, source in timeline.sources.items():
            place = self.folder / source.path
            if place.exists() or not source.sha256:
                continue
            place.unlink(missing_ok=True)
            try:
                await self._storage.fetch(source.sha256, place)
            except FileMissing as error:
                raise FileMissing(f"the file {key} of the video is not stored any more") from error
        return self.folder

    async def keep(self, timeline: Timeline) -> Timeline:
        """Store every file that lies in the folder; the timeline names them by their content."""
        sources: dict[str, Source] = {}
        for key, source in timeline.sources.items():
            place = self.folder / source.path
            sources[key] = source
            if source.sha256 and await self._storage.exists(source.sha256):
                continue
            if await asyncio.to_thread(place.is_file):
                name = await self._storage.put(chunks_of(place))
                sources[key] = source.model_copy(update={"sha256": name})
        return timeline.model_copy(update={"sources": sources})


async def chunks_of(file: Path) -> AsyncIterator[bytes]:
    """A file of this machine in pieces."""
    with file.open("rb") as opened:
        while chunk := await asyncio.to_thread(opened.read, _CHUNK):
            yield chunk


def names_of(timeline: Mapping[str, Any]) -> list[str]:
    """The stored files that a timeline uses."""
    return [one["sha256"] for one in timeline.get("sources", {}).values() if one.get("sha256")]


async def logo_of(storage: Storage, name: str, folder: Path) -> Path:
    """A brand's mark as a file on this machine."""
    place = folder / f"logo-{name[:20]}"
    if not await asyncio.to_thread(place.exists):
        await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
        await storage.fetch(name, place)
    return place
