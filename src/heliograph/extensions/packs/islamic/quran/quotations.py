"""Finding what a text quotes of the Qur'an, however it is spelled, spaced or vowelled."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from heliograph.extensions.packs.islamic.quran.fold import is_arabic, skeletons
from heliograph.extensions.packs.islamic.quran.store import Quran, Verse

ALEF = chr(0x0627)
LEAST_WORDS = 5
"""Fewer words of a longer verse are ordinary Arabic."""
LEAST_WHOLE_LETTERS = 9
"""A verse shorter than this is too common a phrase to be taken for a quotation."""
_BETWEEN = "\ufffc"
_OPEN, _CLOSE = chr(0xFD3F), chr(0xFD3E)
_BRACKETED = re.compile(f"[{_OPEN}{_CLOSE}]([^{_OPEN}{_CLOSE}]*)[{_OPEN}{_CLOSE}]")
_WORD = re.compile(r"[^\s\ufd3e\ufd3f()\[\]{}\"'«»“”.,:;!?،؛؟…*_]+")
_MARK = re.compile("[\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06ed]")
_END = re.compile(r"[\s\u06dd0-9\u0660-\u0669\u06f0-\u06f9()*]+")


@dataclass(frozen=True)
class Quotation:
    """Words of a text that are the Qur'an's, and the verse they come from."""

    words: str
    verse: Verse
    is_whole: bool
    """Whether they have all letters of the verse."""
    is_exact: bool
    """Whether they are the verse's own bytes, whole."""


class Quotations:
    """Looks texts up in the Qur'an by bare letters."""

    def __init__(self, quran: Quran) -> None:
        self._quran = quran

    def found_in(self, text: str) -> tuple[Quotation, ...]:
        """What a text quotes, in order. A verse's bytes are compared, never folded."""
        return tuple(self._walk(text))

    def bracketed(self, text: str) -> tuple[tuple[str, bool], ...]:
        """What stands in the brackets that are kept for the Qur'an, and whether it is nothing but
        whole verses to the byte."""
        return tuple((inside, self._is_verses(inside)) for inside in _BRACKETED.findall(text))

    def _walk(self, text: str) -> Iterator[Quotation]:
        words = [match for match in _WORD.finditer(text) if letters_of(match.group())]
        at = 0
        while at < len(words):
            whole = self._exact_at(text, words[at].start())
            after = at + sum(1 for one in words[at:] if whole and one.start() < whole[1])
            quotation, length = self._longest(text, words[at:])
            if whole and (at + length <= after or self._begins(text, words[after : after + 1])):
                yield Quotation(text[words[at].start() : whole[1]], whole[0], True, True)
                at = after
                continue
            if quotation is not None:
                yield quotation
            at += length if quotation is not None else 1

    def _begins(self, text: str, words: list[re.Match[str]]) -> bool:
        """Whether another verse begins with the next word: two verses one after the other can
        have the letters of a third, as the first surah has those of 6:1."""
        return any(self._exact_at(text, word.start()) for word in words)

    def _exact_at(self, text: str, start: int) -> tuple[Verse, int] | None:
        """The longest verse whose own bytes stand there, and where it ends."""
        first = _WORD.match(text, start)
        for own, verse in self._by_first_word.get(first.group() if first else "", ()):
            end = start + len(own)
            if text.startswith(own, start) and not _goes_on(text, end):
                return verse, end
        return None

    def _longest(self, text: str, words: list[re.Match[str]]) -> tuple[Quotation | None, int]:
        """The longest run from the first word on that one verse holds."""
        letters, count = "", 0
        for word in words:
            longer = letters + letters_of(word.group())
            if self._text.find(longer) < 0:
                break
            letters, count = longer, count + 1
        if not count:
            return None, 0
        verses, is_whole = self._verses_of(letters)
        if not (is_whole and len(letters) >= LEAST_WHOLE_LETTERS) and count < LEAST_WORDS:
            return None, 0
        start = words[0].start()
        exact = [one for one in verses if is_whole and _stands_at(one, text, start)]
        quoted = text[start : words[count - 1].end()]
        return Quotation(quoted, (exact or verses)[0], is_whole, bool(exact)), count

    def _verses_of(self, letters: str) -> tuple[list[Verse], bool]:
        """The verses these letters are all of, or else the first that holds them."""
        whole = self._whole.get(letters)
        if whole is not None:
            return whole, True
        starts, verses = self._places
        return [verses[bisect_right(starts, self._text.find(letters)) - 1]], False

    def _is_verses(self, text: str) -> bool:
        rest = _END.sub("", text, count=1) if _END.match(text) else text
        while rest:
            found = self._exact_at(rest, 0)
            if found is None:
                return False
            rest = rest[found[1] :]
            gap = _END.match(rest)
            rest = rest[gap.end() :] if gap else rest
        return True

    @cached_property
    def _text(self) -> str:
        return "".join(f"{letters}{_BETWEEN}" for letters in self._verse_letters)

    @cached_property
    def _verse_letters(self) -> list[str]:
        return [letters_of(verse.arabic) for verse in self._quran.all()]

    @cached_property
    def _places(self) -> tuple[list[int], tuple[Verse, ...]]:
        lengths = (len(letters) + len(_BETWEEN) for letters in self._verse_letters)
        return [0, *accumulate(lengths)][:-1], self._quran.all()

    @cached_property
    def _whole(self) -> dict[str, list[Verse]]:
        found: dict[str, list[Verse]] = {}
        for verse in self._quran.all():
            for own in _forms(verse):
                found.setdefault(letters_of(own), []).append(verse)
        return found

    @cached_property
    def _by_first_word(self) -> dict[str, list[tuple[str, Verse]]]:
        """All verses under their first word, the longest first."""
        found: dict[str, list[tuple[str, Verse]]] = {}
        for verse in self._quran.all():
            for own in _forms(verse):
                found.setdefault(own.partition(" ")[0], []).append((own, verse))
        for listed in found.values():
            listed.sort(key=lambda one: -len(one[0]))
        return found


def _forms(verse: Verse) -> tuple[str, ...]:
    """The verse with and without the basmala the file puts before it."""
    return (verse.body,) if verse.heading is None else (verse.body, verse.arabic)


def holds(text: str, verse: Verse) -> bool:
    """Whether a text has the whole verse to the byte, and not as the end of a longer word: 94:6
    is also how 94:5 ends."""
    at = text.find(verse.body)
    while at >= 0:
        begins = at == 0 or not (is_arabic(text[at - 1]) or _MARK.match(text[at - 1]))
        if begins and not _goes_on(text, at + len(verse.body)):
            return True
        at = text.find(verse.body, at + 1)
    return False


def _stands_at(verse: Verse, text: str, start: int) -> bool:
    """Whether the verse's own bytes stand there, and nothing is written on to them."""
    return any(
        text.startswith(own, start) and not _goes_on(text, start + len(own))
        for own in _forms(verse)
    )


def _goes_on(text: str, at: int) -> bool:
    """Whether marks or letters are written on to what ends here."""
    return at < len(text) and (is_arabic(text[at]) or _MARK.match(text[at]) is not None)


def letters_of(text: str) -> str:
    """Bare letters without any alef and space: old and new spelling differ in little else."""
    return skeletons(text)[1].replace(ALEF, "").replace(" ", "")
