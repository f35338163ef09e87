"""What Festival prints, and whose words it means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_VOICE = re.compile(r"[a-z][a-z0-9_]{0,60}")
Times = dict[int, tuple[float, float]]


@dataclass(frozen=True)
class SpokenToken:
    """A stretch of the text between blanks, as Festival cut it, and when it sounds."""

    text: str
    start: float
    end: float


def voices_in(printed: str) -> list[str]:
    """The names of the voices that it listed."""
    names = [line[2:].strip() for line in printed.splitlines() if line.startswith("V\t")]
    return [one for one in names if _VOICE.fullmatch(one)]


def tokens_in(printed: str) -> list[list[SpokenToken]]:
    """The tokens of each utterance. Several words of one token ("fourteen twenty") are one; what
    has no time of its own (the s of a genitive) belongs to the word before."""
    found: list[list[SpokenToken]] = []
    last_id = ""
    for line in printed.splitlines():
        parts = line.split("\t")
        if parts[0] == "U" and len(parts) == 2:
            found.append([])
            last_id = ""
        if parts[0] != "W" or len(parts) != 5 or not found:
            continue
        text, start, end, token_id = parts[1], _number(parts[2]), _number(parts[3]), parts[4]
        here = found[-1]
        if here and token_id == last_id:
            here[-1] = SpokenToken(text, here[-1].start, max(end, here[-1].end))
        elif end > start:
            here.append(SpokenToken(text, start, end))
            last_id = token_id
    return found


def times_of(tokens: Sequence[SpokenToken], said: Sequence[str]) -> Times:
    """Number of the word among `said`: when it sounds. A token stands where its letters come next
    in the text."""
    text, starts = "", []
    for word in said:
        starts.append(len(text))
        text += word + " "
    lowered, cursor = text.casefold(), 0
    found: Times = {}
    for token in tokens:
        at = lowered.find(token.text.casefold(), cursor)
        if at < 0:
            continue
        cursor = at + len(token.text)
        number = max(index for index, start in enumerate(starts) if start <= at)
        start, end = found.get(number, (token.start, token.end))
        found[number] = (min(start, token.start), max(end, token.end))
    return found


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
