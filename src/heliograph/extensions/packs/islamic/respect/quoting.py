"""Rules 1 to 3: verses are whole, to the byte from the file, and say where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from heliograph.extensions.packs.islamic.errors import IslamicPackError, UnknownVerse
from heliograph.extensions.packs.islamic.quran.fold import is_arabic, looks_quoted
from heliograph.extensions.packs.islamic.quran.quotations import (
    Quotation,
    Quotations,
    holds,
    letters_of,
)
from heliograph.extensions.packs.islamic.quran.resembling import Resembling
from heliograph.extensions.packs.islamic.quran.store import Quran, Verse
from heliograph.extensions.packs.islamic.respect.crediting import (
    card_problems,
    credit_problems,
    start_of,
)
from heliograph.extensions.packs.islamic.respect.lists import formulas
from heliograph.extensions.packs.islamic.respect.piece import Piece
from heliograph.sdk.problems import Problem

_NEARLY, _PROVIDER_NEARLY = 0.7, 0.5
_CITED = re.compile(r"(?i)\b(?:qur\W?[aā]n|koran|surah?)\b[^\d\n]{0,40}?(\d{1,3}):(\d{1,3})")
_RUN = 6  # words of a translation that nobody writes by chance


@dataclass(frozen=True)
class Sources:
    """The installed text and what finds quotations of it."""

    quran: Quran
    quotations: Quotations
    resembling: Resembling


def quoting_problems(piece: Piece, sources: Sources) -> Iterator[Problem]:
    """What is wrong with the verses of a piece."""
    shown = [("text", piece.text)]
    parts = _parts_together(piece)
    for at, picture in enumerate(piece.pictures):
        shown += [(f"media[{at}]", text) for text in picture.texts if text not in parts]
    is_quoting = bool(piece.verses) or any(is_arabic(text) for _, text in shown)
    if is_quoting and not sources.quran.is_installed:
        if not piece.verses and not any(looks_quoted(text) for _, text in shown):
            return
        yield Problem(
            "text",
            "quran.not_installed",
            "a piece with verses or Arabic, and no installed text to compare it with",
            "verses compared byte by byte with the installed text",
            "Run `heliograph quran install --from FOLDER`, then check it again.",
        )
        return
    if is_quoting:
        for field, text in shown:
            yield from _arabic_problems(field, text, sources)
        if piece.from_provider:
            yield from _provider_problems(piece.text, sources)
        yield from _declared_problems(piece, [text for _, text in shown], sources)
    yield from _citation_problems(piece, sources)


def _parts_together(piece: Piece) -> frozenset[str]:
    """The cards of the piece where each is on a picture of its own: together they are the verse,
    and where they break is asked beside. Of fewer cards each is a cut verse."""
    drawn = [text for picture in piece.pictures for text in picture.texts if text in piece.cards]
    is_all = bool(piece.verses) and tuple(drawn) == piece.cards
    return frozenset(drawn) if is_all else frozenset()


def _arabic_problems(field: str, text: str, sources: Sources) -> Iterator[Problem]:
    if not is_arabic(text):
        return
    left = text
    for one in sources.quotations.found_in(text):
        left = left.replace(one.words, "\n", 1)
        if not one.is_exact and not _is_formula(one.words):
            yield _altered(field, one) if one.is_whole else _cut(field, one)
    for inside, is_exact in sources.quotations.bracketed(text):
        if not is_exact:
            yield Problem(
                field,
                "quran.altered",
                f"{start_of(inside)} in the brackets kept for the Qur'an",
                "whole verses, byte for byte as in the installed text",
                "Insert the verse by its reference instead of typing it.",
            )
    yield from _near(field, left, sources, _NEARLY)


def _provider_problems(text: str, sources: Sources) -> Iterator[Problem]:
    """A model chooses a reference; the text is filled in from the file, never taken from it."""
    found = [one.verse for one in sources.quotations.found_in(text) if not _is_formula(one.words)]
    found += [verse for _, verse in sources.resembling.found_in(text, _PROVIDER_NEARLY)]
    if found:
        yield Problem(
            "text",
            "quran.from_provider",
            f"a provider wrote the words of {found[0].reference}",
            "references only; the text comes from the installed file",
            "Take the provider's reference and let the verse be filled in.",
        )


def _near(field: str, text: str, sources: Sources, share: float) -> Iterator[Problem]:
    for phrase, verse in sources.resembling.found_in(text, share):
        yield Problem(
            field,
            "quran.altered",
            f"{start_of(phrase)}, which is nearly {verse.reference}",
            "verses byte for byte as in the installed text",
            f"Insert {verse.reference} by its reference, or write something of your own.",
        )


def _altered(field: str, one: Quotation) -> Problem:
    return Problem(
        field,
        "quran.altered",
        f"the words of {one.verse.reference} with other letters or marks than the installed text",
        "the verse byte for byte as in the installed text",
        f"Insert {one.verse.reference} by its reference instead of typing it.",
    )


def _cut(field: str, one: Quotation) -> Problem:
    return Problem(
        field,
        "quran.cut",
        f"a part of {one.verse.reference}: {start_of(one.words)}",
        "whole verses only",
        f"Quote all of {one.verse.reference}, spread it over the cards of one post, or choose "
        "another verse.",
    )


def _declared_problems(piece: Piece, shown: list[str], sources: Sources) -> Iterator[Problem]:
    verses: list[Verse] = []
    for reference in piece.verses:
        try:
            verses += sources.quran.verses(reference)
        except UnknownVerse as error:
            yield Problem("verses", "quran.reference", error.detail, "a verse", error.remedy)
    everything = "\n".join((*shown, " ".join(piece.cards)))
    for verse in verses:
        if not holds(everything, verse):
            yield Problem(
                "verses",
                "quran.missing",
                f"{verse.reference} is named as quoted, and its text is not there as in the file",
                "every quoted verse whole in the text, on a picture or over the cards",
                f"Insert {verse.reference} by its reference.",
            )
        yield from _translation_problems(verse, piece.text)
    if verses:
        yield from credit_problems(piece, verses, everything)
        yield from card_problems(piece, verses)


def _translation_problems(verse: Verse, text: str) -> Iterator[Problem]:
    """A translation that was begun is given to its end."""
    words, plain = verse.translation.split(), " ".join(text.split())
    if " ".join(words) in plain:
        return
    runs = (" ".join(words[at : at + _RUN]) for at in range(max(1, len(words) - _RUN + 1)))
    if len(words) >= _RUN and any(run in plain for run in runs):
        yield Problem(
            "text",
            "quran.translation_cut",
            f"a part of the translation of {verse.reference}, or changed words in it",
            "the translation whole and as it was published",
            f"Insert the translation of {verse.reference} by its reference, or leave it out.",
        )


def _citation_problems(piece: Piece, sources: Sources) -> Iterator[Problem]:
    for surah, ayah in _CITED.findall(piece.text):
        try:
            sources.quran.verses(f"{surah}:{ayah}")
        except UnknownVerse as error:
            yield Problem("text", "quran.reference", error.detail, "a verse", error.remedy)
        except IslamicPackError as error:
            yield Problem("text", "quran.not_installed", error.detail, "a text", error.remedy)
            return


def _is_formula(words: str) -> bool:
    return letters_of(words) in formulas()
