"""A colour table of one's own in a style that is kept: given, seen in the picture, taken away."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import cv2
import numpy as np
import pytest

from heliograph.kit.ids import new_id
from heliograph.modules.videos import StyleNotFound, VideoEditor, files_kept
from heliograph.modules.videos.errors import TableGone, TableRefused, VideoInvalid, VideoNotReady
from heliograph.modules.videos.service import Change
from heliograph.modules.videos.service.previews import Previews
from heliograph.modules.videos.service.styles import ANALYSING, Styles
from heliograph.modules.videos.service.tables import StyleTables, plain_name
from heliograph.sdk.style.cubes import MOST_BYTES
from heliograph.sdk.style.document import LookStyle
from tests.modules.videos.made import video
from tests.support.stage import Stage

SIDE = (0, 1)
SWAPPED = (
    "LUT_3D_SIZE 2\n"
    + "".join(f"{blue} {green} {red}\n" for blue in SIDE for green in SIDE for red in SIDE)
).encode()
"""A table that makes what is red blue, and what is blue red."""
BROKEN = SWAPPED.replace(b"1 1 1\n", b"1 1\n")


def styles(stage: Stage) -> Styles:
    return Styles(stage.work, stage.instance.videos)


def tables(stage: Stage) -> StyleTables:
    return StyleTables(stage.work, stage.instance.videos)


async def pieces(content: bytes) -> AsyncIterator[bytes]:
    """A body as it arrives."""
    for start in range(0, len(content), 1 << 20):
        yield content[start : start + (1 << 20)]


async def own(stage: Stage) -> UUID:
    """A style of one's own whose whole grade is seen."""
    style_id: UUID = (await styles(stage).copy("Mine", "nocturne"))["id"]
    look = (await styles(stage).row(style_id))["document"]["look"] | {"strength": 1.0}
    await styles(stage).change(style_id, {"look": look})
    return style_id


async def graded(stage: Stage) -> UUID:
    """The same with a table that swaps red and blue."""
    style_id = await own(stage)
    await tables(stage).give(style_id, "swap.cube", pieces(SWAPPED))
    return style_id


async def bytes_of(stage: Stage, name: str) -> bytes:
    table = await tables(stage).read(name)
    content = b"".join([chunk async for chunk in table.content])
    assert len(content) == table.size
    return content


async def stored(stage: Stage) -> set[str]:
    return {one.name async for one in stage.instance.storage.stored()}


async def used(stage: Stage, name: str) -> bool:
    """Whether the sweep leaves a stored file alone."""
    async with stage.instance.database.system_work().transaction() as session:
        return name in await files_kept(session, [name])


async def redness(stage: Stage, made: dict[str, Any]) -> float:
    """How much more red than blue its first scene shows."""
    jpeg = await Previews(stage.work, stage.instance.videos).frame(made["id"], 1.0, 180)
    picture = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)
    assert picture is not None
    blue, _, red = picture.reshape(-1, 3).mean(axis=0)
    return float(red - blue)


def table_of(made: dict[str, Any]) -> dict[str, Any]:
    """The file that a video is graded with."""
    timeline = made["timeline"]
    source: dict[str, Any] = timeline["sources"][timeline["look"]["lut"]]
    return source


async def test_a_video_made_in_the_style_is_graded_with_its_table(stage: Stage) -> None:
    style_id = await graded(stage)
    made = await video(stage, style=str(style_id), voice="none", mood="none")
    assert made["status"] == "ready", made["error"]
    source = table_of(made)
    assert await stage.instance.storage.read(source["sha256"]) == SWAPPED
    assert not source["path"].startswith("/")
    swapped = await redness(stage, made)

    # Control: the same scene with the grade of the style it was copied from.
    editor = VideoEditor(stage.work, stage.instance.videos)
    plain = await editor.settings(made["id"], {"style": "nocturne"}, Change(1))
    assert swapped < -10 < 10 < await redness(stage, plain)

    again = await editor.settings(made["id"], {"style": str(style_id)}, Change(2))
    assert table_of(again) == source
    assert await redness(stage, again) == pytest.approx(swapped, abs=1)


