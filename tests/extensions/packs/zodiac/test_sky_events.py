"""The laws an event table keeps in any year, and its limits."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heliograph.extensions.packs.zodiac import PACK, sky
from heliograph.extensions.packs.zodiac.crossings import line_brackets, narrow
from heliograph.extensions.packs.zodiac.events import events_between
from heliograph.extensions.packs.zodiac.signs import BODIES, SIGNS
from heliograph.sdk.packs import Brief, DateOutOfRange

YEARS = (1900, 1971, 2026, 2050)
UTC_ZONE = ZoneInfo("UTC")


@pytest.mark.parametrize("year", YEARS)
def test_events_stand_in_order_of_time_within_their_year(year_of, year: int) -> None:
    moments = [event.at for event in year_of(year)]
    assert moments == sorted(moments)
    assert {moment.year for moment in moments} == {year}
    assert {moment.microsecond for moment in moments} == {0}


@pytest.mark.parametrize("year", YEARS)
def test_each_ingress_leaves_the_sign_the_one_before_it_entered(year_of, year: int) -> None:
    for body in BODIES:
        ingresses = [e for e in year_of(year) if e.kind == "ingress" and e.body == body]
        for earlier, later in itertools.pairwise(ingresses):
            assert later.detail["from_sign"] == earlier.detail["sign"]


@pytest.mark.parametrize("year", YEARS)
def test_every_body_is_on_its_boundary_when_it_changes_signs(year_of, year: int) -> None:
    ingresses = [event for event in year_of(year) if event.kind == "ingress"]
    place = sky.longitudes(sky.tt_of([event.at for event in ingresses]))
    for column, event in enumerate(ingresses):
        longitude = place[BODIES.index(event.body), column]
        assert abs((longitude + 15) % 30 - 15) < 0.0003, event
        edge = SIGNS.index(str(event.detail["from_sign" if event.detail["retrograde"] else "sign"]))
        assert abs((longitude - 30 * edge + 180) % 360 - 180) < 0.0003, event


@pytest.mark.parametrize("year", YEARS)
def test_every_aspect_is_exact_at_its_second(year_of, year: int) -> None:
    aspects = [event for event in year_of(year) if event.kind == "aspect"]
    place = sky.longitudes(sky.tt_of([event.at for event in aspects]))
    for column, event in enumerate(aspects):
        body, other = BODIES.index(event.body), BODIES.index(str(event.detail["other"]))
        assert body < other, "the faster body comes first"
        apart = abs((place[body, column] - place[other, column] + 180) % 360 - 180)
        assert abs(apart - float(event.detail["angle"])) < 0.0003, event


@pytest.mark.parametrize("year", YEARS)
def test_turns_alternate_between_retrograde_and_direct(year_of, year: int) -> None:
    for body in BODIES:
        turns = [
            event.detail["direction"]
            for event in year_of(year)
            if event.kind == "station" and event.body == body
        ]
        assert all(a != b for a, b in itertools.pairwise(turns)), body
    assert not [e for e in year_of(year) if e.kind == "station" and e.body in ("Sun", "Moon")]


def test_no_event_is_lost_or_told_twice_where_two_stretches_meet() -> None:
    start, middle, end = (datetime(2026, 2, day, tzinfo=UTC) for day in (10, 14, 20))
    whole = events_between(start, end)
    assert events_between(start, middle) + events_between(middle, end) == whole
    assert len(whole) > 15


def test_a_curve_that_turns_between_samples_still_shows_both_crossings() -> None:
    times = np.arange(0.0, 5.0)
    curve = 30.02 - 0.1 * (times - 2.3) ** 2  # above 30 only between 1.85 and 2.75
    samples = line_brackets(times, curve)
    low = np.array([bracket.low for bracket in samples])
    high = np.array([bracket.high for bracket in samples])
    roots = narrow(lambda t, _: 0.02 - 0.1 * (t - 2.3) ** 2, low, high)
    assert sorted(roots) == pytest.approx([2.3 - 0.2**0.5, 2.3 + 0.2**0.5], abs=1e-5)


@settings(max_examples=60)
@given(root=st.floats(0.01, 0.99), bend=st.floats(-0.9, 0.9))
def test_narrowing_finds_the_root_of_any_gentle_curve(root: float, bend: float) -> None:
    def curve(t, _):
        return (t - root) * (1 + bend * (t + root - 1))

    found = narrow(curve, np.array([0.0]), np.array([1.0]))
    assert abs(found[0] - root) < 1 / 86400


@pytest.mark.parametrize("year", [1899, 2051, 1, 9999])
def test_a_year_outside_the_ephemeris_is_refused_with_the_range(year: int) -> None:
    with pytest.raises(DateOutOfRange, match=r"years 1900 to 2050.*Choose a date from 1900-01-01"):
        PACK.events(year)


@pytest.mark.parametrize("day", [date(1899, 12, 31), date(2051, 1, 1)])
def test_a_day_outside_the_ephemeris_is_refused_everywhere(day: date) -> None:
    for ask in (
        lambda: PACK.facts(Brief("", "", day, UTC_ZONE), ()),
        lambda: PACK.sky_of(day, UTC_ZONE),
        lambda: PACK.sign_of_birth(day, UTC_ZONE),
    ):
        with pytest.raises(DateOutOfRange, match=day.isoformat()):
            ask()


def test_the_sky_at_local_noon_follows_the_time_zone() -> None:
    day = date(2026, 11, 20)
    london, tokyo = (PACK.sky_of(day, ZoneInfo(z)) for z in ("Europe/London", "Asia/Tokyo"))
    assert [row["body"] for row in london] == list(BODIES)
    moon = london[0]
    assert moon == {
        "body": "Moon",
        "longitude": pytest.approx(3.396, abs=0.003),
        "sign": "Aries",
        "degree": pytest.approx(3.396, abs=0.003),
        "direction": "direct",
        "at": "2026-11-20T12:00:00Z",
    }
    assert tokyo[0]["at"] == "2026-11-20T03:00:00Z"
    assert float(tokyo[0]["longitude"]) % 360 > 350


def test_the_sky_says_which_bodies_run_backward() -> None:
    rows = PACK.sky_of(date(2026, 11, 20), UTC_ZONE)
    backward = {row["body"] for row in rows if row["direction"] == "retrograde"}
    assert backward == {"Saturn", "Uranus", "Neptune"}


def test_a_birth_in_the_middle_of_a_sign_needs_no_note() -> None:
    found = PACK.sign_of_birth(date(1990, 8, 10), ZoneInfo("Europe/London"))
    assert (found.sign, found.is_cusp, found.note) == ("Leo", False, "")


def test_a_birth_on_a_cusp_day_depends_on_the_minute() -> None:
    # The Sun entered Aries on 2025-03-20 at 09:01 UTC, which is 10:01 in Berlin.
    day, zone = date(2025, 3, 20), ZoneInfo("Europe/Berlin")
    early, late = (PACK.sign_of_birth(day, zone, time(*at)) for at in ((9, 59), (10, 3)))
    unknown = PACK.sign_of_birth(day, zone)
    assert (early.sign, late.sign, unknown.sign) == ("Pisces", "Aries", "Aries")
    assert {early.changes_at, late.changes_at, unknown.changes_at} == {"10:01"}
    assert unknown.other_sign == "Pisces"
    assert "give the time" in unknown.note


def test_a_cusp_day_moves_with_the_time_zone() -> None:
    day = date(2025, 3, 20)
    tokyo = PACK.sign_of_birth(day, ZoneInfo("Asia/Tokyo"))
    auckland = PACK.sign_of_birth(day + timedelta(days=1), ZoneInfo("Pacific/Auckland"))
    assert (tokyo.changes_at, tokyo.is_cusp) == ("18:01", True)
    assert (auckland.sign, auckland.is_cusp) == ("Aries", False)
