"""What belongs into the picture of a plan: words of the files to the byte, times as a table.

A design says how long its words may be. What does not fit is never cut: the next design of the
list is taken, and at last a card that only names the verse.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from heliograph.extensions.packs.islamic.facts.asked import language_of
from heliograph.extensions.packs.islamic.hijri.names import Language, digits, names
from heliograph.extensions.packs.islamic.writing.blocks import PRAYERS
from heliograph.sdk.drawing import Drawing
from heliograph.sdk.packs import Fact, Plan
from heliograph.sdk.pictures import PictureValue
from heliograph.sdk.text import Draft

TEMPLATES = Path(__file__).parent / "templates"
PLAIN = "friday-card"
"""The card that takes any short words: a title, a line and a sentence."""
_MONTH = 29.53
_SAID: dict[str, dict[Language, str]] = {
    "dua": {"en": "A supplication of the Qur\u2019an", "ar": "دعاء من القرآن"},
    "name": {"en": "Names of Allah (swt)", "ar": "من أسماء الله"},
    "times": {"en": "Prayer times", "ar": "مواقيت الصلاة"},
    "check": {"en": "check with your mosque", "ar": "راجع مسجدك"},
    "week": {"en": "The week ahead", "ar": "الأسبوع القادم"},
    "friday": {"en": "Friday", "ar": "يوم الجمعة"},
    "dates": {"en": "Umm al-Qura calendar", "ar": "تقويم أم القرى"},
}


@dataclass(frozen=True)
class Wish:
    """A design with what it would be given."""

    design: str
    words: Mapping[str, str]
    values: Mapping[str, PictureValue] = field(default_factory=dict)

    def drawing(self, usual: str | None) -> Drawing | None:
        """It as a drawing; None where a word it needs is too long for it. What it does not need
        and has no room for is left out."""
        limits = _limits(self.design)
        said = {
            name: text if name not in limits or len(text) <= limits[name][0] else ""
            for name, text in self.words.items()
        }
        if any(needed and not said.get(name) for name, (_, needed) in limits.items()):
            return None
        return Drawing(said, self.values, None if self.design == usual else self.design)


def drawing(plan: Plan, draft: Draft, usual: str | None) -> Drawing:
    """What the plan's picture is given; `usual` is the design of its type.

    A draft with one entry in `cards` is that card of several.
    """
    language = language_of(plan.language)
    if len(draft.cards) == 1:
        wishes = _card(plan, draft.cards[0], language)
    else:
        wishes = _WISHES[plan.type](plan, draft, language)
    found = (one.drawing(usual) for one in (*wishes, _plain(plan, draft, language)))
    return next((one for one in found if one is not None), Drawing())


def _verse(plan: Plan, _: Draft, language: Language) -> tuple[Wish, ...]:
    slots = plan.slots
    words = {"arabic": slots["arabic"], "reference": _reference(plan, language)}
    both = {**words, "translation": slots["translation"], "translator": slots["translator"]}
    arabic = Wish("verse-arabic", words)
    return (Wish("verse-both", both), arabic) if slots["translation"] else (arabic,)


def _card(plan: Plan, card: str, language: Language) -> tuple[Wish, ...]:
    """A part of a verse, with where it stands and which of the cards it is."""
    slots, reference = plan.slots, _reference(plan, language)
    numbers = range(1, int(slots["cards"]) + 1)
    place = next(slots[f"place_{at}"] for at in numbers if slots[f"card_{at}"] == card)
    counted = {"arabic": card, "reference": f"{reference} · {place}"}
    return (
        Wish("verse-arabic", counted),
        Wish("verse-arabic", {"arabic": card, "reference": reference}),
    )


def _dua(plan: Plan, draft: Draft, language: Language) -> tuple[Wish, ...]:
    slots = plan.slots
    words = {
        "kicker": _SAID["dua"][language],
        "arabic": slots["arabic"],
        "translation": slots["translation"],
        "reference": _with_translator(plan, language),
    }
    return (Wish("dua-card", words), *_verse(plan, draft, language))


def _hadith(plan: Plan, _: Draft, language: Language) -> tuple[Wish, ...]:
    slots = plan.slots
    words = {
        "arabic": slots["arabic"],
        "body": slots["translation"],
        "kicker": slots["narrator"],
        "reference": f"{slots['collection']} {slots['number']}",
        "grade": slots["grade"],
    }
    return (Wish("hadith-card", words),)


def _name(plan: Plan, _: Draft, language: Language) -> tuple[Wish, ...]:
    slots = plan.slots
    words = {"arabic": slots["name_ar"], "kicker": _SAID["name"][language], "title": "", "body": ""}
    if language == "en":
        words |= {"title": slots["translit"], "body": slots["meaning"]}
    return (Wish("names-of-allah", words),)


def _times(plan: Plan, _: Draft, language: Language) -> tuple[Wish, ...]:
    slots = plan.slots
    rows = [[said, slots[name]] for said, name in PRAYERS[language]]
    words = {
        "title": slots["city"] or _SAID["times"][language],
        "kicker": _SAID["times"][language] if slots["city"] else "",
        "date": slots["hijri"],
        "note": f"{slots['method']} · {_SAID['check'][language]}",
    }
    shorter = {**words, "note": _SAID["check"][language]}
    wish = Wish("prayer-times", words, {"rows": rows})
    return (wish if _has_room(wish, "note") else Wish("prayer-times", shorter, {"rows": rows}),)


def _date(plan: Plan, draft: Draft, language: Language) -> tuple[Wish, ...]:
    slots = plan.slots
    words = {
        "title": slots["month"],
        "kicker": slots["hijri"],
        "date": slots["civil"],
        "body": f"{slots['next']} {slots['next_until']}." if slots.get("next") else "",
    }
    return (Wish("hijri-event", words, _moon(plan)),)


def _event(plan: Plan, _: Draft, language: Language) -> tuple[Wish, ...]:
    slots = plan.slots
    expected = slots.get("event_expected", "")
    words = {
        "title": slots["event"],
        "kicker": slots["event_hijri"],
        "date": slots["event_civil"],
        "body": f"{expected[:1].upper()}{expected[1:]}." if expected else "",
    }
    return (Wish("hijri-event", words, _moon(plan)),)


def _ramadan(plan: Plan, draft: Draft, language: Language) -> tuple[Wish, ...]:
    slots = plan.slots
    day = slots["day_number"]
    said = {name: word for word, name in PRAYERS[language]}
    times = [f"{said[name]} {slots[name]}" for name in ("fajr", "maghrib") if slots.get(name)]
    words = {
        "title": f"رمضان، اليوم {day}" if language == "ar" else f"Ramadan, day {day}",
        "kicker": " · ".join(times),
        "date": slots["civil"],
        "body": draft.hook,
    }
    return (Wish("hijri-event", words, _moon(plan)),)


def _friday(plan: Plan, draft: Draft, language: Language) -> tuple[Wish, ...]:
    words = {
        "title": _SAID["friday"][language],
        "kicker": plan.slots["hijri"],
        "body": draft.hook,
    }
    return (Wish(PLAIN, words),)


def _week(plan: Plan, _: Draft, language: Language) -> tuple[Wish, ...]:
    slots = plan.slots
    days = [fact for fact in plan.facts if fact.kind == "week_day"]
    rows = [_day(one, language) for one in sorted(days, key=lambda fact: str(fact.detail["date"]))]
    words = {
        "title": _SAID["week"][language],
        "kicker": "",
        "date": slots["week_first"],
        "note": _SAID["dates"][language],
    }
    return (Wish("prayer-times", words, {"rows": rows}),)


def _day(fact: Fact, language: Language) -> list[str]:
    """A day of the week in both calendars, short enough to stand in one row of a table."""
    detail, day = fact.detail, date.fromisoformat(str(fact.detail["date"]))
    weekday = names().weekdays[day.weekday()].of(language)
    month = names().civil_months[day.month - 1].of(language)
    hijri = str(detail["month_name_ar" if language == "ar" else "month_name"])
    if language == "en":
        weekday, month = weekday[:3], month[:3]
    shown = digits(str(day.day), language)
    return [f"{weekday} {shown} {month}", f"{digits(str(detail['day']), language)} {hijri}"]


def _plain(plan: Plan, draft: Draft, language: Language) -> Wish:
    """Only what it is and where it stands: for verses that are longer than a card."""
    slots = plan.slots
    if not slots.get("reference"):
        return Wish(PLAIN, {"title": slots["civil"], "kicker": slots["hijri"], "body": draft.hook})
    surah = f"سورة {slots['surah']}" if language == "ar" else f"Surah {slots['surah']}"
    words = {"title": surah, "kicker": slots["reference_said"], "body": draft.hook}
    return Wish(PLAIN, words)


def _reference(plan: Plan, language: Language) -> str:
    slots = plan.slots
    if language == "ar":
        return f"سورة {slots['surah']} · {slots['reference_said']}"
    return f"{slots['surah']} {slots['reference']}"


def _with_translator(plan: Plan, language: Language) -> str:
    reference = _reference(plan, language)
    translator = plan.slots.get("translator") if plan.slots.get("translation") else ""
    return f"{reference} · {translator}" if translator else reference


def _moon(plan: Plan) -> dict[str, PictureValue]:
    """About how far the Moon has gone from the Sun, from the day of its month."""
    kind = "event" if any(fact.kind == "event" for fact in plan.facts) else "hijri_date"
    fact = next(one for one in plan.facts if one.kind == kind)
    day = int(fact.detail.get("day") or str(fact.detail.get("hijri", "1")).partition(" ")[0])
    return {"phase": round(360 * (day - 0.3) / _MONTH) % 360}


def _has_room(wish: Wish, name: str) -> bool:
    limit = _limits(wish.design).get(name)
    return limit is None or len(wish.words[name]) <= limit[0]


@cache
def _limits(design: str) -> dict[str, tuple[int, bool]]:
    """How long each word of a design may be, and whether it must be there."""
    path = TEMPLATES / f"{design}.yaml"
    if not path.is_file():
        return {}
    words = yaml.safe_load(path.read_text(encoding="utf-8")).get("words", {})
    return {
        name: (int(word["longest"]), bool(word.get("needed", False)))
        for name, word in words.items()
    }


_WISHES: dict[str, Callable[[Plan, Draft, Language], tuple[Wish, ...]]] = {
    "verse_of_the_day": _verse,
    "verse_group": _verse,
    "reminder": _verse,
    "dua": _dua,
    "hadith": _hadith,
    "names_of_allah": _name,
    "prayer_times": _times,
    "hijri_day": _date,
    "hijri_event": _event,
    "ramadan_day": _ramadan,
    "friday_reminder": _friday,
    "week_ahead": _week,
}
