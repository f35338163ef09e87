"""What texts claim is in their plans, and what is planted in them is found."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from tests.extensions.packs.islamic.runs import plan_of

from heliograph.extensions.packs.islamic import PACK, IslamicPack
from heliograph.extensions.packs.islamic.hijri.names import digits, names
from heliograph.sdk.packs import NothingToSay, Plan
from heliograph.sdk.text import TextBrief

KINDS = tuple(kind.id for kind in PACK.manifest.types if kind.id != "hadith")
YEAR = [date(2026, 1, 1) + timedelta(days=at) for at in range(0, 365, 9)]
FRIDAY = date(2026, 11, 20)
PLANTED = 50
"""Wrong facts for each of ten kinds: five hundred."""


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_year_of_texts_says_only_what_is_planned(
    pack: IslamicPack, kind: str, language: str
) -> None:
    days = [date(2026, 2, 18) + timedelta(days=at) for at in range(30)]
    made = 0
    for day in days if kind == "ramadan_day" else YEAR:
        try:
            plan = plan_of(pack, kind, day, language)
        except NothingToSay:
            continue
        draft = pack.write(TextBrief(plan, pack.folder, str(day), length="long"))
        call = draft.call_to_action or ""
        for part in (draft.text, draft.title, draft.alt_text, draft.card_text, call):
            assert pack.unsupported_claims(part, plan) == (), (day, part)
        made += 1
    assert made >= 5


@pytest.mark.parametrize(
    ("kind", "more", "claim"),
    [
        ("prayer_times", "Isha 21:59", "21:59"),
        ("prayer_times", "Fajr is at 16:57", "16:57"),
        ("prayer_times", "العشاء \u0662\u0661:\u0665\u0669", "21:59"),
        ("prayer_times", "Method: Kuwait.", "Kuwait"),
        ("verse_of_the_day", "See also 2:256.", "2:256"),
        ("verse_of_the_day", "Compare Surah Yasin.", "Surah Yasin"),
        ("verse_of_the_day", "سورة يس", "سورة يس"),
        ("verse_of_the_day", "It has 999 verses.", "999"),
        ("hijri_day", "12 Jumada al-Akhirah", "12 Jumada al-Akhirah"),
        ("hijri_day", "In Rajab we fast.", "Rajab"),
        ("hijri_day", "1449 begins", "1449"),
        ("hijri_day", "Friday, 21 November 2026", "21 November"),
        ("hijri_day", "Next Monday", "Monday"),
        ("hijri_day", "It is Eid al-Adha.", "Eid al-Adha"),
        ("hijri_day", "Ramadan is 81 days away", "81"),
        ("hijri_event", "Saturday, 23 November", "Saturday, 23 November"),
        ("friday_reminder", "Today is عاشوراء", "عاشوراء"),
        ("friday_reminder", "شهر رجب", "رجب"),
        ("friday_reminder", "as Sahih Muslim has it", "Sahih Muslim"),
        ("dua", "This is from صحيح مسلم", "صحيح مسلم"),
    ],
)
def test_a_claim_the_plan_does_not_hold_is_named(
    pack: IslamicPack, kind: str, more: str, claim: str
) -> None:
    plan = plan_of(pack, kind, FRIDAY)
    text = pack.write(TextBrief(plan, pack.folder, "s")).text
    assert claim in " | ".join(pack.unsupported_claims(f"{text}\n{more}", plan))


def test_a_surahs_place_of_revelation_is_checked(pack: IslamicPack) -> None:
    plan = plan_of(pack, "verse_of_the_day", FRIDAY, options={"reference": "2:255"})
    assert "Makkah" in pack.unsupported_claims("It was revealed in Makkah.", plan)
    assert pack.unsupported_claims("It was revealed in Madinah.", plan) == ()


def test_five_hundred_planted_facts_are_all_found(pack: IslamicPack) -> None:
    dice = random.Random(4)  # noqa: S311 - a repeatable choice of wrong facts
    planted = missed = 0
    for kind in ("verse_of_the_day", "prayer_times", "hijri_day", "names_of_allah", "week_ahead"):
        for language in ("en", "ar"):
            for _ in range(PLANTED):
                day = date(2026, 1, 1) + timedelta(days=dice.randrange(365))
                plan = plan_of(pack, kind, day, language)
                text = pack.write(TextBrief(plan, pack.folder, "s")).text
                wrong = next(_wrong_facts(plan, dice, language))
                planted += 1
                missed += not pack.unsupported_claims(f"{text}\n{wrong}", plan)
    assert (planted, missed) == (500, 0)


def _wrong_facts(plan: Plan, dice: random.Random, language: str) -> Iterator[str]:
    """A time, reference, number or date that the plan holds nowhere."""
    held = " ".join(plan.slots.values()) + " ".join(str(fact.detail) for fact in plan.facts)
    while True:
        kind = dice.randrange(4)
        if kind == 0:
            number = f"{dice.randrange(24):02}:{dice.randrange(60):02}"
            said = f"العشاء {number}" if language == "ar" else f"Isha is at {number}"
        elif kind == 1:
            number = f"{dice.randrange(1, 115)}:{dice.randrange(1, 200)}"
            said = f"الآية {number}" if language == "ar" else f"See {number} as well"
        elif kind == 2:
            number = str(dice.randrange(100, 999))
            said = f"بعد {number} يوما" if language == "ar" else f"It is {number} days away"
        else:
            month = names().months[dice.randrange(12)]
            number = month.of("ar" if language == "ar" else "en")
            said = f"{dice.randrange(1, 30)} {number}"
        if number not in held and digits(number, "ar") not in held:
            yield digits(said, "ar") if language == "ar" else said
