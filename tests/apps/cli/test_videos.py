"""`heliograph videos`: a video of an instance, made, changed, rendered, from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import pytest

from tests.apps.cli.support import CommandLine
from tests.apps.sandbox.pictures import picture
from tests.support.videos import write_video


@pytest.fixture
def piece(cli: CommandLine) -> str:
    """A piece that passed the gate."""
    brand = cli("brands", "create", "--subject", "leo", "--json").data["id"]
    words = ("content", "generate", "--brand", brand, "--date", "2026-11-21", "--wait", "--json")
    return str(cli(*words).data["id"])


@pytest.fixture
def video(cli: CommandLine, piece: str) -> str:
    """A video of it that is not rendered, and says nothing."""
    words = ("videos", "make", piece, "--voice", "none", "--mood", "none", "--no-render")
    made = cli(*words, "--style", "Nocturne", "--wait", "--json").data
    assert (made["status"], made["renders"]) == ("ready", [])
    return str(made["id"])


def test_a_video_is_cut_to_two_scenes_and_looked_at(
    cli: CommandLine, video: str, tmp_path: Path
) -> None:
    kept = cli("videos", "order", video, "opening", "end", "--json").data
    assert [one["id"] for one in kept["timeline"]["scenes"]] == ["opening", "end"]
    cli("videos", "settings", video, "--aspect", "1:1", "--title", "Two scenes", "--json")

    told = cli("videos", "show", video).out
    assert told.startswith("Two scenes  (ready, version 3, ")
    assert "1:1, style nocturne, voice none, music none" in told
    assert Path(cli("videos", "frame", video, "-o", str(tmp_path / "a.jpg")).out.strip()).is_file()
    drawn = cv2.imread(str(tmp_path / "a.jpg"))
    assert drawn is not None
    assert drawn.shape == (360, 360, 3)
    cli("videos", "preview", video, "end", "-o", str(tmp_path / "end.mp4"))
    assert cv2.VideoCapture(str(tmp_path / "end.mp4")).get(cv2.CAP_PROP_FRAME_WIDTH) == 360
    cli("videos", "captions", video, "-o", str(tmp_path / "said.vtt"))
    assert (tmp_path / "said.vtt").read_text().startswith("WEBVTT\n\n00:00:00.250 --> ")


def test_two_scenes_become_a_film_in_the_library(
    cli: CommandLine, video: str, tmp_path: Path
) -> None:
    cli("videos", "order", video, "end", "opening")
    film = tmp_path / "film.mp4"
    wanted = ("videos", "render", video, "--aspect", "16:9", "--wait")
    done = cli(*wanted, "-o", str(film), "--json", seconds=170)
    assert "%" in done.err
    assert (done.data["status"], done.data["path"]) == ("done", str(film))
    assert cv2.VideoCapture(str(film)).get(cv2.CAP_PROP_FRAME_HEIGHT) == 1080
    report = cli("videos", "report", str(done.data["id"])).out
    assert "ok  flashing: " in report
    assert done.data["asset_id"] in report


def test_a_scene_is_changed_added_and_brought_back(
    cli: CommandLine, video: str, tmp_path: Path
) -> None:
    own = tmp_path / "own.jpg"
    own.write_bytes(picture())
    words = ("--line", "Leave the door open tonight.", "--title", "Leo", "--least", "4")
    more = ("--transition", "iris:0.4", "--move", "pan_left", "--asset", str(own))
    changed = cli("videos", "scene", video, "opening", *words, *more, "--wait", "--json").data
    opening = changed["timeline"]["scenes"][0]
    assert opening["line"] == "Leave the door open tonight."
    assert opening["titles"][0]["text"] == "Leo"
    assert opening["transition"] == {"kind": "iris", "seconds": 0.4}
    assert opening["shot"]["kind"] == "still"
    assert opening["camera"]["start"]["x"] > opening["camera"]["end"]["x"], "it moves to the left"
    assert opening["least"] == 4

    added = ("--title", "Until tomorrow", "--asset", str(own), "--after", "opening")
    grown = cli("videos", "add", video, *added, "--json").data["timeline"]["scenes"]
    assert [one["id"] for one in grown[:2]] == ["opening", "scene-1"]
    assert grown[1]["shot"]["kind"] == "still"
    assert grown[1]["camera"] is not None, "no picture stands still"

    back = cli("videos", "restore", video, "1", "--json").data
    assert back["timeline"]["scenes"][0]["line"] != opening["line"]
    changes = [one["change"] for one in cli("videos", "versions", video, "--json").data]
    assert changes[0] == "Back to 1"
    assert changes[-1] == "Scene opening"


def test_a_document_is_edited_by_hand_and_an_overtaken_one_is_refused(
    cli: CommandLine, video: str, tmp_path: Path
) -> None:
    file = tmp_path / "video.json"
    written = cli("videos", "timeline", video, "-o", str(file))
    assert "Version 1" in written.err
    document = json.loads(file.read_text())
    assert cli("videos", "timeline", video).data == document
    file.write_text(json.dumps(document | {"title": "By hand"}))
    taken = cli("videos", "timeline", video, "--replace", str(file), "--version", "1", "--json")
    assert (taken.data["title"], taken.data["version"]) == ("By hand", 2)
    late = cli("videos", "timeline", video, "--replace", str(file), "--version", "1")
    assert "It is at version 2" in late.sentence

    file.write_text(json.dumps(document | {"fps": 3}))
    assert "equal to 12" in cli("videos", "timeline", video, "--replace", str(file)).sentence


def test_what_cannot_be_is_told_with_what_there_is(cli: CommandLine, piece: str) -> None:
    assert "There are" in cli("videos", "make", piece, "--style", "disco").sentence
    away = ("videos", "frame", "00000000-0000-7000-8000-000000000000", "-o", "frame.jpg")
    assert "There is no video" in cli(*away).sentence
    assert cli(*away).code == 4
    assert "Let its name end in .jpg" in cli(*away[:-1], "frame.png").sentence
    assert "are no seconds" in cli("videos", "settings", "ID", "--cover", "end:soon").sentence
    assert "espeak:ar" in cli("videos", "voices", "--language", "ar").out
    assert "stillness" in cli("videos", "moods").out


def test_a_video_that_is_not_made_yet_says_so(cli: CommandLine, piece: str) -> None:
    begun = cli("videos", "make", piece, "--voice", "none", "--no-render", "--json")
    assert "it waits for `heliograph up`" in begun.err
    video = begun.data["id"]
    assert cli("videos", "list", "--json").data[0]["status"] == "making"
    assert "no scenes yet" in cli("videos", "scene", video, "opening").sentence
    assert "--wait" in cli("videos", "render", video, "-o", "film.mp4").sentence
    assert "Nothing is to be changed" in cli("videos", "settings", video).sentence
    cli("videos", "remove", video)
    assert "No video was made yet" in cli("videos", "list").out


def test_a_style_is_copied_changed_and_removed(cli: CommandLine, tmp_path: Path) -> None:
    styles = ("videos", "styles")
    assert "nocturne" in cli(*styles, "list").out
    own = cli(*styles, "copy", "nocturne", "--name", "Dawn", "--json").data
    assert (own["name"], own["is_shipped"]) == ("Dawn", False)
    changed = cli(*styles, "change", "dawn", "--set", "pace.mean=2.5", "--json").data["document"]
    assert changed["pace"] == own["document"]["pace"] | {"mean": 2.5}

    file = tmp_path / "dawn.yaml"
    cli(*styles, "show", "Dawn", "-o", str(file))
    file.write_text(file.read_text().replace("name: Dawn", "name: Dusk"))
    renamed = cli(*styles, "change", own["id"], "--file", str(file), "--json").data
    assert (renamed["name"], renamed["document"]["id"]) == ("Dusk", own["document"]["id"])
    assert "Copy it first" in cli(*styles, "change", "nocturne", "--set", "name=Mine").sentence
    assert "has no pace.speed" in cli(*styles, "change", "Dusk", "--set", "pace.speed=2").sentence
    cli(*styles, "remove", "Dusk")
    assert "There is no style" in cli(*styles, "show", "Dusk").sentence


def test_a_style_takes_a_colour_table_and_gives_it_out(cli: CommandLine, tmp_path: Path) -> None:
    table = ("videos", "styles", "table")
    mine, computed, out = (tmp_path / name for name in ("mine.cube", "computed.cube", "out.cube"))
    mine.write_text("LUT_3D_SIZE 2\n" + "0.9 0.1 0.1\n" * 8)
    cli("videos", "styles", "copy", "nocturne", "--name", "Dawn")
    assert cli(*table, "Dawn").out == "Dawn  computed from its grade\n"
    cli(*table, "nocturne", "-o", str(computed))

    given = cli(*table, "Dawn", "--give", str(mine), "--json").data
    assert given["document"]["look"]["cube"] == "mine.cube"
    assert cli(*table, "Dawn").out == "Dawn  its own table: mine.cube\n"
    assert cli(*table, "Dawn", "-o", str(out)).out == f"{out}\n"
    assert out.read_bytes() == mine.read_bytes() != computed.read_bytes()

    mine.write_text("LUT_3D_SIZE 2\n0 0 0\n")
    assert "it has 1 colours" in cli(*table, "Dawn", "--give", str(mine)).sentence
    assert "Copy it first" in cli(*table, "nocturne", "--give", str(out)).sentence
    assert "more than one thing" in cli(*table, "Dawn", "--remove", "-o", str(out)).sentence
    assert cli(*table, "Dawn", "--remove").out == "Dawn  computed from its grade\n"
    cli(*table, "Dawn", "-o", str(out))
    assert out.read_bytes() == computed.read_bytes()


def test_a_style_is_learned_from_a_film_and_from_nothing_else(
    cli: CommandLine, tmp_path: Path
) -> None:
    film, still = tmp_path / "film.mp4", tmp_path / "still.jpg"
    write_video(film, 2)
    still.write_bytes(picture())
    learn = ("videos", "styles", "learn")
    style = cli(*learn, str(film), "--name", "Dark field", "--wait", "--json").data
    assert (style["status"], style["is_shipped"], style["name"]) == ("ready", False, "Dark field")
    assert style["analysis"]["shots"]
    reference = cli("assets", "show", style["asset_id"], "--json").data
    assert reference["licence"]["kind"] == "unknown"
    assert "is no video" in cli(*learn, str(still), "--name", "Still").sentence
