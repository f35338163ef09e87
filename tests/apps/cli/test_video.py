"""`heliograph video`: render a timeline, take a frame, say what a file is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from tests.apps.cli.support import CommandLine


def timeline(folder: Path, **more: Any) -> Path:
    """A timeline of one second with a picture beside it."""
    pixels = np.random.default_rng(1).integers(0, 255, (96, 54, 3), dtype=np.uint8)
    cv2.imwrite(str(folder / "sky.png"), cv2.resize(pixels, (270, 480)))
    document = {
        "title": "Sky",
        "scenes": [
            {
                "id": "one",
                "seconds": 1.0,
                "shot": {"kind": "still", "source": "sky"},
                "camera": {"end": {"zoom": 1.2}},
                "cues": [{"text": "Look up tonight", "start": 0.1, "end": 0.9}],
                "chapter": "Dawn",
            }
        ],
        "sources": {"sky": {"path": "sky.png", "kind": "picture", "licence": "CC0-1.0"}},
    }
    file = folder / "film.json"
    file.write_text(json.dumps(document | more))
    return file


def rendered(bare: CommandLine, folder: Path, *more: str) -> Any:
    words = ("video", "render", str(folder / "film.json"), "-o", str(folder / "film.mp4"))
    return bare(*words, "--width", "270", "--json", *more).data


def test_a_timeline_becomes_a_file_with_its_cover_and_subtitles(
    bare: CommandLine, tmp_path: Path
) -> None:
    timeline(tmp_path, music={"mood": "stillness"})
    found = rendered(bare, tmp_path)
    assert (found["width"], found["height"], found["frames"]) == (270, 480, 30)
    assert found["loudness"] == pytest.approx(-14, abs=0.3)
    assert found["chapters"] == [{"start": 0.0, "title": "Dawn"}]
    assert found["licences"].keys() == {"sky", "bed:stillness"}
    assert found["licences"]["sky"] == "CC0-1.0"
    assert Path(found["cover"]).is_file()
    assert "Look up" in Path(found["subtitles"][0]).read_text()


def test_what_was_rendered_once_is_taken_from_the_cache_of_the_data_folder(
    bare: CommandLine, tmp_path: Path
) -> None:
    timeline(tmp_path)
    assert rendered(bare, tmp_path)["reused"] == 0
    assert rendered(bare, tmp_path)["reused"] == 1
    assert rendered(bare, tmp_path, "--cache", str(tmp_path / "elsewhere"))["reused"] == 0


def test_facts_tell_what_the_file_is(bare: CommandLine, tmp_path: Path) -> None:
    timeline(tmp_path)
    rendered(bare, tmp_path)
    facts = bare("video", "facts", str(tmp_path / "film.mp4"), "--json").data
    assert (facts["codec"], facts["fps"], facts["frames"]) == ("h264", 30.0, 30)
    assert facts["audio"]["codec"] == "aac"
    assert facts["faststart"] is True


def test_a_frame_is_written_as_a_picture(bare: CommandLine, tmp_path: Path) -> None:
    words = ("video", "frame", str(timeline(tmp_path)), "--at", "0.5", "--width", "180")
    assert bare(*words, "-o", str(tmp_path / "frame.jpg"), "--json").data["at"] == 0.5
    assert cv2.imread(str(tmp_path / "frame.jpg")).shape == (320, 180, 3)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"colour": "red"}, "colour"),
        ({"fps": 0}, "fps"),
        ({"scenes": []}, "scenes"),
        ({"sources": {}}, "'sky'"),
    ],
)
def test_a_timeline_that_is_wrong_is_refused_with_the_place_and_the_remedy(
    bare: CommandLine, tmp_path: Path, more: dict[str, Any], words: str
) -> None:
    timeline(tmp_path, **more)
    found = bare("video", "render", str(tmp_path / "film.json"), "-o", str(tmp_path / "f.mp4"))
    assert found.code == 2
    assert words in found.sentence
    assert not (tmp_path / "f.mp4").exists()


def test_a_file_that_is_no_video_is_refused(bare: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "notes.mp4").write_text("not a video")
    found = bare("video", "facts", str(tmp_path / "notes.mp4"))
    assert found.code == 2
    assert "notes.mp4 cannot be opened" in found.sentence


@pytest.mark.parametrize(
    "words",
    [
        ("--preset", "quick"),
        ("-o", "film.avi"),
    ],
)
def test_a_wish_that_cannot_be_met_is_refused(
    bare: CommandLine, tmp_path: Path, words: tuple[str, str]
) -> None:
    line = ["video", "render", str(timeline(tmp_path)), "-o", str(tmp_path / "f.mp4"), *words]
    assert bare(*line).code == 2
