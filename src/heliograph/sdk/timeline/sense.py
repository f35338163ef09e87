"""Where a spoken sentence may be parted: what a caption may end with, and what it may not."""

from __future__ import annotations

import unicodedata

from heliograph.sdk.typesetting.breaking import leans

_ENDS = (".", "!", "?", "\u2026", "\u061f", "\u06d4")
_CLAUSES = (",", ";", ":", "\u060c", "\u061b", "\u2014", "\u2013")
_CLOSERS = "\"'\u201d\u2019\u00bb)]\u203a"
# fmt: off
_CONJUNCTIONS = frozenset((
    "and", "but", "or", "nor", "so", "yet", "because", "that", "which", "who", "when", "while",
    "where", "if", "then", "until", "unless", "though", "although", "since", "before", "after",
    "with", "without", "for", "to", "in", "into", "from", "on", "at", "by", "as", "than", "not",
    "ثم", "لكن", "ولكن", "أو", "بل",
    "لأن", "حتى", "إذا", "عندما",
    "إن", "أن", "حين", "بعد", "قبل",
    "في", "من", "إلى", "على", "مع",
))
_ARABIC_LEANING = frozenset((
    "في", "من", "على", "إلى", "عن",
    "أن", "إن", "لا", "ما", "يا",
    "هذا", "هذه", "مع", "لم", "لن",
    "قد", "كل", "بين", "عند", "إلا",
    "و", "أو", "ثم", "ذلك", "تلك",
))
# fmt: on
_WAW = "\u0648"
_LONG_ENOUGH = 4

# Widths of the heavier faces in em, by kinds of letters: close enough to count what a line holds.
_THIN = frozenset("iljI.,:;'!|\u2019\u2018()[]\u060c\u061b")
_NARROW = frozenset('frt-"\u201c\u201d\u0627\u0644\u0625\u0623\u0622\u0631\u0632\u062f\u0630')
_WIDE = frozenset("mwMW@%\u2014\u0633\u0634\u0635\u0636\u0645")
SPACE = 0.26


def bare(word: str) -> str:
    """A word without its punctuation and its vowel marks, in small letters."""
    kept = (
        mark for mark in unicodedata.normalize("NFC", word) if unicodedata.category(mark)[0] in "LN"
    )
    return "".join(kept).casefold()


def ends_sentence(word: str) -> bool:
    """Whether a sentence is over after this word."""
    return word.rstrip(_CLOSERS).endswith(_ENDS)


def ends_clause(word: str) -> bool:
    """Whether a breath may be taken after this word."""
    return word.rstrip(_CLOSERS).endswith(_CLAUSES)


def leans_on_next(word: str) -> bool:
    """Whether a caption must not end with this word."""
    plain = bare(word)
    return not ends_clause(word) and (leans(plain) or plain in _ARABIC_LEANING)


def opens_clause(word: str) -> bool:
    """Whether a new thought begins with this word: a conjunction, a preposition, an Arabic waw."""
    plain = bare(word)
    return plain in _CONJUNCTIONS or (plain.startswith(_WAW) and len(plain) >= _LONG_ENOUGH)


def width_of(word: str, capitals: bool = False) -> float:
    """About how wide a word stands in the heavier faces, in em."""
    return sum(_width(mark) for mark in (word.upper() if capitals else word))


def _width(mark: str) -> float:
    kind = unicodedata.category(mark)
    if kind in ("Mn", "Me", "Cf"):
        return 0.0
    if mark in _THIN:
        return 0.30
    if mark in _NARROW:
        return 0.40
    if mark in _WIDE:
        return 0.88
    if unicodedata.east_asian_width(mark) in ("W", "F"):
        return 1.0
    return 0.71 if kind == "Lu" else 0.60
