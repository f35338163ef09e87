"""What lies over the whole video: how far it is, the brand's mark, and who speaks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import skia  # type: ignore[import-not-found,import-untyped,unused-ignore]  # ships no types

from heliograph.extensions.providers.video.drawing.lettering import blobs, leaning_lines
from heliograph.extensions.providers.video.drawing.motion import smooth
from heliograph.extensions.providers.video.drawing.places import HANDLE, Size, safe
from heliograph.extensions.providers.video.drawing.sprites import (
    Pixels,
    blank,
    faded,
    sprite_of,
    surface_of,
)
from heliograph.extensions.providers.video.drawing.tones import argb, palette_of
from heliograph.extensions.providers.video.frames import Sprite
from heliograph.sdk.timeline import Card, Logo, Look, Span, Timeline, spans
from heliograph.sdk.typesetting.setting import Wish, set_text
from heliograph.sdk.video import CannotRender

_BAR = 0.0075
_TRACK, _SHADE = 0.30, 0.55
_WHITE, _BLACK = (1.0, 1.0, 1.0), (0.0, 0.0, 0.0)


class OverlayLayer:
    """Lays the same marks over every frame, and a bar that grows. The small `handle` gives way
    where a scene is signed with it in large letters."""

    def __init__(
        self,
        still: list[Sprite],
        bar: ProgressBar | None,
        handle: Sprite | None = None,
        signed: Sequence[Span] = (),
    ) -> None:
        self._still, self._bar = still, bar
        self._handle, self._signed = handle, tuple(signed)

    def sprites(self, index: int) -> list[Sprite]:
        """What lies over a frame, counted from the start of the video."""
        found = list(self._still)
        shown = self._handle_at(index)
        if self._handle is not None and shown > 0:
            found.append(faded(self._handle, shown))
        if self._bar is not None:
            found.append(self._bar.sprite(index))
        return found

    def _handle_at(self, index: int) -> float:
        """How much of the small handle is seen: it goes while a signed scene comes in."""
        for span in self._signed:
            if span.start <= index < span.end:
                return 1.0 - smooth((index - span.start + 1) / (span.overlap + 1))
        return 1.0


def _is_signed(span: Span, handle: str) -> bool:
    """Whether a scene says the handle itself."""
    shot = span.scene.shot
    told = [title.text for title in span.scene.titles]
    if isinstance(shot, Card):
        told += [shot.heading, shot.body, shot.footer]
    return handle.strip() in (one.strip() for one in told)


class ProgressBar:
    """A line along the foot of the frame: a dim track, and the accent as far as the story is.

    Every scene takes an equal part of the line, however long it lasts: so a scene that is made
    longer changes its own frames and no others.
    """

    def __init__(self, size: Size, look: Look, starts: Sequence[int], frames: int) -> None:
        self._size = size
        self._edges = (*starts, max(frames, starts[-1] + 1))
        self._tone = palette_of(look)["accent"]
        self._tall = max(2, round(_BAR * min(size) / 2) * 2)

    def sprite(self, index: int) -> Sprite:
        """The bar at a frame; full at the last."""
        width, height = self._size
        reach = width * self._told(index)
        pixels = blank(width, self._tall)
        pixels[:, :, 3] = round(_TRACK * 255)
        cover = np.clip(reach - np.arange(width), 0, 1)[None, :, None]
        full = np.array([*(round(part * 255) for part in self._tone), 255])
        pixels[:] = np.rint(pixels * (1 - cover) + full * cover).astype(np.uint8)
        found = sprite_of(pixels, 0, height - self._tall)
        if found is None:
            raise ValueError("A progress bar is never empty.")
        return found

    def _told(self, index: int) -> float:
        """How much of the story is told when a frame has been seen."""
        position = min(bisect_right(self._edges, index), len(self._edges) - 1) - 1
        start, end = self._edges[position], self._edges[position + 1]
        inside = min(1.0, (index + 1 - start) / max(1, end - start))
        return (position + inside) / (len(self._edges) - 1)


def overlay_layer(timeline: Timeline, size: Size, total_frames: int, folder: Path) -> OverlayLayer:
    """What lies over the whole video at a frame size; raises `CannotRender` for a logo that is
    missing or no picture."""
    overlays = timeline.overlays
    still: list[Sprite | None] = []
    if overlays.logo is not None:
        still.append(_logo(overlays.logo, timeline, size, folder))
    handle, signed = None, []
    if overlays.handle.strip():
        handle = _handle(timeline, size)
        signed = [span for span in spans(timeline) if _is_signed(span, overlays.handle)]
    starts = [span.start for span in spans(timeline)]
    bar = ProgressBar(size, timeline.look, starts, total_frames) if overlays.progress else None
    kept = [sprite for sprite in still if sprite is not None]
    return OverlayLayer(kept, bar, handle, signed)


def _logo(logo: Logo, timeline: Timeline, size: Size, folder: Path) -> Sprite | None:
    picture = _read(logo, timeline, folder)
    area = safe(size)
    width = logo.size * min(size)
    # A tall mark is kept within a square, or it would hang into the picture.
    scale = min(width / picture.shape[1], width / picture.shape[0])
    wide, tall = (max(1, round(side * scale)) for side in (picture.shape[1], picture.shape[0]))
    small = cv2.resize(picture, (wide, tall), interpolation=cv2.INTER_AREA)
    x = area.left if logo.corner == "top_left" else area.right - wide
    left, top = round(x), round(area.top)
    pixels = blank(wide + 4, tall + 4)
    pixels[top % 2 : top % 2 + tall, left % 2 : left % 2 + wide] = small
    return sprite_of(pixels, left - left % 2, top - top % 2)


def _read(logo: Logo, timeline: Timeline, folder: Path) -> Pixels:
    """The logo's pixels, multiplied by their alpha."""
    source = timeline.sources.get(logo.source)
    if source is None:
        raise CannotRender(f"The logo's source {logo.source!r} is not among the sources.")
    path = folder / source.path
    try:
        data = np.frombuffer(path.read_bytes(), dtype=np.uint8)
    except OSError as error:
        raise CannotRender(f"The logo {source.path} cannot be read.") from error
    read = cv2.imdecode(data, cv2.IMREAD_UNCHANGED) if data.size else None
    if read is None:
        raise CannotRender(f"The logo {source.path} is not a picture.")
    return _rgba(np.asarray(read))


