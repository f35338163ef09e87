"""How verses are named: 2:255, 94:5-6, 112."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from heliograph.extensions.packs.islamic.errors import UnknownVerse

_WRITTEN = re.compile(r"\s*([0-9]{1,3})(?:\s*:\s*([0-9]{1,3})(?:\s*[-–]\s*([0-9]{1,3}))?)?\s*")


@dataclass(frozen=True, order=True)
class Reference:
    """One verse."""

    surah: int
    ayah: int

    def __str__(self) -> str:
        return f"{self.surah}:{self.ayah}"


def references_of(text: str, counts: Mapping[int, int]) -> tuple[Reference, ...]:
    """The verses a reference names, in order; `counts` holds how many verses a surah has.

    Raises `UnknownVerse`, which says how far the surah goes.
    """
    written = _WRITTEN.fullmatch(text)
    if written is None:
        raise UnknownVerse(f"{text!r} is no reference to a verse")
    surah, first, last = (int(part) if part else None for part in written.groups())
    if surah is None or surah not in counts:
        raise UnknownVerse(f"There is no surah {surah}; they are numbered 1 to {len(counts)}")
    if first is None:
        first, last = 1, counts[surah]
    last = last or first
    if not 1 <= first <= last <= counts[surah]:
        raise UnknownVerse(f"There is no verse {text.strip()}; surah {surah} has {counts[surah]}")
    return tuple(Reference(surah, ayah) for ayah in range(first, last + 1))


def shown(references: tuple[Reference, ...]) -> str:
    """Following verses of one surah as a reader knows them: 94:5-6."""
    first, last = references[0], references[-1]
    return str(first) if first == last else f"{first}-{last.ayah}"


def is_reference(text: str) -> bool:
    """Whether a text is nothing but a written reference."""
    return _WRITTEN.fullmatch(text) is not None
