"""Every event of 2024 to 2030 against a second ephemeris, and eclipses against the catalogue."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

import ephem
import pytest

from heliograph.sdk.packs import Event

YEARS = range(2024, 2031)
# Minutes that an ingress may be off. The second opinion is itself up to 5.4 minutes late for
# Saturn, so there the published times decide (test_sky_reference).
MINUTES = {"Sun": 2, "Moon": 1, "Mercury": 2, "Venus": 2, "Mars": 2, "Jupiter": 4, "Saturn": 6}
# The outer planets are too slow for minutes: this is how exact positions have to be.
DEGREES = {"Uranus": 0.003, "Neptune": 0.003, "Pluto": 0.003}
PHASES = {
    "new moon": ephem.next_new_moon,
    "first quarter": ephem.next_first_quarter_moon,
    "full moon": ephem.next_full_moon,
    "last quarter": ephem.next_last_quarter_moon,
}
# Greatest eclipse in dynamical time, as in the catalogue.
SOLAR = (
    "2028-01-26T15:08:59 annular", "2028-07-22T02:56:40 total", "2029-01-14T17:13:48 partial",
    "2029-06-12T04:06:13 partial", "2029-07-11T15:37:19 partial", "2029-12-05T15:03:58 partial",
    "2030-06-01T06:29:13 annular", "2030-11-25T06:51:37 total",
)  # fmt: skip
# Greatest eclipse in universal time, to the minute.
LUNAR = (
    "2028-01-12T04:13 partial", "2028-07-06T18:20 partial", "2028-12-31T16:52 total",
    "2029-06-26T03:22 total", "2029-12-20T22:42 total", "2030-06-15T18:33 partial",
    "2030-12-09T22:28 penumbral",
)  # fmt: skip
OUTER = {
    ("Neptune", "2025-03-30"): ("Aries", False), ("Neptune", "2025-10-22"): ("Pisces", True),
    ("Neptune", "2026-01-26"): ("Aries", False), ("Pluto", "2024-01-21"): ("Aquarius", False),
    ("Pluto", "2024-09-01"): ("Capricorn", True), ("Pluto", "2024-11-19"): ("Aquarius", False),
}  # fmt: skip


def longitude(body: str, moment: datetime) -> float:
    """Apparent longitude of date from the second ephemeris, in degrees."""
    at = ephem.Date(moment.replace(tzinfo=None))
    seen = getattr(ephem, body)()
    seen.compute(at, epoch=at)
    equatorial = ephem.Equatorial(seen.g_ra, seen.g_dec, epoch=at)
    return math.degrees(ephem.Ecliptic(equatorial, epoch=at).lon)


def speed(body: str, moment: datetime) -> float:
    """Degrees a day, over half an hour to each side."""
    step = timedelta(minutes=30)
    apart = longitude(body, moment + step) - longitude(body, moment - step)
    return ((apart + 180) % 360 - 180) * 24


def events(year_of, kind: str) -> list[Event]:
    """All events of one kind in the seven years."""
    return [event for year in YEARS for event in year_of(year) if event.kind == kind]


@pytest.mark.parametrize("body", [*MINUTES, *DEGREES])
def test_a_change_of_sign_agrees_with_a_second_ephemeris(year_of, body: str) -> None:
    found = [event for event in events(year_of, "ingress") if event.body == body]
    assert len(found) >= 1
    for event in found:
        off = (longitude(body, event.at) + 15) % 30 - 15
        if body in DEGREES:
            assert abs(off) < DEGREES[body], event
        else:
            assert abs(off / speed(body, event.at)) * 1440 < MINUTES[body], event


@pytest.mark.parametrize("body", ["Mercury", "Venus", "Mars"])
def test_a_turn_agrees_with_a_second_ephemeris(year_of, body: str) -> None:
    found = [event for event in events(year_of, "station") if event.body == body]
    assert len(found) >= 6
    for event in found:
        before, after = (speed(body, event.at + timedelta(minutes=m)) for m in (-5, 5))
        is_back = event.detail["direction"] == "retrograde"
        assert (before > 0 > after) if is_back else (before < 0 < after), event


def test_every_phase_agrees_with_a_second_ephemeris(year_of) -> None:
    found = events(year_of, "phase")
    assert len(found) in range(7 * 49, 7 * 50 + 1)
    for event in found:
        before = ephem.Date((event.at - timedelta(days=3)).replace(tzinfo=None))
        other = PHASES[str(event.detail["phase"])](before).datetime().replace(tzinfo=UTC)
        assert abs(event.at - other) <= timedelta(minutes=1), event


@pytest.mark.parametrize(("body", "day"), OUTER)
def test_an_outer_planet_changes_signs_on_the_known_day(year_of, body: str, day: str) -> None:
    found = [
        (event.detail["sign"], event.detail["retrograde"])
        for event in events(year_of, "ingress")
        if event.body == body and f"{event.at:%Y-%m-%d}" == day
    ]
    assert found == [OUTER[body, day]]


@pytest.mark.parametrize(
    ("eclipse", "listed", "dynamical"), [("solar", SOLAR, 72), ("lunar", LUNAR, 0)]
)
def test_eclipses_of_three_more_years_are_those_of_the_catalogue(
    year_of, eclipse: str, listed, dynamical: int
) -> None:
    found = [
        event
        for event in events(year_of, "eclipse")
        if event.at.year >= 2028 and event.detail["eclipse"] == eclipse
    ]
    assert [event.detail["type"] for event in found] == [row.split()[1] for row in listed]
    for event, row in zip(found, listed, strict=True):
        moment = datetime.fromisoformat(row.split()[0]).replace(tzinfo=UTC)
        assert abs(event.at - moment + timedelta(seconds=dynamical)) <= timedelta(minutes=1), row
