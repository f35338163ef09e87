"""The times of prayer at a place on a day."""

from __future__ import annotations

from heliograph.extensions.packs.islamic.prayer.methods import METHODS, Method
from heliograph.extensions.packs.islamic.prayer.place import (
    ADVICE,
    HIGH_LATITUDE,
    NAMES,
    RULES,
    Place,
    Wish,
)
from heliograph.extensions.packs.islamic.prayer.times import PrayerDay, prayer_day

__all__ = [
    "ADVICE",
    "HIGH_LATITUDE",
    "METHODS",
    "NAMES",
    "RULES",
    "Method",
    "Place",
    "PrayerDay",
    "Wish",
    "prayer_day",
]
