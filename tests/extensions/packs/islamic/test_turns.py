"""No verse comes twice in one week of an account, whichever of its types quotes it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from tests.extensions.packs.islamic.runs import CAIRO

from heliograph.extensions.packs.islamic import IslamicPack
from heliograph.extensions.packs.islamic.facts.turns import ORDER
from heliograph.extensions.packs.islamic.quran import Quran
from heliograph.sdk.packs import Brief, NothingToSay

FIRST = date(2027, 1, 10)
"""With the weeks that follow it reaches into Ramadan, which begins on 8 February 2027."""
DAYS = 42
QUOTING = (*ORDER, "names_of_allah")


def quoted(pack: IslamicPack, quran: Quran, kind: str, day: date) -> Sequence[str]:
    """The verses that a piece of this type quotes on a day."""
    brief = Brief("readers", kind, day, CAIRO, "en", series="quietpage")
    try:
        facts = pack.facts(brief, ())
    except NothingToSay:
        return []
    found = [str(one.detail["reference"]) for one in facts if one.kind == "verse"]
    return [str(verse.reference) for one in found for verse in quran.verses(one)]


def test_a_week_of_an_account_has_no_verse_twice(pack: IslamicPack, quran: Quran) -> None:
    places: dict[str, list[tuple[date, str]]] = {}
    for day in (FIRST + timedelta(days=step) for step in range(DAYS)):
        for kind in QUOTING:
            for verse in quoted(pack, quran, kind, day):
                places.setdefault(verse, []).append((day, kind))

    close = [
        (verse, *one, *other)
        for verse, found in places.items()
        for at, one in enumerate(found)
        for other in found[at + 1 :]
        if (other[0] - one[0]).days < 7
    ]
    assert close == []
    assert len(places) > 150
