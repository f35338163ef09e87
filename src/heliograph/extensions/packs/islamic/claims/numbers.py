"""Times, references and every other number a text names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from heliograph.extensions.packs.islamic.claims.held import Held

_NUMBER = re.compile(r"\d+(?::\d+)?(?:[-–]\d+)?")
_PRAYERS = {
    "fajr": r"Fajr|الفجر",
    "sunrise": r"[Ss]unrise|الشروق",
    "dhuhr": r"Dhuhr|Zuhr|الظهر",
    "asr": r"Asr|العصر",
    "maghrib": r"Maghrib|المغرب",
    "isha": r"Isha|العشاء",
}
_TIME_OF = {
    name: re.compile(rf"(?:{words})(?!\w)[^\d\n.]{{0,25}}?(\d{{1,2}}:\d\d)")
    for name, words in _PRAYERS.items()
}
_SURAH_NUMBER = re.compile(r"(?:[Ss]urah|السورة) (\d+)(?![\d:])")
_METHOD = re.compile(r"(?:Method|طريقة الحساب): ([^.\n]+)\.")


def number_claims(text: str, held: Held) -> Iterator[str]:
    """Every number, time and reference the plan does not hold, or holds for something else."""
    known = {_plain(found) for found in _NUMBER.findall(held.wordings)} | {"1930"}
    for found in _NUMBER.findall(text):
        if _plain(found) not in known:
            yield found
    yield from _times(text, held)
    yield from _surahs(text, held)
    yield from _method(text, held)


def _times(text: str, held: Held) -> Iterator[str]:
    """A time beside the name of another prayer."""
    times = {
        str(fact.detail["name"]): str(fact.detail["time"])
        for fact in held.plan.facts
        if fact.kind == "prayer_time"
    }
    for name, pattern in _TIME_OF.items():
        for found in pattern.finditer(text):
            if found.group(1) != times.get(name):
                yield found.group(1)


def _surahs(text: str, held: Held) -> Iterator[str]:
    known = held.details("surah_number")
    yield from (found for found in _SURAH_NUMBER.findall(text) if found not in known)


def _method(text: str, held: Held) -> Iterator[str]:
    for found in _METHOD.findall(text):
        if found.strip() not in held.wordings:
            yield found.strip()


def _plain(number: str) -> str:
    """A number without what only its writing adds."""
    return number.replace("–", "-").lstrip("0") or "0"
