"""What the gate finds and allows is told in Arabic as well: every fixed pattern of it."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "src/heliograph/modules/content/gate"
VIDEOS = ROOT / "src/heliograph/modules/videos/gate/checks.py"
ARABIC = ROOT / "web/src/lib/evidence.ts"
SILENT = {"judge", "language", "measure", "policy", "sources", "values"}
"""Files that tell a person nothing of a piece."""
SHORT = {"none", "nothing"}
"""Words that stand alone: a search for phrases does not see them."""
JOINED = {"“{}” {}"}
"""What stands around phrases of their own."""
FORBIDDING = {"all rights reserved", "no commercial"}
_PAIR = re.compile(r'^  ("(?:[^"\\]|\\.)+"): "(.+)",$', re.MULTILINE)


def files() -> list[Path]:
    """The files whose checks are shown."""
    return [VIDEOS, *(one for one in CONTENT.glob("*.py") if one.stem not in SILENT)]


def pattern_of(node: ast.expr) -> str:
    """A string as it will be shown, `{}` for what is put in."""
    if isinstance(node, ast.JoinedStr):
        parts = (one.value if isinstance(one, ast.Constant) else "{}" for one in node.values)
        return "".join(map(str, parts))
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def unseen_in(tree: ast.AST) -> Iterator[ast.AST]:
    """What is no answer: docstrings, expressions, names of checks, parts of a longer string."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            yield from node.values
        elif isinstance(node, ast.Dict):
            yield from filter(None, node.keys)
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in ("Check", "_stretches"):
            yield from node.args[:1]
        elif isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re."):
            yield from ast.walk(node)


def said_in(file: Path) -> Iterator[str]:
    """The phrases of a file that are no remedy: a remedy is a whole sentence."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    unseen = {id(node) for node in unseen_in(tree)}
    for node in ast.walk(tree):
        if isinstance(node, ast.expr) and id(node) not in unseen:
            text = pattern_of(node).removeprefix("; ")
            is_sentence = text[:1].isupper() and text.endswith(".")
            if " " in text and re.search("[a-z]{2}", text) and not is_sentence:
                yield text


def patterns() -> set[str]:
    """All of them, those of the lists of words included."""
    found = {text for file in files() for text in said_in(file)} - FORBIDDING
    listed = yaml.safe_load((CONTENT / "lists/phrases.yaml").read_text(encoding="utf-8"))
    return found | set(_told(listed))


def _told(listed: object) -> Iterator[str]:
    if isinstance(listed, dict):
        yield from (one for name, one in listed.items() if name == "what")
        for one in listed.values():
            yield from _told(one)
    elif isinstance(listed, list):
        for one in listed:
            yield from _told(one)


@pytest.fixture(scope="module")
def arabic() -> dict[str, str]:
    return {json.loads(key): text for key, text in _PAIR.findall(ARABIC.read_text("utf-8"))}


def test_every_fixed_finding_of_the_gate_is_there_in_arabic(arabic: dict[str, str]) -> None:
    assert patterns() - set(arabic) == set()


def test_no_arabic_finding_is_left_over(arabic: dict[str, str]) -> None:
    assert set(arabic) - patterns() - SHORT - JOINED == set()


def test_each_says_as_much_as_the_english(arabic: dict[str, str]) -> None:
    unlike = [
        english for english, text in arabic.items() if english.count("{}") != len(_slots(text))
    ]
    assert unlike == []


def test_they_are_arabic(arabic: dict[str, str]) -> None:
    assert len(arabic) > 100
    free = [text for text in arabic.values() if not re.search("[\u0621-\u064a]", text)]
    assert free == ["{1}: «{0}»"]


def test_none_is_taken_for_left_to_right(arabic: dict[str, str]) -> None:
    """The first strong sign decides: a mark that turns the writing may not stand first."""
    assert [text for text in arabic.values() if text.startswith("\u200e")] == []


def _slots(text: str) -> list[str]:
    return re.findall(r"\{\d?\}", text)
