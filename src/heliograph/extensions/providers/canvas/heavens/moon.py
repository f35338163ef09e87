"""The Moon of a picture: one disc with its light, or a month in eight."""

from __future__ import annotations

from math import cos, radians, tau

import skia  # type: ignore[import-not-found,import-untyped,unused-ignore]  # ships no types

from heliograph.extensions.providers.canvas.layers import Moon, MoonRow, pick
from heliograph.extensions.providers.canvas.request import Request
from heliograph.extensions.providers.canvas.sheet import Sheet, argb, fill, hairline, pale
from heliograph.sdk.artwork import colour
from heliograph.sdk.artwork.moon import moon_disc


def draw_disc(
    sheet: Sheet, canvas: skia.Canvas, centre: tuple[float, float], radius: float, phase: float
) -> None:
    """One Moon with the light it throws around itself."""
    share = (1 - cos(radians(phase))) / 2
    light = colour.mix(pale(sheet), (1.0, 0.97, 0.90), 0.6)
    for reach, strength in ((0.75, 0.10), (0.22, 0.20)):
        canvas.drawCircle(
            *centre, radius * 1.02, fill(light, strength * (0.25 + share), radius * reach)
        )
    size = max(16, round(radius * 2))
    disc = moon_disc(size, round(phase % 360, 1), (light[0], light[1], light[2]))
    canvas.drawImage(
        skia.Image.fromarray(disc, copy=False), centre[0] - size / 2, centre[1] - size / 2
    )


def draw_moon(sheet: Sheet, canvas: skia.Canvas, layer: Moon, request: Request) -> None:
    """The Moon of the brief."""
    centre = sheet.at(pick(layer.centre, sheet.form))
    radius = pick(layer.radius, sheet.form) * sheet.scale
    draw_disc(sheet, canvas, centre, radius, request.number(layer.phase))


def draw_moons(sheet: Sheet, canvas: skia.Canvas, layer: MoonRow, request: Request) -> None:
    """A month in eight discs; a ring is around the one nearest to ours."""
    x, y = sheet.at(pick(layer.centre, sheet.form))
    radius = pick(layer.radius, sheet.form) * sheet.scale
    reach = pick(layer.reach, sheet.form) * sheet.scale
    own = round(request.number(layer.phase) / 45) % 8
    tone = argb(sheet.palette["accent"])
    for index in range(8):
        place = (x - reach / 2 + reach * index / 7, y)
        size = max(8, round(radius * 2))
        disc = moon_disc(size, index * 45.0, (0.96, 0.94, 0.90))
        image = skia.Image.fromarray(disc, copy=False)
        canvas.drawImage(image, place[0] - size / 2, place[1] - size / 2)
        rim = hairline(max(1.0, 1.1 * sheet.scale), None, argb(pale(sheet), 0.35))
        canvas.drawCircle(*place, radius, rim)
        if index == own:
            canvas.drawCircle(*place, radius * 1.42, hairline(2.4 * sheet.scale, None, tone))


def illumination(phase: float) -> float:
    """The share of the disc that is lit, from 0 to 1."""
    return (1 - cos(tau * phase / 360)) / 2
