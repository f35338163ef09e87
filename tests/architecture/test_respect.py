"""What the rules of respect tell a person is told in Arabic as well: every fixed pattern of it."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.architecture.test_evidence import pattern_of

ROOT = Path(__file__).parents[2]
RESPECT = ROOT / "src/heliograph/extensions/packs/islamic/respect"
ARABIC = ROOT / "web/src/lib/respect.ts"
TOLD = ("say", "remedy")
NAMES = ROOT / "web/src/lib/rule-names.ts"
FROM_ERRORS = {"Give a reference such as 2:255, 94:5-6 or 112."}
PARTS = ("the reference {}", "the name of surah {}", "the translator ({})", "the source ({})")
_PAIR = re.compile(r'^  ("(?:[^"\\]|\\.)+"): "(.+)",$', re.MULTILINE)


def said_in(file: Path) -> Iterator[str]:
    """The findings, the allowances and the remedies of a file's problems, and the parts of them
    that are put together before."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Problem":
            yield from map(pattern_of, node.args[2:])
        elif isinstance(node, ast.Assign):
            names = {one.id for target in node.targets for one in ast.walk(target)
                     if isinstance(one, ast.Name)}  # fmt: skip
            one_of = node.value if names & {"found", "allowed"} else ast.Constant("")
            ways = [one_of.body, one_of.orelse] if isinstance(one_of, ast.IfExp) else [one_of]
            yield from map(pattern_of, ways)


def listed(lists: Any) -> Iterator[str]:
    """What the lists of words say."""
    if isinstance(lists, dict):
        yield from (lists[key] for key in TOLD if isinstance(lists.get(key), str))
        lists = list(lists.values())
    for one in lists if isinstance(lists, list) else ():
        yield from listed(one)


def patterns() -> set[str]:
    """All of them."""
    found = {text for file in RESPECT.glob("*.py") for text in said_in(file)}
    found |= set(listed(yaml.safe_load((RESPECT / "lists.yaml").read_text(encoding="utf-8"))))
    return {text for text in found if re.search("[a-z]{2}|“", text)} | FROM_ERRORS | set(PARTS)


@pytest.fixture(scope="module")
def arabic() -> dict[str, str]:
    return {json.loads(key): text for key, text in _PAIR.findall(ARABIC.read_text("utf-8"))}


def test_every_rule_of_respect_speaks_arabic(arabic: dict[str, str]) -> None:
    assert len(arabic) > 90
    assert patterns() - set(arabic) == set()


def test_no_arabic_sentence_is_left_over(arabic: dict[str, str]) -> None:
    assert set(arabic) - patterns() == set()


def test_each_says_as_much_as_the_english(arabic: dict[str, str]) -> None:
    slots = {one: len(re.findall(r"\{\d?\}", text)) for one, text in arabic.items()}
    assert [one for one, count in slots.items() if count != one.count("{}")] == []
    free = [text for text in arabic.values() if not re.search("[\u0621-\u064a]", text)]
    assert free == ["{1}: «{0}»"]


def test_every_rule_has_a_name_in_both_languages() -> None:
    lists = yaml.safe_load((RESPECT / "lists.yaml").read_text(encoding="utf-8"))
    rules = {one["rule"] for one in lists["wording"]}
    rules |= {f"picture.{name}" for name in lists["pictures"]}
    rules |= {f"respect.honorific_{name}" for name in lists["honorifics"]}
    for file in RESPECT.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Problem":
                rules.add(pattern_of(node.args[1]))
    named = re.findall(r'^  "([a-z_.]+)": \["[^"]+", "[^"]+"\],$', NAMES.read_text("utf-8"), re.M)
    assert {rule for rule in rules if rule and "{" not in rule} == set(named)


def test_what_a_citation_lacks_is_named_in_parts() -> None:
    crediting = (RESPECT / "crediting.py").read_text(encoding="utf-8")
    assert [part for part in PARTS if part.partition("{")[0] not in crediting] == []
