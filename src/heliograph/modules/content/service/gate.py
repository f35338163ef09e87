"""The quality gate: machine-readable checks that can refuse a piece. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from heliograph.sdk.packs import Pack, Plan
from heliograph.sdk.pictures import PictureReport

MOST_ALIKE = 0.5
LEAST_CONTRAST = 4.5
MOST_CARD_WORDS = 30
FEWEST_WORDS, MOST_WORDS = 20, 400
GRADES = (2.0, 10.0)
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@dataclass(frozen=True)
class Piece:
    """What the gate looks at."""

    text: str
    hashtags: Sequence[str]
    alt_text: str
    plan: Plan
    picture: PictureReport | None
    forbidden: Sequence[str] = ()
    earlier: Sequence[str] = ()
    """Texts that the brand published or planned near this one."""


@dataclass(frozen=True)
class Check:
    """One check: a `must` that fails refuses the piece; the others only lower its score."""

    name: str
    passed: bool
    detail: str
    must: bool = True
    score: float = 1.0


@dataclass(frozen=True)
class Report:
    """The gate's answer. `score` is the mean of all checks, 0 to 1."""

    score: float
    passed: bool
    checks: tuple[Check, ...] = field(default_factory=tuple)

    def as_json(self) -> dict[str, Any]:
        """For storage and for people."""
        return asdict(self) | {"checks": [asdict(check) for check in self.checks]}


def judge(piece: Piece, pack: Pack) -> Report:
    """Run every check."""
    checks = [
        _facts(piece, pack),
        _forbidden(piece),
        _length(piece),
        _hashtags(piece),
        _originality(piece),
        _reading(piece),
        _alt_text(piece),
        *_picture(piece.picture),
    ]
    scores = [check.score if check.passed else 0.0 for check in checks]
    passed = all(check.passed or not check.must for check in checks)
    return Report(round(sum(scores) / len(scores), 3), passed, tuple(checks))


def reading_grade(text: str) -> float:
    """Flesch-Kincaid grade level (Kincaid et al., 1975), syllables counted by vowel groups."""
    words = WORD.findall(text)
    sentences = max(len(re.findall(r"[.!?…]+(?:\s|$)", text)), 1)
    if not words:
        return 0.0
    syllables = sum(_syllables(word) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


def likeness(one: str, other: str) -> float:
    """Jaccard similarity of five-word runs, 0 to 1."""
    first, second = _runs(one), _runs(other)
    if not first or not second:
        return 0.0
    return len(first & second) / len(first | second)


def _facts(piece: Piece, pack: Pack) -> Check:
    unsupported = pack.unsupported_claims(piece.text, piece.plan)
    if unsupported:
        named = ", ".join(dict.fromkeys(unsupported))
        return Check("facts_in_plan", False, f"Not in the computed facts: {named}")
    return Check("facts_in_plan", True, "Every named fact is in the plan")


def _forbidden(piece: Piece) -> Check:
    text = f"{piece.text} {' '.join(piece.hashtags)}"
    found = [word for word in piece.forbidden if _holds(text, word)]
    if found:
        return Check("forbidden_words", False, f"Found: {', '.join(found)}")
    return Check("forbidden_words", True, "None found")


def _length(piece: Piece) -> Check:
    words = len(WORD.findall(piece.text))
    passed = FEWEST_WORDS <= words <= MOST_WORDS
    return Check("length", passed, f"{words} words, {FEWEST_WORDS} to {MOST_WORDS} allowed")


def _hashtags(piece: Piece) -> Check:
    lowered = [tag.lower() for tag in piece.hashtags]
    repeated = len(set(lowered)) < len(lowered)
    fine = len(lowered) <= 10 and not repeated and all(tag.startswith("#") for tag in lowered)
    inside = "#" in piece.text
    detail = f"{len(lowered)} hashtags" + (", one of them twice" if repeated else "")
    return Check("hashtags", fine and not inside, detail, must=False)


def _originality(piece: Piece) -> Check:
    most = max((likeness(piece.text, other) for other in piece.earlier), default=0.0)
    detail = f"Likeness to the nearest of {len(piece.earlier)} earlier texts: {most:.2f}"
    return Check("originality", most < MOST_ALIKE, detail, score=1.0 - most)


def _reading(piece: Piece) -> Check:
    grade = reading_grade(piece.text)
    passed = GRADES[0] <= grade <= GRADES[1]
    return Check("reading_ease", passed, f"School grade {grade:.1f}", must=False)


def _alt_text(piece: Piece) -> Check:
    words = len(piece.alt_text.split())
    return Check("alt_text", piece.picture is None or words >= 5, f"{words} words")


def _picture(report: PictureReport | None) -> list[Check]:
    if report is None:
        return []
    left, top, right, bottom = report.safe_area
    outside = [
        box.layer
        for box in report.boxes
        if box.left < left - 1
        or box.top < top - 1
        or box.right > right + 1
        or box.bottom > bottom + 1
    ]
    least = min((box.contrast for box in report.boxes), default=21.0)
    words = max((box.words for box in report.boxes), default=0)
    small = [box.layer for box in report.boxes if box.layer == "body" and box.size < 34]
    return [
        Check("picture_fit", not report.overflowing, f"Overflowing: {_named(report.overflowing)}"),
        Check("safe_area", not outside, f"Outside: {_named(outside)}"),
        Check("contrast", least >= LEAST_CONTRAST, f"Least contrast {least:.1f} : 1"),
        Check("glyphs", not report.missing_glyphs, f"Missing: {_named(report.missing_glyphs)}"),
        Check("picture_words", words <= MOST_CARD_WORDS, f"{words} words", must=False),
        Check("type_size", not small, f"Too small: {_named(small)}", must=False),
    ]


def _named(layers: Sequence[str]) -> str:
    return ", ".join(layers) or "none"


def _holds(text: str, phrase: str) -> bool:
    pattern = rf"(?<!\w){re.escape(phrase.strip())}(?!\w)"
    return re.search(pattern, text, re.IGNORECASE) is not None


def _runs(text: str) -> set[tuple[str, ...]]:
    words = [word.lower() for word in WORD.findall(text)]
    return {tuple(words[at : at + 5]) for at in range(len(words) - 4)}


def _syllables(word: str) -> int:
    groups = len(re.findall(r"[aeiouy]+", word.lower()))
    silent = word.lower().endswith("e") and not word.lower().endswith(("le", "ee"))
    return max(groups - (1 if silent and groups > 1 else 0), 1)
