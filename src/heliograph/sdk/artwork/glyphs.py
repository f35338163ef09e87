"""The signs of the planets as outlines, and marks of type drawn large."""

from __future__ import annotations

from functools import lru_cache

import skia  # type: ignore[import-not-found,import-untyped,unused-ignore]  # ships no types

from heliograph.sdk.typesetting.fonts import faces_for

SIGNS = {
    "sun": "\u2609", "moon": "\u263d", "mercury": "\u263f", "venus": "\u2640", "mars": "\u2642",
    "jupiter": "\u2643", "saturn": "\u2644", "uranus": "\u2645", "neptune": "\u2646",
    "pluto": "\u2647",
}  # fmt: skip
_SQUARE = 100.0


@lru_cache(maxsize=64)
def glyph_path(character: str, role: str) -> skia.Path:
    """A character's outline, centred, its longer side 100."""
    if character == SIGNS["sun"]:
        return _sun()
    face = next((one for one in faces_for(role, False) if one.draws(character)), None)
    if face is None:
        raise ValueError(f"No face has the sign {character!r}; use another one.")
    font = skia.Font(face.typeface, 200)
    path = font.getPath(font.textToGlyphs(character)[0])
    return _centred(path)


def _sun() -> skia.Path:
    """A circle and its middle; the symbol face lacks it."""
    whole = skia.Path()
    ring = skia.Path()
    ring.addCircle(50, 50, 44)
    skia.Paint(Style=skia.Paint.kStroke_Style, StrokeWidth=8).getFillPath(ring, whole, None, 8)
    whole.addCircle(50, 50, 8.5)
    return _centred(whole)


def _centred(path: skia.Path) -> skia.Path:
    bounds = path.computeTightBounds()
    grow = _SQUARE / max(bounds.width(), bounds.height(), 1e-6)
    fit = skia.Matrix()
    fit.setTranslate(-bounds.centerX(), -bounds.centerY())
    fit.postScale(grow, grow)
    moved = skia.Path(path)
    moved.transform(fit)
    return moved


def placed_glyph(character: str, role: str, centre: tuple[float, float], size: float) -> skia.Path:
    """An outline on the canvas."""
    matrix = skia.Matrix()
    matrix.setScale(size / _SQUARE, size / _SQUARE)
    matrix.postTranslate(*centre)
    path = skia.Path(glyph_path(character, role))
    path.transform(matrix)
    return path
