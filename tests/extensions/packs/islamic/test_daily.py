"""Facts of a day, the texts made of them, and texts that say more than their plan."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from heliograph.extensions.packs.islamic.daily import (
    KINDS,
    Setting,
    facts_of_day,
    plan_day,
    unsupported_claims,
    write,
)
from heliograph.extensions.packs.islamic.daily.facts import selected
from heliograph.extensions.packs.islamic.daily.plan import NothingToSay
from heliograph.extensions.packs.islamic.hijri.names import Language
from heliograph.extensions.packs.islamic.prayer import Place, Wish
from heliograph.extensions.packs.islamic.quran import Quran
from heliograph.extensions.packs.islamic.respect import Piece, Respect
from heliograph.sdk.packs import Plan

pytestmark = pytest.mark.usefixtures("prayer")

CAIRO = ZoneInfo("Africa/Cairo")
FRIDAY = date(2026, 11, 20)
YEAR = [date(2026, 1, 1) + timedelta(days=at) for at in range(365)]


@pytest.fixture(scope="module")
def setting(quran: Quran) -> Setting:
    """A brand in Cairo."""
    return Setting(quran, Place(30.0444, 31.2357, CAIRO), Wish("egypt"))


def plan_of(kind: str, setting: Setting, day: date = FRIDAY, language: Language = "en") -> Plan:
    """One plan."""
    return plan_day(kind, day, CAIRO, facts_of_day(day, setting), language)


def test_every_fact_has_a_source_and_the_parts_of_its_statement(setting: Setting) -> None:
    facts = facts_of_day(FRIDAY, setting)
    assert all(fact.text and fact.source and fact.detail for fact in facts)
    assert len({fact.id for fact in facts}) == len(facts)
    assert {fact.kind for fact in facts} == {"hijri_date", "occasion", "verse", "prayer_time"}


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_years_texts_say_what_is_planned_and_break_no_rule_of_respect(
    setting: Setting, respect: Respect, kind: str, language: Language
) -> None:
    made = 0
    for day in YEAR:
        try:
            plan = plan_of(kind, setting, day, language)
        except NothingToSay:
            continue
        text = write(plan)
        verses = (plan.slots["reference"],) if "reference" in plan.slots else ()
        assert unsupported_claims(text, plan) == ()
        assert respect.problems(Piece(text, verses=verses, approved_by="Amina")) == ()
        assert not {"{", "}", "  "} & {text[at : at + size] for size in (1, 2)
                                       for at in range(len(text))}  # fmt: skip
        made += 1
    assert made == (52 if kind == "friday_reminder" else 365)


def test_a_text_is_repeatable_and_another_series_opens_otherwise(setting: Setting) -> None:
    plan = plan_of("verse_of_the_day", setting)
    assert write(plan, "one") == write(plan, "one")
    assert len({write(plan, str(seed)) for seed in range(20)}) > 5


def test_openings_of_following_days_differ(setting: Setting) -> None:
    texts = [write(plan_of("verse_of_the_day", setting, day)) for day in YEAR[:8]]
    openings = [text.partition("\n")[0] for text in texts]
    assert len(set(openings)) == 8


def test_all_groups_of_verses_come_before_one_comes_back(quran: Quran, setting: Setting) -> None:
    assert all(quran.verses(group) for group in selected())
    count = len(selected())
    start = next(day for day in YEAR if day.toordinal() % count == 0)
    days = [start + timedelta(days=at) for at in range(count)]
    told = {plan_of("verse_of_the_day", setting, day).slots["reference"] for day in days}
    assert len(told) == count


def test_an_expected_feast_is_told_as_expected_in_both_languages(setting: Setting) -> None:
    feast = date(2026, 3, 20)
    english = write(plan_of("hijri_day", setting, feast))
    assert "Eid al-Fitr (expected, subject to moon sighting)" in english
    assert "رؤية الهلال" in write(plan_of("hijri_day", setting, feast, "ar"))
    announced = Setting(announced={"eid_al_fitr": feast})
    assert "expected" not in write(plan_of("hijri_day", announced, feast))


@pytest.mark.parametrize(
    ("kind", "more", "claim"),
    [
        ("prayer_times", "Isha 21:59", "21:59"),
        ("prayer_times", "العشاء \u0662\u0661:\u0665\u0669", "21:59"),
        ("verse_of_the_day", "See also 2:256.", "2:256"),
        ("verse_of_the_day", "Compare Surah Yasin.", "Surah Yasin"),
        ("verse_of_the_day", "سورة يس", "سورة يس"),
        ("hijri_day", "12 Jumada al-Akhirah", "12 Jumada al-Akhirah"),
        ("hijri_day", "In Rajab we fast.", "Rajab"),
        ("hijri_day", "1449 begins", "1449"),
        ("hijri_day", "Friday, 21 November 2026", "21 November"),
        ("hijri_day", "Next Monday", "Monday"),
        ("hijri_day", "It is Eid al-Adha.", "Eid al-Adha"),
        ("friday_reminder", "Today is عاشوراء", "عاشوراء"),
        ("friday_reminder", "شهر رجب", "رجب"),
    ],
)
def test_a_claim_the_plan_does_not_hold_is_named(
    setting: Setting, kind: str, more: str, claim: str
) -> None:
    plan = plan_of(kind, setting)
    assert claim in unsupported_claims(f"{write(plan)}\n{more}", plan)


def test_what_a_day_lacks_is_said_with_its_remedy(setting: Setting) -> None:
    for kind, day, given, part in (
        ("verse_of_the_day", FRIDAY, Setting(), "heliograph quran install"),
        ("prayer_times", FRIDAY, Setting(), "place"),
        ("friday_reminder", FRIDAY + timedelta(days=1), setting, "Friday"),
    ):
        with pytest.raises(NothingToSay) as refused:
            plan_of(kind, given, day)
        assert part in refused.value.remedy
    with pytest.raises(ValueError, match="verse_of_the_day"):
        plan_of("horoscope", setting)
