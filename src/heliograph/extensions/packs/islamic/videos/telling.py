"""Over which picture our own words are said: the hook over the first card, what a name means over
the name; whoever says two words does not need a picture for them."""

from __future__ import annotations

from heliograph.extensions.packs.islamic.videos.parts import Part
from heliograph.sdk.lines import lines_of

_SHORT, _LONGEST_LINE = 24, 96
"""Letters of a line that does not deserve a picture of its own, and of what one may say."""


def hook_of(parts: list[Part]) -> tuple[str, list[Part]]:
    """Our own first sentence, which is said over the first card, and what is left to tell. What
    is quoted has its own picture, always."""
    if parts[0].role != "own":
        return "", parts
    first, *others = whole_lines(parts[0].text)
    rest = [Part("own", " ".join(others))] if others else []
    return first, [*rest, *parts[1:]]


def told_with_names(parts: list[Part]) -> tuple[list[Part], dict[int, str]]:
    """The parts less the sentence that follows a name, and that sentence by the name's place: it
    is said while the name is seen."""
    kept: list[Part] = []
    said: dict[int, str] = {}
    for part in parts:
        last = len(kept) - 1
        if part.role == "own" and kept and kept[last].role == "name" and last not in said:
            said[last], *others = whole_lines(part.text)
            kept += [Part("own", " ".join(others))] if others else []
        else:
            kept.append(part)
    return kept, said


def whole_lines(text: str) -> list[str]:
    """A paragraph's sentences; two words alone stay with the sentence before them."""
    found: list[str] = []
    for line in lines_of(text):
        together = f"{found[-1]} {line}" if found else line
        if found and len(together) <= _LONGEST_LINE and min(len(found[-1]), len(line)) < _SHORT:
            found[-1] = together
        else:
            found.append(line)
    return found
