"""Prayer times against published ones, and against the Sun itself by another library."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import astronomy
import pytest

from heliograph.extensions.packs.islamic.errors import NoSuchPlace
from heliograph.extensions.packs.islamic.prayer import (
    METHODS,
    NAMES,
    RULES,
    Place,
    Wish,
    prayer_day,
)

pytestmark = pytest.mark.usefixtures("prayer")

LONDON = Place(51.5074, -0.1278, ZoneInfo("Europe/London"))
MAKKAH = Place(21.4225, 39.8262, ZoneInfo("Asia/Riyadh"))
CAIRO = Place(30.0444, 31.2357, ZoneInfo("Africa/Cairo"))
JAKARTA = Place(-6.2088, 106.8456, ZoneInfo("Asia/Jakarta"))
SEASONS = [date(2026, 3, 20), date(2026, 6, 21), date(2026, 9, 23), date(2026, 12, 21)]


def altitude(place: Place, at: datetime) -> float:
    """How high the Sun really stands, in degrees, without refraction."""
    moment = at.astimezone(UTC)
    time = astronomy.Time.Make(
        moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second
    )
    observer = astronomy.Observer(place.latitude, place.longitude, 0)
    seen = astronomy.Equator(astronomy.Body.Sun, time, observer, True, True)
    horizon = astronomy.Horizon(time, observer, seen.ra, seen.dec, astronomy.Refraction.Airless)
    return float(horizon.altitude)


def crossing(place: Place, at: datetime, wanted: float) -> float:
    """Minutes between a time and the moment at which the Sun stands at that altitude."""
    before = altitude(place, at - timedelta(minutes=2))
    after = altitude(place, at + timedelta(minutes=2))
    return (wanted - altitude(place, at)) / ((after - before) / 4)


@pytest.mark.parametrize(
    ("rule", "fajr", "isha"),
    [("middle", "01:02", "01:02"), ("seventh", "03:40", "22:25"), ("angle", "02:31", "23:27")],
)
def test_london_at_midsummer_has_its_published_times(rule: str, fajr: str, isha: str) -> None:
    found = prayer_day(LONDON, date(2026, 6, 21), Wish("mwl", rule=rule))
    assert (found.clock("fajr"), found.clock("isha")) == (fajr, isha)


def test_london_takes_a_seventh_of_the_night_and_says_so() -> None:
    found = prayer_day(LONDON, date(2026, 6, 21))
    assert (found.clock("fajr"), found.clock("isha")) == ("03:40", "22:25")
    assert any("'seventh'" in note for note in found.notes)


@pytest.mark.parametrize("place", [MAKKAH, CAIRO, JAKARTA], ids=["Makkah", "Cairo", "Jakarta"])
@pytest.mark.parametrize("method", ["mwl", "north_america", "egypt", "karachi", "singapore"])
@pytest.mark.parametrize("day", SEASONS)
def test_the_sun_stands_where_the_method_says(place: Place, method: str, day: date) -> None:
    found = prayer_day(place, day, Wish(method))
    known = METHODS[method]
    assert known.isha_angle is not None
    for name, wanted in (
        ("fajr", -known.fajr_angle),
        ("sunrise", -50 / 60),
        ("maghrib", -50 / 60),
        ("isha", -known.isha_angle),
    ):
        # Whole minutes, and some methods add one to a time or round it up.
        assert abs(crossing(place, found.times[name], wanted)) <= 2, name


@pytest.mark.parametrize(("shadow", "length"), [("standard", 1), ("hanafi", 2)])
@pytest.mark.parametrize("place", [MAKKAH, CAIRO, JAKARTA], ids=["Makkah", "Cairo", "Jakarta"])
def test_asr_begins_when_a_shadow_has_its_length(place: Place, shadow: str, length: int) -> None:
    for day in SEASONS:
        found = prayer_day(place, day, Wish("karachi", shadow))
        noon = max(
            altitude(place, found.times["dhuhr"] + timedelta(minutes=minute))
            for minute in range(-10, 3)
        )
        at_noon = 1 / math.tan(math.radians(noon))
        wanted = math.degrees(math.atan(1 / (length + at_noon)))
        assert abs(crossing(place, found.times["asr"], wanted)) <= 2


def test_isha_in_makkah_is_two_hours_after_maghrib_in_ramadan_only() -> None:
    for day, minutes in ((date(2026, 2, 17), 90), (date(2026, 2, 18), 120),
                         (date(2026, 3, 19), 120), (date(2026, 3, 20), 90)):  # fmt: skip
        found = prayer_day(MAKKAH, day, Wish("umm_al_qura"))
        assert found.times["isha"] - found.times["maghrib"] == timedelta(minutes=minutes)


def test_ramadan_follows_the_announced_calendar() -> None:
    found = prayer_day(MAKKAH, date(2026, 2, 17), Wish("umm_al_qura", hijri_offset=1))
    assert found.times["isha"] - found.times["maghrib"] == timedelta(minutes=120)


def test_other_methods_know_no_ramadan() -> None:
    notes = prayer_day(MAKKAH, date(2026, 2, 18), Wish("qatar")).notes
    assert not any("Ramadan" in note for note in notes)


def test_a_day_beyond_the_tables_says_that_ramadan_is_not_known() -> None:
    found = prayer_day(MAKKAH, date(2090, 1, 1), Wish("umm_al_qura"))
    assert any("not known" in note for note in found.notes)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("rule", [None, *RULES])
def test_every_method_has_six_times_in_order_from_pole_to_pole(
    method: str, rule: str | None
) -> None:
    for latitude in (-90, -77.8, -66, -45, 0, 45, 60, 66.3, 69.65, 90):
        for day in SEASONS:
            place = Place(latitude, 18.95, ZoneInfo("Europe/Oslo"))
            found = prayer_day(place, day, Wish(method, rule=rule))
            times = [found.times[name] for name in NAMES]
            assert times == sorted(times)
            assert found.times["dhuhr"].date() == day
            assert times[-1] - times[0] <= timedelta(hours=25)


def test_where_the_sun_does_not_set_the_nearest_latitude_is_named() -> None:
    tromso = Place(69.65, 18.95, ZoneInfo("Europe/Oslo"))
    found = prayer_day(tromso, date(2026, 6, 21))
    assert 60 < found.latitude < 66.5
    assert any(f"latitude {found.latitude:g}" in note for note in found.notes)


@pytest.mark.parametrize(
    ("longitude", "zone"),
    [(-171.8, "Pacific/Apia"), (179.2, "Pacific/Auckland"), (-157.4, "Pacific/Kiritimati"),
     (-176.6, "America/Adak")],
)  # fmt: skip
def test_near_the_date_line_the_times_are_those_of_the_local_day(
    longitude: float, zone: str
) -> None:
    day = date(2026, 11, 21)
    found = prayer_day(Place(-13.8, longitude, ZoneInfo(zone)), day)
    assert {found.times[name].date() for name in ("fajr", "dhuhr", "asr", "maghrib")} == {day}


def test_times_stay_on_the_wall_clock_when_the_clocks_change() -> None:
    before = prayer_day(LONDON, date(2026, 3, 28))
    after = prayer_day(LONDON, date(2026, 3, 29))
    shift = after.times["dhuhr"].replace(tzinfo=None) - before.times["dhuhr"].replace(tzinfo=None)
    assert timedelta(hours=24, minutes=58) <= shift <= timedelta(hours=25, minutes=2)


def test_a_mosques_own_minutes_are_added() -> None:
    plain = prayer_day(CAIRO, SEASONS[0], Wish("egypt"))
    moved = prayer_day(CAIRO, SEASONS[0], Wish("egypt", adjust={"dhuhr": 5}))
    assert moved.times["dhuhr"] - plain.times["dhuhr"] == timedelta(minutes=5)
    assert moved.times["asr"] == plain.times["asr"]


def test_the_advice_to_ask_the_mosque_comes_with_every_day() -> None:
    assert all("mosque" in prayer_day(CAIRO, day).notes[0] for day in SEASONS)


def test_a_method_is_known_by_its_common_name() -> None:
    assert prayer_day(CAIRO, SEASONS[0], Wish("ISNA")).method.id == "north_america"
    assert prayer_day(CAIRO, SEASONS[0], Wish("Umm al-Qura")).method.id == "umm_al_qura"


def test_what_cannot_be_used_is_refused_with_the_choices() -> None:
    with pytest.raises(NoSuchPlace, match="method") as refused:
        prayer_day(CAIRO, SEASONS[0], Wish("mars"))
    assert "umm_al_qura" in refused.value.remedy
    with pytest.raises(NoSuchPlace, match="2300"):
        prayer_day(CAIRO, date(2300, 1, 1))
    with pytest.raises(NoSuchPlace, match="no noon"):
        prayer_day(Place(-13.8, -171.8, ZoneInfo("Pacific/Apia")), date(2011, 12, 30))
    for wrong in ({"shadow": "long"}, {"rule": "third"}, {"adjust": {"dhur": 1}},
                  {"adjust": {"dhuhr": 61}}):  # fmt: skip
        with pytest.raises(NoSuchPlace):
            Wish(**wrong)
    for latitude, longitude in ((91, 0), (0, 181), (math.nan, 0), (0, math.inf)):
        with pytest.raises(NoSuchPlace):
            Place(latitude, longitude, ZoneInfo("UTC"))
