"""A text as its sentences, and as lines that can be said and shown one after another."""

from __future__ import annotations

import re
from itertools import pairwise

from heliograph.sdk.counting import SENTENCE_END

_TURNS = re.compile(r"(?<=[;:\u061b])\s+|\s+(?=\u2014)|(?<=\u2014)\s+")
_RESTS = re.compile(r"(?<=[,\u060c])\s+")


def sentences(text: str) -> list[str]:
    """The sentences in order, each with the marks that close it; a line's end ends one as well."""
    edges = [0, *(found.end() for found in SENTENCE_END.finditer(text)), len(text)]
    parts = (text[first:last].strip() for first, last in pairwise(edges))
    return [one for one in parts if one]


def lines_of(text: str, longest: int = 96, shortest: int = 24) -> list[str]:
    """Sentences in order; a sentence of more than `longest` characters is parted where it turns,
    and what is shorter than `shortest` stays with its neighbour. No word is changed or lost."""
    found: list[str] = []
    for sentence in sentences(text):
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
