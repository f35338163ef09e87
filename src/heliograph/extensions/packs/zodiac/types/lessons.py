"""Educational texts: one lesson about the sky or the zodiac a day, from a list of checked facts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

from heliograph.extensions.packs.zodiac.content import FOLDER
from heliograph.extensions.packs.zodiac.signs import SIGNS
from heliograph.extensions.packs.zodiac.types.base import Asked, made
from heliograph.sdk.packs import Fact, Plan, Theme

# A course has a prime number of places, so that in any rhythm of days both kinds of lessons come.
COURSE, STRIDE = 97, 38
# The next lesson is due after so many days.
PACE = 2


class Lesson(BaseModel):
    """One thing to know: its statement, and everything a text about it may name.

    `subject` is the sign whose own lesson it is; the others are for all.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    subject: str = ""
    name: str
    text: str
    source: str
    signs: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    degrees: tuple[int, ...] = ()


@cache
def lessons() -> tuple[Lesson, ...]:
    """All lessons in the order of their files."""
    reader = TypeAdapter(tuple[Lesson, ...])
    files = sorted((FOLDER / "lessons").glob("*.yaml"))
    read = (reader.validate_python(yaml.safe_load(path.read_text("utf-8"))) for path in files)
    return tuple(lesson for part in read for lesson in part)


def lesson_for(subject: str, day: int) -> Lesson:
    """The lesson of a sign on the day with that number: by turns one of its own and a common one.

    On a day with common lessons no two signs learn the same.
    """
    own = _lessons_of(subject)
    common = _lessons_of("")
    if day * STRIDE % COURSE % 2:
        # Three steps in five days: a sign has seven lessons, and weeks must not always meet one.
        return own[(day * 3 // 5 + day // COURSE) % len(own)]
    number = day // PACE * len(SIGNS) + [sign.lower() for sign in SIGNS].index(subject)
    return common[number % len(common)]


@cache
def _lessons_of(subject: str) -> Sequence[Lesson]:
    return [lesson for lesson in lessons() if lesson.subject == subject]


def plan_lesson(asked: Asked) -> Plan:
    """The sign's lesson of the day, with where the Moon stands as an example to look up."""
    lesson = lesson_for(asked.profile.id, asked.day.toordinal())
    fact = Fact(
        f"lesson:{lesson.id}", "lesson", lesson.text, lesson.source, 1.0,
        {
            "lesson": lesson.id,
            "signs": ",".join(lesson.signs),
            "bodies": ",".join(lesson.bodies),
            "about": ",".join(lesson.about),
            "degrees": ",".join(map(str, lesson.degrees)),
        },
    )  # fmt: skip
    moon = asked.of_kind("moon_sign")[0]
    slots = {"lesson": lesson.id, "lesson_name": lesson.name}
    themes = [
        Theme(f"lesson.{lesson.id}", fact.id, slots),
        Theme("lesson.moon", moon.id, slots),
    ]
    return made(asked, [fact, moon, *asked.of_kind("light")], themes, {})
