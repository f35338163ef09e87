"""Words of a text for comparing: folded, without the endings that hide that two are one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

import yaml

_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*")
# Vowel signs and the stretching sign change how an Arabic word looks, not which word it is.
_ARABIC_SIGNS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640]")
_ARABIC_LETTERS = str.maketrans("أإآٱىة", "اااايه")
_PLURALS = (("ies", "y", 5), ("sses", "ss", 6), ("xes", "x", 5), ("ches", "ch", 6), ("s", "", 4))
_ENDINGS = (
    ("ness", "", 7), ("ment", "", 8), ("ation", "at", 8), ("ing", "", 6), ("edly", "", 7),
    ("ied", "y", 5), ("ed", "", 5), ("ily", "y", 6), ("ly", "", 5),
)  # fmt: skip
_KEEPS_S = ("ss", "us", "is")


def words_of(text: str) -> list[str]:
    """The words in order, folded to lower case, one form for each way of writing them."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = _ARABIC_SIGNS.sub("", folded).translate(_ARABIC_LETTERS)
    return [word.replace("’", "'") for word in _WORD.findall(folded)]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The word without its common ending: rough, and the same for all forms most of the time."""
    word = word.split("'", 1)[0] or word
    if word.startswith("ال") and len(word) > 4:
        return word[2:]
    if not word.endswith(_KEEPS_S):
        word = _without(word, _PLURALS)
    return _mended(_without(word, _ENDINGS))


@cache
def common_words() -> frozenset[str]:
    """Words that say little about what a text is about."""
    return frozenset(_data()["common"])


@cache
def concepts() -> dict[str, tuple[str, ...]]:
    """The concepts that a stem belongs to; most stems belong to none."""
    found: dict[str, tuple[str, ...]] = {}
    for name, listed in _data()["concepts"].items():
        for word in listed.split():
            key = stem(words_of(word)[0])
            found[key] = (*found.get(key, ()), name)
    return found


def _without(word: str, endings: Sequence[tuple[str, str, int]]) -> str:
    """The word with the first of the endings that it has replaced, if it is long enough."""
    for ending, instead, least in endings:
        if len(word) >= least and word.endswith(ending):
            return word[: -len(ending)] + instead
    return word


def _mended(rest: str) -> str:
    """Without a final e, and without a doubled last letter: planned and planning are plan."""
    if len(rest) > 3 and rest.endswith("e"):
        rest = rest[:-1]
    if len(rest) > 3 and rest[-1] == rest[-2] and rest[-1] in "bdgmnprt":
        rest = rest[:-1]
    return rest


@cache
def _data() -> dict[str, dict[str, str]]:
    read: dict[str, dict[str, str]] = yaml.safe_load(
        Path(__file__).with_name("language.yaml").read_text(encoding="utf-8")
    )
    common = " ".join(str(one) for one in read["common"].values())
    read["common"] = dict.fromkeys(words_of(common), "")
    return read
