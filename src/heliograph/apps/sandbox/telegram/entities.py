"""A text with its marks taken out: what is left, and where the marks were, in UTF-16 units."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from heliograph.apps.sandbox.store import JSON

_FOUND = re.compile(
    r"(?P<url>https?://[^\s<>\"]+[^\s<>\".,;:!?)\]}'»])"
    r"|(?<![\w/&])(?P<hashtag>#\w*[^\W\d_]\w*)|(?<![\w/@])(?P<mention>@[A-Za-z]\w{3,31})"
)


class MarksBroken(Exception):
    """The marks cannot be read; the sentence says where and why."""


@dataclass(frozen=True)
class Formatted:
    """A text as it is shown, with what covers it."""

    text: str
    entities: tuple[Mapping[str, JSON], ...] = ()

    @property
    def length(self) -> int:
        """How long the text is for Telegram."""
        return units(self.text)


@dataclass
class Writing:
    """A text in the making."""

    parts: list[str] = field(default_factory=list)
    place: int = 0
    found: list[Mapping[str, JSON]] = field(default_factory=list)

    def add(self, text: str) -> None:
        """Letters that are shown."""
        self.parts.append(text)
        self.place += units(text)

    def cover(self, start: int, kind: str, **more: JSON) -> None:
        """A mark that reached from `start` to here."""
        if self.place > start:
            self.found.append({"type": kind, "offset": start, "length": self.place - start, **more})

    def done(self) -> Formatted:
        """The text, with addresses, tags and names found in it."""
        text = "".join(self.parts)
        entities = sorted([*self.found, *seen_in(text)], key=lambda one: int(one["offset"]))
        return Formatted(text, tuple(entities))


def units(text: str) -> int:
    """UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def seen_in(text: str) -> Sequence[Mapping[str, JSON]]:
    """What Telegram marks by itself."""
    return [
        {
            "type": str(match.lastgroup),
            "offset": units(text[: match.start()]),
            "length": units(match.group()),
        }
        for match in _FOUND.finditer(text)
    ]
