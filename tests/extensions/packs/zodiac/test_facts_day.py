"""Facts of a local day: their parts, their dates and their words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from heliograph.extensions.packs.zodiac import PACK
from heliograph.extensions.packs.zodiac.scores import aspect_score
from heliograph.extensions.packs.zodiac.signs import ASPECTS, BODIES, max_orb
from heliograph.sdk.packs import Brief

DETAILS = {
    "moon_sign": {"body", "sign", "next_sign", "time"},
    "aspect": {"body", "other", "aspect", "angle", "orb", "time", "applying",
               "body_sign", "other_sign"},
    "ingress": {"body", "sign", "from_sign", "time", "retrograde"},
    "station": {"body", "sign", "direction", "time", "degree", "days"},
    "phase": {"phase", "sign", "time"},
    "light": {"octant", "lit"},
    "planet_sign": {"body", "sign", "direction", "degree"},
    "eclipse": {"eclipse", "type", "sign", "time"},
}  # fmt: skip
AUGUST_2026 = [date(2026, 8, 1) + timedelta(days=n) for n in range(31)]


def of_kind(facts, kind: str) -> list:
    return [fact for fact in facts if fact.kind == kind]


@pytest.fixture(scope="module")
def month(facts_on) -> dict:
    return {day: facts_on(day, "Europe/London") for day in AUGUST_2026}


def test_every_fact_carries_exactly_the_parts_of_its_kind(month, facts_on) -> None:
    kinds = set()
    for facts in (*month.values(), facts_on(date(2026, 10, 24))):
        for fact in facts:
            assert set(fact.detail) == DETAILS[fact.kind]
            kinds.add(fact.kind)
    assert kinds == set(DETAILS)


def test_every_fact_has_its_own_id_its_source_and_a_sentence_of_its_own(month) -> None:
    facts = [fact for found in month.values() for fact in found]
    assert len({fact.id for fact in facts}) == len(facts)
    for fact in facts:
        assert fact.text[0].isupper()
        assert not fact.text.endswith(".")
        assert "  " not in fact.text
        assert "{" not in fact.text
        solar = fact.detail.get("eclipse") == "solar"
        assert fact.source.startswith("astronomy-engine 2." if solar else "skyfield 1.")


def test_each_day_names_one_moon_sign_one_light_and_nine_other_places(month) -> None:
    for facts in month.values():
        assert len(of_kind(facts, "moon_sign")) == 1
        assert len(of_kind(facts, "light")) == 1
        placed = {fact.detail["body"] for fact in of_kind(facts, "planet_sign")}
        assert placed == set(BODIES) - {"Moon"}


def test_the_moon_ends_a_day_in_the_sign_in_which_it_begins_the_next(month) -> None:
    signs = [of_kind(facts, "moon_sign")[0].detail for facts in month.values()]
    for today, tomorrow in pairwise(signs):
        assert (today["next_sign"] or today["sign"]) == tomorrow["sign"]
        assert (today["next_sign"] is None) == (today["time"] is None)


def test_an_aspect_is_told_within_its_orb_or_with_its_minute(month) -> None:
    for facts in month.values():
        for detail in (fact.detail for fact in of_kind(facts, "aspect")):
            pair = str(detail["body"]), str(detail["other"])
            assert BODIES.index(pair[0]) < BODIES.index(pair[1])
            assert ASPECTS[detail["angle"]] == detail["aspect"]
            if detail["time"] is None:
                assert 0 <= float(detail["orb"]) <= max_orb(*pair)
            else:
                assert detail["orb"] == 0.0


def test_the_orbs_are_six_four_and_two_degrees() -> None:
    assert max_orb("Moon", "Pluto") == max_orb("Mars", "Sun") == max_orb("Sun", "Mars") == 6
    assert max_orb("Mercury", "Saturn") == max_orb("Jupiter", "Mars") == 4
    assert max_orb("Jupiter", "Saturn") == max_orb("Neptune", "Pluto") == 2


def test_an_applying_aspect_is_nearer_the_day_after(facts_on) -> None:
    def outer(day: date) -> dict:
        facts = of_kind(facts_on(day), "aspect")
        slow = [f.detail for f in facts if f.detail["body"] not in ("Moon", "Mercury")]
        return {(d["body"], d["other"], d["angle"]): d for d in slow if d["time"] is None}

    seen: set[bool] = set()
    for day in (date(2026, month, 4) for month in range(3, 11)):
        today, tomorrow = outer(day), outer(day + timedelta(days=1))
        for pair in today.keys() & tomorrow.keys():
            if today[pair]["orb"] != tomorrow[pair]["orb"]:
                is_nearer = tomorrow[pair]["orb"] < today[pair]["orb"]
                assert today[pair]["applying"] == is_nearer, (day, pair)
                seen.add(is_nearer)
    assert seen == {True, False}


def test_times_are_those_of_the_event_table_in_local_time(facts_on, year_of) -> None:
    day, zone = date(2026, 11, 20), "America/New_York"
    facts = of_kind(facts_on(day, zone), "aspect")
    told = sorted(str(fact.detail["time"]) for fact in facts if fact.detail["time"])
    local = [e.at.astimezone(ZoneInfo(zone)) for e in year_of(2026) if e.kind == "aspect"]
    rounded = [at + timedelta(seconds=30) for at in local if at.date() == day]
    assert told == sorted(f"{at:%H:%M}" for at in rounded)
    assert told


def test_mercury_turns_direct_on_the_next_day_east_of_utc_plus_one(facts_on) -> None:
    # 2026-07-23 22:58 UTC
    for zone, day in (("UTC", 23), ("Europe/London", 23), ("Europe/Athens", 24)):
        stations = of_kind(facts_on(date(2026, 7, day), zone), "station")
        today = [fact.detail for fact in stations if fact.detail["days"] == 0]
        assert [(d["body"], d["direction"]) for d in today] == [("Mercury", "direct")], zone


def test_a_station_is_known_a_day_ahead_and_a_day_after(facts_on) -> None:
    told = {
        shift: of_kind(facts_on(date(2026, 10, 24) - timedelta(days=shift)), "station")
        for shift in (-2, -1, 0, 1, 2)
    }
    assert [[fact.detail["days"] for fact in told[n]] for n in told] == [[], [-1], [0], [1], []]
    words = [told[shift][0].text for shift in (-1, 0, 1)]
    assert "began its apparent backward motion yesterday at 07:13" in words[0]
    assert "begins its apparent backward motion today at 07:13" in words[1]
    assert "begins its apparent backward motion tomorrow at 07:13" in words[2]


def test_a_full_moon_is_dated_where_the_reader_lives(facts_on) -> None:
    # 2026-12-24 01:28 UTC is still the 23rd in New York.
    york, london = (
        of_kind(facts_on(date(2026, 12, day), zone), "phase")
        for day, zone in ((23, "America/New_York"), (24, "Europe/London"))
    )
    assert york[0].detail == {"phase": "full moon", "sign": "Cancer", "time": "20:28"}
    assert london[0].detail == {"phase": "full moon", "sign": "Cancer", "time": "01:28"}
    assert not of_kind(facts_on(date(2026, 12, 24), "America/New_York"), "phase")


def test_the_named_phase_belongs_to_its_own_day_only(facts_on) -> None:
    octants = [
        of_kind(facts_on(date(2026, 11, day)), "light")[0].detail["octant"]
        for day in (8, 9, 10, 16, 17, 18, 23, 24, 25, 30)
    ]
    assert octants == [
        "waning crescent", "new moon", "waxing crescent",
        "waxing crescent", "first quarter", "waxing gibbous",
        "waxing gibbous", "full moon", "waning gibbous", "waning gibbous",
    ]  # fmt: skip


@pytest.mark.parametrize(("day", "lit"), [((2026, 1, 1), 94), ((2026, 11, 20), 79)])
def test_the_lit_part_is_told_in_whole_percent(facts_on, day, lit: int) -> None:
    told = of_kind(facts_on(date(*day)), "light")[0].detail["lit"]
    assert isinstance(told, int)
    assert abs(told - lit) <= 1


def test_an_eclipse_outranks_everything_else_of_its_day(facts_on) -> None:
    first = facts_on(date(2026, 8, 12), "Europe/Berlin")[0]
    assert first.kind == "eclipse"
    assert first.detail == {"eclipse": "solar", "type": "total", "sign": "Leo", "time": "19:46"}
    assert first.text == "A total solar eclipse is greatest at 19:46, in Leo"


def test_an_ingress_back_is_told_as_such(facts_on) -> None:
    facts = of_kind(facts_on(date(2025, 9, 1)), "ingress")
    assert [fact.text for fact in facts] == [
        "Saturn slips back into Pisces at 08:06, leaving Aries"
    ]
    assert facts[0].detail["retrograde"] is True


def test_the_sun_enters_aries_at_the_march_equinox(facts_on) -> None:
    facts = of_kind(facts_on(date(2025, 3, 20)), "ingress")
    assert [(f.detail["body"], f.detail["sign"], f.detail["time"]) for f in facts] == [
        ("Sun", "Aries", "09:01")
    ]


@pytest.mark.parametrize(
    ("pair", "aspect", "orb", "factor", "score"),
    [
        (("Moon", "Venus"), "trine", 0.0, 1.5, 1.2),
        (("Moon", "Venus"), "trine", 3.0, 1.0, 0.4),
        (("Moon", "Venus"), "trine", 6.0, 1.0, 0.0),
        (("Moon", "Sun"), "opposition", 0.0, 3.0, 2.97),
    ],
)
def test_the_score_is_the_product_of_its_parts(pair, aspect, orb, factor, score) -> None:
    assert aspect_score(pair, aspect, orb, factor) == pytest.approx(score, abs=1e-4)


def test_a_full_moon_counts_double_the_day_before_it_as_well(facts_on) -> None:
    def weight(day: int) -> float:
        facts = of_kind(facts_on(date(2026, 11, day)), "aspect")
        wanted = ("Moon", "Sun", "opposition")
        return next(
            fact.weight / (1 - float(fact.detail["orb"]) / 6)
            for fact in facts
            if (fact.detail["body"], fact.detail["other"], fact.detail["aspect"]) == wanted
        )

    exact = 1.1 * 0.9 * 1.5 * 2
    assert weight(24) == pytest.approx(exact, abs=0.01)


def test_events_that_miss_the_day_are_refused_rather_than_believed() -> None:
    changing = date(2026, 11, 22)
    assert of_kind(
        PACK.facts(Brief("", "", changing, ZoneInfo("UTC")), PACK.events(2026)), "moon_sign"
    )
    with pytest.raises(ValueError, match="do not cover 2026-11-22"):
        PACK.facts(Brief("", "", changing, ZoneInfo("UTC")), ())


@pytest.mark.parametrize(
    ("day", "zone"),
    [(date(1900, 1, 1), "Asia/Tokyo"), (date(2050, 12, 31), "Pacific/Pago_Pago")],
)
def test_the_first_and_last_day_are_whole_in_every_zone(year_of, day: date, zone: str) -> None:
    facts = PACK.facts(Brief("", "", day, ZoneInfo(zone)), year_of(day.year))
    assert len(of_kind(facts, "planet_sign")) == 9
    start = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    beyond = start.year != day.year or (start + timedelta(days=1)).year != day.year
    assert beyond, "the local day reaches out of the stored years"
    exact = [fact for fact in of_kind(facts, "aspect") if fact.detail["time"]]
    assert exact


@pytest.mark.parametrize(
    ("day", "zone"), [(date(2026, 4, 24), "Africa/Cairo"), (date(2026, 3, 29), "Asia/Beirut")]
)
def test_a_day_whose_midnight_is_skipped_is_still_one_day(facts_on, day: date, zone: str) -> None:
    midnight = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone))
    assert midnight.astimezone(UTC).astimezone(ZoneInfo(zone)).hour == 1
    before, at = facts_on(day - timedelta(days=1), zone), facts_on(day, zone)
    moon, follower = (of_kind(facts, "moon_sign")[0].detail for facts in (before, at))
    assert (moon["next_sign"] or moon["sign"]) == follower["sign"]
