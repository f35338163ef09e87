"""What a drawn picture shows, in words: its design's own sentence and what is written on it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml

from heliograph.sdk.pictures import PictureBrief, PictureReport

LONGEST = 500
"""Characters of the strictest network."""
ASIDE = frozenset({"footer", "date"})
"""Layers that the post itself names as well."""


def described(brief: PictureBrief, report: PictureReport, otherwise: str) -> str:
    """The alt text of a picture as it was drawn; `otherwise` where its design says nothing of
    what it shows, or speaks another language than the piece."""
    shows = _shows(brief.pack_folder / "templates" / f"{brief.design}.yaml")
    if not shows or not brief.language.startswith("en"):
        return otherwise
    given = _Given({name: _inside(text) for name, text in brief.words.items()})
    given["sign"] = (brief.symbol or "").replace("_", " ").title()
    seen = shows.format_map(given).strip(" ,")
    written = [text for text in _written(report) if _inside(text) not in seen]
    if not written:
        return f"{seen}."
    return _joined(seen, written)


def _joined(seen: str, written: list[str]) -> str:
    """As much of what is written as has room, whole lines only."""
    told = f"{seen}."
    for text in written:
        longer = f"{told} \u201c{text}\u201d"
        if len(longer) > LONGEST:
            break
        told = longer
    return told


def _written(report: PictureReport) -> Iterator[str]:
    """The lines on a picture in letters that its description is written in."""
    for box in report.boxes:
        text = " ".join(box.text.split())
        if text and box.layer not in ASIDE and not _is_arabic(text):
            yield text


def _is_arabic(text: str) -> bool:
    return any(unicodedata.bidirectional(sign) == "AL" for sign in text)


def _inside(text: str) -> str:
    """Words as they stand inside a sentence: their first letter small unless it is a name's."""
    first, _, rest = text.partition(" ")
    named = not rest or any(word[:1].isupper() for word in rest.split())
    return text if named and rest else f"{first[:1].lower()}{first[1:]}{' ' if rest else ''}{rest}"


class _Given(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return ""


@cache
def _shows(path: Path) -> str:
    if not path.is_file():
        return ""
    return str(yaml.safe_load(path.read_text(encoding="utf-8")).get("shows", ""))
