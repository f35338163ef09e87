"""What the gate tells a person to do is told in Arabic as well: every fixed sentence of it."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = ROOT / "src/heliograph/modules"
GATES = (MODULES / "content/gate", MODULES / "videos/gate")
ARABIC = ROOT / "web/src/lib/remedies.ts"
_PAIR = re.compile(r'^  ("(?:[^"\\]|\\.)+"): "(.+)",$', re.MULTILINE)


def said_in(file: Path) -> Iterator[str]:
    """The sentences a file of the gate gives as remedies."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            given = [word.value for word in node.keywords if word.arg == "remedy"]
            name = node.func.id if isinstance(node.func, ast.Name) else ""
            given += [*node.args[3:5]] if name in ("Check", "_stretches") else []
        elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = {target.id.lower() for target in targets if isinstance(target, ast.Name)}
            given = (
                [node.value] if any(name.endswith(("remedy", "remedies")) for name in names) else []
            )
        else:
            continue
        for value in given:
            yield from sentences_in(value)


def sentences_in(value: ast.expr) -> Iterator[str]:
    """Whole sentences that stand in an expression as they will be shown."""
    for part in ast.walk(value):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            text = part.value
            if " " in text and text[:1].isupper() and text.endswith("."):
                yield text


def sentences() -> set[str]:
    """All of them, those of the lists of words included."""
    found = {text for gate in GATES for file in gate.rglob("*.py") for text in said_in(file)}
    for file in (MODULES / "content/gate").rglob("*.yaml"):
        found |= set(re.findall(r"remedy: (.+)", file.read_text(encoding="utf-8")))
    return found


@pytest.fixture(scope="module")
def arabic() -> dict[str, str]:
    return {json.loads(key): text for key, text in _PAIR.findall(ARABIC.read_text("utf-8"))}


def test_every_fixed_remedy_of_the_gate_is_there_in_arabic(arabic: dict[str, str]) -> None:
    assert sentences() - set(arabic) == set()


def test_no_arabic_remedy_is_left_over(arabic: dict[str, str]) -> None:
    assert set(arabic) - sentences() == set()


def test_they_are_arabic(arabic: dict[str, str]) -> None:
    assert len(arabic) > 50
    assert [text for text in arabic.values() if not re.search("[\u0621-\u064a]", text)] == []
