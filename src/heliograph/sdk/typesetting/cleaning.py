"""Text made ready to be set: true quotes and dashes, and spaces that must not break."""

from __future__ import annotations

import re
import unicodedata

NO_BREAK_SPACE = "\u00a0"
# Directions are resolved by us from the letters; marks of direction would only confuse the count.
_CONTROLS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c]")
# Signs of pause are combining marks often typed after a space; alone they float over the gap.
# The spacing signs among them (end of verse, quarter, prostration) keep their space, but may not
# begin a line.
_LOOSE_PAUSE = re.compile("[ \u00a0]+(?=[\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed])")
_SPACED_SIGN = re.compile("[ \u00a0]+(?=[\u06dd\u06de\u06e9])")
_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
)
_UNITS = (
    r"a\.?m\.?|p\.?m\.?|UTC|GMT|%|°|degrees?|seconds?|minutes?|hours?|days?|weeks?|months?|years?"
    r"|km|cm|mm|m|kg|g|px"
)
_NUMBER_THEN_UNIT = re.compile(rf"(\d) (?=(?:{_UNITS}|{_MONTHS})(?!\w))")
_MONTH_THEN_NUMBER = re.compile(rf"\b({_MONTHS}) (?=\d)")
_BEFORE_DASH = re.compile(r" (?=[\u2013\u2014](?: |$))")
_QUOTES = (
    (re.compile(r"(^|[\s(\[\u2014\u2013\u201c])\""), "\\1\u201c"),
    (re.compile(r'"'), "\u201d"),
    (re.compile(r"(^|[\s(\[\u2014\u2013\u201c])'(?!\d\ds?\b)"), "\\1\u2018"),
    (re.compile(r"'"), "\u2019"),
)
_DASHES = (
    (re.compile(r"(?<=\w) ?--+ ?(?=\w)"), " \u2013 "),
    (re.compile(r"(?<=\S) - (?=\S)"), " \u2013 "),
    (re.compile(r"(?<=\d)-(?=\d)"), "\u2013"),
    (re.compile(r"\.\.\."), "\u2026"),
)


def clean(text: str, is_scripture: bool = False) -> str:
    """The text as it is set: one paragraph, composed, with the marks a printer would use.

    Scripture keeps every code point: only the spaces before its signs of pause are settled."""
    if is_scripture:
        text = re.sub(r"[ \t\r\n]+", " ", _CONTROLS.sub("", text)).strip()
        return _SPACED_SIGN.sub(NO_BREAK_SPACE, _LOOSE_PAUSE.sub("", text))
    text = unicodedata.normalize("NFC", _CONTROLS.sub("", text))
    text = re.sub(r"[ \t\r\n]+", " ", text).strip()
    text = _SPACED_SIGN.sub(NO_BREAK_SPACE, _LOOSE_PAUSE.sub("", text))
    for pattern, mark in (*_QUOTES, *_DASHES):
        text = pattern.sub(mark, text)
    text = _NUMBER_THEN_UNIT.sub(rf"\1{NO_BREAK_SPACE}", text)
    text = _MONTH_THEN_NUMBER.sub(rf"\1{NO_BREAK_SPACE}", text)
    return _BEFORE_DASH.sub(NO_BREAK_SPACE, text)


def count_words(text: str) -> int:
    """Words as a reader counts them: a dash or a dot between words is none."""
    return sum(1 for part in text.split() if any(char.isalnum() for char in part))
