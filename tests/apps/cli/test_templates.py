"""`heliograph templates`, as a person types it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.apps.cli.support import CommandLine

BODY = "Good morning, {{sign}}!\n{{#points}}\n- {{.}}\n{{/points}}\n"


def written(folder: Path, name: str, text: str) -> str:
    file = folder / name
    file.write_bytes(text.encode())
    return str(file)


def test_a_template_is_made_tried_changed_and_taken_along(cli: CommandLine, tmp_path: Path) -> None:
    body = written(tmp_path, "body.txt", BODY)
    made = cli("templates", "add", "Morning", "--body", body, "--platform", "mastodon", "--json")
    template = made.data
    assert [one["type"] for one in template["fields"]] == ["text", "list"]

    values = ("--value", "sign=Leo", "--value", "points=one", "--value", "points=two")
    tried = cli("templates", "preview", template["id"], *values)
    assert (tried.code, tried.out) == (0, "Good morning, Leo!\n- one\n- two\n\n")
    assert "mastodon: 31 of 500" in tried.err
    empty = cli("templates", "preview", template["id"])
    assert empty.code == 1
    assert "sign is not filled" in empty.err

    shorter = written(tmp_path, "other.txt", "Hello {{sign}}{{points}}")
    assert "version 2" in cli("templates", "edit", template["id"], "--body", shorter).out
    assert "version 3" in cli("templates", "edit", template["id"], "--restore", "1").out
    other = written(tmp_path, "new.txt", "Good night, {{sign}} and {{friend}}")
    refused = cli("templates", "edit", template["id"], "--body", other)
    assert "there is no field friend" in refused.sentence
    found = cli("templates", "edit", template["id"], "--body", other, "--find-fields", "--json")
    assert [one["name"] for one in found.data["fields"]] == ["sign", "friend"]
    assert "version 5" in cli("templates", "edit", template["id"], "--restore", "1").out
    assert "Morning" in cli("templates", "list").out
    assert BODY in cli("templates", "show", template["id"]).out

    file = tmp_path / "all.json"
    assert cli("templates", "export", "-o", str(file)).code == 0
    assert json.loads(file.read_text("utf-8"))["templates"][0]["body"] == BODY
    assert cli("templates", "import", str(file), "--json").data["unchanged"] == ["Morning"]
    assert "removed" in cli("templates", "remove", template["id"]).err
    assert cli("templates", "import", str(file), "--json").data["created"] == ["Morning"]


def test_mistakes_are_told_in_one_sentence_with_their_place(
    cli: CommandLine, tmp_path: Path
) -> None:
    broken = written(tmp_path, "broken.txt", "one\ntwo {{#points}}")
    refused = cli("templates", "add", "Broken", "--body", broken)
    assert refused.code == 2
    assert "Line 2, column 5: {{#points}} is never closed" in refused.sentence
    assert "Write {{/points}} where it ends" in refused.sentence
    draft = cli("templates", "preview", "--body", broken)
    assert draft.code == 1
    assert "line 2, column 5" in draft.err
    neither = cli("templates", "preview")
    assert "Give either an ID or --body" in neither.sentence
    missing = cli("templates", "add", "None", "--body", str(tmp_path / "none.txt"))
    assert "There is no file" in missing.sentence
    odd = cli("templates", "import", broken)
    assert "is no JSON" in odd.sentence


def test_prompts_are_listed_and_shown(cli: CommandLine) -> None:
    listed = cli("templates", "prompts").out
    assert "rules@" in listed
    assert "every text that a model writes" in listed
    assert "You write one short piece" in cli("templates", "prompts", "rules").out
