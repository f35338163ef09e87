"""What the plans of the types hold, against what is known of the sky and of the signs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from heliograph.extensions.packs.zodiac import PACK
from heliograph.extensions.packs.zodiac.types.pairs import pair_fact
from heliograph.extensions.packs.zodiac.types.spans import events_of_days
from heliograph.sdk.packs import Brief, Plan

UTC = ZoneInfo("UTC")


def plan_of(kind: str, day: date, subject: str = "leo", zone: ZoneInfo = UTC) -> Plan:
    """A plan as a caller asks for it."""
    margin = timedelta(days=10)
    facts = PACK.facts(Brief("", "", day, zone), events_of_days(day - margin, day + margin, zone))
    return PACK.plan(Brief(subject, kind, day, zone), facts)


def test_a_week_tells_of_events_within_its_seven_days() -> None:
    plan = plan_of("weekly", date(2026, 2, 26))
    dates = [str(fact.detail["date"]) for fact in plan.facts if "date" in fact.detail]
    assert len(plan.themes) == 3 + 3  # three that every text may tell, three more for a long one
    assert min(dates) >= "2026-02-26"
    assert max(dates) <= "2026-03-04"
    assert "2026-03-03" in dates  # the total lunar eclipse


def test_a_month_that_begins_on_the_first_is_the_calendar_month() -> None:
    plan = plan_of("monthly", date(2026, 8, 1))
    assert plan.slots["span"] == "August"
    assert plan.slots["until"] == "2026-08-31"
    assert len(plan.themes) == 4 + 3


@pytest.mark.parametrize(
    ("day", "back", "ahead"),
    [
        (date(2026, 3, 5), "2026-02-26", "2026-03-20"),
        (date(2026, 6, 28), "2026-06-29", "2026-07-23"),
        (date(2026, 11, 1), "2026-10-24", "2026-11-13"),
    ],
)
def test_mercury_turns_on_the_published_days(day: date, back: str, ahead: str) -> None:
    plan = plan_of("retrograde", day)
    dates = [fact.detail["date"] for fact in plan.facts if "date" in fact.detail]
    assert plan.themes[0].slots["body"] == "Mercury"
    assert dates == [back, ahead]


@pytest.mark.parametrize(
    ("day", "when", "which"),
    [
        (date(2026, 1, 1), "2026-02-17", "solar_annular"),
        (date(2026, 2, 20), "2026-03-03", "lunar_total"),
        (date(2026, 8, 12), "2026-08-12", "solar_total"),
        (date(2026, 8, 13), "2026-08-28", "lunar_partial"),
        (date(2027, 1, 1), "2027-02-06", "solar_annular"),
        (date(2027, 2, 10), "2027-02-20", "lunar_penumbral"),
    ],
)
def test_the_next_eclipse_is_the_published_one(day: date, when: str, which: str) -> None:
    plan = plan_of("eclipse", day)
    assert plan.facts[0].detail["date"] == when
    assert plan.themes[0].slots["which"] == which


def test_an_event_has_the_date_of_the_readers() -> None:
    sydney = plan_of("eclipse", date(2026, 8, 1), zone=ZoneInfo("Australia/Sydney"))
    assert sydney.facts[0].detail["date"] == "2026-08-13"


def test_an_ingress_is_told_on_its_day() -> None:
    plan = plan_of("ingress", date(2026, 2, 14), zone=ZoneInfo("Europe/London"))
    slots = plan.themes[0].slots
    assert (slots["body"], slots["sign"]) == ("Saturn", "Aries")
    assert slots["time"] in ("00:11", "00:12")  # published to the minute
    assert slots["stage"] == "today"


def test_the_moon_is_told_with_its_next_turn() -> None:
    plan = plan_of("moon_phase", date(2026, 11, 20))
    slots = plan.themes[0].slots
    assert slots["octant"] == "waxing gibbous"
    assert (slots["next_phase"], slots["next_time"]) == ("full moon", "14:54")
    dates = {
        fact.detail["phase"]: fact.detail["date"] for fact in plan.facts if "date" in fact.detail
    }
    assert dates == {"first quarter": "2026-11-17", "full moon": "2026-11-24"}
    assert "24" in slots["next_when"]
    assert "17" in slots["last_when"]


def test_twelve_days_reach_every_pair_and_all_seventy_eight() -> None:
    pairs = set()
    for number in range(12):
        day = date(2026, 1, 1) + timedelta(days=number)
        for sign in PACK.subjects():
            plan = plan_of("compatibility", day, sign.id)
            pairs.add(frozenset({sign.name, plan.themes[0].slots["partner"]}))
    assert len(pairs) == 78


@pytest.mark.parametrize(
    ("own", "other", "relation", "degrees"),
    [
        ("leo", "leo", "same", 0), ("leo", "virgo", "next", 30), ("leo", "libra", "sextile", 60),
        ("leo", "scorpio", "square", 90), ("leo", "sagittarius", "trine", 120),
        ("leo", "capricorn", "five", 150), ("leo", "aquarius", "opposition", 180),
        ("leo", "gemini", "sextile", 60), ("aries", "pisces", "next", 30),
    ],
)  # fmt: skip
def test_two_signs_stand_at_their_angle(own: str, other: str, relation: str, degrees: int) -> None:
    fact = pair_fact(PACK.subject(own), PACK.subject(other))
    assert (fact.detail["relation"], fact.detail["degree"]) == (relation, degrees)


WRONG = (
    ("weekly", date(2026, 2, 26), "On 3 March Jupiter enters Cancer."),
    ("weekly", date(2026, 2, 26), "The eclipse is greatest on 3 March at 12:34."),
    ("monthly", date(2026, 8, 1), "On 9 September Mars rests."),
    ("retrograde", date(2026, 3, 5), "Mercury turns direct on 22 March."),
    ("retrograde", date(2026, 3, 5), "Venus is retrograde too."),
    ("eclipse", date(2026, 8, 1), "A lunar eclipse comes on 12 August."),
    ("eclipse", date(2026, 8, 1), "The eclipse of 12 August stands in Virgo."),
    ("ingress", date(2026, 2, 14), "Saturn enters Taurus today."),
    ("moon_phase", date(2026, 11, 20), "The full moon falls on 25 November."),
    ("compatibility", date(2026, 1, 1), "They lie 45 degrees apart."),
    ("love", date(2026, 1, 1), "Venus turns retrograde at 03:33."),
    ("career", date(2026, 1, 1), "Pluto opposes Mars at noon."),
)


@pytest.mark.parametrize(("kind", "day", "claim"), WRONG)
def test_a_wrong_fact_is_found_in_any_type(kind: str, day: date, claim: str) -> None:
    assert PACK.unsupported_claims(claim, plan_of(kind, day)) != ()


def test_a_date_of_the_plan_may_not_be_lent_to_another_event() -> None:
    plan = plan_of("retrograde", date(2026, 3, 5))
    assert PACK.unsupported_claims("On 20 March Mercury turns direct.", plan) == ()
    moved = replace(
        plan, facts=tuple(f for f in plan.facts if f.detail.get("date") != "2026-03-20")
    )
    assert PACK.unsupported_claims("On 20 March Mercury turns direct.", moved) != ()
