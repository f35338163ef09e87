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
from heliograph.extensions.providers.embedded.grammar import load_grammar
from heliograph.extensions.providers.embedded.pattern import say
from heliograph.modules.content.gate import voice
from heliograph.modules.content.gate.language import holds
from heliograph.modules.content.gate.words import lexicon

GATE = Path(voice.__file__).parent / "lists" / "moods.yaml"
WORD = re.compile(r"[a-z]+")
# Words that the grammar keeps as they are, and never says by itself.
NOT_SAID = {"lexicon.yaml"}
WORDINGS = 4
"""So many choices at one place are gone through."""


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


def sayings() -> Iterator[str]:
    """Every sentence of the grammar in each of its wordings, one choice after the other."""
    grammar = load_grammar(PACK.folder / "grammar")
    slots = {name: "leo" for pool in grammar.pools.values() for one in pool for name in one.needs}
    for pool in grammar.pools.values():
        for template in pool:
            for number in range(WORDINGS):
                yield say(template.nodes, slots, "plain", lambda count, at=number: at % count)


def test_no_sentence_has_a_phrase_that_the_gate_refuses() -> None:
    said = "\n".join(sayings()).replace("\u2019", "'")
    lists = lexicon()
    worn = [one for one in lists.taboo if holds(said, one)]
    promised = [found.group() for one in lists.claims for found in one.pattern.finditer(said)]
    threats = [found.group() for found in lists.threats.finditer(said)]
    assert (worn, promised, threats) == ([], [], [])


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
