"""`heliograph image`: pictures on the spot, without an instance."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from heliograph.apps.cli.main import main
from heliograph.sdk.sizes import size_named


def answer(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_every_design_comes_with_an_example_it_can_be_drawn_from(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["image", "designs", "--json"]) == 0
    designs = json.loads(capsys.readouterr().out)
    assert len(designs) >= 24
    data, out = tmp_path / "data.json", tmp_path / "out.png"
    for design in designs[::6]:
        data.write_text(json.dumps(design["example"]), encoding="utf-8")
        size = design["sizes"][0]
        arguments = ["image", "render", design["id"], "--data", str(data), "--size", size]
        code = main([*arguments, "-o", str(out), "--json"])
        found = answer(capsys)
        assert code == 0, design["id"]
        pixels = cv2.imread(str(out))
        assert pixels is not None
        assert pixels.shape[:2] == (found["height"], found["width"])
        assert found["width"] == size_named(size).width


def test_a_picture_is_told_with_its_texts_and_their_boxes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, out = tmp_path / "data.json", tmp_path / "card.jpg"
    data.write_text(json.dumps({"title": "Leo", "body": "One idea.", "symbol": "leo"}))
    arguments = ["image", "render", "daily-card", "--data", str(data), "-o", str(out), "--json"]
    assert main(arguments) == 0
    found = json.loads(capsys.readouterr().out)
    assert out.read_bytes().startswith(b"\xff\xd8")
    assert [box["text"] for box in found["text_boxes"]] == ["Leo", "One idea."]
    assert found["safe_area"] == [70, 68, 1010, 1289]
    for box in found["text_boxes"]:
        assert set(box) >= {"text", "box", "ink_box", "font_px", "contrast"}
        assert box["contrast"] >= 4.5


@pytest.mark.parametrize(
    ("design", "size", "data", "said"),
    [
        ("postcard", "x_square", {}, "There is no design 'postcard'. There are: announcement"),
        ("quote", "huge", {}, "There is no size 'huge'; there are: bluesky_feed"),
        ("quote", "x_square", {}, "needs: body (the sentence)"),
        ("quote", "x_square", {"body": "漢"}, "No installed typeface draws 漢"),
        ("quote", "x_square", {"body": "word " * 300}, "Body does not fit; shorten it to at most"),
        ("quote", "x_square", {"head": "x"}, "Quote has no place for head. It takes: body"),
        ("quote", "x_header", {"body": "x"}, "no banner form"),
        ("quote", "x_square", {"body": "x", "photo": "/no/such.jpg"}, "There is no file"),
        ("quote", "x_square", {"body": "x", "palette": {"ink": "red"}}, "write it as #rrggbb"),
        ("quote", "x_square", {"body": "x", "seed": "soon"}, "Seed must be a whole number"),
        ("quote", "9x9", {"body": "x"}, "There is no size '9x9'"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_words_and_leaves_nothing(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    design: str,
    size: str,
    data: dict[str, object],
    said: str,
) -> None:
    file, out = tmp_path / "data.json", tmp_path / "out.png"
    file.write_text(json.dumps(data), encoding="utf-8")
    arguments = ["image", "render", design, "--data", str(file), "--size", size, "-o", str(out)]
    assert main(arguments) == 2
    shown = capsys.readouterr()
    assert said in shown.err
    assert shown.out == ""
    assert not out.exists()


def test_a_text_that_does_not_fit_is_written_only_when_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, out = tmp_path / "data.json", tmp_path / "out.png"
    file.write_text(json.dumps({"body": "word " * 300}), encoding="utf-8")
    arguments = ["image", "render", "quote", "--data", str(file), "-o", str(out), "--anyway"]
    assert main([*arguments, "--json"]) == 0
    shown = capsys.readouterr()
    assert json.loads(shown.out)["overflowing"] == ["body"]
    assert "body does not fit" in shown.err
    assert out.exists()


def test_broken_data_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "data.json"
    file.write_text("{", encoding="utf-8")
    out = str(tmp_path / "out.png")
    assert main(["image", "render", "quote", "--data", str(file), "-o", out]) == 2
    assert "is not JSON" in capsys.readouterr().err


def test_a_palette_is_read_from_a_logo(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "logo.png"
    cv2.imwrite(str(file), np.full((50, 80, 3), (120, 60, 20), np.uint8))
    assert main(["image", "palette", str(file), "--json"]) == 0
    found = answer(capsys)
    assert set(found) == {"palette", "colours", "contrast"}
