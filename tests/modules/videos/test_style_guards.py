"""A style that is deleted leaves its guard behind, for as long as a video is in it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from heliograph.modules.assets.clearing_repository import ClearingRepository
from heliograph.modules.videos import Rendering, VideoEditor, VideosService
from heliograph.modules.videos.errors import StyleNotFound
from heliograph.modules.videos.service import Change
from heliograph.modules.videos.service.clearing import Clearing
from heliograph.modules.videos.service.learning import Learning
from heliograph.modules.videos.service.styles import Styles
from tests.modules.videos.made import video
from tests.support.stage import Stage


def styles(stage: Stage) -> Styles:
    return Styles(stage.work, stage.instance.videos)


async def short(stage: Stage) -> dict[str, Any]:
    """A video of its last scene alone, without a voice."""
    made = await video(stage, voice="none", mood="none")
    editor = VideoEditor(stage.work, stage.instance.videos)
    return await editor.order(made["id"], ["end"], Change(1))


async def rendered(stage: Stage, video_id: UUID) -> dict[str, Any]:
    rendering = Rendering(stage.work, stage.instance.videos)
    ordered = await rendering.order(video_id)
    await rendering.run(ordered["id"])
    return await rendering.get(ordered["id"])


async def learned(stage: Stage, asset_id: UUID) -> Any:
    """A style learned from a film of the library, which is thrown away afterwards."""
    row = await styles(stage).learn(asset_id, "Like the first")
    await Learning(stage.work, stage.instance.videos).run(row["id"])
    async with stage.work.transaction() as session:
        await ClearingRepository(session, stage.workspace_id).remove([asset_id])
    return await styles(stage).row(row["id"])


async def worn(stage: Stage, made: dict[str, Any], style_id: UUID) -> dict[str, Any]:
    """The video in another style."""
    now = await VideosService(stage.work, stage.instance.videos).get(made["id"])
    change = Change(now["version"])
    editor = VideoEditor(stage.work, stage.instance.videos)
    return await editor.settings(made["id"], {"style": str(style_id)}, change)


async def is_kept(stage: Stage, name: str) -> bool:
    """Whether the storage's sweep counts a file as used."""
    owners = stage.instance.assets.owners
    async with stage.instance.database.system_work().transaction() as session:
        return name in set().union(*[await owner(session, [name]) for owner in owners])


async def forgotten(stage: Stage, *, long_ago: bool = True) -> int:
    """How many guards the daily sweep lets go of."""
    if long_ago:
        async with stage.work.transaction() as session:
            await session.execute(
                text("UPDATE videos_styles SET updated_at = updated_at - interval '7 hours'"),
            )
    return await Clearing(stage.instance.database, stage.instance.videos).forget_styles()


async def test_a_video_in_a_deleted_style_is_still_compared_with_its_reference(
    stage: Stage,
) -> None:
    made = await short(stage)
    style = await learned(stage, (await rendered(stage, made["id"]))["asset_id"])
    await worn(stage, made, style["id"])
    await styles(stage).remove(style["id"])

    assert await forgotten(stage) == 0
    assert await is_kept(stage, style["marks"])
    again = await rendered(stage, made["id"])
    assert again["status"] == "refused"
    failed = [one["name"] for one in again["quality"]["checks"] if not one["passed"]]
    assert "copied" in failed

    # The very same pictures in a deleted style that was learned from nothing may go out.
    own = await styles(stage).copy("Mine", "nocturne")
    await worn(stage, made, own["id"])
    await styles(stage).remove(own["id"])
    free = await rendered(stage, made["id"])
    assert free["status"] == "done", free["quality"]


async def test_a_deleted_style_is_seen_nowhere_and_nothing_else_of_it_is_kept(
    stage: Stage,
) -> None:
    made = await short(stage)
    style = await learned(stage, (await rendered(stage, made["id"]))["asset_id"])
    await styles(stage).remove(style["id"])

    assert (await styles(stage).every())[1] == []
    assert await styles(stage).find(str(style["id"])) is None
    for refused in (
        styles(stage).row(style["id"]),
        styles(stage).copy("Mine", str(style["id"])),
        styles(stage).change(style["id"], {"description": "Back"}),
        styles(stage).remove(style["id"]),
    ):
        with pytest.raises(StyleNotFound):
            await refused
    async with stage.work.transaction() as session:
        kept = (await session.execute(text("SELECT * FROM videos_styles"))).mappings().one()
    assert (kept["name"], kept["document"], kept["analysis"]) == ("", {}, {})
    assert kept["marks"] == style["marks"]


async def test_a_guard_goes_when_no_video_and_no_version_is_in_its_style(stage: Stage) -> None:
    made = await short(stage)
    style = await learned(stage, (await rendered(stage, made["id"]))["asset_id"])
    await worn(stage, made, style["id"])
    await worn(stage, made, (await styles(stage).copy("Mine", "nocturne"))["id"])
    await styles(stage).remove(style["id"])

    # An earlier version is in it, and can be brought back.
    assert await forgotten(stage) == 0
    await VideosService(stage.work, stage.instance.videos).remove(made["id"])
    assert await forgotten(stage) == 1
    assert not await is_kept(stage, style["marks"])


async def test_a_guard_that_was_left_a_moment_ago_stays(stage: Stage) -> None:
    made = await short(stage)
    style = await learned(stage, (await rendered(stage, made["id"]))["asset_id"])
    await styles(stage).remove(style["id"])

    # A video may be in the making in it.
    assert await forgotten(stage, long_ago=False) == 0
    assert await forgotten(stage) == 1
