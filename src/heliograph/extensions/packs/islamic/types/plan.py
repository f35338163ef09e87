"""From facts to a plan: what the text and the picture of one piece may say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from heliograph.extensions.packs.islamic.facts.asked import language_of
from heliograph.extensions.packs.islamic.facts.setting import Setting
from heliograph.extensions.packs.islamic.types.slots import slots_of
from heliograph.sdk.packs import Brief, Fact, NothingToSay, Plan, Theme

_NEEDS = {
    "verse_of_the_day": ("verse",),
    "verse_group": ("verse",),
    "dua": ("supplication",),
    "hadith": ("hadith",),
    "reminder": ("verse",),
    "names_of_allah": ("name",),
    "prayer_times": ("prayer_time",),
    "hijri_day": ("hijri_date",),
    "hijri_event": ("event",),
    "ramadan_day": ("ramadan_day",),
    "friday_reminder": ("occasion",),
    "week_ahead": ("week_day",),
}
_LACKS = {
    "prayer_times": "Set latitude and longitude of the readers' place in the pack's options.",
    "hijri_event": "Choose a day within a week of an occasion; heliograph hijri lists them.",
    "ramadan_day": "Choose a day of Ramadan.",
    "friday_reminder": "Choose a Friday.",
}


def plan_for(brief: Brief, setting: Setting, facts: Sequence[Fact]) -> Plan:
    """The plan of one piece; raises `NothingToSay` where its day has nothing for it."""
    (needed,) = _NEEDS[brief.type]
    main = next((fact for fact in facts if fact.kind == needed), None)
    if main is None:
        remedy = _LACKS.get(brief.type, "Choose another day.")
        if brief.type == "friday_reminder":
            ahead = (4 - brief.day.weekday()) % 7
            remedy = f"Choose a Friday, such as {brief.day + timedelta(days=ahead)}."
        raise NothingToSay(f"There is nothing for {brief.type} on {brief.day}. {remedy}")
    return Plan(
        pack="islamic",
        subject=brief.subject,
        type=brief.type,
        date=brief.day,
        time_zone=brief.zone.key,
        language=language_of(brief.language),
        facts=tuple(facts),
        themes=(Theme(_theme(facts), main.id),),
        tone="calm",
        slots=slots_of(brief, setting, facts),
    )


def _theme(facts: Sequence[Fact]) -> str:
    """What it is about: a topic of verses, or the occasion."""
    for fact in facts:
        if fact.kind == "event":
            return str(fact.detail["id"]).partition("white_days_")[0] or "white_days"
    verse = next((fact for fact in facts if fact.kind == "verse"), None)
    return str(verse.detail["topic"]) or "any" if verse else "any"
