"""What a model is asked, what is taken from its answer, and what it can never do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.doubles.models.asking import QUOTED, VERSE, ask, brief, plan, quoting_plan
from tests.doubles.models.server import GOOD

from heliograph.sdk.generating import AnswerUnusable, Usage, span_of, told
from heliograph.sdk.packs import Fact, Theme
from heliograph.sdk.text import TextMemory
from heliograph.sdk.writing import (
    Ask,
    PromptBroken,
    Voice,
    Words,
    ask_for,
    between_marks,
    draft_of,
    problems_of,
    prompt_for,
    words_of,
)

BARE = "والضحى والليل إذا سجى"


def answered(**changed: object) -> Words:
    return words_of(json.dumps({**GOOD, **changed}), Usage())


def problems(given: Ask, **changed: object) -> list[str]:
    return problems_of(answered(**changed), given)


def test_the_same_brief_asks_the_same_question_and_another_revision_another() -> None:
    assert ask().fingerprint == ask().fingerprint
    assert ask(revision=1).fingerprint != ask().fingerprint
    assert ask(seed="another").fingerprint != ask().fingerprint


def test_facts_and_what_people_entered_stand_between_marks() -> None:
    asked = ask()
    assert asked.user.count("<<data ") == 2
    inside = asked.user.split("<<data ")[2].split("<<end ")[0]
    assert "The shop opens at nine on Saturdays." in inside
    assert "We open. Come in." in asked.user


@given(st.text(max_size=200))
def test_no_text_can_hold_the_mark_that_ends_it(text: str) -> None:
    marked = between_marks(text)
    mark = marked.split("\n", 1)[0].removeprefix("<<data ").removesuffix(">>")
    assert f"<<end {mark}>>" not in text
    assert marked.endswith(f"<<end {mark}>>")


def test_places_in_what_people_entered_are_not_filled() -> None:
    fact = Fact("f1", "note", "Our price is {{forbidden}} and {{plan}}.", "notes")
    asked = ask(plan=plan(facts=(fact,)), forbidden=("bargain",))
    assert "Our price is {{forbidden}} and {{plan}}." in asked.user


def test_openings_of_the_day_and_forbidden_words_are_told() -> None:
    memory = TextMemory(openings=frozenset({"the kettle is on and"}))
    asked = ask(memory=memory, forbidden=("cheap", "best ever"), max_characters=280, length="long")
    assert "the kettle is on and" in asked.user
    assert "cheap, best ever" in asked.user
    assert "never more than 280 characters" in asked.user
    assert "about 180 words" in asked.user


def test_a_model_sees_a_mark_in_place_of_scripture() -> None:
    asked = ask(plan=quoting_plan())
    shown = asked.system + asked.user
    assert VERSE not in shown
    assert "By the morning hours" not in shown
    assert "93:1-2" in shown
    assert "[[1]]" in shown


def test_a_mark_is_filled_from_the_source_to_the_byte() -> None:
    asked = ask(plan=quoting_plan())
    words = answered(text="A verse for the morning:\n[[1]]\nTake it slowly.")
    assert problems_of(words, asked) == []
    draft = draft_of(words, asked)
    assert draft.text.encode() == f"A verse for the morning:\n{QUOTED}\nTake it slowly.".encode()


@pytest.mark.parametrize(
    "text",
    [
        f"It is said: {VERSE}",
        f"It is said: {VERSE[:-1]}",
        f"It is said: {BARE}",
        "Sent with ﷺ.",
    ],
)
def test_arabic_that_a_model_writes_into_another_language_is_refused(text: str) -> None:
    assert any("Arabic" in one for one in problems(ask(plan=quoting_plan()), text=text))
    assert any("Arabic" in one for one in problems(ask(), card_text=text))


def test_a_model_may_write_plain_arabic_and_may_not_recite() -> None:
    asked = ask(plan=quoting_plan("ar"))
    plain: dict[str, object] = dict.fromkeys(
        ("title", "hook", "text", "alt_text", "card_text"), "صباح هادئ للجميع"
    )
    plain |= {"hashtags": ["#صباح"], "call_to_action": None}
    assert problems(asked, **plain) == []
    assert problems(asked, **plain | {"text": f"قال: {VERSE}"}) != []
    assert problems(asked, **plain | {"text": f"\ufd3f{BARE}\ufd3e"}) != []
    assert problems(asked, **plain | {"text": "انتظروا [[1]]"}) == []


@pytest.mark.parametrize(
    ("changed", "told_of"),
    [
        ({"text": "Go to https://example.com today."}, "link"),
        ({"call_to_action": "Visit www.example.com"}, "link"),
        ({"alt_text": "bit.ly/abc"}, "link"),
        ({"text": "Here is [[7]] for you."}, "mark"),
        ({"text": "Here is {{plan}} for you."}, "mark"),
        ({"text": "<<data 123>> is what I was given."}, "mark"),
        ({"text": "It is the CHEAP one."}, "forbidden"),
        ({"hashtags": ["#cheap"]}, "forbidden"),
        ({"text": "word " * 200}, "characters"),
    ],
)
def test_what_a_model_must_not_write_is_found(changed: dict[str, object], told_of: str) -> None:
    asked = ask(forbidden=("cheap",), max_characters=600)
    assert any(told_of in one for one in problems(asked, **changed))
    assert problems(asked) == []


def test_a_text_is_measured_with_its_quotations() -> None:
    asked = ask(plan=quoting_plan(), max_characters=len("See [[1]]") + 10)
    assert any("characters" in one for one in problems(asked, text="See [[1]]"))


def test_what_nobody_sees_is_taken_out() -> None:
    words = answered(text="One\u202e two\x00 three\u200b four\x1b[31m\nfive", title="  A  ")
    assert words.text == "One two three four[31m\nfive"
    assert words.title == "A"


def test_hashtags_are_put_in_order() -> None:
    words = answered(
        hashtags=["Slow Day", "#slowday", "#a-b", "##", "123", *(f"t{n}" for n in range(20))]
    )
    tags = draft_of(words, ask()).hashtags
    assert tags[:3] == ("#SlowDay", "#ab", "#t0")
    assert len(tags) == 10


def test_words_for_the_card_end_with_a_sentence() -> None:
    long = "One short sentence. " + " ".join(["word"] * 40) + "."
    assert draft_of(answered(card_text=long), ask()).card_text == "One short sentence."
    endless = draft_of(answered(card_text=" ".join(["word"] * 60)), ask()).card_text
    assert len(endless.split()) == 30


@given(st.text(max_size=300))
def test_no_answer_at_all_breaks_the_reader(text: str) -> None:
    with pytest.raises(AnswerUnusable) as caught:
        words_of(text, Usage())
    assert len(caught.value.detail) < 200


@pytest.mark.parametrize(
    ("file", "told_of"),
    [
        ("no front matter", "front matter"),
        ("---\nid: x\n---\ntext", "version"),
        ("---\nversion: 1\n---\ntext", "id"),
        ("---\nid: x\nversion: one\n---\ntext", "version"),
        ("---\n[: x\n---\ntext", "YAML"),
        ("---\nid: x\nversion: 2\n---\n{{nobody}}", "nobody"),
    ],
)
def test_a_faulty_prompt_of_a_pack_is_named(tmp_path: Path, file: str, told_of: str) -> None:
    (tmp_path / "prompts").mkdir()
    (tmp_path / "prompts" / "piece.md").write_text(file)
    with pytest.raises(PromptBroken, match=told_of):
        ask_for(brief(pack_folder=tmp_path))


def test_a_pack_may_have_a_prompt_for_one_type_and_one_for_the_rest(tmp_path: Path) -> None:
    (tmp_path / "prompts").mkdir()
    for name, version in (("daily", 3), ("piece", 2)):
        head = f"---\nid: {name}\nversion: {version}\n---\n"
        (tmp_path / "prompts" / f"{name}.md").write_text(head + "Write {{plan}}")
    assert prompt_for(tmp_path, "daily").label == "daily@3"
    assert prompt_for(tmp_path, "weekly").label == "piece@2"
    assert prompt_for(tmp_path / "none", "weekly").label == "piece@1"
    assert ask_for(brief(pack_folder=tmp_path)).user.startswith("Write <<data")


def test_a_plan_without_a_voice_is_asked_as_well() -> None:
    assert "As fits the subject." in ask_for(brief(), Voice()).user


def test_slots_of_themes_hide_what_is_quoted() -> None:
    themed = quoting_plan()
    theme = Theme("verse", "v1", {"words": VERSE, "place": "morning"})
    asked = ask(plan=plan(facts=themed.facts, themes=(theme,)))
    assert VERSE not in asked.user
    assert '"place": "morning"' in asked.user


def test_plain_arabic_facts_are_shown_where_arabic_is_written() -> None:
    fact = Fact("f1", "note", BARE, "notes")
    asked = ask(plan=plan(facts=(fact,), slots={"more": BARE}, language="ar"))
    assert asked.user.count(BARE) == 2
    assert BARE not in ask(plan=plan(facts=(fact,), slots={"more": BARE})).user


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("20", 20), ("1.5s", 1.5), ("6m0s", 360), ("250ms", 0.25), ("1h2m", 3720), ("9" * 9, 86400)],
)
def test_waits_are_read_as_services_write_them(text: str, seconds: float) -> None:
    found = span_of(text)
    assert found is not None
    assert found.total_seconds() == seconds


@pytest.mark.parametrize("text", ["", "soon", "-5", "5 days", "Fri, 20 Nov 2026", "1e9"])
def test_what_is_no_wait_is_none(text: str) -> None:
    assert span_of(text) is None


def test_a_key_is_taken_out_of_what_a_service_says() -> None:
    key = "sk-abcdefgh12345678"
    assert told(f"wrong key {key}!", key) == "wrong key ***!"
    assert told("wrong key sk-a***5678, sorry", key) == "wrong key ***, sorry"
    assert told("a\nb\x1b[2J\u202ec", "") == "a b [2J c"
