"""Panels, frames, shades and rosettes."""

from __future__ import annotations

from math import pi

import skia  # type: ignore[import-not-found,import-untyped,unused-ignore]  # ships no types

from heliograph.extensions.providers.canvas.layers import Frame, Panel, Rosette, Shade, pick
from heliograph.extensions.providers.canvas.sheet import Box, Sheet, argb, fill, hairline, rect
from heliograph.sdk.artwork import colour
from heliograph.sdk.artwork.geometry import star_outline, star_polygon


def outline_of(box: Box, shape: str, corner: float) -> skia.Path:
    """A box with round corners, a pointed arch, or the disc inside it."""
    path = skia.Path()
    if shape == "disc":
        radius = min(box[2] - box[0], box[3] - box[1]) / 2
        path.addCircle((box[0] + box[2]) / 2, (box[1] + box[3]) / 2, radius)
    elif shape == "arch":
        path = arch(box)
    else:
        path.addRoundRect(rect(box), corner, corner)
    return path


def arch(box: Box) -> skia.Path:
    """A keel arch: two curves that rise steeply and meet in a point, on straight sides."""
    left, top, right, bottom = box
    middle, wide = (left + right) / 2, right - left
    spring = top + min(wide * 0.50, (bottom - top) * 0.45)
    rise = spring - top
    path = skia.Path()
    path.moveTo(left, bottom)
    path.lineTo(left, spring)
    path.cubicTo(left, spring - rise * 0.52, left + wide * 0.20, spring - rise * 0.70, middle, top)
    path.cubicTo(
        right - wide * 0.20, spring - rise * 0.70, right, spring - rise * 0.52, right, spring
    )
    path.lineTo(right, bottom)
    path.close()
    return path


def box_of(sheet: Sheet, layer: Panel | Frame) -> Box:
    """Its box in pixels, counted inside the safe area or on the whole canvas."""
    box = pick(layer.box, sheet.form)
    return sheet.bled(box) if layer.bleed else sheet.box(box)


def draw_panel(sheet: Sheet, canvas: skia.Canvas, layer: Panel) -> None:
    """A surface with its shadow below and its border on top."""
    path = outline_of(box_of(sheet, layer), layer.shape, layer.corner * sheet.scale)
    if layer.shadow:
        canvas.save()
        canvas.translate(0, 10 * sheet.scale)
        canvas.drawPath(path, fill((0.0, 0.0, 0.0), layer.shadow, 22 * sheet.scale))
        canvas.restore()
    canvas.drawPath(path, fill(sheet.palette[layer.fill], layer.strength))
    if layer.border:
        tone = argb(sheet.palette[layer.ink], 0.75)
        canvas.drawPath(path, hairline(layer.border * sheet.scale, None, tone))


def draw_frame(sheet: Sheet, canvas: skia.Canvas, layer: Frame) -> None:
    """Lines about a box."""
    box = box_of(sheet, layer)
    tone = argb(sheet.palette[layer.ink], layer.strength)
    paint = hairline(layer.weight * sheet.scale, None, tone)
    thin = hairline(max(1.0, layer.weight * 0.5 * sheet.scale), None, tone)
    gap = 12 * sheet.scale
    if layer.style == "arch":
        canvas.drawPath(arch(box), paint)
        canvas.drawPath(arch(_inset(box, gap)), thin)
    elif layer.style == "line":
        canvas.drawRect(rect(box), paint)
    elif layer.style == "corners":
        _draw_corners(canvas, box, 70 * sheet.scale, paint)
    elif layer.style == "khatam":
        _draw_khatam_frame(sheet, canvas, (box, gap), (paint, thin))
    else:
        canvas.drawRect(rect(box), paint)
        canvas.drawRect(rect(_inset(box, gap)), thin)


def _inset(box: Box, by: float) -> Box:
    return (box[0] + by, box[1] + by, box[2] - by, box[3] - by)


