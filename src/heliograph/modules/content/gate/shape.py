"""The shape of a text: its length, its first line, how easily it reads, its punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from heliograph.modules.content.gate.language import (
    reading_grade,
    sentences_of,
    start_of,
    words_in,
)
from heliograph.modules.content.gate.sources import marks_of, own_words
from heliograph.modules.content.gate.values import Check, Piece
from heliograph.sdk.packs import Pack

MOST_WORDS = 400
SHORT_TYPES = frozenset({"meme", "verse_card", "quote"})
GRADES = (2.0, 10.0)
_FEWEST_GRADED = 10
CUT = 125
"""Characters that the tightest of the networks shows before "more"."""
_DANGLING = re.compile(
    r"^(?:and|but|so|or|because|also|then|therefore|however|instead|otherwise"
    r"|(?:this|that|these|those|it|they|he|she)\s+(?:is|are|was|were|has|have|means|does|did))\b",
    re.IGNORECASE,
)
# A reader who sees no further than such a mark has seen a whole thought.
_CLAUSE = re.compile(r"(?:\S+\s+){3,}\S+(?:[;:؛]|\s[–—])")
_ARABIC = re.compile(r"[\u0600-\u06FF]")
_LATIN_MARK = re.compile(r"[\u0600-\u06FF]\s*[,;?](?=\s|$)")
_DIGITS = (re.compile("[0-9]"), re.compile("[\u0660-\u0669]"))


def shape_checks(piece: Piece, pack: Pack) -> Sequence[Check]:
    """Every check of this file."""
    return (
        _length(piece, marks_of(pack).fewest_words),
        _hook(piece.text),
        *_reading(piece),
        *_arabic(piece.text),
    )


def _length(piece: Piece, usual: int) -> Check:
    """A quotation counts for what a text has to say, and not for what is too much: it stands
    there whole, or not at all."""
    words = len(words_in(piece.text))
    if words > MOST_WORDS:
        words = max(len(words_in(own_words(piece.text, piece.plan))), usual)
    fewest = 3 if piece.plan.type in SHORT_TYPES else usual
    remedy = "Say one thing more." if words < fewest else "Cut it to its one idea."
    return Check(
        "length",
        fewest <= words <= MOST_WORDS,
        found=f"{words} words",
        allowed=f"{fewest} to {MOST_WORDS} words",
        remedy=remedy,
    )


def _hook(text: str) -> Check:
    first = next(iter(sentences_of(text)), "")
    trouble = ""
    if len(first) > CUT and not _CLAUSE.match(first[:CUT]):
        trouble = f"cut inside its first sentence, after {CUT} characters"
    elif _DANGLING.match(first):
        trouble = "leans on something that was not said yet"
    elif len(words_in(first)) < 2 and len(sentences_of(text)) > 1:
        trouble = "is a single word"
    return Check(
        "hook",
        not trouble,
        found=f"“{start_of(first, 80)}” {trouble or 'makes sense alone'}",
        allowed=f"a first sentence of at most {CUT} characters that makes sense alone",
        remedy="Begin with a short sentence that carries the reason to stop.",
        must=False,
    )


def _reading(piece: Piece) -> Iterator[Check]:
    if piece.plan.language != "en":
        # The measure counts English syllables; of other languages it would say nothing.
        return
    own = own_words(piece.text, piece.plan)
    if len(words_in(own)) < _FEWEST_GRADED:
        return
    grade = reading_grade(own)
    low, high = GRADES
    yield Check(
        "reading_ease",
        low <= grade <= high,
        found=f"school grade {grade:.1f}",
        allowed=f"grade {low:g} to {high:g}",
        remedy="Use shorter words and sentences." if grade > high else "Join some short sentences.",
        must=False,
    )


def _arabic(text: str) -> Iterator[Check]:
    letters = len(_ARABIC.findall(text))
    if letters < 20 or letters < len(re.findall(r"[A-Za-z]", text)):
        return
    marks = _LATIN_MARK.findall(text)
    mixed = all(pattern.search(text) for pattern in _DIGITS)
    found = f"{len(marks)} Latin marks" if marks else "Arabic marks"
    if mixed:
        found += "; digits of both kinds"
    yield Check(
        "arabic_punctuation",
        not marks and not mixed,
        found=found,
        allowed="،, ؛ and ؟, and one kind of digits",
        remedy="Put ، ؛ ؟ in place of the Latin marks; use one kind of digits.",
        must=False,
    )
