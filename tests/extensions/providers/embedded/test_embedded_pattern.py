"""The template language and the English it writes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heliograph.extensions.providers.embedded.agreement import (
    article,
    contracted,
    is_plural,
    possessive,
    sentence_case,
    typeset,
    with_articles,
)
from heliograph.extensions.providers.embedded.errors import GrammarBroken
from heliograph.extensions.providers.embedded.pattern import parse, say, slots_of
from heliograph.extensions.providers.embedded.readability import grade, lowest_grade
from heliograph.extensions.providers.embedded.thesaurus import Thesaurus


def said(source: str, register: str = "plain", choice: int = 0, **slots: str) -> str:
    return say(parse(source), slots, register, lambda count: choice % count)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{planet} rises", "the Moon rises"),
        ("{planet's} light", "the Moon's light"),
        ("{a sign} day", "an Aries day"),
        ("{gift} {gift:is|are} here", "drive and nerve are here"),
        ("[?at {time}|today]", "at 14:20"),
        ("[?at {nothing}|today]", "today"),
        ("[?at {nothing}]now", "now"),
    ],
)
def test_slots_take_the_form_that_is_asked_for(source: str, expected: str) -> None:
    slots = {"planet": "the Moon", "sign": "Aries", "gift": "drive and nerve", "time": "14:20"}
    assert said(source, **slots) == expected


@pytest.mark.parametrize(
    ("register", "choice", "expected"),
    [("plain", 0, "keep"), ("plain", 1, "keep"), ("warm", 1, "cherish"), ("bold", 1, "grab")],
)
def test_a_wording_of_one_register_is_for_that_register_only(
    register: str, choice: int, expected: str
) -> None:
    assert said("[keep|warm:cherish|bold:grab]", register, choice) == expected


def test_choices_may_stand_inside_choices() -> None:
    assert said("[[red|blue] door|gate]", choice=0) == "red door"
    assert said("[[red|blue] door|gate]", choice=1) == "gate"


def test_only_slots_outside_optional_wordings_are_required() -> None:
    nodes = parse("{body} [?at {time}|today] in [{sign}|the sky]")
    assert set(slots_of(nodes)) == {"body", "time", "sign"}
    assert set(slots_of(nodes, required_only=True)) == {"body", "sign"}


@pytest.mark.parametrize("source", ["[a|b", "a]", "a}", "{A b}", "{", "[warm:a|bold:b]", "x | y"])
def test_a_malformed_template_is_refused(source: str) -> None:
    with pytest.raises(GrammarBroken):
        parse(source)


@given(st.text(alphabet="abc []{}|?:'", max_size=30))
def test_any_source_is_either_read_or_refused(source: str) -> None:
    try:
        nodes = parse(source)
    except GrammarBroken:
        return
    assert not set("[]{}") & set(say(nodes, {}, "plain", lambda _: 0))


@pytest.mark.parametrize(
    ("noun", "expected"),
    [("apple", "an"), ("hour", "an"), ("unit", "a"), ("union", "a"), ("uninvited guest", "an"),
     ("Uranus day", "a"), ("opposition", "an"), ("sextile", "a"), ("8 o'clock call", "an")],
)  # fmt: skip
def test_the_article_follows_the_sound(noun: str, expected: str) -> None:
    assert article(noun) == expected


def test_articles_are_mended_where_a_choice_changed_the_word() -> None:
    assert with_articles("A old friend and an neighbour met a honest man") == (
        "An old friend and a neighbour met an honest man"
    )


@pytest.mark.parametrize(
    ("noun", "expected"),
    [("Mars", "Mars's"), ("Venus", "Venus's"), ("the Moon", "the Moon's"), ("wishes", "wishes'")],
)
def test_possessives_follow_one_rule(noun: str, expected: str) -> None:
    assert possessive(noun) == expected


@pytest.mark.parametrize(
    ("noun", "expected"),
    [("drive and nerve", True), ("soft focus", False), ("limits", True), ("Mars", False),
     ("inner weather", False), ("plain self-belief", False), ("the two of you", True),
     ("the things you value", True), ("the people you choose", True), ("hopes you share", True),
     ("what you owe and own together", False), ("what you do when no one looks", False),
     ("the first step you take", False)],
)  # fmt: skip
def test_number_follows_the_noun(noun: str, expected: bool) -> None:
    assert is_plural(noun) is expected


def test_sentences_begin_with_a_capital_and_use_true_quotes() -> None:
    assert typeset(sentence_case('the Moon\'s turn. it said "now" at 9:00-10:00 .')) == (
        "The Moon\u2019s turn. It said \u201cnow\u201d at 9:00\u201310:00."
    )


@pytest.mark.parametrize(
    ("written", "spoken"),
    [("Do not wait, it is late.", "Don't wait, it's late."),
     ("You will not see it as it is.", "You won't see it as it is."),
     ("Up there is a knot.", "Up there is a knot."), ("There is a knot.", "There's a knot."),
     ("This is not only you.", "This is not only you."),
     ("That is who you are.", "That's who you are."),
     ("The more it is, the better.", "The more it is, the better.")],
)  # fmt: skip
def test_what_is_spoken_is_contracted_where_the_verb_is_light(written: str, spoken: str) -> None:
    assert contracted(written) == spoken


@pytest.mark.parametrize("degrees", ["0 degrees", "1 degree", "11 degrees", "2.1 degrees"])
def test_one_degree_is_no_several(degrees: str) -> None:
    several = degrees.removesuffix("s") + "s"
    assert typeset(f"at {several} of it") == f"at {degrees} of it"


def test_the_thesaurus_widens_words_but_not_what_it_must_keep() -> None:
    thesaurus = Thesaurus.of([["small", "=little"]], ["small print"])
    nodes = thesaurus.widen(parse("Small print, small hopes, [small|tall] trees"))
    assert say(nodes, {}, "plain", lambda count: count - 1) == (
        "Small print, little hopes, tall trees"
    )


def test_a_phrase_after_an_equals_sign_only_replaces() -> None:
    thesaurus = Thesaurus.of([["small", "=little"]])
    nodes = thesaurus.widen(parse("a little"))
    assert say(nodes, {}, "plain", lambda _: 0) == "a little"


def test_longer_sentences_and_words_raise_the_grade() -> None:
    easy = "The cat sat. The dog ran. The sun set."
    hard = "Institutional correspondence accumulates considerably throughout administrative terms."
    assert grade(easy) < 2 < 12 < grade(hard)
    assert lowest_grade(easy) < 2 < 12 < lowest_grade(hard)


def test_the_lowest_grade_is_below_that_of_a_text_of_short_words() -> None:
    short = "It is up to you to do as you do, as it is up to us to be as we are by the sea."
    assert lowest_grade(short) < grade(short)
