"""Educational texts: one lesson about the sky or the zodiac a day, from a list of checked facts."""

from __future__ import annotations

from functools import cache

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

from heliograph.extensions.packs.zodiac.content import FOLDER
from heliograph.extensions.packs.zodiac.signs import SIGNS
from heliograph.extensions.packs.zodiac.types.base import Asked, made
from heliograph.sdk.packs import Fact, Plan, Theme

# Prime to the number of lessons, so that twelve signs teach twelve different ones on a day.
STEP = 5


class Lesson(BaseModel):
    """One thing to know: its statement, and everything a text about it may name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    name: str
    text: str
    source: str
    signs: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    degrees: tuple[int, ...] = ()


@cache
def lessons() -> tuple[Lesson, ...]:
    """All lessons in their order."""
    read = yaml.safe_load((FOLDER / "lessons.yaml").read_text(encoding="utf-8"))
    return TypeAdapter(tuple[Lesson, ...]).validate_python(read)


def plan_lesson(asked: Asked) -> Plan:
    """The sign's lesson of the day, with where the Moon stands as an example to look up."""
    place = SIGNS.index(asked.profile.name)
    lesson = lessons()[(asked.day.toordinal() + STEP * place) % len(lessons())]
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
    themes = [
        Theme(f"lesson.{lesson.id}", fact.id, {"lesson": lesson.id, "lesson_name": lesson.name}),
        Theme("lesson.moon", moon.id, {"lesson": lesson.id, "lesson_name": lesson.name}),
    ]
    return made(asked, [fact, moon, *asked.of_kind("light")], themes, {})
