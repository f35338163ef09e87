"""Positions and events against published figures and against a second ephemeris."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta

import ephem
import pytest

from heliograph.extensions.packs.zodiac import sky
from heliograph.extensions.packs.zodiac.signs import BODIES
from heliograph.sdk.packs import Event

NAMES = ("Sun", "Moon", "Mercury", "Venus", "Mars",
         "Jupiter", "Saturn", "Uranus", "Neptune", "Pluto")  # fmt: skip
POSITIONS = {
    date(2026, 1, 1): (281.078, 74.225, 269.415, 279.836, 283.071,
                       111.292, 356.197, 57.936, 359.513, 302.734),
    date(2026, 11, 20): (238.175, 3.396, 218.703, 203.677, 147.735,
                         146.213, 8.306, 63.904, 1.755, 303.364),
    date(2027, 7, 4): (102.313, 107.604, 87.473, 91.734, 173.992,
                       145.765, 26.769, 67.901, 6.651, 306.516),
}  # fmt: skip
LIGHT = {
    date(2026, 1, 1): (153.1, 94.5),
    date(2026, 11, 20): (125.2, 78.9),
    date(2027, 7, 4): (5.3, 0.2),
}


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def nearest(events: list[Event], at: datetime) -> Event:
    return min(events, key=lambda event: abs(event.at - at))


def noon(day: date) -> dict[str, float]:
    place = sky.longitudes(sky.tt_of([datetime(day.year, day.month, day.day, 12, tzinfo=UTC)]))
    return dict(zip(BODIES, place[:, 0], strict=True))


@pytest.mark.parametrize("day", POSITIONS)
def test_every_body_stands_where_the_reference_puts_it(day: date) -> None:
    place = noon(day)
    off = {
        body: abs((place[body] - expected + 180) % 360 - 180)
        for body, expected in zip(NAMES, POSITIONS[day], strict=True)
    }
    assert max(off.values()) <= 0.003, off


@pytest.mark.parametrize("day", LIGHT)
def test_the_moon_is_lit_as_the_reference_says(day: date) -> None:
    place = noon(day)
    elongation, lit = LIGHT[day]
    assert (place["Moon"] - place["Sun"]) % 360 == pytest.approx(elongation, abs=0.06)
    assert sky.lit_percent(place["Moon"], place["Sun"]) == pytest.approx(lit, abs=0.5)


@pytest.mark.parametrize(
    ("at", "season"),
    [("2024-09-22T12:43:40", "September equinox"), ("2025-03-20T09:01:29", "March equinox")],
)
def test_equinoxes_fall_on_their_published_second(year_of, at: str, season: str) -> None:
    moment = utc(at)
    found = [e for e in year_of(moment.year) if e.detail.get("season") == season]
    assert len(found) == 1
    assert abs(found[0].at - moment) <= timedelta(seconds=39)


@pytest.mark.parametrize(
    ("at", "sign", "is_back"),
    [
        ("2025-05-25T03:35", "Aries", False),
        ("2025-09-01T08:06", "Pisces", True),
        ("2026-02-14T00:11", "Aries", False),
        ("2028-04-13T03:39", "Taurus", False),
    ],
)
def test_saturn_changes_signs_within_two_minutes(year_of, at: str, sign: str, is_back) -> None:
    moment = utc(at)
    saturn = [e for e in year_of(moment.year) if e.kind == "ingress" and e.body == "Saturn"]
    found = nearest(saturn, moment)
    assert abs(found.at - moment) <= timedelta(minutes=2)
    assert (found.detail["sign"], found.detail["retrograde"]) == (sign, is_back)


@pytest.mark.parametrize(
    ("at", "direction"),
    [
        ("2008-05-26T15:47", "retrograde"),
        ("2014-07-01T12:50", "direct"),
        ("2017-08-13T01:00", "retrograde"),
        ("2017-09-05T11:29", "direct"),
        ("2019-07-07T23:14", "retrograde"),
        ("2019-08-01T03:58", "direct"),
        ("2025-03-15T06:46", "retrograde"),
    ],
)
def test_mercury_turns_within_five_minutes(year_of, at: str, direction: str) -> None:
    moment = utc(at)
    mercury = [e for e in year_of(moment.year) if e.kind == "station" and e.body == "Mercury"]
    found = nearest(mercury, moment)
    assert abs(found.at - moment) <= timedelta(minutes=5)
    assert found.detail["direction"] == direction


# The reference list of 2024 opens in April; the turn of 2 January ends the retrograde of 2023.
STATIONS = {
    2024: "01-02 D, 04-01 R, 04-25 D, 08-05 R, 08-28 D, 11-26 R, 12-15 D",
    2025: "03-15 R, 04-07 D, 07-18 R, 08-11 D, 11-09 R, 11-29 D",
    2026: "02-26 R, 03-20 D, 06-29 R, 07-23 D, 10-24 R, 11-13 D",
    2027: "02-09 R, 03-03 D, 06-10 R, 07-04 D, 10-07 R, 10-28 D",
}


@pytest.mark.parametrize("year", STATIONS)
def test_mercury_turns_on_the_known_days_and_on_no_others(year_of, year: int) -> None:
    found = [
        f"{event.at:%m-%d} {'R' if event.detail['direction'] == 'retrograde' else 'D'}"
        for event in year_of(year)
        if event.kind == "station" and event.body == "Mercury"
    ]
    assert ", ".join(found) == STATIONS[year]


SOLAR = (
    "2024-04-08T18:18:29 total", "2024-10-02T18:46:13 annular", "2025-03-29T10:48:36 partial",
    "2025-09-21T19:43:04 partial", "2026-02-17T12:13:06 annular", "2026-08-12T17:47:06 total",
    "2027-02-06T16:00:48 annular", "2027-08-02T10:07:50 total",
)  # fmt: skip
LUNAR = (
    "2024-03-25T07:13 penumbral", "2024-09-18T02:44 partial", "2025-03-14T06:59 total",
    "2025-09-07T18:12 total", "2026-03-03T11:34 total", "2026-08-28T04:13 partial",
    "2027-02-20T23:13 penumbral", "2027-07-18T16:03 penumbral", "2027-08-17T07:14 penumbral",
)  # fmt: skip


@pytest.mark.parametrize(
    ("eclipse", "listed", "dynamical"), [("solar", SOLAR, 69), ("lunar", LUNAR, 0)]
)
def test_eclipses_of_four_years_are_all_found(year_of, eclipse: str, listed, dynamical) -> None:
    found = [
        event
        for year in range(2024, 2028)
        for event in year_of(year)
        if event.kind == "eclipse" and event.detail["eclipse"] == eclipse
    ]
    assert [event.detail["type"] for event in found] == [row.split()[1] for row in listed]
    for event, row in zip(found, listed, strict=True):
        moment = utc(row.split()[0]) - timedelta(seconds=dynamical)
        assert abs(event.at - moment) <= timedelta(minutes=1), row


PHASES = (
    "11-09T07:02 new moon", "11-17T11:48 first quarter", "11-24T14:54 full moon",
    "12-01T06:09 last quarter", "12-09T00:52 new moon", "12-17T05:43 first quarter",
    "12-24T01:28 full moon", "12-30T18:59 last quarter",
)  # fmt: skip


def test_the_phases_of_late_2026_fall_within_a_minute(year_of) -> None:
    after = utc("2026-11-05")
    found = [event for event in year_of(2026) if event.kind == "phase" and event.at > after]
    assert len(found) == len(PHASES)
    for event, row in zip(found, PHASES, strict=True):
        at, phase = row.split(maxsplit=1)
        assert event.detail["phase"] == phase
        assert abs(event.at - utc(f"2026-{at}")) <= timedelta(minutes=1)


def test_the_year_2026_holds_as_much_sky_as_was_counted(year_of) -> None:
    events = year_of(2026)
    ingresses = [event.body for event in events if event.kind == "ingress"]
    aspects = [event for event in events if event.kind == "aspect"]
    moon_days = {event.at.date() for event in aspects if event.body == "Moon"}
    other_days = {event.at.date() for event in aspects if event.body != "Moon"}
    assert ingresses.count("Moon") == 160
    assert len(ingresses) - 160 == 49
    assert sum(event.kind == "station" for event in events) == 18
    assert (365 - len(moon_days), 365 - len(other_days)) == (33, 233)


def test_a_year_of_positions_agrees_with_a_second_ephemeris() -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    moments = [start + timedelta(days=5 * step) for step in range(74)]
    place = sky.longitudes(sky.tt_of(moments))
    for row, body in enumerate(BODIES):
        for column, moment in enumerate(moments):
            off = (_second_opinion(body, moment) - place[row, column] + 180) % 360 - 180
            assert abs(off) < 0.003, (body, moment)


def test_a_year_of_phases_agrees_with_a_second_ephemeris(year_of) -> None:
    searches = {
        "new moon": ephem.next_new_moon,
        "first quarter": ephem.next_first_quarter_moon,
        "full moon": ephem.next_full_moon,
        "last quarter": ephem.next_last_quarter_moon,
    }
    found = [event for event in year_of(2026) if event.kind == "phase"]
    assert len(found) in (49, 50)
    for event in found:
        before = ephem.Date((event.at - timedelta(days=3)).replace(tzinfo=None))
        other = searches[str(event.detail["phase"])](before).datetime().replace(tzinfo=UTC)
        assert abs(event.at - other) <= timedelta(minutes=1)


def test_the_moon_changes_signs_within_a_minute_of_a_second_ephemeris(year_of) -> None:
    moon = [e for e in year_of(2026) if e.kind == "ingress" and e.body == "Moon"]
    for event in moon:
        target = _second_opinion("Moon", event.at)
        off = (target + 15) % 30 - 15  # degrees from the boundary; the Moon needs 2 s for 0.0003
        assert abs(off) / 13.2 * 1440 < 1, event


def _second_opinion(body: str, moment: datetime) -> float:
    at = ephem.Date(moment.replace(tzinfo=None))
    seen = getattr(ephem, body)()
    seen.compute(at, epoch=at)
    equatorial = ephem.Equatorial(seen.g_ra, seen.g_dec, epoch=at)
    return math.degrees(ephem.Ecliptic(equatorial, epoch=at).lon)
