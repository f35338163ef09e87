"""Videos of pieces: made, changed, brought back; what is not touched is not made again."""

from __future__ import annotations

from typing import Any

import pytest

from heliograph.kit.errors import AppError
from heliograph.modules.content import ContentReader
from heliograph.modules.videos import (
    NoVideoOfThis,
    StyleNotFound,
    VideoEditor,
    VideosService,
    VideoWish,
)
from heliograph.modules.videos.errors import VideoChanged, VideoInvalid, VideoNotFound, VoiceUnknown
from heliograph.modules.videos.service import Change, SceneChange
from tests.modules.videos.made import composed, piece, video
from tests.support.stage import Stage


def editor(stage: Stage) -> VideoEditor:
    return VideoEditor(stage.work, stage.instance.videos)


def scene(made: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in made["timeline"]["scenes"] if one["id"] == name)
    return found


async def test_a_piece_becomes_scenes_that_say_all_its_words(stage: Stage) -> None:
    made = await video(stage)

    assert (made["status"], made["error"]) == ("ready", None)
    assert 12 < made["seconds"] < 60
    scenes = made["timeline"]["scenes"]
    content_text = " ".join(one["line"] for one in scenes if one["id"] != "advice")
    content = await _text(stage, made)
    assert content_text.split() == content.split()
    spoken = [one for one in scenes if one["line"]]
    assert all(
        [word["text"] for word in one["speech"]["words"]] == one["line"].split() for one in spoken
    )
    shots = [str(one["shot"]) for one in scenes]
    assert len(set(shots)) == len(shots), "no picture comes twice"
    for source in made["timeline"]["sources"].values():
        assert await stage.instance.storage.exists(source["sha256"])


async def _text(stage: Stage, made: dict[str, Any]) -> str:
    text: str = (await ContentReader(stage.work).get(made["content_id"]))["text"]
    return text


async def test_a_type_without_videos_is_refused_and_the_others_named(stage: Stage) -> None:
    wish = VideoWish(await piece(stage, "meme"))
    with pytest.raises(NoVideoOfThis, match="Daily"):
        await VideosService(stage.work, stage.instance.videos).make(wish)


@pytest.mark.parametrize(
    ("wishes", "error"),
    [({"voice": "nobody:anna"}, VoiceUnknown)],
)
async def test_a_wish_that_cannot_be_met_is_refused_at_once(
    stage: Stage, wishes: dict[str, Any], error: type[AppError]
) -> None:
    wish = VideoWish(await piece(stage), **wishes)
    with pytest.raises(error):
        await VideosService(stage.work, stage.instance.videos).make(wish)


async def test_an_unknown_style_is_told_on_the_video_with_the_known_ones(stage: Stage) -> None:
    made = await video(stage, style="no-such")
    assert made["status"] == "failed"
    assert "nocturne" in made["error"]["detail"]
    assert made["error"]["remedy"] == StyleNotFound.remedy


async def test_only_a_changed_line_is_spoken_again(stage: Stage) -> None:
    before = await video(stage)
    wanted = SceneChange({"line": "Leave the door open tonight."})

    changed = await editor(stage).scene(before["id"], "opening", wanted, Change(1))
    assert (changed["status"], changed["version"]) == ("making", 2)
    after = await composed(stage, before["id"])

    assert after["status"] == "ready"
    words = [word["text"] for word in scene(after, "opening")["speech"]["words"]]
    assert words == ["Leave", "the", "door", "open", "tonight."]
    assert scene(after, "opening")["seconds"] < scene(before, "opening")["seconds"]
    old = {one["id"]: one for one in before["timeline"]["scenes"]}
    assert all(
        one == old[one["id"]] for one in after["timeline"]["scenes"] if one["id"] != "opening"
    )


async def test_what_says_nothing_new_is_ready_at_once_and_can_be_brought_back(stage: Stage) -> None:
    made = await video(stage)
    names = [one["id"] for one in made["timeline"]["scenes"]]

    turned = await editor(stage).order(made["id"], [*reversed(names)][:-1], Change(1))
    assert turned["status"] == "ready"
    assert [one["id"] for one in turned["timeline"]["scenes"]] == [*reversed(names)][:-1]

    back = await editor(stage).restore(made["id"], 1, Change(2))
    assert back["version"] == 3
    assert back["timeline"] == made["timeline"]
    versions = await VideosService(stage.work, stage.instance.videos).versions(made["id"])
    assert [(one["number"], one["change"]) for one in versions] == [
        (2, "Back to 1"),
        (1, "Order of scenes"),
    ]


