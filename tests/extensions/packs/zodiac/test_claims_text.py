"""What a text says of the sky is found, and held against the plan; ordinary words are let be."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from heliograph.extensions.packs.zodiac import PACK
from heliograph.sdk.packs import Brief, Fact, Plan

ASPECT = {
    "body": "Moon", "other": "Saturn", "aspect": "trine", "angle": 120, "orb": 0.0,
    "time": "14:20", "applying": True, "body_sign": "Cancer", "other_sign": "Pisces",
}  # fmt: skip
NEAR = {
    "body": "Venus", "other": "Mars", "aspect": "square", "angle": 90, "orb": 1.3,
    "time": None, "applying": False, "body_sign": "Virgo", "other_sign": "Gemini",
}  # fmt: skip
STATION = {
    "body": "Mercury", "sign": "Scorpio", "direction": "retrograde", "time": "07:13",
    "degree": 20, "days": 1,
}  # fmt: skip
DETAILS = {
    "aspect:a": ("aspect", ASPECT),
    "aspect:b": ("aspect", NEAR),
    "station": ("station", STATION),
    "moon_sign": (
        "moon_sign", {"body": "Moon", "sign": "Cancer", "next_sign": "Leo", "time": "21:05"}
    ),
    "light": ("light", {"octant": "waxing gibbous", "lit": 88}),
}  # fmt: skip
FULL_MOON = {
    "phase": ("phase", {"phase": "full moon", "sign": "Gemini", "time": "14:54"}),
    "light": ("light", {"octant": "full moon", "lit": 100}),
    "eclipse": (
        "eclipse", {"eclipse": "lunar", "type": "partial", "sign": "Gemini", "time": "14:58"}
    ),
}  # fmt: skip


def plan_of(details: dict, subject: str = "leo", day: date = date(2026, 10, 23)) -> Plan:
    """A plan as the pack makes it, with known facts in place of the day's own."""
    facts = [
        Fact(name, kind, "stated by hand", "test", weight, dict(detail))
        for weight, (name, (kind, detail)) in enumerate(details.items(), start=1)
    ]
    moon = Fact("m", "moon_sign", "by hand", "test", 0.0, dict(DETAILS["moon_sign"][1]))
    held = facts if "moon_sign" in details else [*facts, moon]
    if len(held) < 3 or "aspect:a" not in details:
        held = [*held, Fact("a", "aspect", "by hand", "test", 0.5, dict(ASPECT))]
    return PACK.plan(Brief(subject, "daily_horoscope", day, ZoneInfo("Europe/London")), held)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return plan_of(DETAILS)


TRUE = (
    "The Moon meets Saturn at 14:20, a trine from Cancer to Pisces.",
    "Moon trine Saturn. Venus squares Mars, 1.3 degrees from exact.",
    "A square between Venus and Mars, 90 degrees, asks for patience.",
    "Venus in Virgo rubs against Mars in Gemini.",
    "Mercury turns retrograde tomorrow at 07:13, at 20 degrees of Scorpio.",
    "Mercury's apparent backward motion begins on 24 October 2026.",
    "It is Friday, 23 October, and the Moon is in Cancer until 21:05, then in Leo.",
    "The Moon is waxing gibbous, 88 percent lit.",
    "A gibbous Moon, waxing, 88% lit.",
    "By 2:20 pm the Moon has reached Saturn.",
    "At 9:05 p.m. the Moon enters Leo.",
    "Between 13:50 and 14:50 you have company.",
    "Leo, your ruler the Sun likes applause; a fire sign warms up by noon.",
    "LEO: a good hour around 14:20\u201314:50.",
    "Leos and their water sign friends in Cancer see eye to eye.",
    "At 7:13 am tomorrow Mercury stops.",
)


@pytest.mark.parametrize("text", TRUE)
def test_a_true_sentence_makes_no_unsupported_claim(plan: Plan, text: str) -> None:
    assert PACK.unsupported_claims(text, plan) == ()


