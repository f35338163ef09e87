"""What a plan's sentences are filled with; words of the files stand in it byte for byte."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from heliograph.extensions.packs.islamic.content import profiles
from heliograph.extensions.packs.islamic.facts.asked import language_of
from heliograph.extensions.packs.islamic.facts.setting import Setting
from heliograph.extensions.packs.islamic.facts.verses import cards_for
from heliograph.extensions.packs.islamic.hijri.names import Language, civil, digits, names
from heliograph.extensions.packs.islamic.prayer.methods import METHODS
from heliograph.extensions.packs.islamic.quran.editions import ARABIC, PICKTHALL
from heliograph.extensions.packs.islamic.types.counted import (
    days_said,
    length_said,
    moved_said,
    until_said,
)
from heliograph.sdk.packs import Brief, Fact

Slots = dict[str, str]


def slots_of(brief: Brief, setting: Setting, facts: Sequence[Fact]) -> Slots:
    """All slots of a plan."""
    language = language_of(brief.language)
    profile = profiles()[brief.subject]
    slots = {
        "subject_name": profile.name if language == "en" else profile.facts["name_ar"],
        "civil": civil(brief.day, language),
        "credit": "" if setting.credits_elsewhere else ARABIC.credit,
        "weak_hadith": "yes" if setting.weak_hadith else "",
        "no_instruments": "yes" if setting.no_instruments else "",
        "city": setting.city_in(language),
    }
    for fact in facts:
        fill = _FILL.get(fact.kind)
        if fill is not None:
            slots |= fill(fact, language)
    if "translation" in slots and not (setting.translation and language == "en"):
        slots |= {"translation": "", "translator": ""}
    slots |= _rows(facts, language)
    return slots


def _hijri_date(fact: Fact, language: Language) -> Slots:
    detail, end = fact.detail, _end(language)
    left = int(detail["length"] or 0) - int(detail["day"] or 0)
    return {
        "hijri": str(detail[f"written{end}"]),
        "weekday": str(detail[f"weekday{end}"]),
        "month": _month(str(detail["month_name_ar"])) if end else str(detail["month_name"]),
        "month_day": digits(str(detail["day"]), language),
        "month_left": days_said(left, language) if left else "",
    }


def _verse(fact: Fact, language: Language) -> Slots:
    detail = fact.detail
    count = int(detail["count"] or 0)
    bodies = [str(detail[f"body_{number}"]) for number in range(1, count + 1)]
    cards = cards_for(bodies, int(detail["first_ayah"] or 1))
    return {
        "arabic": str(detail["arabic"]),
        "translation": str(detail["translation"]),
        "translator": PICKTHALL.credit,
        "reference": str(detail["reference"]),
        "reference_said": digits(str(detail["reference"]), language),
        "surah": str(detail[f"surah{_end(language)}"]),
        "surah_ar": str(detail["surah_ar"]),
        "surah_number": digits(str(detail["surah_number"]), language),
        "ayahs": digits(str(detail["ayahs"]), language),
        "revealed": _REVEALED[str(detail["revealed"])][language],
        "verse_count": digits(str(detail["count"]), language),
        "bodies": str(count),
        "cards": str(len(cards)),
        **{f"body_{at}": body for at, body in enumerate(bodies, start=1)},
        **{f"card_{at}": card for at, card in enumerate(cards, start=1)},
        **{
            f"place_{at}": digits(f"{at}/{len(cards)}", language) for at in range(1, len(cards) + 1)
        },
    }


def _supplication(fact: Fact, language: Language) -> Slots:
    detail = fact.detail
    slots = {name: str(detail[name]) for name in ("before", "supplication", "after", "marks")}
    slots["who"] = str(detail[f"who{_end(language)}"])
    if detail["is_whole"]:
        return slots
    return slots | {name: str(detail[name]) for name in ("first_word", "last_word")}


def _hadith(fact: Fact, language: Language) -> Slots:
    detail = fact.detail
    names_of = ("arabic", "translation", "translator", "collection", "number", "citation", "book")
    slots = {name: str(detail[name]) for name in (*names_of, "narrator", "grader", "licence")}
    return slots | {"grade": _GRADES[str(detail["grade"])][language]}


def _name(fact: Fact, language: Language) -> Slots:
    detail = fact.detail
    verse = str(detail["verse"])
    return {
        "name_ar": str(detail["name_ar"]),
        "translit": str(detail["translit"]),
        "meaning": str(detail["meaning"]),
        "name_verse": digits(verse, language),
    }


def _prayer_time(fact: Fact, language: Language) -> Slots:
    detail = fact.detail
    method = METHODS[str(detail["method_id"])]
    bounded = "" if not detail["is_bounded"] else _BOUNDED if language == "ar" else None
    return {
        str(detail["name"]): digits(str(detail["time"]), language),
        "method": method.name_ar if language == "ar" else method.name,
        "notes": str(detail["notes"]) if bounded is None else bounded,
    }


def _moved(fact: Fact, language: Language) -> Slots:
    detail = fact.detail
    return {f"{detail['name']}_moved": moved_said(int(detail["minutes"] or 0), language)}


def _daylight(fact: Fact, language: Language) -> Slots:
    detail = fact.detail
    return {
        "daylight": length_said(int(detail["hours"] or 0), int(detail["minutes"] or 0), language)
    }


def _event(fact: Fact, language: Language) -> Slots:
    detail, end = fact.detail, _end(language)
    first = date.fromisoformat(str(detail["first"]))
    return {
        "event": str(detail[f"name{end}"]),
        "event_civil": civil(first, language),
        "event_hijri": str(detail[f"hijri{end}"]),
        "event_until": until_said(int(detail["days_until"] or 0), language),
        "event_note": str(detail[f"note{end}"]),
        "event_expected": _EXPECTED[language] if detail["is_expected"] else "",
    }


def _coming(fact: Fact, language: Language) -> Slots:
    detail = fact.detail
    first = date.fromisoformat(str(detail["first"]))
    return {
        "next": str(detail[f"name{_end(language)}"]),
        "next_until": until_said(int(detail["days_until"] or 0), language),
        "next_civil": civil(first, language),
        "next_expected": _EXPECTED[language] if detail["is_expected"] else "",
    }


def _ramadan_day(fact: Fact, language: Language) -> Slots:
    detail = fact.detail
    night = str(detail["night"]) if detail["is_last_ten"] else ""
    return {
        "day_number": digits(str(detail["number"]), language),
        "night_number": digits(night, language),
        "odd_night": digits(night, language) if detail["is_odd_night"] else "",
        "event_expected": _EXPECTED[language] if detail["is_expected"] else "",
    }


def _juz(fact: Fact, language: Language) -> Slots:
    detail = fact.detail
    return {
        "juz": digits(str(detail["number"]), language),
        "juz_start": digits(str(detail["start"]), language),
        "juz_surah": str(detail[f"surah{_end(language)}"]),
    }


def _rows(facts: Sequence[Fact], language: Language) -> Slots:
    """Lines that stand one below the other: what falls on the day, and the days of a week."""
    falls = [_falls(fact, language) for fact in facts if fact.kind == "occasion"]
    week = sorted(
        (fact for fact in facts if fact.kind == "week_day"), key=lambda one: str(one.detail["date"])
    )
    days = [_week_row(fact, language) for fact in week]
    busy = [fact for fact in week if fact.detail["names"]]
    slots = {"occasions": "\n".join(falls), "days": "\n".join(days)}
    if week:
        first, last = (date.fromisoformat(str(one.detail["date"])) for one in (week[0], week[-1]))
        slots |= {
            "week_first": civil(first, language),
            "week_last": civil(last, language),
            "busy_days": days_said(len(busy), language) if busy else "",
        }
    return slots


def _falls(fact: Fact, language: Language) -> str:
    detail, end = fact.detail, _end(language)
    name, note = str(detail[f"name{end}"]), str(detail[f"note{end}"])
    line = f"{name} ({_EXPECTED[language]})" if detail["is_expected"] else name
    return f"{line}. {note}" if note else f"{line}."


def _week_row(fact: Fact, language: Language) -> str:
    detail, end = fact.detail, _end(language)
    day = date.fromisoformat(str(detail["date"]))
    weekday = names().weekdays[day.weekday()].of(language)
    month = names().civil_months[day.month - 1].of(language)
    comma = "،" if language == "ar" else ","
    row = f"{weekday}{comma} {digits(str(day.day), language)} {month}: {detail[f'written{end}']}"
    falls = str(detail[f"names{end}"])
    expected = f" ({_EXPECTED[language]})" if detail["is_expected"] else ""
    return f"{row}. {falls}{expected}." if falls else f"{row}."


def _month(name: str) -> str:
    """The month after the word for month, which puts its name into the genitive."""
    return f"شهر {name.replace('ذو ', 'ذي ')}"


def _end(language: Language) -> str:
    return "_ar" if language == "ar" else ""


_EXPECTED = {"en": "expected, subject to moon sighting", "ar": "متوقع بحسب رؤية الهلال"}
_BOUNDED = "حُسب الفجر والعشاء بقاعدة خاصة بهذا اليوم أو بخط العرض."
_REVEALED = {
    "Meccan": {"en": "Makkah", "ar": "مكية"},
    "Medinan": {"en": "Madinah", "ar": "مدنية"},
}
_GRADES = {
    "sahih": {"en": "sahih", "ar": "صحيح"},
    "hasan": {"en": "hasan", "ar": "حسن"},
    "daif": {"en": "daif (weak)", "ar": "ضعيف"},
}
_FILL: dict[str, Callable[[Fact, Language], Slots]] = {
    "hijri_date": _hijri_date,
    "verse": _verse,
    "supplication": _supplication,
    "hadith": _hadith,
    "name": _name,
    "prayer_time": _prayer_time,
    "moved": _moved,
    "daylight": _daylight,
    "event": _event,
    "coming": _coming,
    "ramadan_day": _ramadan_day,
    "juz": _juz,
}
