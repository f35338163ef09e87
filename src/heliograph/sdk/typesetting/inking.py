"""Shaped lines as something skia draws: whole, or only the glyphs of some characters."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import skia  # type: ignore[import-not-found,import-untyped,unused-ignore]  # ships no types

from heliograph.sdk.typesetting.fonts import Face
from heliograph.sdk.typesetting.shaping import Edges, GlyphRun, ShapedLine, glyph_edges

Keep = Callable[[int], bool]
"""Whether the glyphs that begin with this character of the line are meant."""


@lru_cache(maxsize=256)
def _font(face: Face, size: float) -> skia.Font:
    font = skia.Font(face.typeface, size)
    font.setSubpixel(True)
    font.setEdging(skia.Font.Edging.kAntiAlias)
    font.setHinting(skia.FontHinting.kNone)
    return font


def _chosen(run: GlyphRun, keep: Keep | None) -> list[int]:
    if keep is None:
        return list(range(len(run.glyphs)))
    return [index for index, start in enumerate(run.clusters) if keep(start)]


def blob_of(line: ShapedLine, size: float, keep: Keep | None = None) -> skia.TextBlob | None:
    """The glyphs of a line about the start of its baseline; `size` is the em in pixels. The line
    is shaped as a whole whatever is kept of it, so a part stands where it stood and stays joined.
    None where there is nothing to draw."""
    builder = skia.TextBlobBuilder()
    is_empty = True
    for run in line.runs:
        chosen = _chosen(run, keep)
        if not chosen:
            continue
        is_empty = False
        places = [skia.Point(run.places[i][0] * size, run.places[i][1] * size) for i in chosen]
        builder.allocRunPos(_font(run.face, size), [run.glyphs[i] for i in chosen], places)
    return None if is_empty else builder.make()


def ink_of(line: ShapedLine, keep: Keep) -> Edges | None:
    """The box (left, top, right, bottom) in em that holds the ink of some glyphs of a line."""
    edges = [
        (left + x, top + y, right + x, bottom + y)
        for run in line.runs
        for i in _chosen(run, keep)
        for x, y in (run.places[i],)
        for left, top, right, bottom in (glyph_edges(run.face, run.glyphs[i]),)
        if right > left and bottom > top
    ]
    if not edges:
        return None
    lefts, tops, rights, bottoms = zip(*edges, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))
