"""Rows of the list of videos say what the videos themselves say."""

from __future__ import annotations

import random
from typing import Any
from uuid import UUID

import orjson

from heliograph.kit.ids import new_id
from heliograph.kit.web.listing import Reader
from heliograph.kit.web.pagination import Page
from heliograph.modules.videos import VideosService, VideoWish
from heliograph.modules.videos.listing import VIDEOS
from heliograph.modules.videos.repository import RenderRepository, VideoRepository
from heliograph.modules.videos.schemas import VideoRow
from tests.modules.videos.made import piece, video
from tests.support.stage import Stage

FACTS = ("seconds", "aspect", "style", "scenes", "render_status", "cover_asset_id")


async def _rows(stage: Stage, **filters: Any) -> list[dict[str, Any]]:
    async with Reader(stage.instance.settings.database_url) as reader:
        page = Page(per_page=50, sort="-created_at")
        answer = await reader.answer(VIDEOS, stage.workspace_id, page, filters)
    found: list[dict[str, Any]] = orjson.loads(answer.body)["data"]
    return found


async def _told(stage: Stage, video_id: UUID) -> dict[str, Any]:
    full = await VideosService(stage.work, stage.instance.videos).get(video_id)
    told: dict[str, Any] = VideoRow.model_validate(full).model_dump(mode="json")
    return told


async def _change(stage: Stage, video_id: UUID, **values: Any) -> None:
    work = stage.work
    async with work.transaction() as session:
        await VideoRepository(session, stage.workspace_id).change(video_id, values)


def _uneven(timeline: dict[str, Any], dice: random.Random) -> dict[str, Any]:
    """The same scenes with other lengths and joins, some longer than a neighbour can give."""
    scenes = [
        scene
        | {
            "seconds": round(dice.uniform(0.05, 4), 3),
            "transition": {
                "kind": dice.choice(["cut", "dissolve", "iris"]),
                "seconds": round(dice.uniform(0, 2), 3),
            },
        }
        for scene in timeline["scenes"]
    ]
    return timeline | {"fps": dice.choice([24, 25, 30, 60]), "scenes": scenes}


async def test_a_row_counts_the_length_of_a_video_as_the_render_does(stage: Stage) -> None:
    made = await video(stage, aspect="1:1", style="ember")
    dice = random.Random(5)  # noqa: S311  # reason: lengths, not secrets
    for _ in range(12):
        await _change(stage, made["id"], timeline=_uneven(made["timeline"], dice))
        told = await _told(stage, made["id"])
        [row] = await _rows(stage)
        assert {name: row[name] for name in FACTS} == {name: told[name] for name in FACTS}
    assert (row["aspect"], row["style"]) == ("1:1", "ember")


async def test_a_row_of_what_is_not_made_yet_says_what_is_wished(stage: Stage) -> None:
    wish = VideoWish(await piece(stage), aspect="16:9", style="mercury")
    ordered = await VideosService(stage.work, stage.instance.videos).make(wish)
    [row] = await _rows(stage, style="mercury")
    assert row["id"] == str(ordered["id"])
    assert [row[name] for name in FACTS] == [None, "16:9", "mercury", 0, None, None]
    assert await _rows(stage, style="ember") == []


async def test_a_row_shows_the_cover_of_the_version_that_stands(stage: Stage) -> None:
    made = await video(stage)
    cover = new_id()
    now = stage.instance.videos.clock.now()
    work = stage.work
    async with work.transaction() as session:
        await RenderRepository(session, stage.workspace_id).add(
            {
                "id": new_id(), "video_id": made["id"], "version": 1, "aspect": "9:16",
                "preset": "veryfast", "status": "done", "cover_asset_id": cover,
                "created_at": now,
            }
        )  # fmt: skip
    [row] = await _rows(stage)
    assert (row["render_status"], row["cover_asset_id"]) == ("done", str(cover))
    assert row == await _told(stage, made["id"]) | {
        name: row[name] for name in ("created_at", "updated_at")
    }
    await _change(stage, made["id"], version=2)
    [row] = await _rows(stage)
    assert (row["render_status"], row["cover_asset_id"]) == ("done", None)
