"""Arabic folded to its bare letters, for comparing only: never stored, never shown."""

from __future__ import annotations

import unicodedata

_DAGGER, _WAW = chr(0x0670), chr(0x0648)
_ALEF, _HAMZA = chr(0x0627), chr(0x0621)
_SAME = {
    **dict.fromkeys(map(chr, (0x0671, 0x0622, 0x0623, 0x0625)), _ALEF),
    chr(0x0649): chr(0x064A),
    chr(0x06CC): chr(0x064A),
    chr(0x06A9): chr(0x0643),
    chr(0x0629): chr(0x0647),
    chr(0x0624): chr(0x0648),
    chr(0x0626): chr(0x064A),
    _HAMZA: "",
}
_ONLY_THERE = frozenset(map(chr, (0x0670, 0x0671, 0xFD3E, 0xFD3F, *range(0x06D6, 0x06EE))))
"""Alef wasla, the small alef, the brackets and the marks of recitation."""
_VOWELLED = 0.3
"""Vowel signs to a letter: our own sentences have one in twenty, a verse three in four."""
_FIRST, _LAST = chr(0x0621), chr(0x064A)


def skeletons(text: str) -> tuple[str, str]:
    """The bare letters without, and with, the alef that older spelling writes above the line."""
    # A waw that only carries that alef is an alef today: the word for prayer is the best known.
    modern = text.replace(_WAW + _DAGGER, _ALEF).replace(_DAGGER, _ALEF)
    return _bare(text.replace(_DAGGER, "")), _bare(modern)


def is_arabic(text: str) -> bool:
    """Whether there is an Arabic letter in it."""
    return any(sign not in (" ", "") for sign in map(_FOLDED.__getitem__, map(ord, text)))


def _bare(text: str) -> str:
    return " ".join(text.translate(_FOLDED).split())


class _Folded(dict[int, str]):
    """What becomes of each character, found out when it is first met."""

    def __missing__(self, code: int) -> str:
        # The ligatures and shaped forms some programs type count as the letters they stand for:
        # an altered verse must not pass because it was typed in those.
        spelled = unicodedata.normalize("NFKC", chr(code))
        self[code] = "".join(_folded(sign) for sign in spelled)
        return self[code]


def _folded(sign: str) -> str:
    if sign.isspace():
        return " "
    if sign in _SAME:
        return _SAME[sign]
    # The category leaves out the stroke that only lengthens a word.
    is_letter = _FIRST <= sign <= _LAST and unicodedata.category(sign) == "Lo"
    return sign if is_letter else ""


_FOLDED = _Folded()


def looks_quoted(text: str) -> bool:
    """Whether Arabic is written as only the Qur'an is, or so fully vowelled that it may be: with
    no installed text to compare with, this is all that can be told."""
    letters = sum(map(is_arabic, text))
    vowels = sum("\u064b" <= sign <= "\u0652" for sign in text)
    return any(sign in _ONLY_THERE for sign in text) or vowels > letters * _VOWELLED
