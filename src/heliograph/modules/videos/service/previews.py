"""What can be seen of a video before it is rendered: a frame, a scene in draft, its captions."""

from __future__ import annotations

import secrets
from dataclasses import replace
from uuid import UUID

from heliograph.kit.database import UnitOfWork
from heliograph.modules.videos.errors import VideoInvalid, VideoNotFound
from heliograph.modules.videos.service.files import VideoFiles
from heliograph.modules.videos.service.tools import VideoTools
from heliograph.modules.videos.service.videos import VideosService
from heliograph.sdk.timeline import Timeline, Transition, seconds_of
from heliograph.sdk.timeline.captions import to_srt, to_vtt
from heliograph.sdk.video import CannotRender, RenderOrder, VideoProvider

DRAFT_WIDTH = 360


class Previews:
    """Previews of one workspace's videos; nothing of them is kept but drafted segments."""

    def __init__(self, work: UnitOfWork, tools: VideoTools) -> None:
        self._work = work
        self._tools = tools

    async def frame(
        self, video_id: UUID, at: float, width: int, number: int | None = None
    ) -> bytes:
        """One frame as JPEG, of the newest version or another; raises `VideoNotFound`,
        `VideoNotReady`, `VideoInvalid`."""
        timeline = await VideosService(self._work, self._tools).timeline(video_id, number)
        order = await self._order(video_id, timeline, width)
        at = min(at, seconds_of(timeline) - 1 / timeline.fps)
        provider = self._tools.catalogue.video_provider()
        try:
            return await self._tools.pool.run(provider.frame, order, at)
        except CannotRender as error:
            raise VideoInvalid(str(error)) from error

    async def scene(self, video_id: UUID, scene_id: str, number: int | None = None) -> bytes:
        """A scene alone as a small MP4 with its sound; raises as `frame` does."""
        timeline = await VideosService(self._work, self._tools).timeline(video_id, number)
        order = await self._order(video_id, alone(timeline, scene_id), DRAFT_WIDTH)
        order = replace(order, has_cover=False)
        provider = self._tools.catalogue.video_provider()
        try:
            return await self._tools.pool.run(drafted, provider, order)
        except CannotRender as error:
            raise VideoInvalid(str(error)) from error

    async def captions(self, video_id: UUID, form: str) -> str:
        """The captions as SRT or WebVTT; raises `VideoNotFound`, `VideoNotReady`."""
        timeline = await VideosService(self._work, self._tools).timeline(video_id)
        return to_srt(timeline) if form == "srt" else to_vtt(timeline)

    async def _order(self, video_id: UUID, timeline: Timeline, width: int) -> RenderOrder:
        files = VideoFiles(self._tools, video_id)
        folder = await files.bring(timeline)
        out = self._tools.folder / f"draft-{secrets.token_hex(8)}.mp4"
        music = self._tools.catalogue.music_provider()
        return RenderOrder(
            timeline, folder, out, files.cache, workers=1, width=width // 2 * 2, music=music
        )


def alone(timeline: Timeline, scene_id: str) -> Timeline:
    """The timeline of one scene; raises `VideoNotFound`."""
    for scene in timeline.scenes:
        if scene.id == scene_id:
            lonely = scene.model_copy(update={"transition": Transition()})
            return timeline.model_copy(update={"scenes": (lonely,), "cover": None})
    raise VideoNotFound(f"There is no scene {scene_id!r}")


def drafted(provider: VideoProvider, order: RenderOrder) -> bytes:
    """The bytes of a small file, which is gone afterwards with all that lies beside it, also
    where it could not be made."""
    try:
        return provider.render(order).path.read_bytes()
    finally:
        for file in order.out.parent.glob(f"{order.out.stem}.*"):
            file.unlink(missing_ok=True)
