"""A text as lines that can be said and shown one after another."""

from __future__ import annotations

import re

_ENDS = re.compile(r"(?<=[.!?\u2026\u061f])[\"'\u2019\u201d\u00bb)]*\s+(?=\S)|\n+")
_TURNS = re.compile(r"(?<=[;:\u061b])\s+|\s+(?=\u2014)|(?<=\u2014)\s+")
_RESTS = re.compile(r"(?<=[,\u060c])\s+")


def lines_of(text: str, longest: int = 96, shortest: int = 24) -> list[str]:
    """Sentences in order; a sentence of more than `longest` characters is parted where it turns,
    and what is shorter than `shortest` stays with its neighbour. No word is changed or lost."""
    found: list[str] = []
    for sentence in (one.strip() for one in _ENDS.split(text.strip())):
        if not sentence:
            continue
        found += _parted(sentence, longest, shortest)
    return found


def _parted(sentence: str, longest: int, shortest: int) -> list[str]:
    parts = [sentence]
    for rule in (_TURNS, _RESTS):
        pieces: list[str] = []
        for part in parts:
            is_long = len(part) > longest
            pieces += _joined(rule.split(part), longest, shortest) if is_long else [part]
        parts = pieces
    return parts


def _joined(pieces: list[str], longest: int, shortest: int) -> list[str]:
    """Pieces put together again as far as there is room, so that none is a scrap."""
    found: list[str] = []
    for piece in pieces:
        together = f"{found[-1]} {piece}" if found else piece
        is_scrap = bool(found) and min(len(found[-1]), len(piece)) < shortest
        if found and (len(together) <= longest or is_scrap):
            found[-1] = together
        else:
            found.append(piece)
    return found
