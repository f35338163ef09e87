"""What a brand has chosen for its pack, read from its options and checked."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar
from zoneinfo import ZoneInfo

from heliograph.extensions.packs.islamic.errors import IslamicPackError
from heliograph.extensions.packs.islamic.hadith import Collection
from heliograph.extensions.packs.islamic.hijri.calendar import checked_offset
from heliograph.extensions.packs.islamic.hijri.events import occasion_ids
from heliograph.extensions.packs.islamic.hijri.names import Language
from heliograph.extensions.packs.islamic.prayer import Place, Wish
from heliograph.extensions.packs.islamic.prayer.methods import method_of
from heliograph.extensions.packs.islamic.quran.store import Quran
from heliograph.sdk.packs import Detail

T = TypeVar("T")
_YES, _NO = frozenset({"yes", "true", "on", "1"}), frozenset({"no", "false", "off", "0", ""})
_BETWEEN = re.compile(r"[,;\n]+")


class WrongOption(IslamicPackError):
    """An option of the brand cannot be used."""


@dataclass(frozen=True)
class Sources:
    """What an instance has on its disk: the text, and the hadith its users brought."""

    quran: Quran
    hadith: Collection | None = None


@dataclass(frozen=True)
class Setting:
    """The brand's choices: its readers' place and method, the offset of its calendar, the days
    that were announced. Without a place there are no prayer times, without a text no verse."""

    sources: Sources
    place: Place | None = None
    city: str = ""
    city_ar: str = ""
    wish: Wish = field(default_factory=Wish)
    offset: int = 0
    announced: Mapping[str, date] = field(default_factory=dict)
    disputed: bool = False
    translation: bool = True
    weak_hadith: bool = False
    credits_elsewhere: bool = False
    no_instruments: bool = True
    reference: str = ""
    """Verses a person asked for."""

    def city_in(self, language: Language) -> str:
        """The city as its readers write it; empty where only the other spelling is known."""
        return self.city_ar if language == "ar" else self.city

    @property
    def quran(self) -> Quran:
        """The text."""
        return self.sources.quran


def setting_of(options: Detail, zone: ZoneInfo, sources: Sources) -> Setting:
    """The choices of a brand; raises `WrongOption`, `NoSuchPlace` or `OutsideCalendar`."""
    offset = checked_offset(int(_number(options, "calendar_offset") or 0))
    rule = _text(options, "high_latitude")
    wish = Wish(
        method=method_of(_text(options, "method") or "mwl").id,
        shadow=_text(options, "asr_shadow") or "standard",
        rule=rule if rule and rule != "automatic" else None,
        hijri_offset=offset,
    )
    return Setting(
        sources=sources,
        place=_place(options, zone),
        city=_text(options, "city"),
        city_ar=_text(options, "city_ar"),
        wish=wish,
        offset=offset,
        announced=_announced(_text(options, "announced")),
        disputed=_yes(options, "disputed", default=False),
        translation=_yes(options, "translation", default=True),
        weak_hadith=_yes(options, "weak_hadith", default=False),
        credits_elsewhere=_yes(options, "credits_elsewhere", default=False),
        no_instruments=_yes(options, "no_instruments", default=True),
        reference=_text(options, "reference"),
    )


def _place(options: Detail, zone: ZoneInfo) -> Place | None:
    latitude, longitude = _number(options, "latitude"), _number(options, "longitude")
    if latitude is None and longitude is None:
        return None
    if latitude is None or longitude is None:
        raise WrongOption("A place has a latitude and a longitude", "Give both, or neither.")
    return Place(latitude, longitude, zone)


def _announced(text: str) -> dict[str, date]:
    """`eid_al_fitr=2026-03-20, arafah=2026-05-26` as days by the occasion."""
    found = {}
    for entry in _BETWEEN.split(text):
        if not entry.strip():
            continue
        name, _, day = (part.strip() for part in entry.partition("="))
        if name not in occasion_ids():
            raise WrongOption(
                f"There is no occasion {name!r}", f"Use one of: {', '.join(occasion_ids())}."
            )
        found[name] = _converted("announced", day, date.fromisoformat, "YYYY-MM-DD")
    return found


def _text(options: Detail, name: str) -> str:
    value = options.get(name)
    return "" if value is None else " ".join(str(value).split(" ")).strip()


def _number(options: Detail, name: str) -> float | None:
    value = options.get(name)
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        raise WrongOption(f"{name} is {value}", "Give a number.")
    return _converted(name, value, float, "a number")


def _yes(options: Detail, name: str, *, default: bool) -> bool:
    value = options.get(name)
    if value is None:
        return default
    said = str(value).strip().lower()
    if said not in _YES | _NO:
        raise WrongOption(f"{name} is {value!r}", "Say yes or no.")
    return said in _YES


def _converted(name: str, value: object, convert: Callable[[str], T], form: str) -> T:
    try:
        return convert(str(value))
    except ValueError as error:
        raise WrongOption(f"{name} has {value!r}", f"Give {form}.") from error
