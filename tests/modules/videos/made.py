"""Videos made in this process, as a worker would make them."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from heliograph.modules.content import ContentService, Pipeline, Wish
from heliograph.modules.videos import Composing, VideosService, VideoWish
from tests.support.stage import Stage

DAY = date(2026, 11, 21)


async def piece(stage: Stage, kind: str = "daily_horoscope") -> UUID:
    """A finished piece about Leo."""
    brand_id = await stage.brand()
    contents = ContentService(stage.work, stage.instance.content)
    run_id = await contents.make(Wish(brand_id=brand_id, type=kind, day=DAY), wake=False)
    await Pipeline(stage.work, stage.instance.content).run(run_id)
    content_id: UUID = (await contents.run(run_id))["content_id"]
    return content_id


async def video(stage: Stage, **wishes: Any) -> dict[str, Any]:
    """A video of it with its timeline."""
    wish = VideoWish(await piece(stage), **wishes)
    ordered = await VideosService(stage.work, stage.instance.videos).make(wish)
    return await composed(stage, ordered["id"])


async def composed(stage: Stage, video_id: UUID) -> dict[str, Any]:
    """What the job makes of it."""
    await Composing(stage.work, stage.instance.videos).run(video_id)
    return await VideosService(stage.work, stage.instance.videos).get(video_id)