async def test_a_change_to_what_somebody_else_changed_is_refused(stage: Stage) -> None:
    made = await video(stage)
    wanted = SceneChange({"chapter": "One"})
    await editor(stage).scene(made["id"], "opening", wanted, Change(1))
    with pytest.raises(VideoChanged, match="version 2"):
        await editor(stage).scene(made["id"], "opening", wanted, Change(1))


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ({"least": -1}, "least"),
        ({"transition": {"kind": "star wipe"}}, "transition"),
        ({"speech": None}, "no speech to change"),
        ({"shot": {"kind": "still"}}, "source"),
    ],
)
async def test_what_cannot_be_is_refused_and_nothing_is_changed(
    stage: Stage, wanted: dict[str, Any], told: str
) -> None:
    made = await video(stage)
    with pytest.raises(VideoInvalid, match=told):
        await editor(stage).scene(made["id"], "opening", SceneChange(wanted), Change(1))
    after = await VideosService(stage.work, stage.instance.videos).get(made["id"])
    assert after["timeline"] == made["timeline"]


async def test_a_wished_move_is_made_and_a_wished_length_kept(stage: Stage) -> None:
    made = await video(stage, voice="none")
    wanted = SceneChange({"move": "pan_left", "least": 9.0})
    after = await editor(stage).scene(made["id"], "opening", wanted, Change(1))

    opening = scene(after, "opening")
    assert opening["camera"]["start"]["x"] > opening["camera"]["end"]["x"]
    assert (after["status"], opening["seconds"]) == ("ready", 9.0)
    short = await editor(stage).scene(made["id"], "opening", SceneChange({"least": 0}), Change(2))
    assert scene(short, "opening")["seconds"] < 9
    exact = {"move": "rise", "camera": {"start": {"zoom": 1.5}}}
    own = await editor(stage).scene(made["id"], "opening", SceneChange(exact), Change(3))
    assert scene(own, "opening")["camera"]["start"]["zoom"] == 1.5


async def test_an_unknown_scene_is_named_with_the_known_ones(stage: Stage) -> None:
    made = await video(stage)
    with pytest.raises(VideoNotFound, match="opening"):
        await editor(stage).scene(made["id"], "prologue", SceneChange({}), Change(1))


async def test_a_file_of_somebody_else_cannot_be_smuggled_into_a_timeline(stage: Stage) -> None:
    made = await video(stage)
    document = {**made["timeline"]}
    document["sources"] = {
        **document["sources"],
        "other": {"path": "x.jpg", "kind": "picture", "sha256": "0" * 64},
    }
    with pytest.raises(VideoInvalid, match="none of this video's"):
        await editor(stage).replace(made["id"], document, Change(1))
    kept = await editor(stage).replace(made["id"], made["timeline"], Change(1))
    assert kept["timeline"] == made["timeline"]


async def test_another_style_keeps_words_pictures_and_colours_of_the_brand(stage: Stage) -> None:
    made = await video(stage)
    after = await editor(stage).settings(made["id"], {"style": "mercury"}, Change(1))

    assert after["timeline"]["captions"] != made["timeline"]["captions"]
    assert after["timeline"]["look"]["palette"] == made["timeline"]["look"]["palette"]
    assert [one["line"] for one in after["timeline"]["scenes"]] == [
        one["line"] for one in made["timeline"]["scenes"]
    ]
    assert after["timeline"]["aspect"] == made["timeline"]["aspect"]


async def test_a_video_without_speech_is_read_instead(stage: Stage) -> None:
    made = await video(stage, voice="none", mood="none")
    scenes = made["timeline"]["scenes"]
    assert made["timeline"]["narration"] is None
    assert made["timeline"]["music"] is None
    assert all(one["speech"] is None for one in scenes)
    long = max(scenes, key=lambda one: len(one["line"]))
    assert long["seconds"] > len(long["line"].split()) * 0.3


async def test_another_voice_says_everything_anew(stage: Stage) -> None:
    made = await video(stage)
    await editor(stage).settings(made["id"], {"voice": "espeak:en-gb", "rate": 0.8}, Change(1))
    after = await composed(stage, made["id"])
    assert after["timeline"]["narration"]["voice"] == "en-gb"
    assert after["seconds"] > made["seconds"]
    assert not {one["speech"]["source"] for one in after["timeline"]["scenes"] if one["speech"]} & {
        one["speech"]["source"] for one in made["timeline"]["scenes"] if one["speech"]
    }
