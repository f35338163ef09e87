"""Which painter draws which kind of layer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import skia  # type: ignore[import-not-found,import-untyped,unused-ignore]  # ships no types

from heliograph.extensions.providers.canvas import layers, ornaments
from heliograph.extensions.providers.canvas.columns import PlacedRule, place_column
from heliograph.extensions.providers.canvas.fittings import pages, pictures, rows, surfaces
from heliograph.extensions.providers.canvas.heavens import eclipse, moon, planets, skymap
from heliograph.extensions.providers.canvas.lettering import Placing
from heliograph.extensions.providers.canvas.request import Request
from heliograph.extensions.providers.canvas.sheet import Sheet
from heliograph.sdk.pictures import PictureBrief


@dataclass(frozen=True)
class Job:
    """What every layer of one picture is drawn with. Texts are gathered, to be drawn last."""

    sheet: Sheet
    brief: PictureBrief
    request: Request
    texts: list[Placing]


# A painter takes the layer of its own kind only; the table below pairs them.
Painter: TypeAlias = Callable[[Job, skia.Canvas, Any], None]

_PAINTERS: dict[type[layers.Placed], Painter] = {
    layers.Dial: lambda job, canvas, one: ornaments.draw_dial(job.sheet, canvas, one),
    layers.Constellation: lambda job, canvas, one: ornaments.draw_constellation(
        job.sheet, canvas, one, job.request
    ),
    layers.Symbol: lambda job, canvas, one: ornaments.draw_symbol(
        job.sheet, canvas, one, job.request
    ),
    layers.Glyph: lambda job, canvas, one: planets.draw_glyph(job.sheet, canvas, one, job.request),
    layers.Moon: lambda job, canvas, one: moon.draw_moon(job.sheet, canvas, one, job.request),
    layers.MoonRow: lambda job, canvas, one: moon.draw_moons(job.sheet, canvas, one, job.request),
    layers.Eclipse: lambda job, canvas, one: eclipse.draw_eclipse(
        job.sheet, canvas, one, job.request
    ),
    layers.SkyMap: lambda job, canvas, one: skymap.draw_skymap(job.sheet, canvas, one, job.request),
    layers.Rosette: lambda job, canvas, one: surfaces.draw_rosette(job.sheet, canvas, one),
    layers.Panel: lambda job, canvas, one: surfaces.draw_panel(job.sheet, canvas, one),
    layers.Frame: lambda job, canvas, one: surfaces.draw_frame(job.sheet, canvas, one),
    layers.Shade: lambda job, canvas, one: surfaces.draw_shade(job.sheet, canvas, one),
    layers.PhotoWindow: lambda job, canvas, one: pictures.draw_photo(
        job.sheet, canvas, one, job.brief.photo
    ),
    layers.Logo: lambda job, canvas, one: pictures.draw_logo(
        job.sheet, canvas, one, job.brief.logo
    ),
    layers.Pages: lambda job, canvas, one: pages.draw_pages(job.sheet, canvas, one, job.request),
}


def paint_layer(job: Job, layer: layers.Layer) -> None:
    """Draw one layer, if it is wanted in this form and has what it needs."""
    if not _is_wanted(job, layer):
        return
    if isinstance(layer, layers.Column):
        _paint_column(job, layer)
    elif isinstance(layer, layers.Listing):
        job.texts.extend(rows.draw_list(job.sheet, layer, job.request))
    elif isinstance(layer, layers.Table):
        job.texts.extend(rows.draw_table(job.sheet, layer, job.request))
    else:
        with skia.Surface(job.sheet.pixels) as canvas:
            _PAINTERS[type(layer)](job, canvas, layer)


def _is_wanted(job: Job, layer: layers.Layer) -> bool:
    if layer.forms and job.sheet.form not in layer.forms:
        return False
    if layer.when and not _has(job, layer.when):
        return False
    return not (layer.unless and _has(job, layer.unless))


def _has(job: Job, name: str) -> bool:
    if name == "photo":
        return job.brief.photo is not None
    if name == "logo":
        return job.brief.logo is not None
    return job.request.has(name)


def _paint_column(job: Job, column: layers.Column) -> None:
    sheet = job.sheet
    for placed in place_column(sheet, column, job.request):
        if not isinstance(placed, PlacedRule):
            job.texts.append(placed)
            continue
        tone = sheet.palette[placed.item.ink]
        with skia.Surface(sheet.pixels) as canvas:
            place = (placed.x, placed.y, placed.length)
            style = (placed.item.weight * sheet.scale, placed.item.mark)
            ornaments.draw_rule(sheet, canvas, place, tone, style)
