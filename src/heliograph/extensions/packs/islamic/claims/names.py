"""Surahs, collections and places of revelation a text names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from heliograph.extensions.packs.islamic.claims.held import Held

_SURAH = re.compile(r"(?<!\w)(?:[Ss]urah (?=[A-Z]|al-)|سورة )(\w[\w'’-]*)")
_ORDINARY = frozenset({"مكية", "مدنية", "قصيرة", "كاملة", "لمساء", "واحدة", "من", "هي"})
_COLLECTION = re.compile(
    r"(?<!\w)(?:(?:Sahih|Sunan|Jami|Musnad|Muwatta) (?:al-|an-|at-|Abu |Ibn )?\w+"
    r"|(?:صحيح|سنن|مسند|موطأ|جامع) (?:أبي |ابن )?\w+)"
)
_REVEALED = {
    "Meccan": re.compile(r"(?<!\w)(?:Makkah|Mecca|Meccan|مكية)(?!\w)"),
    "Medinan": re.compile(r"(?<!\w)(?:Madinah|Medina|Medinan|مدنية)(?!\w)"),
}


def name_claims(text: str, held: Held) -> Iterator[str]:
    """Every such name the plan does not hold."""
    yield from _surahs(text, held)
    yield from _collections(text, held)
    yield from _places(text, held)


def _surahs(text: str, held: Held) -> Iterator[str]:
    known = held.details("surah", "surah_ar")
    if "friday" in held.details("id"):
        known |= {"al-Kahf", "الكهف"}
    for found in _SURAH.finditer(text):
        is_known = any(text.startswith(name, found.start(1)) for name in known)
        if not is_known and found.group(1) not in _ORDINARY:
            yield found.group()


def _collections(text: str, held: Held) -> Iterator[str]:
    known = " ".join(held.details("collection", "book")).lower()
    for found in _COLLECTION.findall(text):
        if found.lower() not in known:
            yield found


def _places(text: str, held: Held) -> Iterator[str]:
    """Where a surah was revealed; the name of a method may hold a city too."""
    for method in held.details("method"):
        text = text.replace(method, " ")
    known = held.details("revealed")
    for place, pattern in _REVEALED.items():
        found = pattern.search(text)
        if found and place not in known:
            yield found.group()
