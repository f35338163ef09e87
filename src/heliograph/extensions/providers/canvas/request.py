"""What a brief says to a design: its words, its values, its signs; and what it leaves out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from heliograph.extensions.providers.canvas.design import Design
from heliograph.sdk.artwork.symbols import name_of
from heliograph.sdk.pictures import PictureBrief, PictureValue

_NAMED = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Request:
    """The words and values of one brief."""

    words: Mapping[str, str]
    values: Mapping[str, PictureValue]
    language: str
    symbol: str | None

    def fill(self, template: str) -> str:
        """The template with its words; empty when any of them is missing."""
        names = _NAMED.findall(template)
        if any(not self.text_of(name).strip() for name in names):
            return ""
        return _NAMED.sub(lambda found: self.text_of(found.group(1)), template)

    def text_of(self, name: str) -> str:
        """A word, or a value that is plain enough to be written."""
        if name in self.words:
            return self.words[name]
        value = self.values.get(name)
        return str(value) if isinstance(value, str | int) else ""

    def has(self, name: str) -> bool:
        """Whether anything was given under this name."""
        if name == "symbol":
            return self.symbol is not None
        return bool(self.words.get(name, "").strip()) or self.values.get(name) not in (None, "", ())

    def number(self, name: str) -> float:
        """A value that must be a number; raises `ValueError`."""
        value = self.values.get(name)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ValueError(f"The value {name!r} must be a number, not {value!r}.")
        return float(value)

    def texts(self, name: str) -> tuple[str, ...]:
        """A value that must be a list of texts; raises `ValueError`."""
        return tuple(_text(name, one) for one in self._list(name))

    def pairs(self, name: str) -> tuple[tuple[str, str], ...]:
        """A value that must be a list of pairs of texts; raises `ValueError`."""
        found = []
        for one in self._list(name):
            if isinstance(one, str) or not isinstance(one, Sequence) or len(one) != 2:
                raise ValueError(f"The value {name!r} must hold pairs of texts, not {one!r}.")
            found.append((_text(name, one[0]), _text(name, one[1])))
        return tuple(found)

    def numbers(self, name: str) -> dict[str, float]:
        """A value that must hold a number under each name; raises `ValueError`."""
        value = self.values.get(name) or {}
        if not isinstance(value, Mapping):
            raise ValueError(f"The value {name!r} must hold numbers by name, not {value!r}.")
        found = {}
        for key, number in value.items():
            if isinstance(number, bool) or not isinstance(number, int | float):
                raise ValueError(f"The value {name}.{key} must be a number, not {number!r}.")
            found[str(key)] = float(number)
        return found

    def sign(self, of: str) -> str | None:
        """The sign a layer draws: the brief's own, or one named by a value."""
        if of == "symbol":
            return self.symbol
        named = self.text_of(of)
        return name_of(named) if named else None

    def _list(self, name: str) -> Sequence[PictureValue]:
        value = self.values.get(name) or ()
        if isinstance(value, str | Mapping) or not isinstance(value, Sequence):
            raise ValueError(f"The value {name!r} must be a list, not {value!r}.")
        return value


def _text(name: str, value: PictureValue) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError(f"The value {name!r} must hold texts, not {value!r}.")
    return str(value)


def request_of(brief: PictureBrief, design: Design) -> Request:
    """What the brief says; raises `ValueError` naming every word and value that is missing."""
    lacking = [
        f"{name} ({word.about})"
        for name, word in design.words.items()
        if word.needed and name not in brief.words
    ]
    lacking += [
        f"{name} ({value.about})"
        for name, value in design.values.items()
        if value.needed and brief.values.get(name) is None
    ]
    if lacking:
        raise ValueError(f"The design {design.id} needs: {'; '.join(lacking)}.")
    return Request(brief.words, brief.values, brief.language, _symbol(brief, design))


def _symbol(brief: PictureBrief, design: Design) -> str | None:
    """The sign to draw. A brand's symbol that is none of ours matters only to designs that show
    one: a pack without signs has subjects too."""
    if not brief.symbol:
        return None
    try:
        return name_of(brief.symbol)
    except ValueError:
        if design.needs_symbol:
            raise
        return None