ORDINARY = (
    "A square meal and a square deal in the town square.",
    "Say no to the opposition, then take the opposite door in conjunction with a friend.",
    "Leave cancer jokes out, and be sober as a leo cub.",
    "Do not mars the mood with mercury or sun cream.",
    "The sunny side, moonlight, earthy bread and a watery soup.",
    "The first quarter of the year pays the bills.",
    "You may march on, and may august company follow.",
    "Keep one hour free, call two friends, read ten pages, count to 100.",
    "At noon, eat; at midnight, sleep.",
    "Direct words help.",
    "Half of it is done, a third remains, second thoughts are fine.",
    "Bring 3 apples, 12 eggs and a ratio of 16:9.",
)


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_words_are_no_claims(plan: Plan, text: str) -> None:
    assert PACK.unsupported_claims(text, plan) == ()


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Jupiter smiles on you.", ["Jupiter"]),
        ("Neptune's fog and PLUTO's pull.", ["Neptune", "PLUTO"]),
        ("venus and uranus hold hands.", ["uranus"]),
        ("\u2643 helps.", ["\u2643"]),
        ("Chiron wounds, the North Node calls.", ["Chiron", "North Node"]),
        ("A Taurus friend calls, and two Capricorns.", ["Taurus", "Capricorns"]),
        ("Librans listen; \u264f smiles.", ["Librans"]),
        ("The thirteenth, Ophiuchus, waits.", ["Ophiuchus"]),
        ("The Moon sextiles Saturn.", ["Moon sextiles Saturn"]),
        ("The Moon is square to Saturn.", ["Moon is square to Saturn"]),
        ("Venus opposes Mars today.", ["Venus opposes Mars"]),
        ("A trine between Venus and Mars.", ["trine between Venus and Mars"]),
        ("Venus and Mars are in opposition.", ["Venus and Mars are in opposition"]),
        ("A quincunx and a grand trine.", ["quincunx", "grand trine"]),
        ("Saturn meets the Moon in Aries.", ["Aries"]),
        ("Saturn in Leo is proud.", ["Saturn in Leo"]),
        ("Mars moves through Virgo.", ["Mars moves through Virgo"]),
        ("A Pisces Moon dreams.", ["Pisces Moon"]),
        ("Venus is retrograde.", ["Venus is retrograde"]),
        ("Retrograde Saturn waits.", ["Retrograde Saturn"]),
        ("Mercury turns direct.", ["Mercury turns direct"]),
        ("At 14:21 it happens.", ["14:21"]),
        ("At 2:20 am it happens.", ["2:20 am"]),
        ("By 3 pm all is well.", ["3 pm"]),
        ("Half past two, or five o'clock.", ["Half past two", "five o'clock"]),
        ("The Moon meets Saturn at noon.", ["at noon"]),
        ("At 21\u00b0 of Scorpio.", ["21\u00b0"]),
        ("Twelve degrees apart.", ["Twelve degrees"]),
        ("The Moon is 93% lit.", ["93%"]),
        ("Ninety-three percent of it shines.", ["Ninety-three percent"]),
        ("It is 22 November.", ["22 November"]),
        ("On November 3rd, 2026, wait.", ["November 3rd, 2026"]),
        ("Since 2026-10-25.", ["2026-10-25"]),
        ("On 23 October 2027.", ["23 October 2027"]),
        ("Wait until March, or until 2031.", ["until March", "until 2031"]),
        ("By the 30th, and on Monday.", ["by the 30th", "Monday"]),
        ("The full moon lights the yard.", ["full moon"]),
        ("A waning moon, a thin crescent.", ["waning", "crescent"]),
        ("A lunar eclipse darkens it.", ["lunar eclipse"]),
        ("A blood moon, a supermoon.", ["blood moon", "supermoon"]),
        ("Your thirteenth-floor view, your ninth house.", ["ninth house"]),
        ("The equinox is near.", ["equinox"]),
    ],
)
def test_a_false_sentence_is_named_by_its_words(plan: Plan, text: str, claims: list[str]) -> None:
    found = PACK.unsupported_claims(text, plan)
    assert [claim.lower() for claim in found] == [claim.lower() for claim in claims]


