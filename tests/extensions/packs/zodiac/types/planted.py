"""Texts with one fact made wrong: another planet, sign, degree, date, time, phase or direction."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from heliograph.extensions.packs.zodiac.signs import BODIES, SIGNS

PHASES = ("new moon", "first quarter", "full moon", "last quarter")
OCTANTS = ("waxing crescent", "waxing gibbous", "waning gibbous", "waning crescent")
DIRECTIONS = {"retrograde": "direct", "direct": "retrograde"}
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ECLIPSES = ("total", "annular", "partial", "penumbral")
SENTENCE = re.compile(r"[^.!?;\n]+[.!?;]?")
# A day of the month, beside its month or with an ending of its own.
DAY = re.compile(
    rf"\b\d{{1,2}}(?= (?:{'|'.join(MONTHS)})\b)|(?<=\bthe )\d{{1,2}}(?=(?:st|nd|rd|th)\b)"
    rf"|(?:(?<=\b)(?:{'|'.join(MONTHS)}) )(\d{{1,2}})\b(?!:)"
)


STATED = re.compile(
    rf"\d\d:\d\d|\b(?:degrees|percent|eclipse)\b|in \d+ days|\d+ days ago|\d (?:{'|'.join(MONTHS)})"
    rf"|(?:{'|'.join(MONTHS)}) \d|\d(?:st|nd|rd|th)\b"
)


NAMED = re.compile(
    rf"\d\d:\d\d|\b(?:{'|'.join((*BODIES, *SIGNS, *PHASES, 'eclipse', 'retrograde', 'direct'))})\b"
)


@dataclass(frozen=True)
class Planted:
    """What was made wrong: the kind of fact, the sentence as it was, and as it is now."""

    kind: str
    was: str
    now: str
    text: str


def planted(text: str, own_sign: str, dice: Random) -> Iterator[Planted]:
    """Every way of making one fact of a text wrong, one text for each."""
    for match in SENTENCE.finditer(text):
        sentence = match[0]
        if not _states_a_fact(sentence.replace(own_sign, "")):
            continue
        for kind, change in CHANGES.items():
            for wrong in change(sentence, own_sign, dice):
                changed = text[: match.start()] + wrong + text[match.end() :]
                yield Planted(kind, sentence.strip(), wrong.strip(), changed)


def _states_a_fact(sentence: str) -> bool:
    """Whether it says when, how far or where; what has none of these teaches or advises."""
    return bool(STATED.search(sentence)) or all(
        re.search(rf"\b(?:{'|'.join(names)})\b", sentence) for names in (BODIES, SIGNS)
    )


def _swapped(sentence: str, names: Sequence[str], dice: Random, skip: str = "") -> Iterator[str]:
    """Each name replaced by one that the sentence does not have, so that it stays well formed."""
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(names)})(?![\w-])")
    for match in pattern.finditer(sentence):
        others = [name for name in names if name != skip and name not in sentence]
        if match[0] != skip and others:
            other = dice.choice(others)
            yield sentence[: match.start()] + other + sentence[match.end() :]


def _planets(sentence: str, _: str, dice: Random) -> Iterator[str]:
    return _swapped(sentence, BODIES, dice)


def _signs(sentence: str, own_sign: str, dice: Random) -> Iterator[str]:
    """The reader's own sign is a form of address and not a fact."""
    return _swapped(sentence, SIGNS, dice, own_sign)


def _numbers(sentence: str, dice: Random, after: str) -> Iterator[str]:
    for match in re.finditer(rf"\b\d{{1,3}}(?={after})", sentence):
        wrong = int(match[0]) + dice.choice((1, 2, 3))
        yield sentence[: match.start()] + str(wrong) + sentence[match.end() :]


def _degrees(sentence: str, _: str, dice: Random) -> Iterator[str]:
    yield from _numbers(sentence, dice, r" degrees| percent")


def _times(sentence: str, _: str, dice: Random) -> Iterator[str]:
    for match in re.finditer(r"\b\d\d:\d\d\b", sentence):
        shift = timedelta(minutes=dice.choice((-61, -7, -1, 1, 5, 60, 720)))
        wrong = datetime.strptime(match[0], "%H:%M") + shift  # noqa: DTZ007 - a wall-clock time
        yield sentence[: match.start()] + f"{wrong:%H:%M}" + sentence[match.end() :]


def _dates(sentence: str, own_sign: str, dice: Random) -> Iterator[str]:
    """A date says something about the sky only beside a name or a minute."""
    if not NAMED.search(sentence.replace(own_sign, "")):
        return
    for match in DAY.finditer(sentence):
        start, end = match.span(1) if match[1] else match.span()
        day = int(sentence[start:end])
        alike = [other for other in range(1, 29) if other != day and ending(other) == ending(day)]
        yield sentence[:start] + str(dice.choice(alike)) + sentence[end:]
    yield from _swapped(sentence, WEEKDAYS, dice)


def ending(day: int) -> str:
    """What makes a number an ordinal: st, nd, rd or th."""
    return "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def _phases(sentence: str, _: str, dice: Random) -> Iterator[str]:
    yield from _swapped(sentence, PHASES, dice)
    yield from _swapped(sentence, OCTANTS, dice)


def _directions(sentence: str, _: str, __: Random) -> Iterator[str]:
    for match in re.finditer(r"\b(?:turns|goes) (retrograde|direct)\b", sentence):
        yield sentence[: match.start(1)] + DIRECTIONS[match[1]] + sentence[match.end(1) :]


def _eclipses(sentence: str, _: str, dice: Random) -> Iterator[str]:
    if "eclipse" in sentence:
        yield from _swapped(sentence, ECLIPSES, dice)
        yield from _swapped(sentence, ("solar", "lunar"), dice)


CHANGES: dict[str, Callable[[str, str, Random], Iterator[str]]] = {
    "planet": _planets,
    "sign": _signs,
    "degree": _degrees,
    "time": _times,
    "date": _dates,
    "phase": _phases,
    "direction": _directions,
    "eclipse": _eclipses,
}
