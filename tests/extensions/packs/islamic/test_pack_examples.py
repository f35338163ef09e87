"""The pack's own examples are what it makes, letter for letter."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml

from heliograph.extensions.packs.islamic import PACK, IslamicPack
from heliograph.sdk.packs import Brief
from heliograph.sdk.text import TextBrief

EXAMPLES = sorted((PACK.folder / "examples").glob("*.yaml"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_made_as_it_is_shown(bare_pack: IslamicPack, path: Path) -> None:
    shown = yaml.safe_load(path.read_text(encoding="utf-8"))
    given, expected = shown["brief"], shown["expected"]
    brief = Brief(
        given["subject"], given["type"], given["day"], ZoneInfo(given["zone"]),
        given["language"], "example", given["options"],
    )  # fmt: skip
    plan = bare_pack.plan(brief, bare_pack.facts(brief, ()))
    draft = bare_pack.write(TextBrief(plan, bare_pack.folder, "example", series="example"))
    assert {
        "title": draft.title,
        "text": draft.text,
        "hashtags": list(draft.hashtags),
        "call_to_action": draft.call_to_action,
        "alt_text": draft.alt_text,
    } == expected
    assert bare_pack.unsupported_claims(draft.text, plan) == ()
