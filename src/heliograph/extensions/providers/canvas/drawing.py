"""From a brief to a picture: background, line work, words, report, file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import cv2
import skia  # type: ignore[import-not-found,import-untyped,unused-ignore]  # ships no types

from heliograph.extensions.providers.canvas import colour, ornaments
from heliograph.extensions.providers.canvas.columns import (
    PlacedRule,
    PlacedText,
    Words,
    place_column,
)
from heliograph.extensions.providers.canvas.design import (
    Column,
    Constellation,
    Design,
    Dial,
    Layer,
    Symbol,
    load_design,
    pick,
    shape_of,
)
from heliograph.extensions.providers.canvas.ink import readable_ink
from heliograph.extensions.providers.canvas.sheet import Sheet, argb
from heliograph.extensions.providers.canvas.sky.backdrop import Order, Store
from heliograph.extensions.providers.canvas.symbols import name_of
from heliograph.extensions.providers.canvas.type.fonts import FILES, LICENCE, NAMES, face
from heliograph.extensions.providers.canvas.type.setting import SetText
from heliograph.sdk.pictures import Picture, PictureBrief, PictureReport, TextBox

BACKGROUNDS = Store()
_ROLES = ("background", "support", "accent", "ink", "paper")
_ENCODINGS = {
    "image/jpeg": (
        ".jpg",
        [
            cv2.IMWRITE_JPEG_QUALITY,
            92,
            cv2.IMWRITE_JPEG_SAMPLING_FACTOR,
            cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444,
        ],
    ),
    "image/png": (".png", [cv2.IMWRITE_PNG_COMPRESSION, 3]),
}


@dataclass
class _Notes:
    """What the report will say, gathered while drawing."""

    boxes: list[TextBox] = field(default_factory=list)
    overflowing: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    faces: set[str] = field(default_factory=set)


def draw(brief: PictureBrief) -> Picture:
    """Draw one picture; raises `ValueError` for an unknown design, symbol, colour or file type."""
    if brief.mime not in _ENCODINGS:
        raise ValueError(f"The canvas writes {', '.join(_ENCODINGS)}, not {brief.mime}.")
    for key in FILES:
        face(key)
    design = load_design(brief.pack_folder, brief.design)
    sheet = _sheet(brief, design)
    safe = sheet.box(pick(design.safe, sheet.shape))
    notes = _Notes()
    words = Words(brief.words, brief.language)
    for layer in design.layers:
        _draw_layer(sheet, layer, (words, design.min_contrast), notes)
    _note_unsafe(notes, safe)
    report = PictureReport(
        boxes=tuple(notes.boxes),
        safe_area=safe,
        overflowing=tuple(dict.fromkeys(notes.overflowing)),
        missing_glyphs=tuple(dict.fromkeys(notes.missing)),
    )
    licences = {NAMES[key]: LICENCE for key in sorted(notes.faces)}
    return Picture(
        _encode(sheet, brief.mime), brief.mime, brief.width, brief.height, report, licences
    )


def _sheet(brief: PictureBrief, design: Design) -> Sheet:
    missing = [role for role in _ROLES if role not in brief.palette]
    if missing:
        raise ValueError(f"The palette lacks: {', '.join(missing)}.")
    shape = shape_of(brief.width, brief.height)
    sign = name_of(brief.symbol) if brief.symbol else None
    background = design.background
    scene = background.scenes.get(sign or "", background.scene)
    order = Order(
        design=design.id,
        scene=scene,
        width=brief.width,
        height=brief.height,
        seed=brief.seed,
        focus=pick(background.focus, shape),
        quiet=pick(background.quiet, shape),
        palette=tuple((role, brief.palette[role]) for role in ("background", "support", "accent")),
    )
    palette = {role: colour.parse(brief.palette[role]) for role in _ROLES}
    return Sheet(BACKGROUNDS.get(order), shape, palette, scene, sign)


def _draw_layer(sheet: Sheet, layer: Layer, text: tuple[Words, float], notes: _Notes) -> None:
    if isinstance(layer, Column):
        for placed in place_column(sheet, layer, text[0]):
            _draw_item(sheet, placed, text[1], notes)
        return
    with skia.Surface(sheet.pixels) as canvas:
        if isinstance(layer, Dial):
            ornaments.draw_dial(sheet, canvas, layer)
        elif isinstance(layer, Constellation):
            ornaments.draw_constellation(sheet, canvas, layer)
        elif isinstance(layer, Symbol):
            ornaments.draw_symbol(sheet, canvas, layer)


def _draw_item(sheet: Sheet, placed: PlacedText | PlacedRule, least: float, notes: _Notes) -> None:
    if isinstance(placed, PlacedRule):
        tone = sheet.palette[placed.item.ink]
        with skia.Surface(sheet.pixels) as canvas:
            place = (placed.x, placed.y, placed.length)
            ornaments.draw_rule(sheet, canvas, place, tone, placed.item.weight * sheet.scale)
        return
    boxes = placed.boxes()
    style = placed.item.style
    ink, contrast = readable_ink(sheet, boxes, sheet.palette[style.ink], style.strength, least)
    _draw_text(sheet, placed, ink)
    _note(placed, boxes, contrast, notes)


def _draw_text(sheet: Sheet, placed: PlacedText, ink: colour.RGB) -> None:
    text = placed.text
    paint = skia.Paint(AntiAlias=True, Color=argb(ink))
    with skia.Surface(sheet.pixels) as canvas:
        for index, (line, left) in enumerate(zip(text.lines, placed.lefts, strict=True)):
            blob = _blob(text, index)
            if blob is not None and line.shaped.runs:
                canvas.drawTextBlob(blob, left, placed.baseline + index * text.line_height, paint)


def _blob(text: SetText, index: int) -> skia.TextBlob | None:
    builder = skia.TextBlobBuilder()
    for run in text.lines[index].shaped.runs:
        if not run.glyphs:
            continue
        font = skia.Font(run.face.typeface, text.size)
        font.setSubpixel(True)
        font.setEdging(skia.Font.Edging.kAntiAlias)
        font.setHinting(skia.FontHinting.kNone)
        places = [skia.Point(x * text.size, y * text.size) for x, y in run.places]
        builder.allocRunPos(font, list(run.glyphs), places)
    return builder.make()


def _note(
    placed: PlacedText,
    boxes: Sequence[tuple[float, float, float, float]],
    contrast: float,
    notes: _Notes,
) -> None:
    text = placed.text
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    notes.boxes.append(
        TextBox(
            layer=placed.item.name,
            left=min(lefts),
            top=min(tops),
            right=max(rights),
            bottom=max(bottoms),
            size=text.size,
            lines=len(text.lines),
            contrast=round(contrast, 2),
            words=text.words,
        )
    )
    if not placed.fits:
        notes.overflowing.append(placed.item.name)
    notes.missing.extend(text.missing)
    notes.faces.update(run.face.key for line in text.lines for run in line.shaped.runs)


def _note_unsafe(notes: _Notes, safe: tuple[float, float, float, float]) -> None:
    for box in notes.boxes:
        if box.left < safe[0] or box.top < safe[1] or box.right > safe[2] or box.bottom > safe[3]:
            notes.overflowing.append(box.layer)


def _encode(sheet: Sheet, mime: str) -> bytes:
    suffix, options = _ENCODINGS[mime]
    code = cv2.COLOR_RGBA2BGR
    done, data = cv2.imencode(suffix, cv2.cvtColor(sheet.pixels, code), options)
    if not done:
        raise RuntimeError(f"OpenCV could not write {mime}.")
    return bytes(data.tobytes())
