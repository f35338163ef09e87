"""What is left when videos are deleted, stopped at the last moment, or have no room."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import text

from heliograph.kit.ids import new_id
from heliograph.kit.pools import BlockingPool
from heliograph.modules.videos import Rendering, VideoEditor, VideosService, VideoTools, VideoWish
from heliograph.modules.videos.gate import judge
from heliograph.modules.videos.service import Change
from heliograph.modules.videos.service.clearing import GRACE, Clearing
from tests.modules.videos.made import composed, video
from tests.support.disks import small_disk
from tests.support.stage import Stage


async def short(stage: Stage) -> dict[str, Any]:
    """A video of its last scene alone, without a voice."""
    made = await video(stage, voice="none", mood="none")
    return await VideoEditor(stage.work, stage.instance.videos).order(
        made["id"], ["end"], Change(1)
    )


def aged(place: Path) -> Path:
    """As if nobody had touched it for long."""
    then = place.stat().st_mtime - GRACE.total_seconds() - 60
    os.utime(place, (then, then))
    return place


def left(folder: Path, name: str, *, old: bool = True) -> Path:
    """A file that somebody left there."""
    place = folder / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(b"half")
    return aged(place) if old else place


async def cleared(stage: Stage) -> int:
    return await Clearing(stage.instance.database, stage.instance.videos).run()


async def test_folders_of_deleted_videos_go_and_those_of_living_ones_stay(stage: Stage) -> None:
    kept = await video(stage, voice="none")
    videos = VideosService(stage.work, stage.instance.videos)
    deleted = await videos.make(VideoWish(kept["content_id"], voice="none"))
    await composed(stage, deleted["id"])
    folder = stage.instance.videos.folder
    places = [folder / str(one["id"]) for one in (kept, deleted)]
    assert all(any(one.iterdir()) for one in places)
    await videos.remove(deleted["id"])

    # Somebody may be at it still.
    assert await cleared(stage) == 0
    for place in places:
        aged(place)
    assert await cleared(stage) == 1
    assert [one.exists() for one in places] == [True, False]


async def test_drafts_and_references_that_nobody_came_back_for_go(stage: Stage) -> None:
    folder = stage.instance.videos.folder
    gone = [
        left(folder, "draft-0a1b2c3d4e5f6071.mp4"),
        left(folder, "draft-0a1b2c3d4e5f6071.cover.jpg"),
        left(folder, ".draft-0a1b2c3d4e5f6071.mp4.11aa22bb.77.part"),
        left(folder, f"reference-{new_id()}"),
        left(folder, f"{new_id()}.mp4"),
        left(folder, f".{new_id()}.mp4.11aa22bb.77.part"),
        left(folder, f"{new_id()}.told"),
    ]
    stays = [
        left(folder, "draft-aaaaaaaaaaaaaaaa.mp4", old=False),
        left(folder, "notes of mine.txt"),
        left(folder / "segments", "0123.mp4"),
    ]
    aged(folder / "segments")
    assert await cleared(stage) == len(gone)
    assert not any(one.exists() for one in gone)
    assert all(one.exists() for one in stays)


async def test_the_file_of_a_render_that_still_goes_on_stays(stage: Stage) -> None:
    made = await short(stage)
    rendering = Rendering(stage.work, stage.instance.videos)
    waiting, over = [await rendering.order(made["id"]) for _ in range(2)]
    await rendering.cancel(over["id"])
    folder = stage.instance.videos.folder
    files = [left(folder, f"{one['id']}.mp4") for one in (waiting, over)]
    aged(folder / f"{over['id']}.stop")
    await cleared(stage)
    assert [one.exists() for one in files] == [True, False]


async def test_nothing_is_cleared_where_nothing_was_made(stage: Stage) -> None:
    assert not stage.instance.videos.folder.exists()
    assert await cleared(stage) == 0


class StopsBefore(BlockingPool):
    """A pool in which somebody cancels a render just before its file is judged."""

    def __init__(self) -> None:
        super().__init__(processes=0)
        self.render: Callable[[], Any] | None = None

    async def run(self, work: Any, *args: Any, **kwargs: Any) -> Any:
        if work is judge and self.render is not None:
            await self.render()
        return await super().run(work, *args, **kwargs)


async def test_a_render_cancelled_at_the_last_moment_leaves_nothing_in_the_library(
    stage: Stage,
) -> None:
    made = await short(stage)
    pool = StopsBefore()
    tools: VideoTools = replace(stage.instance.videos, pool=pool)
    ordered = await Rendering(stage.work, tools).order(made["id"])

    async def cancel() -> None:
        await Rendering(stage.work, tools).cancel(ordered["id"])

    pool.render = cancel
    await Rendering(stage.work, tools).run(ordered["id"])

    row = await Rendering(stage.work, tools).get(ordered["id"])
    assert (row["status"], row["asset_id"], row["error"]) == ("cancelled", None, None)
    assert await films(stage) == 0
    assert [one for one in tools.folder.iterdir() if str(ordered["id"]) in one.name] == []

    # Nothing but the cancelling kept it out: the same video, left alone, comes in.
    pool.render = None
    again = await Rendering(stage.work, tools).order(made["id"])
    await Rendering(stage.work, tools).run(again["id"])
    assert (await Rendering(stage.work, tools).get(again["id"]))["status"] == "done"
    assert await films(stage) == 2


async def films(stage: Stage) -> int:
    """Videos and covers in the library."""
    query = text("SELECT count(*) FROM assets_assets WHERE source = 'video'")
    async with stage.work.transaction() as session:
        return int(await session.scalar(query) or 0)


async def test_a_full_disk_is_told_without_places_of_the_machine(
    stage: Stage, tmp_path: Path
) -> None:
    made = await short(stage)
    with small_disk(tmp_path / "disk", 300) as disk:
        tools = replace(stage.instance.videos, folder=disk / "videos")
        rendering = Rendering(stage.work, tools)
        ordered = await rendering.order(made["id"])
        await rendering.run(ordered["id"])
        row = await rendering.get(ordered["id"])
        assert row["status"] == "failed"
        assert row["error"]["detail"].startswith("There is no room left on the disk")
        assert "Free some space" in row["error"]["remedy"]
        assert str(disk) not in str(row["error"])
        assert not list(disk.rglob("*.part"))
    assert await films(stage) == 0


def test_nothing_younger_than_a_job_may_last_is_cleared() -> None:
    assert timedelta(hours=2) <= GRACE
