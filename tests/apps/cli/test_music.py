"""`heliograph music`: beds on the spot, without an instance."""

from __future__ import annotations

import json
import wave
from pathlib import Path

import pytest

from heliograph.apps.cli.main import main


def test_a_bed_is_written_as_it_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "bed.wav"
    arguments = ["music", "bed", "--mood", "calm", "--seconds", "6.5", "--seed", "3"]
    assert main([*arguments, "-o", str(out), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    with wave.open(str(out)) as file:
        assert file.getframerate() == 48_000
        assert file.getnchannels() == 2
        assert file.getsampwidth() == 2
        assert file.getnframes() == round(6.5 * 48_000)
    assert told["seconds"] == 6.5
    assert told["licence"] == "CC0-1.0"
    assert told["loudness"] == pytest.approx(-18.0, abs=0.3)


def test_the_same_words_write_the_same_bytes(tmp_path: Path) -> None:
    arguments = ["music", "bed", "--mood", "night", "--seconds", "3", "--seed", "8"]
    for name in ("a.wav", "b.wav"):
        assert main([*arguments, "-o", str(tmp_path / name)]) == 0
    assert (tmp_path / "a.wav").read_bytes() == (tmp_path / "b.wav").read_bytes()


def test_tempo_root_and_scale_are_what_was_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["--tempo", "90", "--root", "Bb", "--scale", "minor", "--density", "0.8"]
    arguments = ["music", "bed", "--mood", "warm", "--seconds", "4", *asked]
    assert main([*arguments, "-o", str(tmp_path / "a.wav"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["tempo"], told["root"], told["scale"], told["density"]) == (90, "Bb", "minor", 0.8)


def test_moods_are_listed_with_whether_they_have_instruments(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["music", "moods", "--json"]) == 0
    listed = {one["id"]: one["instruments"] for one in json.loads(capsys.readouterr().out)}
    assert len(listed) >= 10
    assert listed["calm"]
    assert not listed["wind"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--mood", "doom", "--seconds", "4", "-o", "a.wav"], "no mood “doom”"),
        (["--mood", "calm", "--seconds", "0", "-o", "a.wav"], "one second"),
        (["--mood", "calm", "--seconds", "4", "-o", "a.mp3"], ".wav"),
        (["--mood", "calm", "--seconds", "4", "--root", "H", "-o", "a.wav"], "no root"),
        (["--mood", "calm", "--seconds", "four", "-o", "a.wav"], "--seconds"),
    ],
)
def test_what_cannot_be_made_is_one_sentence_and_no_file(
    words: list[str],
    sentence: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["music", "bed", *words]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert sentence in told.err
    assert len(told.err.strip().splitlines()) == 1
    assert list(tmp_path.iterdir()) == []
