"""Which way each letter runs: levels of one paragraph, and the pieces a line is shaped in."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from bidi import algorithm as bidi  # type: ignore[import-untyped,unused-ignore]  # ships no types

_PAIRS = {
    pair[0]: pair[1] for pair in ("()", "[]", "{}", "«»", "“”", "\u2039\u203a", "\u2018\u2019")
}
_ARABIC = (("\u0600", "\u06ff"), ("\u0750", "\u077f"), ("\u08a0", "\u08ff"), ("\ufb50", "\ufdff"))
_RIGHT = frozenset(("R", "AL"))


@dataclass(frozen=True)
class Piece:
    """A stretch of a line in one direction and one script."""

    start: int
    end: int
    level: int
    is_arabic: bool


def is_arabic_letter(character: str) -> bool:
    """Whether the character belongs to the Arabic blocks."""
    return any(low <= character <= high for low, high in _ARABIC)


def base_level(text: str, language: str = "en") -> int:
    """0 for left to right, 1 for right to left: by the first strong letter, else the language."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind == "L":
            return 0
        if kind in _RIGHT:
            return 1
    return 1 if language.split("-")[0] in ("ar", "fa", "ur", "he") else 0


def levels(text: str, base: int) -> list[int]:
    """The embedding level of every character of a paragraph."""
    # Joiners have no direction and the library drops them: they go with the letter before them.
    heard = [unicodedata.bidirectional(character) != "BN" for character in text]
    spoken = "".join(sign for sign, is_heard in zip(text, heard, strict=True) if is_heard)
    known = iter(_levels(spoken, base))
    found: list[int] = []
    for is_heard in heard:
        found.append(next(known) if is_heard else (found[-1] if found else base))
    _settle_pairs(text, found, base)
    for index, character in enumerate(text[:-1]):
        # The sign of a handle or a hashtag belongs to the name behind it.
        if character in "@#" and unicodedata.bidirectional(text[index + 1]) == "L":
            found[index] = found[index + 1]
    return found


def _levels(text: str, base: int) -> list[int]:
    storage = bidi.get_empty_storage()
    storage["base_level"] = base
    storage["base_dir"] = ("L", "R")[base]
    bidi.get_embedding_levels(text, storage)
    bidi.explicit_embed_and_overrides(storage)
    bidi.resolve_weak_types(storage)
    bidi.resolve_neutral_types(storage, False)
    bidi.resolve_implicit_levels(storage, False)
    return [int(character["level"]) for character in storage["chars"]]


def _settle_pairs(text: str, found: list[int], base: int) -> None:
    """Both halves of a pair of brackets or quotes turn the same way (the library leaves them to
    their neighbours, which draws the two halves of one pair in different faces)."""
    waiting: list[int] = []
    for index, character in enumerate(text):
        if character in _PAIRS:
            waiting.append(index)
        elif waiting and character == _PAIRS[text[waiting[-1]]]:
            start = waiting.pop()
            level = _pair_level(text, (start, index), found, base)
            found[start] = found[index] = level


def _pair_level(text: str, pair: tuple[int, int], found: list[int], base: int) -> int:
    inside = {
        found[index] % 2
        for index in range(pair[0] + 1, pair[1])
        if unicodedata.bidirectional(text[index]) in ("L", "R", "AL", "AN", "EN")
    }
    if base in inside or not inside:
        return base
    before = [
        found[index]
        for index in range(pair[0])
        if unicodedata.bidirectional(text[index]) in ("L", "R", "AL")
    ]
    opposite = base + 1
    return opposite if before and before[-1] % 2 != base else base


def pieces(text: str, found: Sequence[int]) -> list[Piece]:
    """Cut a line where its direction or its script changes, in the order of the text."""
    scripts = _scripts(text, found)
    kinds = list(zip(found, scripts, strict=True))
    cuts = [index for index in range(len(text)) if not index or kinds[index] != kinds[index - 1]]
    ends = [*cuts[1:], len(text)]
    return [
        Piece(start, end, found[start], scripts[start])
        for start, end in zip(cuts, ends, strict=True)
        if end > start
    ]


def _scripts(text: str, found: Sequence[int]) -> list[bool]:
    """Arabic or not, for every character; spaces and signs follow the letters around them."""
    strong = [_own_script(character) for character in text]
    scripts: list[bool] = []
    for index, own in enumerate(strong):
        if own is not None:
            scripts.append(own)
        elif found[index] % 2:
            scripts.append(True)
        elif index and found[index] == found[index - 1]:
            scripts.append(scripts[-1])
        else:
            scripts.append(_next_script(strong, found, index))
    return scripts


def _own_script(character: str) -> bool | None:
    if is_arabic_letter(character):
        return True
    return False if unicodedata.category(character).startswith("L") else None


def _next_script(strong: Sequence[bool | None], found: Sequence[int], index: int) -> bool:
    for later in range(index, len(strong)):
        if found[later] != found[index]:
            break
        own = strong[later]
        if own is not None:
            return own
    return False


def visual_order(parts: Sequence[Piece]) -> list[Piece]:
    """The pieces from left to right as they are seen (rule L2 of the bidirectional algorithm)."""
    ordered = list(parts)
    if not ordered:
        return ordered
    highest = max(part.level for part in ordered)
    for level in range(highest, 0, -1):
        start = 0
        while start < len(ordered):
            end = start
            while end < len(ordered) and ordered[end].level >= level:
                end += 1
            ordered[start:end] = reversed(ordered[start:end])
            start = max(end, start + 1)
    return ordered
