"""How much a fact matters: for everybody (`base_score`), and for one sign (`HOUSE_WEIGHTS`)."""

from __future__ import annotations

from heliograph.extensions.packs.zodiac.signs import max_orb

BODY_WEIGHTS = {
    "Moon": 1.0, "Sun": 1.1, "Mercury": 0.95, "Venus": 1.0, "Mars": 1.0,
    "Jupiter": 0.95, "Saturn": 0.95, "Uranus": 0.8, "Neptune": 0.75, "Pluto": 0.75,
}  # fmt: skip
ASPECT_WEIGHTS = {
    "conjunction": 1.0, "opposition": 0.9, "square": 0.85, "trine": 0.8, "sextile": 0.65,
}  # fmt: skip
# The corners of the chart speak loudest, the houses before them most quietly.
HOUSE_WEIGHTS = {
    1: 1.35, 2: 1.0, 3: 0.95, 4: 1.2, 5: 1.1, 6: 0.9,
    7: 1.3, 8: 0.9, 9: 0.95, 10: 1.25, 11: 1.05, 12: 0.75,
}  # fmt: skip

EXACT_TODAY = 1.5
TURNING_POINT = 2.0
SEPARATING = 0.7
# Two slow bodies stay close to exact for months: true, but not news of the day.
SLOW_PAIR = 0.4
SLOW = frozenset({"Jupiter", "Saturn", "Uranus", "Neptune", "Pluto"})

MOON_SIGN, LIGHT, PLANET_SIGN = 0.02, 0.01, 0.001


def pair_weight(body: str, other: str) -> float:
    """How loudly two bodies speak together."""
    weight = BODY_WEIGHTS[body] * BODY_WEIGHTS[other]
    return weight * SLOW_PAIR if {body, other} <= SLOW else weight


def aspect_score(pair: tuple[str, str], aspect: str, orb: float, factor: float) -> float:
    """An aspect by its pair, its kind and its closeness; `factor` carries what the day adds."""
    closeness = max(0.0, 1 - orb / max_orb(*pair))
    return round(pair_weight(*pair) * ASPECT_WEIGHTS[aspect] * closeness * factor, 4)


def single_score(body: str, factor: float) -> float:
    """An ingress, a station, a lunation or an eclipse: exact by nature."""
    return round(BODY_WEIGHTS[body] * factor, 4)
