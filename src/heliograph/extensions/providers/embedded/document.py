"""Document planning: which sentences a text has, in which order, and which may go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from heliograph.extensions.providers.embedded.chooser import Chooser
from heliograph.extensions.providers.embedded.errors import NothingFits
from heliograph.extensions.providers.embedded.writer import Sentence, Writer
from heliograph.sdk.packs import Theme

LENGTHS = ("short", "medium", "long")
FEWEST_WORDS = 60
MOST_WORDS = 110
LEADS = (0, 0, 0, 1, 1, 2)
MOST_NEEDED = 3
CLOSE_WORDS = 8
MOST_ENDINGS = 4
MOST_SPARE = 20


@dataclass(frozen=True)
class Place:
    """A sentence the text has room for. The greater its `spare`, the sooner it is left out."""

    role: str
    theme: Theme
    spare: int
    paragraph: int = 0


@dataclass(frozen=True)
class Written:
    """A place with its sentence, and what joins it to the one before when they are run together."""

    place: Place
    sentence: Sentence
    joint: str = ""


def outline(length: str, themes: Sequence[Theme], chooser: Chooser) -> tuple[Place, ...]:
    """The places of a text in reading order: the fact comes before what is made of it."""
    if length not in LENGTHS:
        raise ValueError(f"A text is {', '.join(LENGTHS)}; {length!r} is none of them.")
    first, *others = by_lead(themes, chooser)
    places = [Place("hook", first, 2), Place("fact", first, 0)]
    if length != "short":
        places.append(Place("meaning", first, 3))
    places.append(Place("advice", first, 1))
    if length == "long":
        places.append(Place("close", first, 7))
        places += _second_paragraph(others[0]) if others else [Place("pair", first, 8)]
        places.append(Place("notes", first, 9, 2))
    return tuple(places)


def by_lead(themes: Sequence[Theme], chooser: Chooser) -> list[Theme]:
    """The plan's themes with the one that leads this text first: mostly the strongest.

    Were it always the strongest, all subjects would speak of the same fact on the same day.
    """
    lead = LEADS[chooser.number(len(LEADS), "lead")] % len(themes)
    return [themes[lead], *(theme for theme in themes if theme is not themes[lead])]


def _second_paragraph(theme: Theme) -> list[Place]:
    return [
        Place("fact", theme, 4, 1),
        Place("meaning", theme, 5, 1),
        Place("advice", theme, 6, 1),
    ]


def write(places: Sequence[Place], writer: Writer) -> list[Written]:
    """Every place filled, each sentence chosen with the ones before it in view."""
    written: list[Written] = []
    for place in places:
        earlier = [one.sentence for one in written]
        try:
            sentence = writer.sentence(place.role, place.theme, earlier)
        except NothingFits:
            if place.spare <= MOST_NEEDED:
                raise
            continue
        written.append(Written(place, sentence))
    return written


def take_leave(written: list[Written], farewell: Sentence) -> list[Written]:
    """The text with its last word to the reader, in a paragraph of its own before the notes."""
    notes = [one for one in written if one.place.role == "notes"]
    told = [one for one in written if one.place.role != "notes"]
    last = told[-1].place
    place = Place("farewell", last.theme, MOST_SPARE, last.paragraph + 1)
    return [*told, Written(place, farewell), *(_after(one) for one in notes)]


def _after(one: Written) -> Written:
    return replace(one, place=replace(one.place, paragraph=one.place.paragraph + 1))


def fit_words(written: list[Written], writer: Writer) -> list[Written]:
    """A medium text between sixty and a hundred and ten words: endings added, spares left out."""
    first = written[0].place.theme
    for spare in range(7, 7 + MOST_ENDINGS):
        missing = FEWEST_WORDS - _count(written)
        if missing <= 0:
            break
        has_pair = any(one.place.role == "pair" for one in written)
        role = "close" if has_pair or missing <= CLOSE_WORDS else "pair"
        try:
            ending = writer.sentence(role, first, [one.sentence for one in written])
        except NothingFits:
            break
        written = [*written, Written(Place(role, first, spare), ending)]
    while _count(written) > MOST_WORDS and any(one.place.spare > MOST_NEEDED for one in written):
        written = _without_most_spare(written)
    return written


def fit_characters(written: list[Written], most: int | None) -> list[Written]:
    """Sentences left out, the most spare first, until the text is within `most` characters."""
    while most is not None and len(join(written)) > most:
        if len(written) == 1:
            raise NothingFits(f"A reading cannot be said in {most} characters.")
        written = _without_most_spare(written)
    return written


def join(written: Sequence[Written]) -> str:
    """The text: sentences with a space or a joint between them, paragraphs with an empty line."""
    text, paragraph = "", 0
    for one in written:
        if one.place.paragraph != paragraph:
            text, paragraph = f"{text}\n\n{one.sentence.text}", one.place.paragraph
        elif one.joint and text.endswith("."):
            text = f"{text[:-1]}{one.joint}{one.sentence.run_on}"
        else:
            text = f"{text} {one.sentence.text}" if text else one.sentence.text
    return text


def _without_most_spare(written: list[Written]) -> list[Written]:
    gone = max(written, key=lambda one: one.place.spare)
    return [one for one in written if one is not gone]


def _count(written: Sequence[Written]) -> int:
    return sum(len(one.sentence.text.split()) for one in written)
