"""Lessons: each is sourced, has enough to say, and says nothing that its fact does not hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.extensions.packs.zodiac.types.conftest import plan_for

from heliograph.extensions.packs.zodiac import PACK
from heliograph.extensions.packs.zodiac.types.lessons import Lesson, lesson_for, lessons
from heliograph.extensions.providers.embedded.grammar import load_grammar
from heliograph.sdk.packs import Plan

ROLES = {"hook": 3, "point": 3, "detail": 3}
DAY = date(2026, 1, 15)
SIGNS = [sign.id for sign in PACK.subjects()]


def lines_of(lesson: Lesson, role: str) -> list[str]:
    """The sentences a lesson has for one role, as they are written."""
    pool = load_grammar(PACK.folder / "grammar").pool(f"educational.{role}", lesson.id)
    return [one.source for one in pool]


def plan_of(lesson: Lesson) -> Plan:
    """A plan that teaches this lesson to its own sign, or else to Leo."""
    subject = lesson.subject or "leo"
    known = plan_for(subject, "educational", DAY)
    fact = known.facts[0]
    detail = {
        "lesson": lesson.id,
        "signs": ",".join(lesson.signs),
        "bodies": ",".join(lesson.bodies),
        "about": ",".join(lesson.about),
        "degrees": ",".join(map(str, lesson.degrees)),
    }
    return replace(known, facts=(replace(fact, text=lesson.text, detail=detail),))


def test_lessons_are_many_and_each_has_its_source() -> None:
    names = [lesson.id for lesson in lessons()]
    assert len(names) == len(set(names))
    assert len(names) >= 130
    assert all(lesson.source for lesson in lessons())
    assert {lesson.subject for lesson in lessons()} == {"", *SIGNS}


@pytest.mark.parametrize("lesson", lessons(), ids=lambda lesson: lesson.id)
def test_a_lesson_has_enough_to_say_and_its_fact_holds_all_of_it(lesson: Lesson) -> None:
    plan = plan_of(lesson)
    said = [lesson.text]
    for role, fewest in ROLES.items():
        lines = lines_of(lesson, role)
        assert len(lines) >= fewest, role
        said += lines
    # A choice is a list of equals: every wording of it is read.
    wordings = [line.replace("[", "").replace("]", "").replace("|", " or ") for line in said]
    unheld = [(one, PACK.unsupported_claims(one, plan)) for one in wordings]
    assert [pair for pair in unheld if pair[1]] == []


@pytest.mark.parametrize("step", [1, 2, 7])
def test_a_sign_learns_all_its_lessons_in_any_rhythm(step: int) -> None:
    days = [DAY.toordinal() + step * number for number in range(97 * 14)]
    learned = {lesson_for("gemini", day).id for day in days}
    assert learned == {one.id for one in lessons() if one.subject in ("", "gemini")}


def test_no_two_signs_learn_the_same_on_a_day() -> None:
    for number in range(60):
        day = (DAY + timedelta(days=number)).toordinal()
        assert len({lesson_for(sign, day).id for sign in SIGNS}) == len(SIGNS)


def test_the_plan_of_a_lesson_states_its_source() -> None:
    plan = plan_for("aries", "educational", DAY)
    assert plan.facts[0].kind == "lesson"
    assert plan.facts[0].source
