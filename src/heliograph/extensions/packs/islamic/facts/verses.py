"""Verses as facts: the file's own words with where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from heliograph.extensions.packs.islamic.content import topic_of
from heliograph.extensions.packs.islamic.errors import NotCut, UnknownVerse
from heliograph.extensions.packs.islamic.facts.asked import Asked
from heliograph.extensions.packs.islamic.quran.editions import ARABIC, PICKTHALL
from heliograph.extensions.packs.islamic.quran.references import shown
from heliograph.extensions.packs.islamic.quran.store import Quran, Verse
from heliograph.extensions.packs.islamic.quran.words import phrases_of
from heliograph.sdk.packs import Detail, Fact

MOST_VERSES = 20
CARD_LENGTHS = (220, 300, 420, 640, 1300)
"""Characters of a card. Where a verse has no permitted stop early enough, the cards get longer."""
DRAWN = 230
"""Characters that the design for a verse alone has room for."""
_END = chr(0x06DD)
_DIGITS = {ord(str(digit)): chr(0x0660 + digit) for digit in range(10)}


def verse_fact(asked: Asked, reference: str) -> Fact:
    """The verses of a reference; raises `UnknownVerse`, `TextMissing` or `TextAltered`."""
    verses = asked.setting.quran.verses(reference)
    if len(verses) > MOST_VERSES:
        raise UnknownVerse(
            f"{reference} has {len(verses)} verses; one post holds {MOST_VERSES}",
            "Name fewer verses, such as 2:285-286.",
        )
    surah, written = verses[0].surah, shown(tuple(verse.reference for verse in verses))
    return Fact(
        f"{asked.day}:verse:{written}",
        "verse",
        f"{written} is from surah {surah.name_translit}, revealed as {surah.revealed}",
        f"{ARABIC.title}, {ARABIC.credit}; {PICKTHALL.credit}",
        2.0,
        {
            "reference": written,
            "surah": surah.name_translit,
            "surah_ar": surah.name_ar,
            "surah_number": surah.number,
            "ayahs": surah.ayahs,
            "revealed": surah.revealed,
            "count": len(verses),
            "first_ayah": verses[0].reference.ayah,
            "topic": topic_of(reference) or "",
            "arabic": joined(verses),
            "translation": " ".join(verse.translation for verse in verses),
            **_parts(verses),
        },
    )


def joined(verses: Sequence[Verse]) -> str:
    """One verse as it is, or several, each with the sign of its end: never run together."""
    if len(verses) == 1:
        return verses[0].body
    return " ".join(f"{verse.body} {end_of(verse.reference.ayah)}" for verse in verses)


def end_of(ayah: int) -> str:
    """The sign of a verse's end with its number."""
    return f"{_END}{str(ayah).translate(_DIGITS)}"


def cards_for(bodies: Sequence[str], first_ayah: int = 1) -> tuple[str, ...]:
    """Whole verses over the cards of one post, broken at verse ends and permitted stops only.

    As few cards as can be, filled alike. Of several verses each has the sign of its end.
    """
    phrases = list(map(phrases_of, bodies))
    if len(bodies) > 1:
        for number, said in enumerate(phrases, start=first_ayah):
            said[-1] = f"{said[-1]} {end_of(number)}"
    pieces = list(chain.from_iterable(phrases))
    for longest in CARD_LENGTHS:
        found = _filled(pieces, longest)
        if found is not None:
            return _evenly(pieces, found)
    raise NotCut(f"No stop is permitted within {CARD_LENGTHS[-1]} characters")


def is_drawn(quran: Quran, reference: str) -> bool:
    """Whether the design for verses can show these, on one card or on several of one post."""
    verses = quran.verses(reference)
    if len(joined(verses)) <= DRAWN:
        return True
    cards = cards_for([verse.body for verse in verses], verses[0].reference.ayah)
    return max(map(len, cards)) <= DRAWN


def _evenly(pieces: Sequence[str], cards: tuple[str, ...]) -> tuple[str, ...]:
    """As many cards, the longest of them as short as it can be."""
    least, most = sum(map(len, cards)) // len(cards), max(map(len, cards))
    tries = (_filled(pieces, length) for length in range(least, most))
    return next((one for one in tries if one and len(one) == len(cards)), cards)


def _filled(phrases: Sequence[str], longest: int) -> tuple[str, ...] | None:
    cards: list[str] = []
    for phrase in phrases:
        if len(phrase) > longest:
            return None
        if cards and len(cards[-1]) + 1 + len(phrase) <= longest:
            cards[-1] = f"{cards[-1]} {phrase}"
        else:
            cards.append(phrase)
    return tuple(cards)


def _parts(verses: Sequence[Verse]) -> Detail:
    """Each verse by itself, for texts that set one on each line."""
    parts: Detail = {}
    for number, verse in enumerate(verses, start=1):
        parts[f"body_{number}"] = verse.body
    return parts
