"""The figures of the zodiac, from the places of their stars to points on a canvas."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import cos, hypot, radians, sin
from pathlib import Path

import yaml

ART = Path(__file__).parent / "art"
Point = tuple[float, float]


@dataclass(frozen=True)
class Figure:
    """A constellation on a plane, north up and east to the left as it is seen from the ground;
    its middle is at 0, 0 and its
    farthest star at a distance of 1."""

    stars: dict[str, tuple[float, float, float]]
    lines: tuple[tuple[str, ...], ...]

    def fitted(self, centre: Point, radius: float) -> dict[str, Point]:
        """Where each star falls in a circle, kept in proportion."""
        return {
            name: (centre[0] + x * radius, centre[1] + y * radius)
            for name, (x, y, _) in self.stars.items()
        }


@cache
def sky_places() -> dict[str, dict[str, tuple[float, float, float]]]:
    """Right ascension (hours), declination (degrees) and magnitude of every star we draw."""
    raw = yaml.safe_load((ART / "constellations.yaml").read_text(encoding="utf-8"))
    return {
        name: {star: (float(p[0]), float(p[1]), float(p[2])) for star, p in entry["stars"].items()}
        for name, entry in raw.items()
    }


@cache
def figure(name: str) -> Figure:
    """The figure of a sign."""
    raw = yaml.safe_load((ART / "constellations.yaml").read_text(encoding="utf-8"))[name]
    places = sky_places()[name]
    # Pisces lies across the hour where right ascension starts again.
    hours = [ra for ra, _, _ in places.values()]
    turn = 24.0 if max(hours) - min(hours) > 12 else 0.0
    angles = {
        star: (radians((ra + (turn if ra < 12 and turn else 0.0)) * 15), radians(dec), mag)
        for star, (ra, dec, mag) in places.items()
    }
    middle_ra = (max(a for a, _, _ in angles.values()) + min(a for a, _, _ in angles.values())) / 2
    middle_dec = (max(d for _, d, _ in angles.values()) + min(d for _, d, _ in angles.values())) / 2
    flat = {
        star: (*_project(ra - middle_ra, dec, middle_dec), mag)
        for star, (ra, dec, mag) in angles.items()
    }
    lines = tuple(tuple(str(star) for star in line) for line in raw["lines"])
    return Figure(_centred(flat), lines)


def _project(away: float, dec: float, middle: float) -> Point:
    """Stereographic: shapes stay true near the middle."""
    k = 2 / (1 + sin(middle) * sin(dec) + cos(middle) * cos(dec) * cos(away))
    x = -k * cos(dec) * sin(away)
    y = -k * (cos(middle) * sin(dec) - sin(middle) * cos(dec) * cos(away))
    return (x, y)


def _centred(
    flat: dict[str, tuple[float, float, float]],
) -> dict[str, tuple[float, float, float]]:
    xs = [x for x, _, _ in flat.values()]
    ys = [y for _, y, _ in flat.values()]
    middle = ((max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2)
    reach = max(hypot(x - middle[0], y - middle[1]) for x, y, _ in flat.values())
    return {
        star: ((x - middle[0]) / reach, (y - middle[1]) / reach, mag)
        for star, (x, y, mag) in flat.items()
    }
