"""`heliograph videos styles compare`: a film beside what its style was learned from."""

from __future__ import annotations

from pathlib import Path

from tests.apps.cli.support import CommandLine
from tests.support.videos import write_video

COMPARE = ("videos", "styles", "compare")


def test_a_video_is_compared_with_what_its_style_was_learned_from(
    cli: CommandLine, tmp_path: Path
) -> None:
    film = tmp_path / "film.mp4"
    write_video(film, 2)
    learn = ("videos", "styles", "learn", str(film), "--name", "Dark field", "--wait", "--json")
    style = cli(*learn, seconds=120).data
    brand = cli("brands", "create", "--subject", "leo", "--json").data["id"]
    words = ("content", "generate", "--brand", brand, "--date", "2026-11-21", "--wait", "--json")
    piece = str(cli(*words).data["id"])
    wishes = ("--voice", "none", "--mood", "none", "--no-render", "--style", "Dark field")
    video = str(cli("videos", "make", piece, *wishes, "--wait", "--json").data["id"])
    assert "not rendered yet" in cli(*COMPARE, "Dark field", video).sentence

    cli("videos", "order", video, "end")
    render = cli("videos", "render", video, "--wait", "--json", seconds=170).data
    assert render["status"] == "done"
    told = cli(*COMPARE, "Dark field", video, "--wait", seconds=120).out.splitlines()
    found = cli(*COMPARE, "Dark field", video, "--json").data

    assert (found["status"], found["style_id"]) == ("done", style["id"])
    assert {"pace", "palette"} <= {one["feature"] for one in found["features"]}
    assert told[0].split() == ["FEATURE", "REFERENCE", "VIDEO", "ALIKE"]
    assert told[-1] == f"{found['overall']:.0%} alike (version {found['version']})"
    assert len(told) == len(found["features"]) + 2
    assert "learned from no video" in cli(*COMPARE, "nocturne", video).sentence
