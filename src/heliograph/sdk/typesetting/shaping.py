"""From letters to glyphs: HarfBuzz shapes whole pieces, so Arabic joins as its face intends."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import skia  # type: ignore[import-not-found,import-untyped,unused-ignore]  # ships no types
import uharfbuzz as hb  # type: ignore[import-untyped,unused-ignore]  # ships no types

from heliograph.sdk.typesetting.direction import (
    Piece,
    levels,
    pieces,
    visual_order,
)
from heliograph.sdk.typesetting.fonts import Face, faces_for

Edges = tuple[float, float, float, float]
_BOUNDS_SIZE = 1000.0


@dataclass(frozen=True)
class GlyphRun:
    """Glyphs of one face, placed along the baseline; lengths in em. `clusters` says for every
    glyph with which character of the line it begins."""

    face: Face
    glyphs: tuple[int, ...]
    places: tuple[tuple[float, float], ...]
    clusters: tuple[int, ...] = ()


@dataclass(frozen=True)
class ShapedLine:
    """One line from left to right; lengths in em, y downward from the baseline."""

    runs: tuple[GlyphRun, ...]
    width: float
    ink: Edges
    missing: tuple[str, ...]


@dataclass(frozen=True)
class _Shaped:
    glyphs: tuple[int, ...]
    places: tuple[tuple[float, float], ...]
    clusters: tuple[int, ...]
    advance: float


@lru_cache(maxsize=4096)
def shape_line(text: str, role: str, base: int, tracking: float = 0.0) -> ShapedLine:
    """Shape one line. `tracking` is added after every glyph but the last, in em."""
    runs: list[GlyphRun] = []
    missing: list[str] = []
    pen = 0.0
    for piece in visual_order(_by_face(text, role, base, missing)):
        face = _face_of(text, piece, role)
        shaped = _shape(face, text, piece, tracking)
        places = tuple((pen + x, y) for x, y in shaped.places)
        runs.append(GlyphRun(face, shaped.glyphs, places, shaped.clusters))
        pen += shaped.advance
    return ShapedLine(tuple(runs), max(0.0, pen - tracking), _ink(runs), tuple(missing))


def lacking(text: str, role: str) -> tuple[str, ...]:
    """The characters of a text that no typeface of the role has, each once: they would stand
    there as empty boxes."""
    faces = (*faces_for(role, is_arabic=False), *faces_for(role, is_arabic=True))
    seen = dict.fromkeys(unicodedata.normalize("NFC", text))
    return tuple(
        one
        for one in seen
        if not (one.isspace() or _is_unseen(one) or any(face.draws(one) for face in faces))
    )


def _by_face(text: str, role: str, base: int, missing: list[str]) -> list[Piece]:
    """The pieces of the line, cut again where another face must help out."""
    found: list[Piece] = []
    for piece in pieces(text, levels(text, base)):
        start = piece.start
        current = None
        for index in range(piece.start, piece.end):
            character = text[index]
            face = _first_that_draws(character, role, piece.is_arabic)
            if face is None and not _is_unseen(character):
                missing.append(character)
            if face is None or _clings(character):
                continue
            if current is not None and face != current:
                found.append(Piece(start, index, piece.level, piece.is_arabic))
                start = index
            current = face
        found.append(Piece(start, piece.end, piece.level, piece.is_arabic))
    return found


def _first_that_draws(character: str, role: str, is_arabic: bool) -> str | None:
    for face in faces_for(role, is_arabic):
        if face.draws(character):
            return face.key
    return None


def _clings(character: str) -> bool:
    """Marks stay with the letter before them, in its face; a space never asks for another face."""
    return unicodedata.category(character) in ("Mn", "Me", "Cf", "Zs")


def _is_unseen(character: str) -> bool:
    return unicodedata.category(character) == "Cf" or "\ufe00" <= character <= "\ufe0f"


def _face_of(text: str, piece: Piece, role: str) -> Face:
    faces = faces_for(role, piece.is_arabic)
    for character in text[piece.start : piece.end]:
        if _clings(character):
            continue
        for face in faces:
            if face.draws(character):
                return face
    return faces[0]


def _shape(face: Face, text: str, piece: Piece, tracking: float) -> _Shaped:
    buffer = hb.Buffer()
    buffer.add_codepoints([ord(c) for c in text], piece.start, piece.end - piece.start)
    buffer.direction = "rtl" if piece.level % 2 else "ltr"
    buffer.script = "Arab" if piece.is_arabic else "Latn"
    buffer.language = "ar" if piece.is_arabic else "en"
    features = {"kern": True, "liga": tracking == 0.0}
    hb.shape(face.shaper, buffer, features)
    pen, places = 0.0, []
    for position in buffer.glyph_positions:
        places.append(((pen + position.x_offset) / face.units, -position.y_offset / face.units))
        pen += position.x_advance + tracking * face.units
    glyphs = tuple(int(info.codepoint) for info in buffer.glyph_infos)
    clusters = tuple(int(info.cluster) for info in buffer.glyph_infos)
    return _Shaped(glyphs, tuple(places), clusters, pen / face.units)


@lru_cache(maxsize=8192)
def glyph_edges(face: Face, glyph: int) -> Edges:
    """The box of one glyph in em, about its own place on the baseline."""
    bounds = skia.Font(face.typeface, _BOUNDS_SIZE).getBounds([glyph])[0]
    return (
        bounds.fLeft / _BOUNDS_SIZE,
        bounds.fTop / _BOUNDS_SIZE,
        bounds.fRight / _BOUNDS_SIZE,
        bounds.fBottom / _BOUNDS_SIZE,
    )


def _ink(runs: list[GlyphRun]) -> Edges:
    """The box that really holds ink, by the outlines and not by the metrics of the face."""
    edges = [
        (left + x, top + y, right + x, bottom + y)
        for run in runs
        for glyph, (x, y) in zip(run.glyphs, run.places, strict=True)
        for left, top, right, bottom in (glyph_edges(run.face, glyph),)
        if right > left and bottom > top
    ]
    if not edges:
        return (0.0, 0.0, 0.0, 0.0)
    lefts, tops, rights, bottoms = zip(*edges, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))