def _draw_corners(canvas: skia.Canvas, box: Box, length: float, paint: skia.Paint) -> None:
    path = skia.Path()
    for x, way_x in ((box[0], 1), (box[2], -1)):
        for y, way_y in ((box[1], 1), (box[3], -1)):
            path.moveTo(x + way_x * length, y)
            path.lineTo(x, y)
            path.lineTo(x, y + way_y * length)
    canvas.drawPath(path, paint)


def _draw_khatam_frame(
    sheet: Sheet,
    canvas: skia.Canvas,
    where: tuple[Box, float],
    paints: tuple[skia.Paint, skia.Paint],
) -> None:
    """Two lines whose corners are held by eight-pointed stars."""
    box, gap = where
    reach = 23 * sheet.scale
    mid = _inset(box, gap / 2)
    corners = [(mid[0], mid[1]), (mid[2], mid[1]), (mid[0], mid[3]), (mid[2], mid[3])]
    canvas.save()
    for corner in corners:
        hole = skia.Path()
        hole.addCircle(*corner, reach * 1.02)
        canvas.clipPath(hole, skia.ClipOp.kDifference, True)
    canvas.drawRect(rect(box), paints[0])
    canvas.drawRect(rect(_inset(box, gap)), paints[1])
    canvas.restore()
    for corner in corners:
        canvas.drawPath(star_outline(8, corner, (reach, reach * 0.765), 0.0), paints[0])
        canvas.drawPath(star_outline(8, corner, (reach * 0.5, reach * 0.38), 0.0), paints[1])


def draw_shade(sheet: Sheet, canvas: skia.Canvas, layer: Shade) -> None:
    """From full strength at the edge to nothing where it ends."""
    width, height = sheet.width, sheet.height
    tone = sheet.palette[layer.fill]
    if layer.side == "all":
        canvas.drawRect(skia.Rect(0, 0, width, height), fill(tone, layer.strength))
        return
    side = layer.side
    if sheet.is_mirrored and side in ("start", "end"):
        side = "end" if side == "start" else "start"
    points = {
        "top": [(0, 0), (0, height * layer.reach)],
        "bottom": [(0, height), (0, height * (1 - layer.reach))],
        "start": [(0, 0), (width * layer.reach, 0)],
        "end": [(width, 0), (width * (1 - layer.reach), 0)],
    }[side]
    shares = (1.0, 0.92, 0.6, 0.22, 0.0)
    paint = skia.Paint(AntiAlias=True, Dither=True)
    paint.setShader(
        skia.GradientShader.MakeLinear(
            points=points,
            colors=[argb(tone, layer.strength * share) for share in shares],
            positions=[0.0, 0.3, 0.6, 0.85, 1.0],
        )
    )
    canvas.drawRect(skia.Rect(0, 0, width, height), paint)


def draw_rosette(sheet: Sheet, canvas: skia.Canvas, layer: Rosette) -> None:
    """Star polygons on one circle: their crossings make petals about a star in the middle."""
    centre = sheet.at(pick(layer.centre, sheet.form))
    radius = pick(layer.radius, sheet.form) * sheet.scale
    count = layer.points
    tone = sheet.palette[layer.ink]
    strong = argb(tone, layer.strength)
    shader = sheet.lit(centre, radius, strong, argb(tone, layer.strength * 0.6))
    heavy = hairline(max(1.2, 2.2 * sheet.scale), shader)
    fine = hairline(max(1.0, 1.1 * sheet.scale), shader)
    turn = pi / 2
    if layer.filled:
        mix = colour.mix(sheet.palette["background"], tone, 0.12)
        canvas.drawCircle(*centre, radius * 1.1, fill(mix, layer.filled))
    canvas.drawCircle(*centre, radius * 1.10, heavy)
    canvas.drawCircle(*centre, radius * 1.05, fine)
    double = count * 2
    canvas.drawPath(star_polygon(double, count - 1, centre, radius * 1.05, turn), fine)
    canvas.drawPath(star_polygon(double, count - 2, centre, radius * 1.05, turn), heavy)
    half = turn + pi / double
    canvas.drawPath(star_polygon(count, max(2, count // 2 - 1), centre, radius * 0.62, turn), heavy)
    canvas.drawPath(star_outline(count, centre, (radius * 0.36, radius * 0.24), half), fine)
