"""Counting what a reader sees as one character, by the rules that matter in posts.

Follows the idea of Unicode's extended grapheme clusters: marks, joiners, variation selectors,
skin tones, flag pairs, Hangul syllables and keycaps join what stands before them.
"""

from __future__ import annotations

import unicodedata

JOINER = "\u200d"


def count_graphemes(text: str) -> int:
    """How many user-perceived characters the text has."""
    count = 0
    previous = ""
    flags = 0
    for character in text:
        if not previous or not _joins(previous, character, flags):
            count += 1
        flags = flags + 1 if _is_flag(character) else 0
        previous = character
    return count


def _joins(previous: str, character: str, flags: int) -> bool:
    if previous == "\r" and character == "\n":
        return True
    if _is_control(previous) or _is_control(character):
        return False
    if _extends(character):
        return True
    if previous == JOINER and _is_pictograph(character):
        return True
    if _is_flag(character):
        return flags % 2 == 1
    return _joins_hangul(previous, character)


def _is_control(character: str) -> bool:
    return character in "\r\n\u200b" or unicodedata.category(character) in {"Cc", "Zl", "Zp"}


def _extends(character: str) -> bool:
    code = ord(character)
    if character in {JOINER, "\u200c"} or 0x1F3FB <= code <= 0x1F3FF or 0xE0020 <= code <= 0xE007F:
        return True
    return unicodedata.category(character) in {"Mn", "Me", "Mc"}


def _is_pictograph(character: str) -> bool:
    return unicodedata.category(character) == "So" or 0x1F000 <= ord(character) <= 0x1FAFF


def _is_flag(character: str) -> bool:
    return 0x1F1E6 <= ord(character) <= 0x1F1FF


def _joins_hangul(previous: str, character: str) -> bool:
    before, after = _hangul(previous), _hangul(character)
    pairs = {"L": "LVST", "S": "VT", "V": "VT", "F": "T", "T": "T"}
    return after != "" and _names(after) in pairs.get(before, "")


def _names(kind: str) -> str:
    return "S" if kind == "F" else kind


def _hangul(character: str) -> str:
    """L, V, T for the parts; S for a syllable of two parts, F for one of three."""
    code = ord(character)
    if 0x1100 <= code <= 0x115F:
        return "L"
    if 0x1160 <= code <= 0x11A7:
        return "V"
    if 0x11A8 <= code <= 0x11FF:
        return "T"
    if 0xAC00 <= code <= 0xD7A3:
        return "S" if (code - 0xAC00) % 28 == 0 else "F"
    return ""
