"""What the templates of the pack say, looked through line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from heliograph.extensions.packs.zodiac import PACK
from heliograph.extensions.packs.zodiac.claims.words import BODY_NAME, name_of
from heliograph.extensions.packs.zodiac.types.lessons import Lesson, lessons
from heliograph.modules.content.gate import voice

GATE = Path(voice.__file__).parent / "lists" / "moods.yaml"
WORD = re.compile(r"[a-z]+")
# Words that the grammar keeps as they are, and never says by itself.
NOT_SAID = {"lexicon.yaml"}


def lines_of(node: object) -> Iterator[str]:
    """Every text of a file."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for one in node.values():
            yield from lines_of(one)
    elif isinstance(node, list):
        for one in node:
            yield from lines_of(one)


def templates() -> Iterator[tuple[Path, object]]:
    for folder in ("grammar", "pools", "lessons"):
        for path in sorted((PACK.folder / folder).rglob("*.yaml")):
            if path.name not in NOT_SAID:
                yield path, yaml.safe_load(path.read_text("utf-8"))


def test_no_template_has_a_word_that_the_gate_takes_for_fear() -> None:
    fear = set(yaml.safe_load(GATE.read_text("utf-8"))["fear"].split())
    assert {"dread", "beware"} <= fear
    found = [
        f"{path.name}: {line}"
        for path, document in templates()
        for line in lines_of(document)
        if fear & set(WORD.findall(line.lower()))
    ]
    assert found == []


def points() -> Iterator[tuple[str, str]]:
    """The sentences of which each lesson has one, whatever else it says."""
    for path in sorted((PACK.folder / "grammar" / "forms").glob("lesson*.yaml")):
        roles = yaml.safe_load(path.read_text("utf-8")).get("roles", {})
        for lesson, lines in roles.get("point", {}).items():
            yield from ((lesson, line) for line in lines)


@pytest.mark.parametrize("lesson", lessons(), ids=lambda one: one.id)
def test_a_lesson_about_a_planet_names_it(lesson: Lesson) -> None:
    """Sun and Moon are in every sky; a text about another planet says which one."""
    told = {name_of(match[0]) for match in BODY_NAME.finditer(f"{lesson.name} {lesson.text}")}
    if not told - {"Sun", "Moon"}:
        return
    for name, line in points():
        if name == lesson.id:
            assert {name_of(match[0]) for match in BODY_NAME.finditer(line)} & set(lesson.bodies)
