"""One day's times, by the library, with the corrections it leaves to its user."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from heliograph.extensions.packs.islamic.errors import NoSuchPlace, OutsideCalendar
from heliograph.extensions.packs.islamic.hijri import hijri_of
from heliograph.extensions.packs.islamic.libraries import library
from heliograph.extensions.packs.islamic.prayer.methods import Method, method_of
from heliograph.extensions.packs.islamic.prayer.place import (
    ADVICE,
    HIGH_LATITUDE,
    NAMES,
    RULES,
    SHADOWS,
    Place,
    Wish,
)

Times = Mapping[str, datetime]
FIRST_YEAR, LAST_YEAR = 1900, 2100
_STEP = 0.25
"""Degrees by which a place near the pole moves towards the equator until the Sun rises and sets."""
_LONGEST = timedelta(hours=24, minutes=10)
"""From one Fajr to an Isha that falls together with the next one, whose minute may differ."""


@dataclass(frozen=True)
class PrayerDay:
    """The six times on the place's own clock, and how they were found.

    `latitude` is where they hold: another than the place's own where the Sun does not rise or set
    there. `notes` must be shown with the times.
    """

    day: date
    place: Place
    method: Method
    rule: str
    shadow: str
    times: Times
    latitude: float
    notes: tuple[str, ...]

    def clock(self, name: str) -> str:
        """One time as the place's clocks show it, 24 hours."""
        return f"{self.times[name]:%H:%M}"


def prayer_day(place: Place, day: date, wish: Wish | None = None) -> PrayerDay:
    """The times of a local day; raises `NoSuchPlace`, which says what cannot be used."""
    wanted = wish or Wish()
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise NoSuchPlace(
            f"The prayer times of {day} are not available",
            f"Choose a day from {FIRST_YEAR} to {LAST_YEAR}.",
        )
    method = method_of(wanted.method)
    is_high = abs(place.latitude) >= HIGH_LATITUDE
    rule = wanted.rule or ("seventh" if is_high else "middle")
    notes = [ADVICE]
    parameters = _parameters(method, wanted, rule, _ramadan_minutes(method, day, wanted, notes))
    latitude, times = _found(place, day, parameters)
    if latitude != place.latitude:
        notes.append(
            f"On this day the Sun does not both rise and set here, or the night is too short for "
            f"the method: the times are those of latitude {latitude:g}, the nearest that has them."
        )
    elif is_high:
        notes.append(f"Fajr and Isha are bounded by the rule {rule!r} for high latitudes.")
    return PrayerDay(day, place, method, rule, wanted.shadow, times, latitude, tuple(notes))


def _ramadan_minutes(method: Method, day: date, wanted: Wish, notes: list[str]) -> int:
    """What Ramadan adds to Isha under this method on this day."""
    if not method.ramadan_minutes:
        return 0
    try:
        if not hijri_of(day, wanted.hijri_offset).is_ramadan:
            return 0
    except OutsideCalendar:
        notes.append("Whether this day is in Ramadan is not known, so Isha is as in other months.")
        return 0
    notes.append(f"Isha is {method.ramadan_minutes} minutes later in Ramadan by this method.")
    return method.ramadan_minutes


def _parameters(method: Method, wanted: Wish, rule: str, ramadan: int) -> object:
    calculation = "adhanpy.calculation"
    methods = library(f"{calculation}.CalculationMethod").CalculationMethod
    rules = library(f"{calculation}.HighLatitudeRule").HighLatitudeRule
    shadows = library(f"{calculation}.Madhab").Madhab
    adjustments = library(f"{calculation}.PrayerAdjustments").PrayerAdjustments
    minutes = {name: wanted.adjust.get(name, 0) for name in NAMES}
    minutes["isha"] += ramadan
    made = library(f"{calculation}.CalculationParameters").CalculationParameters(
        method=methods[method.code], adjustments=adjustments(**minutes)
    )
    made.high_latitude_rule = rules[RULES[rule]]
    made.madhab = shadows[SHADOWS[wanted.shadow]]
    found: object = made
    return found


def _found(place: Place, day: date, parameters: object) -> tuple[float, Times]:
    """The times at the place, or at the nearest latitude on its meridian that has them."""
    latitude = place.latitude
    while True:
        times = _times(latitude, place, day, parameters)
        if times is not None:
            return latitude, times
        # Whole steps, so that places side by side get the same latitude.
        size = (abs(latitude) - 1e-9) // _STEP * _STEP
        latitude = size if latitude > 0 else -size


def _times(latitude: float, place: Place, day: date, parameters: object) -> Times | None:
    """The times whose noon falls on the local day; None where there are no such."""
    for shift in (0, -1, 1):
        # The library counts days by Greenwich; near the date line the local day is another one.
        at = datetime.combine(day + timedelta(days=shift), datetime.min.time())
        times = _calculated(latitude, place, at, parameters)
        if times is None:
            return None
        if times["dhuhr"].date() == day:
            return times
    raise NoSuchPlace(
        f"The clock of {place.zone.key} has no noon on {day} at longitude {place.longitude:g}",
        "Choose another day; a place that moved to the other side of the date line skipped one.",
    )


def _calculated(latitude: float, place: Place, at: datetime, parameters: object) -> Times | None:
    try:
        found = library("adhanpy.PrayerTimes").PrayerTimes(
            (latitude, place.longitude),
            at,
            calculation_parameters=parameters,
            time_zone=place.zone,
        )
    except RuntimeError:
        return None
    times = {name: getattr(found, name) for name in NAMES}
    # Next to a pole the formulas still answer, but with an afternoon before noon, or with a night
    # that begins after the next dawn.
    in_order = sorted(times.values()) == list(times.values())
    return times if in_order and times["isha"] - times["fajr"] <= _LONGEST else None