def test_a_full_moon_plan_holds_what_the_full_moon_implies() -> None:
    plan = plan_of(FULL_MOON, "scorpio", date(2026, 11, 24))
    text = (
        "The full moon falls at 14:54 with the Moon in Gemini and the Sun in Sagittarius. "
        "The Moon opposes the Sun, and a partial lunar eclipse peaks at 14:58. 100 percent lit."
    )
    assert PACK.unsupported_claims(text, plan) == ()
    wrong = "A total lunar eclipse, a new moon, the Sun in Gemini, a waxing moon."
    assert PACK.unsupported_claims(wrong, plan) == (
        "total lunar eclipse", "new moon", "Sun in Gemini", "waxing",
    )  # fmt: skip


def test_another_subject_may_not_borrow_a_sign_of_its_own(plan: Plan) -> None:
    other = plan_of(DETAILS, "taurus")
    assert PACK.unsupported_claims("Taurus, an earth sign.", other) == ()
    assert PACK.unsupported_claims("Aquarius, be calm.", other) == ("Aquarius",)


def test_an_element_is_that_of_a_sign_the_plan_names() -> None:
    still = {"body": "Moon", "sign": "Cancer", "next_sign": None, "time": None}
    details = {**DETAILS, "moon_sign": ("moon_sign", still)}
    watery = plan_of({name: details[name] for name in ("aspect:a", "moon_sign", "light")}, "cancer")
    assert PACK.unsupported_claims("A water sign like you.", watery) == ()
    assert PACK.unsupported_claims("A fire sign like you.", watery) == ("fire sign",)


def test_a_house_may_be_named_when_a_theme_is_in_it(plan: Plan) -> None:
    house = plan.themes[0].slots["house"]
    assert PACK.unsupported_claims(f"In your {house} house.", plan) == ()


def test_every_fact_of_real_plans_is_held_in_its_own_words(plan_for) -> None:
    for day in (date(2026, 8, 12), date(2026, 10, 24), date(2026, 12, 24), date(2026, 3, 20)):
        for subject in PACK.subjects():
            plan = plan_for(subject.id, day, "Europe/London")
            text = " ".join(f"{fact.text}." for fact in plan.facts)
            slots = " ".join(f"{plan.slots[name]}." for name in ("window", "date_text", "advice"))
            assert PACK.unsupported_claims(f"{text} {slots}", plan) == ()


def test_the_facts_of_another_day_are_found_out(plan_for) -> None:
    caught = 0
    days = [date(2026, 10, day) for day in range(21, 29)]
    for first, second in zip(days, days[3:], strict=False):
        plan, other = (plan_for("gemini", day, "Europe/London") for day in (first, second))
        for fact in other.facts:
            held = {mine.text for mine in plan.facts}
            if fact.kind == "aspect" and fact.detail["time"] and fact.text not in held:
                assert PACK.unsupported_claims(fact.text, plan), fact.text
                caught += 1
    assert caught >= 10


SOLSTICE = {
    "body": "Sun", "sign": "Capricorn", "from_sign": "Sagittarius", "time": "20:50",
    "retrograde": False,
}  # fmt: skip


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("After its stay in Sagittarius, the Sun steps into Capricorn at 20:50.", ()),
        ("Cross out Sagittarius and write Capricorn, because the Sun moves at 20:50.", ()),
        ("Capricorn, from 20:50 the Sun shines in Sagittarius.", ("Sagittarius",)),
        ("From 20:50 the Sun shines in Sagittarius, Capricorn.", ("Sagittarius",)),
        ("After its stay in Sagittarius, the Sun steps into Aquarius at 20:50.", ("Aquarius",)),
    ],
)
def test_the_sign_the_sun_leaves_may_be_told_to_the_sign_it_enters(
    said: str, found: tuple[str, ...]
) -> None:
    plan = plan_of({"ingress": ("ingress", SOLSTICE)}, "capricorn", date(2026, 12, 21))
    assert PACK.unsupported_claims(said, plan) == found
