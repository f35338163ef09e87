"""`heliograph style`: measured, shown, compared and applied, without an instance."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from heliograph.apps.cli.main import main
from heliograph.sdk.style import read_style
from tests.extensions.providers.style_analysis.films import held, lettered, written

KEYS = {
    "frames",
    "fps",
    "shots",
    "transitions",
    "palette",
    "grade",
    "text",
    "composition",
    "camera",
    "music",
    "pace",
    "structure",
}


def reference(folder: Path) -> Path:
    frames = [*held(61, 40), *held(62, 40), *held(63, 40)]
    return written(folder / "ref.mp4", [lettered(one, "what was said") for one in frames])


def test_an_analysis_is_told_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["style", "analyse", str(reference(tmp_path)), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told.keys() >= KEYS
    assert told["frames"] == 120
    assert told["shots"][1] == {"start_frame": 40, "end_frame": 80}
    assert told["transitions"][0]["kind"] == "cut"


def test_a_learned_style_lies_beside_its_table_and_marks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "mine.yaml"
    assert main(["style", "analyse", str(reference(tmp_path)), "-o", str(out)]) == 0
    assert read_style(out).id == "mine"
    assert (tmp_path / "mine.cube").read_text().count("\n") > 33**3
    assert (tmp_path / "mine.marks.json").is_file()
    assert main(["style", "show", str(out)]) == 0
    assert "a scene" in capsys.readouterr().out


def test_a_film_is_like_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    film = str(reference(tmp_path))
    assert main(["style", "compare", film, film, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["overall"] == 1.0
    assert {one["apart"] for one in told["features"]} == {0.0}


def test_what_cannot_be_measured_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "a.mp4"
    empty.touch()
    assert main(["style", "analyse", str(empty)]) == 2
    assert "empty" in capsys.readouterr().err
    assert main(["style", "show", "nothing"]) == 2
    assert "nocturne" in capsys.readouterr().err


@pytest.mark.slow
def test_a_new_video_is_made_in_a_learned_style_and_copies_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HELIOGRAPH_HOME", str(tmp_path / "home"))
    film, style, brief = reference(tmp_path), tmp_path / "s.json", tmp_path / "brief.yaml"
    assert main(["style", "analyse", str(film), "-o", str(style)]) == 0
    brief.write_text("lines: [The light comes back, The light goes on.]\nvoice: none\n")
    out = tmp_path / "new.mp4"
    arguments = ["style", "apply", str(style), str(brief), "-o", str(out), "--width", "180"]
    capsys.readouterr()
    assert main([*arguments, "--reference", str(film), "--workers", "1", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert out.is_file()
    assert told["copied"] == {"frames": 0, "lines": 0, "sound": 0}
    assert {"pace", "transitions", "palette"} <= {
        one["feature"] for one in told["similarity"]["features"]
    }


@pytest.mark.slow
def test_a_video_that_shows_the_reference_is_not_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HELIOGRAPH_HOME", str(tmp_path / "home"))
    film, brief = reference(tmp_path), tmp_path / "brief.yaml"
    brief.write_text("lines: [{text: The light., picture: ref.mp4}]\nvoice: none\n")
    out = tmp_path / "new.mp4"
    arguments = ["style", "apply", "almanac", str(brief), "-o", str(out), "--width", "180"]
    assert main([*arguments, "--reference", str(film), "--workers", "1"]) == 2
    assert "reference" in capsys.readouterr().err
    assert not out.exists()
