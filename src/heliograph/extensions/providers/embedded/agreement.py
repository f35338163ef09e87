"""English agreement and typography: articles, number, possessives, capitals, quotes."""

from __future__ import annotations

import re

_SILENT_H = ("hour", "honest", "honour", "heir")
_YOO = re.compile(r"(?:uni(?!n|m)|use|usu|uto|eu|one\b|once\b|uran|ubi)", re.IGNORECASE)
_PLURAL = re.compile(r"[a-z]+(?<![suiy])s")
_ARTICLE = re.compile(r"\b([Aa])n? ([A-Za-z]\w+)")
_SENTENCE_START = re.compile(r"(^|[.!?][\"']?\s+)([a-z])")
_RANGE = re.compile(r"(\d)-(\d)")
_OPENING_QUOTE = re.compile(r'(^|[\s(])"')


def article(noun: str) -> str:
    """`a` or `an`, by sound rather than by letter."""
    first = noun.lower()
    if first.startswith(_SILENT_H):
        return "an"
    if _YOO.match(first):
        return "a"
    if first.startswith(("8", "11 ", "18 ")):
        return "an"
    return "an" if first[:1] in tuple("aeiou") else "a"


def with_articles(text: str) -> str:
    """Every `a` and `an` made to fit the word that came to stand after it."""
    return _ARTICLE.sub(lambda match: match[1] + article(match[2])[1:] + " " + match[2], text)


def is_plural(noun: str) -> bool:
    """Whether a noun phrase takes `are`: a pair joined by "and", or a last word in -s."""
    if " and " in noun:
        return True
    last = noun.split()[-1] if noun else ""
    return last[:1].islower() and bool(_PLURAL.fullmatch(last))


def possessive(noun: str) -> str:
    """Names take 's even after s (Mars's, Venus's); plural nouns in -s take the mark alone."""
    if noun.endswith("s") and noun[:1].islower() and is_plural(noun):
        return f"{noun}'"
    return f"{noun}'s"


def sentence_case(text: str) -> str:
    """A capital after every full stop, question or exclamation mark, and at the start."""
    return _SENTENCE_START.sub(lambda match: match[1] + match[2].upper(), text)


def typeset(text: str) -> str:
    """True quotes and apostrophes, single spaces, no space before a stop."""
    tidy = re.sub(r"[ \t]{2,}", " ", text).strip()
    tidy = re.sub(r"\s+([,.;:!?])", r"\1", tidy)
    tidy = _OPENING_QUOTE.sub("\\1\u201c", tidy).replace('"', "\u201d")
    tidy = _RANGE.sub("\\1\u2013\\2", tidy)
    return tidy.replace("'", "\u2019")