def _rgba(read: npt.NDArray[np.uint8 | np.uint16 | np.float32]) -> Pixels:
    shallow = read if read.dtype == np.uint8 else (read / 257).astype(np.uint8)
    if shallow.ndim == 2:
        shallow = shallow[:, :, None].repeat(3, axis=2)
    code = cv2.COLOR_BGRA2RGBA if shallow.shape[2] == 4 else cv2.COLOR_BGR2RGBA
    whole = np.asarray(cv2.cvtColor(shallow, code), dtype=np.float32)
    whole[:, :, :3] *= whole[:, :, 3:] / 255
    return np.rint(whole).astype(np.uint8)


def _handle(timeline: Timeline, size: Size) -> Sprite | None:
    """Who speaks, in the corner that the logo leaves free."""
    area, em = safe(size), HANDLE * min(size)
    wish = Wish("sans", em * 0.5, em, 1.2, 0.0, False, 1)
    text = set_text(timeline.overlays.handle, wish, (area.width * 0.6, em * 4), timeline.language)
    logo = timeline.overlays.logo
    from_right = logo is not None and logo.corner == "top_left"
    edge = area.right if from_right else area.left
    drop = (logo.size * min(size) - text.height) / 2 if logo is not None else 0.0
    placed = leaning_lines(text, edge, area.top + max(0.0, drop), from_right)
    box = placed.box()
    left, top = (int(value - em) // 2 * 2 for value in box[:2])
    pixels = blank(int(box[2] + em) - left, int(box[3] + em) - top)
    surface = surface_of(pixels)
    canvas = surface.getCanvas()
    canvas.translate(-left, -top)
    shade = skia.Paint(AntiAlias=True, Color=argb(_BLACK, _SHADE), StrokeWidth=em * 0.16)
    shade.setStyle(skia.Paint.kStrokeAndFill_Style)
    shade.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, em * 0.10))
    edge_paint = skia.Paint(AntiAlias=True, Color=argb(_BLACK, 0.75), StrokeWidth=em * 0.09)
    edge_paint.setStyle(skia.Paint.kStrokeAndFill_Style)
    ink = skia.Paint(AntiAlias=True, Color=argb(_WHITE, 0.96))
    for paint in (shade, edge_paint, ink):
        for blob, x, y in blobs(placed):
            canvas.drawTextBlob(blob, x, y, paint)
    surface.flushAndSubmit()
    return sprite_of(pixels, left, top)
