"""The Moon, the wheel of the planets and eclipses, judged by the pixels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import atan2, cos, degrees, pi, radians

import numpy as np
import numpy.typing as npt
import pytest
from evaluations.pictures import all_designs

from heliograph.extensions.providers.canvas import CanvasProvider
from heliograph.extensions.providers.canvas.heavens.eclipse import lunar_disc
from heliograph.extensions.providers.canvas.layers import SkyMap
from heliograph.extensions.providers.canvas.samples import sample_brief
from heliograph.sdk.artwork.moon import moon_disc
from heliograph.sdk.pictures import Picture, PictureBrief, PictureValue
from heliograph.sdk.sizes import size_named

Pixels = npt.NDArray[np.uint8]
DESIGNS = {design.id: (folder, design) for folder, design in all_designs()}
# Light that the Earth throws back stays below this.
LIT = 72


def brief_of(name: str, **values: PictureValue) -> PictureBrief:
    folder, design = DESIGNS[name]
    brief = sample_brief(design, folder, size_named("instagram_square"))
    return replace(brief, values={**brief.values, **values}, mime="image/png")


@pytest.mark.parametrize("phase", [30.0, 90.0, 125.2, 180.0, 225.0, 300.0])
def test_as_much_of_the_disc_is_lit_as_its_phase_says(phase: float) -> None:
    disc = moon_disc(400, phase, (1.0, 1.0, 1.0))
    inside = disc[..., 3] > 250
    share = float((disc[..., :3].max(axis=2)[inside] > LIT).mean())
    assert share == pytest.approx((1 - cos(radians(phase))) / 2, abs=0.035)


def test_a_waxing_moon_is_lit_on_the_right_and_a_waning_one_on_the_left() -> None:
    for phase, is_right in ((60.0, True), (300.0, False)):
        light = moon_disc(300, phase, (1.0, 1.0, 1.0))[..., 0] > LIT
        assert bool(light[:, 150:].sum() > light[:, :150].sum()) is is_right


def test_the_seas_are_darker_than_the_highlands() -> None:
    full = moon_disc(600, 180.0, (1.0, 1.0, 1.0))[..., 0].astype(float)
    # The Sea of Serenity stands up and to the right; the southern highlands are below.
    sea, highland = full[150:190, 375:410].mean(), full[430:470, 320:360].mean()
    assert sea < 0.88 * highland


def test_a_planet_stands_at_its_longitude(
    provider: CanvasProvider, pixels_of: Callable[[Picture], Pixels]
) -> None:
    folder, design = DESIGNS["sky-map"]
    assert folder.name == "zodiac"
    empty = pixels_of(provider.draw(brief_of("sky-map", positions={}, retrograde=[])))
    wheel = design.layers[0]
    assert isinstance(wheel, SkyMap)
    assert isinstance(wheel.centre, dict)
    centre = centre_of_wheel(wheel.centre["square"])
    for longitude in (0.0, 77.0, 200.0, 301.0):
        brief = brief_of("sky-map", positions={"mars": longitude}, retrograde=[])
        drawn = pixels_of(provider.draw(brief))
        rows, columns = np.nonzero(np.abs(drawn.astype(int) - empty).sum(axis=2) > 90)
        angle = atan2(rows.mean() - centre[1], columns.mean() - centre[0])
        found = degrees(pi - angle) % 360
        assert abs((found - longitude + 180) % 360 - 180) < 2


def centre_of_wheel(share: tuple[float, float]) -> tuple[float, float]:
    left, top, right, bottom = size_named("instagram_square").safe
    return (left + share[0] * (right - left), top + share[1] * (bottom - top))


@pytest.mark.parametrize(
    "kind", ["solar total", "solar annular", "solar partial", "lunar total", "lunar partial"]
)
def test_each_kind_of_eclipse_looks_different(
    provider: CanvasProvider, pixels_of: Callable[[Picture], Pixels], kind: str
) -> None:
    own = pixels_of(provider.draw(brief_of("eclipse-card", eclipse=kind)))
    for other in ("solar total", "solar partial", "lunar partial", "lunar penumbral"):
        if other != kind:
            drawn = pixels_of(provider.draw(brief_of("eclipse-card", eclipse=other)))
            assert float(np.abs(own.astype(int) - drawn).mean()) > 0.3


def test_a_totally_eclipsed_moon_is_red() -> None:
    disc = lunar_disc(300, "total")[100:200, 100:200]
    red, green, blue = (float(disc[..., channel].mean()) for channel in range(3))
    assert red > 1.6 * green > 1.6 * blue
