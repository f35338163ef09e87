"""Where, and what somebody wants of the times there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from heliograph.extensions.packs.islamic.errors import NoSuchPlace

NAMES = ("fajr", "sunrise", "dhuhr", "asr", "maghrib", "isha")
RULES = {
    "middle": "MIDDLE_OF_THE_NIGHT",
    "seventh": "SEVENTH_OF_THE_NIGHT",
    "angle": "TWILIGHT_ANGLE",
}
"""How Fajr and Isha are bounded where twilight lasts all night, with the library's names."""
HIGH_LATITUDE = 48.0
"""From here on the middle of the night puts Isha and Fajr at one moment in summer."""
SHADOWS = {"standard": "SHAFI", "hanafi": "HANAFI"}
MOST_MINUTES = 60
ADVICE = "Check with your mosque: local timetables may differ by a few minutes."


@dataclass(frozen=True)
class Place:
    """A point on the Earth in degrees, and its clock. Raises `NoSuchPlace`."""

    latitude: float
    longitude: float
    zone: ZoneInfo

    def __post_init__(self) -> None:
        if not -90 <= self.latitude <= 90:
            raise NoSuchPlace(
                f"There is no latitude {self.latitude:g}", "Give degrees from -90 to 90."
            )
        if not -180 <= self.longitude <= 180:
            raise NoSuchPlace(
                f"There is no longitude {self.longitude:g}", "Give degrees from -180 to 180."
            )


@dataclass(frozen=True)
class Wish:
    """How the times are to be told. Raises `NoSuchPlace`.

    `rule` None takes the middle of the night, and a seventh of it from 48 degrees on. `adjust`
    adds minutes to single times, as a mosque's timetable may ask.
    """

    method: str = "mwl"
    shadow: str = "standard"
    rule: str | None = None
    adjust: Mapping[str, int] = field(default_factory=dict)
    hijri_offset: int = 0

    def __post_init__(self) -> None:
        _known("shadow", self.shadow, tuple(SHADOWS))
        if self.rule is not None:
            _known("high latitude rule", self.rule, tuple(RULES))
        for name, minutes in self.adjust.items():
            _known("time", name, NAMES)
            if abs(minutes) > MOST_MINUTES:
                raise NoSuchPlace(
                    f"{minutes} minutes are too much for {name}",
                    f"Give at most {MOST_MINUTES} minutes either way.",
                )


def _known(what: str, given: str, choices: tuple[str, ...]) -> None:
    if given not in choices:
        raise NoSuchPlace(f"There is no {what} {given!r}", f"Choose one of: {', '.join(choices)}.")
