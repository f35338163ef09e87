"""A palette turned for a design: any brand's colours as night, or as ink on paper."""

from __future__ import annotations

from collections.abc import Mapping

from heliograph.extensions.providers.canvas.design import Theme
from heliograph.sdk.artwork import colour
from heliograph.sdk.artwork.colour import RGB

ROLES = ("background", "support", "accent", "ink", "paper")
_MIDDLE = 0.6


def themed(palette: Mapping[str, str], theme: Theme) -> dict[str, RGB]:
    """The palette's colours by role; raises `ValueError` for one that is missing or unreadable."""
    missing = [role for role in ROLES if role not in palette]
    if missing:
        raise ValueError(f"The palette lacks: {', '.join(missing)}.")
    own = {role: colour.parse(palette[role]) for role in ROLES}
    is_light = colour.lightness(own["background"]) >= _MIDDLE
    if theme == "light" and not is_light:
        return _lightened(own)
    if theme == "dark" and is_light:
        return _darkened(own)
    return own


def _lightened(own: dict[str, RGB]) -> dict[str, RGB]:
    background = own["background"]
    warm = colour.mix(background, own["accent"], 0.35)
    return {
        "background": colour.with_lightness(warm, 0.945, 0.30),
        "paper": colour.with_lightness(warm, 0.985, 0.12),
        "ink": colour.with_lightness(background, min(0.25, colour.lightness(background))),
        "support": colour.with_lightness(own["support"], 0.60),
        "accent": colour.with_lightness(own["accent"], 0.545, 1.0),
    }


def _darkened(own: dict[str, RGB]) -> dict[str, RGB]:
    ink = own["ink"] if colour.lightness(own["ink"]) < _MIDDLE else own["background"]
    return {
        "background": colour.with_lightness(ink, 0.20),
        "paper": colour.with_lightness(ink, 0.27),
        "ink": colour.with_lightness(own["background"], 0.95, 0.6),
        "support": colour.with_lightness(own["support"], 0.58),
        "accent": colour.with_lightness(own["accent"], 0.80),
    }
