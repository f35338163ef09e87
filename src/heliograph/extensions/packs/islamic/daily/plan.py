"""Deciding what one kind of content says on a day, in one language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from heliograph.extensions.packs.islamic.errors import IslamicPackError
from heliograph.extensions.packs.islamic.hijri.names import Language, civil
from heliograph.sdk.packs import Fact, Plan, Theme

KINDS = ("verse_of_the_day", "prayer_times", "hijri_day", "friday_reminder")
_NEEDS = {
    "verse_of_the_day": ("verse", "Install the text: `heliograph quran install --from FOLDER`."),
    "prayer_times": ("prayer_time", "Give the place whose times they are."),
    "hijri_day": ("hijri_date", "Choose a day within the tables."),
    "friday_reminder": ("friday", "Choose a Friday."),
}


class NothingToSay(IslamicPackError):
    """The day lacks what this kind is about."""


def plan_day(
    kind: str, day: date, zone: ZoneInfo, facts: Sequence[Fact], language: Language = "en"
) -> Plan:
    """The plan of one text; raises `ValueError` for an unknown kind, `NothingToSay` when the
    facts have nothing for it."""
    if kind not in KINDS:
        raise ValueError(
            f"The Islamic pack does not make {kind!r}. Choose one of: {', '.join(KINDS)}."
        )
    chosen = _chosen(kind, facts)
    needed, remedy = _NEEDS[kind]
    if not any(needed in (fact.kind, fact.detail.get("id")) for fact in chosen):
        raise NothingToSay(f"There is nothing for {kind} on {day}", remedy)
    return Plan(
        pack="islamic",
        subject="readers",
        type=kind,
        date=day,
        time_zone=zone.key,
        language=language,
        facts=tuple(chosen),
        themes=tuple(Theme(fact.kind, fact.id) for fact in chosen),
        tone="calm",
        slots=_slots(day, chosen, language),
    )


def _chosen(kind: str, facts: Sequence[Fact]) -> list[Fact]:
    if kind == "verse_of_the_day":
        return [fact for fact in facts if fact.kind in ("verse", "hijri_date")]
    if kind == "prayer_times":
        return [fact for fact in facts if fact.kind in ("prayer_time", "hijri_date")]
    dated = [fact for fact in facts if fact.kind in ("hijri_date", "occasion")]
    if kind == "friday_reminder":
        return [f for f in dated if f.kind == "hijri_date" or f.detail["id"] == "friday"]
    return dated


def _slots(day: date, facts: Sequence[Fact], language: Language) -> dict[str, str]:
    """What the sentences are filled with; words of the files are the files' own."""
    ending = "_ar" if language == "ar" else ""
    slots = {"civil": civil(day, language)}
    for fact in facts:
        detail = fact.detail
        if fact.kind == "hijri_date":
            slots |= {
                "hijri": str(detail[f"written{ending}"]),
                "weekday": str(detail[f"weekday{ending}"]),
            }
        elif fact.kind == "verse":
            slots |= {
                "arabic": str(detail["arabic"]),
                "translation": str(detail["translation"]),
                "reference": str(detail["reference"]),
                "surah": str(detail[f"surah{ending}"]),
            }
        elif fact.kind == "prayer_time":
            slots[str(detail["name"])] = str(detail["time"])
            slots["method"] = str(detail["method"])
            slots["notes"] = str(detail["notes"])
    return slots
