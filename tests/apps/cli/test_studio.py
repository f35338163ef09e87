"""Looks, cards, templates and months from the command line."""

from __future__ import annotations

from pathlib import Path

from tests.apps.cli.support import CommandLine
from tests.apps.sandbox.pictures import picture


def test_a_brand_is_dressed_from_a_logo_file(cli: CommandLine, tmp_path: Path) -> None:
    brand = cli("brands", "create", "--subject", "leo", "--json").data["id"]
    logo = tmp_path / "mark.png"
    logo.write_bytes(picture(200, 200, "png"))

    offered = cli("brands", "kit", brand, "--logo", str(logo), "--json").data
    assert (offered["is_kept"], offered["kit"]["logo_asset_id"]) == (False, None)
    asset = cli("assets", "list", "--json").data[0]["id"]
    kept = cli("brands", "kit", brand, "--logo", asset, "--keep", "--json").data
    assert kept["kit"]["logo_asset_id"] == asset
    worn = cli("brands", "look", brand, "--background", f"photo:{asset}", "--json").data
    assert worn["background"]["asset_id"] == asset
    plain = cli("brands", "look", brand, "--logo", "none", "--background", "scene")
    assert plain.out.splitlines() == ["logo        none", "background  scene"]
    assert "photo:ASSET" in cli("brands", "look", brand, "--background", "photo").sentence
    missing = cli("brands", "kit", brand, "--logo", str(tmp_path / "away.png"))
    assert "There is no file" in missing.sentence


def test_a_piece_takes_a_template_and_other_pictures(cli: CommandLine, tmp_path: Path) -> None:
    brand = cli("brands", "create", "--subject", "leo", "--json").data["id"]
    words = ("content", "generate", "--brand", brand, "--date", "2026-11-21", "--wait", "--json")
    refused = cli(*words, "--length", "endless")
    assert "Use short, medium or long" in refused.sentence
    manner = ("--length", "long", "--tone", "gentle", "--platform", "instagram")
    piece = cli(*words, *manner, "--background", "painted:a quiet harbour").data
    assert piece["status"] == "ready"
    assert len(piece["text"].split()) >= 85
    assert len(piece["images"]) == 1
    body = (
        "{{subject_name}}, one thing for today. {{top_fact}}. Put the kettle on, answer the letter"
        " that waited, and leave the window open for an hour. {{close}}"
    )
    file = tmp_path / "breath.txt"
    file.write_text(body)
    made = cli("templates", "add", "Breath", "--body", str(file), "--json").data["id"]
    lacking = cli("content", "fill", piece["id"], "--template", made)
    assert "close" in lacking.sentence
    given = ("--value", "close=Keep one line for later.")
    filled = cli("content", "fill", piece["id"], "--template", made, *given, "--json").data
    assert filled["text"].endswith("Keep one line for later.")
    own = tmp_path / "own.jpg"
    own.write_bytes(picture())
    taken = cli("content", "picture", piece["id"], "--asset", str(own), "--json").data
    assert taken["images"][0]["asset_id"] != piece["images"][0]["asset_id"]
    designs = cli("content", "picture", piece["id"], "--json").data
    assert designs[0]["id"] == "daily-card"
    assert "hook" in {one["name"] for one in cli("content", "checks", "--json").data}


def test_a_month_says_its_rhythm_and_its_price_first(cli: CommandLine) -> None:
    cli("brands", "create", "--subject", "leo", "--json")
    plan = ("plan", "month", "--brand", "all", "--month", "2026-12", "--dry-run")

    made = cli(*plan, "--type", "weekly", "--type", "love:month", "--json").data
    assert sorted({one["type"] for one in made["items"]}) == ["love", "weekly"]
    assert len(made["items"]) == 5
    assert made["price"]["low"] == 0.0
    told = cli(*plan, "--type", "weekly:day").out
    assert "Would make 31 weekly; 0 are there already." in told
    assert "Price: nothing, for no paid provider is asked." in told
    assert "no weekday or rhythm" in cli(*plan, "--type", "weekly:sometimes").sentence
