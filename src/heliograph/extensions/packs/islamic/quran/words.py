"""Where a verse may be broken: into lines, and into the cards of one post."""

from __future__ import annotations

from heliograph.extensions.packs.islamic.errors import NotCut

HEADING_WORDS = 4
_MARKS = frozenset(map(chr, range(0x06D6, 0x06DD)))
_PLACE_OF_PROSTRATION = chr(0x06E9)
STOPS = frozenset(map(chr, (0x06D7, 0x06D8, 0x06DA)))
"""The marks at which a reader may stop: stop better, must stop, either."""


def without_heading(text: str) -> str:
    """The verse behind the basmala. Cut by count, because two surahs write it differently."""
    return text.split(" ", HEADING_WORDS)[HEADING_WORDS]


def line_units(text: str) -> tuple[str, ...]:
    """The pieces between which a line may break; joined by single spaces they are the text.

    A mark that stands alone stays with the word before it, so that no line begins with one.
    """
    units: list[str] = []
    for word in text.split(" "):
        if units and stands_alone(word):
            units[-1] = f"{units[-1]} {word}"
        else:
            units.append(word)
    return tuple(units)


def stands_alone(word: str) -> bool:
    """Whether a word is nothing but a pause mark or the sign of a prostration."""
    return bool(word) and all(sign in _MARKS or sign == _PLACE_OF_PROSTRATION for sign in word)


def permits_stop(unit: str) -> bool:
    """Whether a reader may stop behind this piece of a line."""
    return any(sign in STOPS for sign in unit)


def cards_of(text: str, longest: int) -> tuple[str, ...]:
    """The whole verse as cards of at most `longest` characters, broken at permitted stops only.

    They belong to one post. Raises `NotCut` where no stop comes early enough.
    """
    phrases = phrases_of(text)
    cards: list[str] = []
    for phrase in phrases:
        if len(phrase) > longest:
            raise NotCut(
                f"{len(phrase)} characters stand between two permitted stops, and a card "
                f"holds {longest}"
            )
        if cards and len(cards[-1]) + 1 + len(phrase) <= longest:
            cards[-1] = f"{cards[-1]} {phrase}"
        else:
            cards.append(phrase)
    return tuple(cards)


def phrases_of(text: str) -> list[str]:
    """The pieces of a verse between its permitted stops; joined by spaces they are the verse."""
    found: list[list[str]] = [[]]
    units = line_units(text)
    for unit in units:
        found[-1].append(unit)
        if permits_stop(unit) and unit is not units[-1]:
            found.append([])
    return [" ".join(units) for units in found if units]