async def test_what_was_given_comes_out_and_taken_away_the_grade_is_back(stage: Stage) -> None:
    style_id = await own(stage)
    computed = await bytes_of(stage, str(style_id))
    assert computed == await bytes_of(stage, "nocturne")
    assert (await tables(stage).read(str(style_id))).name == "Mine.cube"

    row = await tables(stage).give(style_id, "swap.cube", pieces(SWAPPED))
    assert row["document"]["look"]["cube"] == "swap.cube"
    assert (await tables(stage).read(str(style_id))).name == "swap.cube"
    assert await bytes_of(stage, str(style_id)) == SWAPPED != computed
    assert await used(stage, row["cube"])

    await tables(stage).take_away(style_id)
    assert await bytes_of(stage, str(style_id)) == computed
    assert not await used(stage, row["cube"])
    assert list(stage.instance.videos.folder.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (BROKEN, r"my\.cube: '1 1' is not one colour"),
        (b"", "no LUT_3D_SIZE"),
        (b"\x89PNG\r\n\x1a\n" * 9, "no LUT_3D_SIZE"),
        (b"# long\n" * (MOST_BYTES // 7) + SWAPPED, "larger than 32 MB"),
    ],
    ids=["broken", "empty", "a picture", "too large"],
)
async def test_a_broken_table_is_refused_and_nothing_is_stored(
    stage: Stage, content: bytes, told: str
) -> None:
    style_id = await graded(stage)
    before, row = await stored(stage), await styles(stage).row(style_id)

    with pytest.raises(TableRefused, match=told) as refused:
        await tables(stage).give(style_id, "my.cube", pieces(content))

    assert "Export it again" in refused.value.sentence()
    assert await stored(stage) == before == {row["cube"]}
    assert await styles(stage).row(style_id) == row


async def test_a_table_whose_file_is_gone_is_told_with_the_way_out(stage: Stage) -> None:
    style_id = await graded(stage)
    await stage.instance.storage.delete((await styles(stage).row(style_id))["cube"])

    with pytest.raises(TableGone, match=r"swap\.cube of Mine"):
        await tables(stage).read(str(style_id))
    made = await video(stage, style=str(style_id), voice="none", mood="none")
    assert made["status"] == "failed"
    assert made["error"]["detail"] == "The colour table swap.cube of Mine is not stored any more"
    assert "take it away" in made["error"]["remedy"]


async def test_a_style_keeps_its_table_while_its_other_fields_change(stage: Stage) -> None:
    style_id = await graded(stage)
    row = await styles(stage).row(style_id)
    look = row["document"]["look"] | {"grain": 0.5}

    changed = await styles(stage).change(style_id, {"look": look, "name": "Ours"})
    assert (changed["cube"], changed["document"]["look"]["grain"]) == (row["cube"], 0.5)

    with pytest.raises(VideoInvalid, match="videos styles table"):
        await styles(stage).change(style_id, {"look": look | {"cube": "other.cube"}})
    emptied = await styles(stage).change(style_id, {"look": look | {"cube": ""}})
    assert emptied["cube"] == emptied["document"]["look"]["cube"] == ""


async def test_a_copy_carries_the_table_which_is_used_until_both_are_deleted(stage: Stage) -> None:
    style_id = await graded(stage)
    name = (await styles(stage).row(style_id))["cube"]
    copied = (await styles(stage).copy("Copied", str(style_id)))["id"]
    assert await bytes_of(stage, str(copied)) == SWAPPED

    await styles(stage).remove(style_id)
    assert await used(stage, name)
    await styles(stage).remove(copied)
    assert not await used(stage, name)


async def test_a_learned_style_that_is_deleted_keeps_no_table(stage: Stage) -> None:
    style_id = await graded(stage)
    name = (await styles(stage).row(style_id))["cube"]
    # As of a style that was learned: its guard outlasts it.
    await styles(stage).settle(style_id, {"marks": "0" * 64})

    await styles(stage).remove(style_id)
    assert await used(stage, "0" * 64)
    assert not await used(stage, name)


async def test_a_style_that_is_not_learned_yet_takes_and_gives_no_table(stage: Stage) -> None:
    style_id = await own(stage)
    await styles(stage).settle(style_id, {"status": ANALYSING, "document": {}})
    for attempt in (
        tables(stage).give(style_id, "a.cube", pieces(SWAPPED)),
        tables(stage).take_away(style_id),
        tables(stage).read(str(style_id)),
    ):
        with pytest.raises(VideoNotReady, match="not learned yet"):
            await attempt
    assert await stored(stage) == set()


async def test_another_workspace_reaches_neither_the_style_nor_its_table(stage: Stage) -> None:
    style_id = await graded(stage)
    elsewhere = StyleTables(stage.instance.database.work(new_id()), stage.instance.videos)
    for attempt in (
        elsewhere.read(str(style_id)),
        elsewhere.give(style_id, "a.cube", pieces(SWAPPED)),
        elsewhere.take_away(style_id),
    ):
        with pytest.raises(StyleNotFound):
            await attempt
    assert await bytes_of(stage, str(style_id)) == SWAPPED


async def test_two_tables_given_at_once_leave_one_whole(stage: Stage) -> None:
    style_id = await own(stage)
    other = SWAPPED + b"# another\n"
    await asyncio.gather(
        tables(stage).give(style_id, "one.cube", pieces(SWAPPED)),
        tables(stage).give(style_id, "two.cube", pieces(other)),
    )
    name = (await tables(stage).read(str(style_id))).name
    assert await bytes_of(stage, str(style_id)) == {"one.cube": SWAPPED, "two.cube": other}[name]


@pytest.mark.parametrize(
    ("given", "plain"),
    [
        ("my look.cube", "my look.cube"),
        ("MINE.CUBE", "MINE.cube"),
        ("../../etc/passwd", "passwd.cube"),
        (r"C:\looks\warm.cube", "warm.cube"),
        ("", "table.cube"),
        (".cube", "table.cube"),
        ("ضوء.cube", "ضوء.cube"),
        ("a\u202eb\n\x00.cube", "ab.cube"),
        ("x" * 400, "x" * 120 + ".cube"),
    ],
)
def test_a_name_of_any_kind_becomes_one_that_a_style_carries(given: str, plain: str) -> None:
    assert plain_name(given) == plain
    assert LookStyle(cube=plain_name(given)).cube == plain
