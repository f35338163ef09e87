"""The gate and the search from the command line."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.apps.cli.support import CommandLine

CALM = (
    "Say the short version first, and keep your best line for later. Somebody at the table needs"
    " a little time. Let them finish.\n\n#leo #todaysnote #smallsteps\n"
)
FIELDS = {"name", "passed", "found", "allowed", "remedy"}


def written(folder: Path, words: str) -> str:
    """A file with a text."""
    file = folder / "text.txt"
    file.write_text(words, encoding="utf-8")
    return str(file)


def drawn(folder: Path, *, blank: bool = False) -> str:
    """A picture file."""
    image = np.full((800, 800), 210, np.uint8)
    if not blank:
        image[:400] = 15
    file = folder / "picture.png"
    file.write_bytes(bytes(cv2.imencode(".png", image)[1]))
    return str(file)


def test_a_sound_text_passes_and_a_bad_one_is_refused_with_exit_code_one(
    cli: CommandLine, tmp_path: Path
) -> None:
    cli("brands", "create", "--subject", "leo")
    words = ("content", "check", "--platform", "x", "--brand", "leodaily", "--json")

    good = cli(*words, "--text", written(tmp_path, CALM))
    bad = cli(*words, "--text", written(tmp_path, f"{CALM} You will get rich. Unlock it!"))

    report = good.data
    assert report["passed"]
    assert 0.9 < report["score"] <= 1
    assert all(check.keys() >= FIELDS for check in report["checks"])
    assert {"platform_x", "originality", "fear"} <= {one["name"] for one in report["checks"]}
    assert bad.code == 1
    assert '"passed": false' in bad.out
    assert "promises money" in bad.out


def test_pictures_are_measured_where_they_lie(cli: CommandLine, tmp_path: Path) -> None:
    cli("brands", "create", "--subject", "leo")
    text = written(tmp_path, CALM)
    words = ("content", "check", "--text", text, "--brand", "leo", "--platform", "instagram")
    alt = ("--alt", "A card, dark above and light below.")

    sound = cli(*words, "--image", drawn(tmp_path), *alt, "--json").data
    blank = cli(*words, "--image", drawn(tmp_path, blank=True), *alt)

    assert sound["passed"]
    assert "picture_blank" in {one["name"] for one in sound["checks"]}
    assert blank.code == 1
    assert "NO  picture_blank" in blank.out


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("--brand", "nobody"), "no brand"),
        (("--platform", "orkut"), "orkut"),
        (("--type", "recipe"), "recipe"),
        (("--date", "yesterday"), "not a date"),
        (("--text", "/nowhere.txt"), "no file"),
    ],
)
def test_what_cannot_be_checked_gets_one_sentence(
    cli: CommandLine, tmp_path: Path, change: tuple[str, str], said: str
) -> None:
    cli("brands", "create", "--subject", "leo")
    given = {"--brand": "leo", "--platform": "x", "--text": written(tmp_path, CALM)}
    given[change[0]] = change[1]

    refused = cli("content", "check", *[part for pair in given.items() for part in pair])

    assert refused.code == 2
    assert said in refused.sentence


def test_a_made_piece_is_found_by_its_words(cli: CommandLine) -> None:
    cli("brands", "create", "--subject", "leo")
    words = ("content", "generate", "--brand")
    [brand] = cli("brands", "list", "--json").data
    piece = cli(*words, brand["id"], "--date", "2026-11-21", "--wait", "--json").data
    word = max(piece["text"].split(), key=len).strip(".,;:’")

    found = cli("content", "search", word, "--brand", "leo", "--json").data

    assert [one["id"] for one in found] == [piece["id"]]
    assert "words" in found[0]["found_by"]
    assert "Nothing fits" in cli("content", "search", "chromodynamics").out
