"""The library from the command line."""

from __future__ import annotations

from pathlib import Path

from tests.apps.cli.support import CommandLine
from tests.modules.assets.making import noise, saved, scene


def test_a_file_is_brought_described_found_and_replaced(cli: CommandLine, tmp_path: Path) -> None:
    picture = tmp_path / "paper_lantern.png"
    picture.write_bytes(saved(scene(1)))
    newer = tmp_path / "newer.png"
    newer.write_bytes(saved(scene(2)))

    folder = cli("assets", "make-folder", "Nights", "--json").data
    made = cli(
        "assets", "upload", str(picture), "--alt", "A lantern over a river", "--tags", "Night, red",
        "--folder", folder["id"], "--json",
    ).data  # fmt: skip
    cli("assets", "change", made["id"], "--licence", "cc_by", "--author", "Ada",
        "--url", "https://example.org/a")  # fmt: skip
    found = cli("assets", "search", "lanterns", "--json").data
    changed = cli("assets", "replace", made["id"], str(newer), "--json").data
    back = cli("assets", "restore", made["id"], "1", "--json").data

    assert (made["title"], made["licence"]["kind"]) == ("paper lantern", "own_work")
    assert (made["tags"], made["folder_id"]) == (["night", "red"], folder["id"])
    assert [(one["id"], one["licence"]["kind"]) for one in found] == [(made["id"], "cc_by")]
    assert (changed["version"], back["version"]) == (2, 3)
    assert "Nights" in cli("assets", "folders").out
    assert "CC BY" in cli("assets", "list", "--tag", "night").out
    cli("assets", "trash", made["id"])
    assert cli("assets", "list", "--json").data == []
    assert len(cli("assets", "list", "--trashed", "--json").data) == 1


def test_a_large_file_goes_in_pieces_and_an_upload_is_gone_on_with(
    cli: CommandLine, tmp_path: Path
) -> None:
    large = tmp_path / "large.png"
    large.write_bytes(noise(17_000_000))

    sent = cli("assets", "upload", str(large), "--json")
    upload = sent.err.partition("--go-on ")[2].split()[0]
    again = cli("assets", "upload", str(large), "--go-on", upload, "--json").data
    other = cli("assets", "upload", __file__, "--go-on", upload)

    assert sent.data["size"] == large.stat().st_size
    assert again["id"] == sent.data["id"], "an upload becomes one file only"
    assert "bytes" in other.sentence


def test_what_is_wrong_is_told_in_one_sentence(cli: CommandLine, tmp_path: Path) -> None:
    page = tmp_path / "page.png"
    page.write_bytes(b"<html></html>")

    refused = cli("assets", "upload", str(page))
    private = cli("assets", "fetch", "http://169.254.169.254/a.png")
    missing = cli("assets", "upload", str(tmp_path / "none.png"))
    nothing = cli("assets", "change", "00000000-0000-7000-8000-000000000000")

    assert "no picture, video or document" in refused.sentence
    assert "private network" in private.sentence
    assert "cannot be read" in missing.sentence
    assert "Nothing is to be changed" in nothing.sentence


def test_cleaning_up_is_rehearsed_first(cli: CommandLine, tmp_path: Path) -> None:
    rehearsed = cli("assets", "clean", "--dry-run", "--json").data
    done = cli("assets", "clean").out

    assert rehearsed["dry_run"] is True
    assert "unowned: 0 gone, 0 bytes" in done
    assert cli("assets", "usage", "--json").data["used_bytes"] == 0
