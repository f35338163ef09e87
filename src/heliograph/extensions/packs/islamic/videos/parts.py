"""What the paragraphs of a draft are: a quoted verse, its translation, its reference, or our own
words. Quoted words are passed on to the byte."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from heliograph.sdk.packs import Plan

OPEN, CLOSE = "\ufd3f", "\ufd3e"
Role = Literal["verse", "translation", "reference", "name", "source", "own"]
# Signs of pause that divide a verse where a reader may rest; never elsewhere.
_RESTS = "\u06d6\u06d7\u06da"
_WHOLE = 26
"""Words that are read well on one screen; a longer verse rests at its own signs of pause."""
# Marks of direction that keep a verse's brackets in place within an English text.
_UNSEEN = "\u200e\u200f\u061c\u2066\u2067\u2068\u2069"
_SOURCES = ("Source:", "المصدر:")


@dataclass(frozen=True)
class Part:
    """A paragraph, or a line of one."""

    role: Role
    text: str


def parts_of(text: str, plan: Plan) -> Iterator[Part]:
    """The parts of a draft in order."""
    for paragraph in text.split("\n\n"):
        for line in paragraph.split("\n"):
            if line.strip():
                yield Part(_role(line, paragraph, plan), line)


def _role(line: str, paragraph: str, plan: Plan) -> Role:
    surahs = [value for value in (plan.slots.get("surah"), plan.slots.get("surah_ar")) if value]
    if line.strip(_UNSEEN + " ").startswith((OPEN, CLOSE)):
        return "verse"
    if line.startswith("\u201c") and line.rstrip().endswith("\u201d"):
        return "translation"
    if line.startswith(_SOURCES):
        return "source"
    said = plan.slots.get("reference_said") or plan.slots.get("reference") or "\0"
    if said in line and any(name in line for name in surahs) and len(line) < 90:
        return "reference"
    if line == plan.slots.get("name_ar") or (line != paragraph and _is_name(line)):
        return "name"
    return "own"


def _is_name(line: str) -> bool:
    """A name of Allah stands alone on its line, vowelled."""
    return len(line.split()) <= 2 and any("\u064b" <= mark <= "\u0652" for mark in line)


def bare(verse: str) -> str:
    """The words between the ornate brackets."""
    return verse.strip(_UNSEEN + " ").strip(OPEN + CLOSE)


def screens(verse: str) -> list[str]:
    """A verse as one screen or several: parted behind signs of pause alone, nothing left out. A
    verse without such a sign stays whole, however long it is."""
    if len(verse.split()) <= _WHOLE:
        return [verse]
    found: list[str] = []
    rest: list[str] = []
    words = verse.split(" ")
    for number, word in enumerate(words):
        rest.append(word)
        left = len(words) - number - 1
        may_rest = word in _RESTS or word[-1:] in _RESTS
        if may_rest and len(rest) >= _WHOLE // 2 and left >= _WHOLE // 4:
            found.append(" ".join(rest))
            rest = []
    return [*found, " ".join(rest)] if rest else found
