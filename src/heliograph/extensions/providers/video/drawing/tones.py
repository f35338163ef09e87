"""Colours of a look: the palette by role, and inks that can be read against their edge."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import skia  # type: ignore[import-not-found,import-untyped,unused-ignore]  # ships no types

from heliograph.sdk.artwork import colour
from heliograph.sdk.artwork.colour import RGB
from heliograph.sdk.timeline import Captions, Look

READABLE = 4.5
_MARGIN = 1.06
_USUAL = Look().palette
_WHITE, _BLACK = (1.0, 1.0, 1.0), (0.0, 0.0, 0.0)


def parsed(text: str, usual: str) -> RGB:
    """A colour as it is written, or the usual one where it cannot be read."""
    try:
        return colour.parse(text)
    except ValueError:
        return colour.parse(usual)


def palette_of(look: Look) -> dict[str, RGB]:
    """The five colours of a look; what it does not name is as usual."""
    return {role: parsed(look.palette.get(role, ""), usual) for role, usual in _USUAL.items()}


def argb(tone: RGB, strength: float = 1.0) -> int:
    """A colour as skia takes it."""
    red, green, blue = (round(part * 255) for part in tone)
    return int(skia.Color(red, green, blue, round(strength * 255)))


def contrast(one: RGB, other: RGB) -> float:
    """The contrast of two colours, from 1 to 21."""
    return colour.contrast(colour.luminance(one), colour.luminance(other))


@lru_cache(maxsize=256)
def readable(tone: RGB, ground: RGB, least: float = READABLE) -> RGB:
    """The colour, moved toward white or black as far as it must be to be read on the ground."""
    if contrast(tone, ground) >= least:
        return tone
    end = max((_WHITE, _BLACK), key=lambda one: contrast(one, ground))
    for step in range(1, 20):
        moved = colour.mix(tone, end, step / 20)
        if contrast(moved, ground) >= least * _MARGIN:
            return moved
    return end


def edge_for(ink: RGB, wished: RGB) -> RGB:
    """An edge that parts an ink from whatever lies behind: the wished one where it can."""
    if contrast(ink, wished) >= READABLE:
        return wished
    return max((_WHITE, _BLACK), key=lambda one: contrast(one, ink))


@dataclass(frozen=True)
class CaptionInks:
    """The colours of captions: `on` is written on a box of the spoken colour."""

    ink: RGB
    spoken: RGB
    soft: RGB
    edge: RGB
    box: RGB
    on: RGB


def caption_inks(captions: Captions, look: Look) -> CaptionInks:
    """Colours that can be read on any ground: all of them against their edge or their box."""
    palette = palette_of(look)
    ink = parsed(captions.ink, "#ffffff")
    edge = edge_for(ink, parsed(captions.edge, "#000000"))
    box = palette["accent"]
    if captions.spoken:
        box = parsed(captions.spoken, "#f2b84b")
    spoken = readable(box, edge)
    on = max((_WHITE, _BLACK, palette["background"]), key=lambda one: contrast(one, box))
    soft = readable(colour.mix(ink, spoken, 0.6), edge)
    return CaptionInks(ink, spoken, soft, edge, box, on)
