"""English agreement and typography: articles, number, possessives, capitals, quotes."""

from __future__ import annotations

import re
from collections.abc import Mapping

_SILENT_H = ("hour", "honest", "honour", "heir")
_YOO = re.compile(r"(?:uni(?!n|m)|use|usu|uto|eu|one\b|once\b|uran|ubi)", re.IGNORECASE)
_PLURAL = re.compile(r"[a-z]+(?<![suiy])s")
_MANY = ("people", "two of you")
_CLAUSE = ("what ", "whatever ", "how ")
_ARTICLE = re.compile(r"\b([Aa])n? ([A-Za-z]\w+)")
_SENTENCE_START = re.compile(r"(^|[.!?][\"']?\s+)([a-z])")
_RANGE = re.compile(r"(\d)-(\d)")
_SHORT = {
    "do not": "don't", "does not": "doesn't", "did not": "didn't", "is not": "isn't",
    "are not": "aren't", "was not": "wasn't", "will not": "won't", "would not": "wouldn't",
    "cannot": "can't", "have not": "haven't", "has not": "hasn't", "need not": "needn't",
}  # fmt: skip
_JOINED = {"it is": "it's", "you are": "you're", "that is": "that's", "there is": "there's",
           "you will": "you'll", "they are": "they're", "you have": "you've"}  # fmt: skip
_NEGATIVE = re.compile(rf"\b(?:{'|'.join(_SHORT)})\b(?! only\b)", re.IGNORECASE)
_VERB = re.compile(
    r"(?<!\bas )(?<!\bup )(?<!\bwho )(?<!\bhow )(?<!\bwhat )(?<!\bthan )(?<!\bwhere )(?<!\bwhich )"
    rf"\b(?:{'|'.join(_JOINED)})(?= (?!(?:to|and|or|but|when|if|at|in|for|on)\b)[a-z])",
    re.IGNORECASE,
)
_ONE_DEGREE = re.compile(r"(?<![\d.])1 degrees\b")
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
    """Whether a noun phrase takes `are`: a pair joined by "and", or a noun in -s.

    "What you own" takes `is` whatever is owned; of "the things you own" the things count.
    """
    if noun.startswith(_CLAUSE):
        return False
    noun = noun.split(" you ")[0]
    if " and " in noun or noun.endswith(_MANY):
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


def contracted(text: str) -> str:
    """A text as it is spoken: "do not" as "don't", "it is late" as "it's late".

    Where the verb carries the weight ("as it is", "who you are"), it stays whole.
    """
    spoken = _NEGATIVE.sub(lambda match: _as_began(match[0], _SHORT), text)
    return _VERB.sub(lambda match: _as_began(match[0], _JOINED), spoken)


def _as_began(words: str, short: Mapping[str, str]) -> str:
    spoken = short[words.lower()]
    return spoken[0].upper() + spoken[1:] if words[0].isupper() else spoken


def typeset(text: str) -> str:
    """True quotes and apostrophes, single spaces, no space before a stop, one degree."""
    tidy = re.sub(r"[ \t]{2,}", " ", text).strip()
    tidy = re.sub(r"\s+([,.;:!?])", r"\1", tidy)
    tidy = _OPENING_QUOTE.sub("\\1\u201c", tidy).replace('"', "\u201d")
    tidy = _ONE_DEGREE.sub("1 degree", tidy)
    tidy = _RANGE.sub("\\1\u2013\\2", tidy)
    return tidy.replace("'", "\u2019")
