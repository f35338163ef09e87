"""Renders: a good file comes into the library, a bad one does not, and nothing is made twice."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from heliograph.modules.assets import AssetsService
from heliograph.modules.assets.clearing_repository import ClearingRepository
from heliograph.modules.videos import Rendering, VideoEditor, VideosService
from heliograph.modules.videos.errors import VideoInvalid, VideoNotReady
from heliograph.modules.videos.service import Change, SceneChange
from heliograph.modules.videos.service.learning import Learning
from heliograph.modules.videos.service.styles import Styles
from heliograph.sdk.timeline import Timeline, cover_frame
from tests.modules.videos.made import composed, video
from tests.support.stage import Stage


def rendering(stage: Stage) -> Rendering:
    return Rendering(stage.work, stage.instance.videos)


def editor(stage: Stage) -> VideoEditor:
    return VideoEditor(stage.work, stage.instance.videos)


async def rendered(stage: Stage, video_id: UUID, **order: Any) -> dict[str, Any]:
    ordered = await rendering(stage).order(video_id, **order)
    await rendering(stage).run(ordered["id"])
    return await rendering(stage).get(ordered["id"])


async def short(stage: Stage) -> dict[str, Any]:
    """A video of two short scenes."""
    made = await video(stage, mood="night")
    await editor(stage).order(made["id"], ["opening", "end"], Change(1))
    line = SceneChange({"line": "Look up tonight."})
    await editor(stage).scene(made["id"], "opening", line, Change(2))
    return await composed(stage, made["id"])


async def test_a_good_render_comes_into_the_library_and_a_change_makes_only_its_own(
    stage: Stage,
) -> None:
    made = await short(stage)
    first = await rendered(stage, made["id"])

    assert (first["status"], first["error"]) == ("done", None), first["quality"]
    assert first["score"] == 1.0
    asset = await AssetsService(stage.work, stage.instance.assets).get(first["asset_id"])
    assert (asset["mime"], asset["width"], asset["height"]) == ("video/mp4", 1080, 1920)
    assert asset["duration_ms"] == pytest.approx(made["seconds"] * 1000, abs=60)
    assert asset["alt"].startswith("Look up tonight.")
    assert asset["licences"]["bed:night"] == "CC0-1.0"
    sources = made["timeline"]["sources"]
    assert {name for name, one in sources.items() if one["licence"]} < {*asset["licences"]}
    cover = await AssetsService(stage.work, stage.instance.assets).get(first["cover_asset_id"])
    assert cover["mime"] == "image/jpeg"
    # For networks that take a moment of the video, not a picture.
    timeline = Timeline.model_validate(made["timeline"])
    assert first["facts"]["cover_at"] == cover_frame(timeline) / timeline.fps

    version = made["version"]
    words = SceneChange({"titles": [{"text": "Otherwise", "place": "upper"}]})
    await editor(stage).scene(made["id"], "opening", words, Change(version))
    second = await rendered(stage, made["id"])
    facts = second["facts"]
    assert 0 < facts["reused"] < facts["segments"]

    third = await rendered(stage, made["id"])
    assert third["facts"]["reused"] == third["facts"]["segments"]
    assert (
        len((await VideosService(stage.work, stage.instance.videos).get(made["id"]))["renders"])
        == 3
    )


async def test_what_the_gate_refuses_stays_out_of_the_library(stage: Stage) -> None:
    made = await short(stage)
    document = made["timeline"]
    voice = next(key for key in document["sources"] if key.startswith("voice-"))
    document["sources"][voice]["licence"] = "unknown"
    await editor(stage).replace(made["id"], document, Change(made["version"]))

    refused = await rendered(stage, made["id"])

    assert refused["status"] == "refused"
    assert refused["asset_id"] is None
    failed = [one for one in refused["quality"]["checks"] if not one["passed"]]
    assert [one["name"] for one in failed] == ["licences"]
    assert voice in failed[0]["found"]
    assert failed[0]["remedy"]


@pytest.mark.parametrize("way", ["/etc/hostname", "../x.png", "./../../x.png", "a/../../x.png"])
async def test_a_timeline_names_no_file_outside_its_folder(stage: Stage, way: str) -> None:
    made = await short(stage)
    document = made["timeline"]
    next(iter(document["sources"].values()))["path"] = way

    with pytest.raises(VideoInvalid, match="none of this video's"):
        await editor(stage).replace(made["id"], document, Change(made["version"]))


async def test_a_style_kept_here_names_no_file_of_the_server(stage: Stage) -> None:
    styles = Styles(stage.work, stage.instance.videos)
    own = await styles.copy("Mine", "nocturne")

    with pytest.raises(VideoInvalid, match="change its grade"):
        await styles.change(own["id"], {"look": {**own["document"]["look"], "cube": "a.cube"}})


async def test_a_cancelled_render_is_not_made(stage: Stage) -> None:
    made = await short(stage)
    ordered = await rendering(stage).order(made["id"])
    await rendering(stage).cancel(ordered["id"])
    await rendering(stage).run(ordered["id"])
    assert (await rendering(stage).get(ordered["id"]))["status"] == "cancelled"
    left = [one.name for one in stage.instance.videos.folder.iterdir() if one.suffix == ".mp4"]
    assert left == []


async def test_a_video_that_is_being_changed_cannot_be_rendered_yet(stage: Stage) -> None:
    made = await short(stage)
    line = SceneChange({"line": "Another line."})
    await editor(stage).scene(made["id"], "opening", line, Change(made["version"]))
    with pytest.raises(VideoNotReady, match="making"):
        await rendering(stage).order(made["id"])


async def test_a_file_that_is_gone_is_told_with_its_name(stage: Stage) -> None:
    made = await short(stage)
    name = next(key for key in made["timeline"]["sources"] if key.startswith("voice-"))
    source = made["timeline"]["sources"][name]
    await stage.instance.storage.delete(source["sha256"])
    (stage.instance.videos.folder / str(made["id"]) / source["path"]).unlink()

    failed = await rendered(stage, made["id"])

    assert failed["status"] == "failed"
    assert name in failed["error"]["detail"]


async def test_files_of_videos_are_spared_by_the_clean_up_and_no_other_workspace_sees_them(
    stage: Stage,
) -> None:
    made = await short(stage)
    names = [one["sha256"] for one in made["timeline"]["sources"].values() if one["sha256"]]
    owners = stage.instance.assets.owners
    async with stage.instance.database.system_work().transaction() as session:
        kept = set().union(*[await owner(session, [*names, "0" * 64]) for owner in owners])
    assert kept == set(names)
    async with stage.instance.database.work(UUID(int=5)).transaction() as session:
        assert await session.scalar(text("SELECT count(*) FROM videos_videos")) == 0


async def test_a_style_is_learned_and_its_reference_is_never_shown_again(stage: Stage) -> None:
    made = await short(stage)
    first = await rendered(stage, made["id"])
    styles = Styles(stage.work, stage.instance.videos)
    learned = await styles.learn(first["asset_id"], "Like the first")
    await Learning(stage.work, stage.instance.videos).run(learned["id"])
    row = await styles.row(learned["id"])
    assert (row["status"], row["error"]) == ("ready", None)
    assert row["analysis"]["frames"] == first["facts"]["frames"]

    # Its reference is thrown away, and so is the file itself: the guard must not go with it.
    reference = await AssetsService(stage.work, stage.instance.assets).get(first["asset_id"])
    async with stage.work.transaction() as session:
        await ClearingRepository(session, stage.workspace_id).remove([first["asset_id"]])
    await stage.instance.storage.delete(reference["sha256"])
    owners = stage.instance.assets.owners
    async with stage.instance.database.system_work().transaction() as session:
        kept = set().union(*[await owner(session, [row["marks"]]) for owner in owners])
    assert kept == {row["marks"]}

    # The very same pictures and words in a style that was learned from them, or in a copy of it.
    copied = await styles.copy("Mine", str(row["id"]))
    assert copied["marks"] == row["marks"]
    await editor(stage).settings(made["id"], {"style": str(row["id"])}, Change(made["version"]))
    again = await rendered(stage, made["id"])
    assert again["status"] == "refused"
    failed = [one["name"] for one in again["quality"]["checks"] if not one["passed"]]
    assert "copied" in failed
