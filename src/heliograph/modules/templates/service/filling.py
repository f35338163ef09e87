"""A template and values become a text, with everything that is wrong with it. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from heliograph.modules.templates.engine import Field, Stopped, Trouble, fit_values, write
from heliograph.modules.templates.engine.fields import COMMAS, Given
from heliograph.modules.templates.engine.tree import walked
from heliograph.modules.templates.service.wording import Wording, opened
from heliograph.sdk.counting import count_text
from heliograph.sdk.manifest import ConnectorManifest
from heliograph.sdk.packs import Plan

_NOT_IN_NAMES = re.compile(r"[^a-z0-9_]+")
_LONGEST_NAME = 40


@dataclass(frozen=True)
class Count:
    """How long a platform finds a text."""

    platform: str
    count: int
    max: int
    unit: str
    fits: bool


@dataclass(frozen=True)
class Filled:
    """A filled text. A needed place that was not filled stays visible as `{{name}}`."""

    text: str
    problems: tuple[Trouble, ...] = ()
    counts: tuple[Count, ...] = ()
    fields: tuple[Field, ...] = ()

    @property
    def is_ready(self) -> bool:
        """Whether it can be used as it is."""
        return not any(one.level == "error" for one in self.problems)


@dataclass(frozen=True)
class Readers:
    """For whom a text is looked at: platforms with their limits, words that must not be there."""

    platforms: tuple[ConnectorManifest, ...] = ()
    forbidden: tuple[str, ...] = ()


def filled(wording: Wording, given: Mapping[str, Given], readers: Readers) -> Filled:
    """The text, and every problem of template, values and text; never raises for their sake."""
    try:
        nodes, troubles = opened(wording)
        # A field that the text does not use cannot be missed in it.
        used = {node.name for node, _ in walked(nodes)}
        fields = [one for one in wording.fields if one.name in used]
        values, unfit = fit_values(fields, given, wording.language)
        text = write(nodes, values, comma=COMMAS.get(wording.language, ", "))
    except Stopped as error:
        return Filled("", (error.trouble,), (), wording.fields)
    counts = tuple(_count(text, one) for one in readers.platforms)
    found = [*troubles, *unfit, *_empty(text), *_too_long(counts, readers.platforms)]
    found += [_forbidden(word) for word in readers.forbidden if _holds(text, word)]
    return Filled(text, tuple(found), counts, wording.fields)


def unknown_values(fields: Sequence[Field], given: Mapping[str, Given]) -> list[Trouble]:
    """A warning for each value that no field takes."""
    known = {one.name for one in fields}
    listed = ", ".join(sorted(known)) or "none"
    return [
        Trouble(
            "unknown_value",
            f"no field takes the value {name[:40]!r}",
            f"Use one of: {listed}.",
            "warning",
            field=name[:64],
        )
        for name in given
        if name not in known
    ]


def with_samples(fields: Sequence[Field], given: Mapping[str, Given]) -> dict[str, Given]:
    """What is given, and the sample of each field that is left out."""
    samples: dict[str, Given] = {
        one.name: one.sample for one in fields if one.sample is not None and one.name not in given
    }
    return {**samples, **given}


def plan_values(plan: Plan) -> dict[str, Given]:
    """What a content's plan can put into a template: its slots, facts, subject and day.

    A name of the plan itself (`subject`, `date`, `facts` …) comes before a slot's.
    """
    slots: dict[str, Given] = {_name(name): value for name, value in plan.slots.items()}
    own: dict[str, Given] = {
        "pack": plan.pack,
        "subject": slots.get("subject", plan.subject),
        "type": plan.type,
        "date": plan.date.isoformat(),
        "tone": plan.tone,
        "facts": [one.text for one in plan.facts],
        "top_fact": plan.facts[0].text if plan.facts else "",
        "sources": list(dict.fromkeys(one.source for one in plan.facts)),
    }
    return slots | own


def given_values(given: Mapping[str, Any]) -> dict[str, Given]:
    """Values as callers inside the program hold them, dates and tuples included."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in given.items()
    }


def _name(slot: str) -> str:
    return _NOT_IN_NAMES.sub("_", slot.lower()).strip("_")[:_LONGEST_NAME]


def _count(text: str, platform: ConnectorManifest) -> Count:
    rules = platform.text
    count = count_text(text, rules)
    is_light = rules.max_bytes is None or len(text.encode()) <= rules.max_bytes
    return Count(platform.id, count, rules.max, rules.unit, count <= rules.max and is_light)


def _empty(text: str) -> list[Trouble]:
    if text.strip():
        return []
    return [Trouble("empty", "nothing comes out", "Write some text, or give the values it needs.")]


def _too_long(counts: Sequence[Count], platforms: Sequence[ConnectorManifest]) -> list[Trouble]:
    names = {one.id: one.name for one in platforms}
    return [
        Trouble(
            "too_long_for_platform",
            f"{names[one.platform]} counts {one.count} {one.unit}; {one.max} are allowed",
            "Shorten the template, or give its fields a smaller max.",
        )
        for one in counts
        if not one.fits
    ]


def _forbidden(word: str) -> Trouble:
    return Trouble("forbidden_word", f"“{word}” is forbidden", "Say it in other words.")


def _holds(text: str, phrase: str) -> bool:
    return bool(phrase.strip()) and _pattern(phrase.strip()).search(text) is not None


@lru_cache(maxsize=2_000)
def _pattern(phrase: str) -> re.Pattern[str]:
    flexible = r"\s+".join(re.escape(word) for word in phrase.split()).replace("'", "['’]")
    return re.compile(rf"(?<!\w){flexible}(?!\w)", re.IGNORECASE)
