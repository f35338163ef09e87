"""The zodiac's templates as data: enough of them, every branch sayable, no word that is barred."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml
from evaluations.text_measures import sentences_of
from evaluations.text_runs import PACK

from heliograph.extensions.providers.embedded import GrammarBroken
from heliograph.extensions.providers.embedded.grammar import Grammar, Template, load_grammar
from heliograph.extensions.providers.embedded.pattern import choices_of, say, slots_of

FOLDER = PACK.folder / "grammar"
AREAS = (
    "self", "money", "words", "home", "joy", "work",
    "partners", "depths", "horizons", "calling", "friends", "retreat",
)  # fmt: skip
TONES = ("flow", "friction", "focus")
SENTENCES = ("hook", "fact", "meaning", "advice", "close", "pair")
PLANETS_AND_SIGNS = re.compile(
    r"\b(?:Moon|Sun|Mercury|Venus|Mars|Jupiter|Saturn|Uranus|Neptune|Pluto|Aries|Taurus|Gemini"
    r"|Cancer|Leo|Virgo|Libra|Scorpio|Sagittarius|Capricorn|Aquarius|Pisces)\b"
)
DATES_AND_TIMES = re.compile(
    r"\d\d?:\d\d|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:January|February|April|June"
    r"|July|August|September|October|November|December)\b|\b(?:19|20)\d\d\b"
)
FEARFUL = re.compile(
    r"\b(?:disaster|death|dies?|doom\w*|curse\w*|fate\w*|destin\w+|lucky number|get rich|cure[sd]?"
    r"|diagnos\w+|pregnan\w+|lottery|guarantee\w*|never fails|universe)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def grammar() -> Grammar:
    return load_grammar(FOLDER)


def _spoken(template: Template) -> str:
    slots = dict.fromkeys(slots_of(template.nodes), "Name")
    return say(template.nodes, slots, "plain", lambda _: 0)


def _sentences(grammar: Grammar) -> list[Template]:
    pools = (pool for (role, _), pool in grammar.pools.items() if role in SENTENCES)
    return list({one.id: one for pool in pools for one in pool}.values())


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("tone", TONES)
@pytest.mark.parametrize("role", ["hook", "meaning", "advice"])
def test_every_theme_has_enough_templates(
    grammar: Grammar, role: str, area: str, tone: str
) -> None:
    assert len(grammar.pool(role, f"{area}.{tone}")) >= 16


@pytest.mark.parametrize("area", AREAS)
def test_every_area_has_enough_closes_titles_and_calls(grammar: Grammar, area: str) -> None:
    assert len(grammar.pool("close", area)) >= 16
    assert len(grammar.pool("titles", area)) >= 8
    assert len(grammar.pool("calls", area)) >= 4


@pytest.mark.parametrize(
    ("key", "least"),
    [
        ("aspect.flow", 24), ("aspect.friction", 24), ("aspect.focus", 24), ("moon_sign.any", 24),
        ("station.any", 16), ("ingress.any", 16), ("phase.any", 16), ("light.any", 16),
        ("planet_sign.any", 16), ("eclipse.any", 16),
    ],
)  # fmt: skip
def test_every_kind_of_fact_can_be_stated_in_many_ways(
    grammar: Grammar, key: str, least: int
) -> None:
    assert len(grammar.pool("fact", key)) >= least


def test_no_sentence_names_a_planet_a_sign_or_a_date_of_its_own(grammar: Grammar) -> None:
    facts = [one for one in _sentences(grammar) if not one.id.startswith("fact.")]
    named = [one.source for one in facts if PLANETS_AND_SIGNS.search(one.source)]
    dated = [one.source for one in _sentences(grammar) if DATES_AND_TIMES.search(one.source)]
    assert named == []
    assert dated == []


def test_no_sentence_frightens_or_promises(grammar: Grammar) -> None:
    banned = "|".join(map(re.escape, grammar.lexicon.banned))
    words = re.compile(rf"\b(?:{banned})\b", re.IGNORECASE)
    found = [
        one.source
        for one in _sentences(grammar)
        if FEARFUL.search(one.source) or words.search(one.source)
    ]
    assert found == []


def test_every_sentence_ends_with_a_stop(grammar: Grammar) -> None:
    assert [one.source for one in _sentences(grammar) if one.source[-1] not in ".!?"] == []


def test_few_hooks_are_questions(grammar: Grammar) -> None:
    hooks = [one for one in _sentences(grammar) if one.id.startswith("hook.")]
    assert sum("?" in one.source for one in hooks) <= len(hooks) / 12


def test_hooks_say_their_point_early(grammar: Grammar) -> None:
    hooks = [one for one in _sentences(grammar) if one.id.startswith("hook.")]
    assert [text for text in map(_spoken, hooks) if len(text.split()) > 20] == []


def test_no_two_templates_are_the_same(grammar: Grammar) -> None:
    counts = Counter(one.source for one in _sentences(grammar))
    assert [source for source, count in counts.items() if count > 1] == []


def test_every_optional_wording_can_be_reached(grammar: Grammar) -> None:
    lexicon = grammar.lexicon
    may_be_empty = {*lexicon.plan.sometimes, *lexicon.theme.sometimes}
    may_be_empty.update(name for slots in lexicon.facts.values() for name in slots.sometimes)
    unreachable = [
        template.source
        for template in _sentences(grammar)
        for choice in choices_of(template.nodes)
        if choice.optional
        for earlier in choice.branches[:-1]
        if not may_be_empty & set(slots_of(earlier.nodes))
    ]
    assert unreachable == []


def test_every_phrase_of_the_thesaurus_is_used_somewhere() -> None:
    thesaurus = yaml.safe_load((FOLDER / "thesaurus.yaml").read_text("utf-8"))
    files = [path for path in FOLDER.glob("*.yaml") if path.stem not in ("thesaurus", "lexicon")]
    words = "\n".join(path.read_text("utf-8") for path in files).lower()
    phrases = [group[0] for group in thesaurus["groups"]]
    assert [one for one in phrases if not re.search(rf"\b{re.escape(one)}\b", words)] == []


def test_each_register_has_wordings_of_its_own(grammar: Grammar) -> None:
    own = Counter(
        branch.register
        for template in _sentences(grammar)
        for choice in choices_of(template.nodes)
        for branch in choice.branches
    )
    assert own["warm"] >= 20
    assert own["bold"] >= 20


def test_files_stay_small_enough_to_read() -> None:
    lengths = {path.name: len(path.read_text("utf-8").splitlines()) for path in FOLDER.rglob("*.*")}
    assert {name: length for name, length in lengths.items() if length > 400} == {}


@pytest.mark.parametrize(
    ("broken", "named"),
    [
        ("Keep {this} short.", "unknown slot"),
        ("Keep [this|that short.", "not closed"),
        ("Keep this] short.", "stray"),
        ("Keep {This One} short.", "not well formed"),
    ],
)
def test_a_broken_template_is_refused_by_name(tmp_path: Path, broken: str, named: str) -> None:
    for path in FOLDER.glob("*.yaml"):
        (tmp_path / path.name).write_text(path.read_text("utf-8"), "utf-8")
    extra = {"document": "themes", "group": "home", "themes": {"flow": [{"thread": "odd"}]}}
    extra["close"] = [broken]
    (tmp_path / "odd.yaml").write_text(yaml.safe_dump(extra), "utf-8")
    with pytest.raises(GrammarBroken, match=named):
        load_grammar(tmp_path)


def test_a_file_with_an_unknown_key_is_refused(tmp_path: Path) -> None:
    (tmp_path / "odd.yaml").write_text("document: themes\nmood: blue\n", "utf-8")
    with pytest.raises(GrammarBroken, match=r"odd\.yaml"):
        load_grammar(tmp_path)


def test_a_folder_without_a_lexicon_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GrammarBroken, match="one lexicon"):
        load_grammar(tmp_path)


def test_every_fact_is_told_in_one_sentence(grammar: Grammar) -> None:
    facts = [one for one in _sentences(grammar) if one.id.startswith("fact.")]
    assert [text for text in map(_spoken, facts) if len(sentences_of(text)) != 1] == []
