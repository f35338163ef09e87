"""Which size a picture or video gets so that a platform takes it. Nothing is ever distorted: what
does not fit is cut off or put on a background, and the whole is made smaller or larger."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from heliograph.sdk.manifest import MediaRules

Fit = Literal["auto", "crop", "pad"]
MOST_CUT_OFF = 1 / 8
"""Left to itself, a re-cut takes away at most this part; what would lose more is padded."""
MOST_ENLARGED = 2.0


@dataclass(frozen=True)
class Shape:
    """A size in pixels and how it comes about: first cut or padded, then scaled."""

    width: int
    height: int
    way: Literal["crop", "pad", "scale", "same"]


def reshape(rules: MediaRules, width: int, height: int, fit: Fit, step: int = 1) -> Shape:
    """The shape within the rules that is nearest to the given one; `step` is 2 where sides must
    be even. Where a picture is far too small, its shape stays too small."""
    low, high = rules.min_ratio or 0.0, rules.max_ratio or math.inf
    ratio = width / height
    wanted = min(max(ratio, low), high)
    # A pixel more or less comes from rounding, and no platform minds it.
    way = "same" if abs(wanted - ratio) <= 1 / height else _way(ratio, wanted, fit)
    full = _full(width, height, wanted, way == "pad") if way != "same" else (width, height)
    factor = _factor(rules, *full)
    if way == "same" and factor == 1.0 and width % step == 0 and height % step == 0:
        return Shape(width, height, "same")
    bounds = (low, high) if way != "same" else (0.0, math.inf)
    sides = _whole(full[0] * factor, full[1] * factor, bounds, step)
    return Shape(*sides, "scale" if way == "same" else way)


def _way(ratio: float, wanted: float, fit: Fit) -> Literal["crop", "pad"]:
    if fit != "auto":
        return fit
    lost = 1 - min(ratio, wanted) / max(ratio, wanted)
    return "crop" if lost <= MOST_CUT_OFF else "pad"


def _full(width: int, height: int, wanted: float, is_padded: bool) -> tuple[float, float]:
    """The sides after the cut or the padding, before scaling."""
    too_tall = width / height < wanted
    if too_tall == is_padded:
        return height * wanted, float(height)
    return float(width), width / wanted


def _factor(rules: MediaRules, width: float, height: float) -> float:
    smaller = min(
        1.0,
        (rules.max_width or math.inf) / width,
        (rules.max_height or math.inf) / height,
        math.sqrt((rules.max_pixels or math.inf) / (width * height)),
        (rules.max_short or math.inf) / min(width, height),
        (rules.max_sum or math.inf) / (width + height),
    )
    larger = max(1.0, (rules.min_width or 0) / width, (rules.min_height or 0) / height)
    if smaller < 1.0:
        return smaller
    return larger if larger <= MOST_ENLARGED else 1.0


def _whole(width: float, height: float, bounds: tuple[float, float], step: int) -> tuple[int, int]:
    """Whole sides, multiples of `step`, whose ratio keeps the bounds to the letter."""
    low, high = bounds
    if low == high:
        # One ratio only cannot be kept to the letter by whole numbers: the nearest is taken.
        wide = max(round(width / step) * step, step)
        return wide, max(round(wide / low / step) * step, step)
    # Limits are met from below; a hair is added because 0.8 × 1350 may come out as 1079.9999.
    wide = max(int((width + 1e-6) // step) * step, step)
    tall = max(int((height + 1e-6) // step) * step, step)
    while wide / tall < low and tall > step:
        tall -= step
    while wide / tall > high and wide > step:
        wide -= step
    return wide, tall
