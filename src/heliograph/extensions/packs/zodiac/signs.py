"""The fixed frame: bodies, signs, aspects and houses, without any computing of the sky."""

from __future__ import annotations

from datetime import date

from heliograph.sdk.packs import DateOutOfRange

SIGNS = (
    "Aries", "Taurus", "Gemini", "Cancer", "Leo", "Virgo",
    "Libra", "Scorpio", "Sagittarius", "Capricorn", "Aquarius", "Pisces",
)  # fmt: skip

# Fastest first: in a pair the faster body is the one that does the moving.
BODIES = (
    "Moon", "Mercury", "Venus", "Sun", "Mars",
    "Jupiter", "Saturn", "Uranus", "Neptune", "Pluto",
)  # fmt: skip

ASPECTS = {0: "conjunction", 60: "sextile", 90: "square", 120: "trine", 180: "opposition"}
PHASES = {0: "new moon", 90: "first quarter", 180: "full moon", 270: "last quarter"}
SEASONS = {
    "Aries": "March equinox",
    "Cancer": "June solstice",
    "Libra": "September equinox",
    "Capricorn": "December solstice",
}
LIGHTS = frozenset({"Moon", "Sun"})
FAST = frozenset({"Mercury", "Venus", "Mars"})

FIRST_YEAR, LAST_YEAR = 1900, 2050


def sign_of(longitude: float) -> str:
    """The tropical sign at an ecliptic longitude in degrees."""
    return SIGNS[int(longitude % 360 // 30)]


def house_of(sign: str, subject_sign: str) -> int:
    """Whole-sign solar house, 1 to 12, of a sign as seen from the subject's own sign."""
    return (SIGNS.index(sign) - SIGNS.index(subject_sign)) % 12 + 1


def max_orb(body: str, other: str) -> float:
    """How far from exact an aspect of these two still counts, in degrees."""
    pair = {body, other}
    if pair & LIGHTS:
        return 6.0
    if pair & FAST:
        return 4.0
    return 2.0


def wrap(degrees: float) -> float:
    """The same angle between -180 and 180."""
    return (degrees + 180) % 360 - 180


def with_article(body: str) -> str:
    """The body as it stands in a sentence: "the Moon", "Mars"."""
    return f"the {body}" if body in LIGHTS else body


def capital(text: str) -> str:
    """The text with its first letter large and the rest untouched."""
    return text[:1].upper() + text[1:]


def check_year(year: int, what: object) -> None:
    """Refuse what lies outside the years the sky is computed for."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise DateOutOfRange(
            f"The sky is computed for the years {FIRST_YEAR} to {LAST_YEAR}, and {what} lies "
            f"outside them. Choose a date from {FIRST_YEAR}-01-01 to {LAST_YEAR}-12-31."
        )


def check_day(day: date) -> None:
    """Refuse a day outside the years the sky is computed for."""
    check_year(day.year, day.isoformat())
