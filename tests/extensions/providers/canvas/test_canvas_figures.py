"""The drawn signs and the figures of their stars."""

from __future__ import annotations

from math import degrees

import ephem  # type: ignore[import-untyped,unused-ignore]  # ships no types
import pytest
from ephem import stars as catalogue

from heliograph.extensions.providers.canvas.figures import figure, sky_places
from heliograph.sdk.artwork.symbols import ORDER, SQUARE, symbol_path

KNOWN = {
    ("aries", "hamal"): "Hamal",
    ("taurus", "aldebaran"): "Aldebaran",
    ("taurus", "elnath"): "Elnath",
    ("taurus", "alcyone"): "Alcyone",
    ("gemini", "castor"): "Castor",
    ("gemini", "pollux"): "Pollux",
    ("gemini", "alhena"): "Alhena",
    ("leo", "regulus"): "Regulus",
    ("leo", "denebola"): "Denebola",
    ("leo", "algieba"): "Algieba",
    ("virgo", "spica"): "Spica",
    ("virgo", "vindemiatrix"): "Vindemiatrix",
    ("libra", "zubenelgenubi"): "Zubenelgenubi",
    ("scorpio", "antares"): "Antares",
    ("scorpio", "shaula"): "Shaula",
    ("sagittarius", "kaus_australis"): "Kaus Australis",
    ("sagittarius", "nunki"): "Nunki",
    ("aquarius", "sadalmelik"): "Sadalmelik",
}


@pytest.mark.parametrize(("place", "name"), KNOWN.items(), ids=str)
def test_bright_stars_stand_where_the_catalogue_puts_them(
    place: tuple[str, str], name: str
) -> None:
    hours, declination, magnitude = sky_places()[place[0]][place[1]]
    star = catalogue.star(name, "2000/1/1 12:00")
    star.compute("2000/1/1 12:00", epoch="2000")
    apart = ephem.separation(
        (hours / 12 * ephem.pi, declination / 180 * ephem.pi), (star.a_ra, star.a_dec)
    )
    assert degrees(apart) < 0.2
    assert magnitude == pytest.approx(star.mag, abs=0.5)


@pytest.mark.parametrize("name", ORDER)
def test_every_line_of_a_figure_ends_at_a_star_and_every_star_is_joined(name: str) -> None:
    drawn = figure(name)
    ends = {star for line in drawn.lines for star in line}
    assert ends <= set(drawn.stars)
    # A few bright stars stand alone beside their figure (the Pleiades beside the Bull).
    assert len(set(drawn.stars) - ends) <= 1


@pytest.mark.parametrize("name", ORDER)
def test_a_figure_fills_its_circle_and_stays_in_it(name: str) -> None:
    places = figure(name).fitted((100.0, 100.0), 50.0).values()
    reaches = [((x - 100) ** 2 + (y - 100) ** 2) ** 0.5 for x, y in places]
    assert max(reaches) == pytest.approx(50.0, abs=0.01)


def test_east_is_left_as_seen_from_the_ground() -> None:
    places = figure("leo").fitted((0.0, 0.0), 1.0)
    assert places["denebola"][0] < places["regulus"][0]
    assert places["adhafera"][1] < places["regulus"][1]


@pytest.mark.parametrize("name", ORDER)
def test_symbols_look_equally_large_and_are_centred(name: str) -> None:
    bounds = symbol_path(name, 9.4).computeTightBounds()
    assert bounds.centerX() == pytest.approx(0, abs=0.5)
    assert bounds.centerY() == pytest.approx(0, abs=0.5)
    assert max(bounds.width(), bounds.height()) <= SQUARE * 1.05
    assert (bounds.width() * bounds.height()) ** 0.5 >= SQUARE * 0.70


def test_no_two_signs_are_drawn_alike() -> None:
    drawings = {bytes(symbol_path(name, 9.4).serialize()) for name in ORDER}
    assert len(drawings) == 12
