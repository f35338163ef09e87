"""From a brief to a picture: background, layers, report, file."""

from __future__ import annotations

import cv2

from heliograph.extensions.providers.canvas.design import Background, Design, load_design
from heliograph.extensions.providers.canvas.layers import pick
from heliograph.extensions.providers.canvas.lettering import letter
from heliograph.extensions.providers.canvas.notes import Notes
from heliograph.extensions.providers.canvas.painters import Job, paint_layer
from heliograph.extensions.providers.canvas.request import Request, request_of
from heliograph.extensions.providers.canvas.sheet import Sheet
from heliograph.extensions.providers.canvas.sky.backdrop import Order, Store
from heliograph.extensions.providers.canvas.sky.photo import Photo, photo_of
from heliograph.extensions.providers.canvas.theme import themed
from heliograph.sdk.artwork import colour
from heliograph.sdk.pictures import Edges, Picture, PictureBrief
from heliograph.sdk.sizes import PictureSize, size_named, size_of

BACKGROUNDS = Store()
_LARGEST = 4096
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


def draw(brief: PictureBrief) -> Picture:
    """Draw one picture; raises `ValueError`, with what would mend it, for anything unknown."""
    if brief.mime not in _ENCODINGS:
        raise ValueError(f"The canvas writes {', '.join(_ENCODINGS)}, not {brief.mime}.")
    design = load_design(brief.pack_folder, brief.design)
    size = _size(brief, design)
    request = request_of(brief, design)
    sheet = sheet_of(brief, design, size, request)
    job = Job(sheet, brief, request, [])
    for layer in design.layers:
        paint_layer(job, layer)
    notes = Notes()
    letter(sheet, job.texts, design.min_contrast, notes)
    return Picture(
        data=_encode(sheet, brief.mime),
        mime=brief.mime,
        width=brief.width,
        height=brief.height,
        report=notes.report(size.safe),
        licences=notes.licences(),
    )


def _size(brief: PictureBrief, design: Design) -> PictureSize:
    if not (64 <= brief.width <= _LARGEST and 64 <= brief.height <= _LARGEST):
        raise ValueError(
            f"A picture of {brief.width} x {brief.height} cannot be drawn; "
            f"each side is 64 to {_LARGEST} pixels."
        )
    size = size_named(brief.size) if brief.size else size_of(brief.width, brief.height)
    if (size.width, size.height) != (brief.width, brief.height):
        raise ValueError(f"The size {size.name} is {size.width} x {size.height}; ask for that.")
    if size.form not in design.forms:
        raise ValueError(
            f"The design {design.id} has no {size.form} form; it has: {', '.join(design.forms)}."
        )
    return size


def sheet_of(brief: PictureBrief, design: Design, size: PictureSize, request: Request) -> Sheet:
    palette = themed(brief.palette, design.theme)
    background = design.background
    scene = background.scenes.get(request.symbol or "", pick(background.scene, size.form))
    is_mirrored = design.mirrors and brief.language.split("-")[0] in ("ar", "fa", "ur", "he")
    plan = Sheet(_NOTHING, size, palette, scene, request.symbol, is_mirrored)
    focus = plan.at(pick(background.focus, size.form))
    quiet = plan.box(pick(background.quiet, size.form))
    order = Order(
        scene=scene,
        width=size.width,
        height=size.height,
        seed=brief.seed,
        focus=(round(focus[0] / size.width, 4), round(focus[1] / size.height, 4)),
        quiet=_shares(quiet, size),
        palette=tuple((role, colour.text_of(palette[role])) for role in _GROUND_ROLES),
        photo=_photo(brief, background),
    )
    pixels = BACKGROUNDS.get(order)
    return Sheet(pixels, size, palette, scene, request.symbol, is_mirrored)


_NOTHING = colour.EMPTY
_GROUND_ROLES = ("background", "support", "accent")


def _shares(box: Edges, size: PictureSize) -> Edges:
    return (
        round(box[0] / size.width, 4),
        round(box[1] / size.height, 4),
        round(box[2] / size.width, 4),
        round(box[3] / size.height, 4),
    )


def _photo(brief: PictureBrief, background: Background) -> Photo | None:
    if brief.photo is None:
        return None
    return None if background.photo is None else photo_of(brief.photo, background.photo)


def _encode(sheet: Sheet, mime: str) -> bytes:
    suffix, options = _ENCODINGS[mime]
    code = cv2.COLOR_RGBA2BGR
    done, data = cv2.imencode(suffix, cv2.cvtColor(sheet.pixels, code), options)
    if not done:
        raise RuntimeError(f"OpenCV could not write {mime}.")
    return bytes(data.tobytes())
