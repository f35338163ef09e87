"""The text in memory: read once, checked to the byte before anything of it is shown.

No string of the Arabic text is ever normalised: `verse.arabic.encode()` are the file's own bytes.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from heliograph.extensions.packs.islamic.errors import TextAltered, TextMissing, UnknownVerse
from heliograph.extensions.packs.islamic.quran.editions import (
    ARABIC,
    NAMES,
    PICKTHALL,
    SURAH_LIST,
    SURAHS,
    VERSES,
)
from heliograph.extensions.packs.islamic.quran.install import checked, has_text
from heliograph.extensions.packs.islamic.quran.references import Reference, references_of
from heliograph.extensions.packs.islamic.quran.words import without_heading

_WITHOUT_HEADING = frozenset({1, 9})
_BASMALA = Reference(1, 1)


class Surah(BaseModel):
    """One surah's names and facts."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    number: int
    ayahs: int
    name_ar: str
    name_translit: str
    name_en: str
    revealed: str


class DivineName(BaseModel):
    """One of the names of Allah; `verse` is a place where it or its form occurs."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    n: int
    ar: str
    translit: str
    meaning: str
    verse: str | None = None


@dataclass(frozen=True)
class Verse:
    """A verse as it stands in the files.

    `arabic` is the file's own text; `body` the same without the basmala that the file puts before
    the first verse of most surahs, and `heading` that basmala, from 1:1.
    """

    reference: Reference
    surah: Surah
    arabic: str
    body: str
    heading: str | None
    translation: str


class Quran:
    """The text, from the first of `folders` that has it.

    Raises `TextMissing` or `TextAltered` at the first use, never before.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = tuple(folders)
        self._lock = threading.Lock()

    @property
    def is_installed(self) -> bool:
        """Whether a text is there; whether it is the right one shows when it is read."""
        return "folder" in vars(self) or any(has_text(folder) for folder in self._folders)

    @cached_property
    def folder(self) -> Path:
        """Where the text is."""
        found = next((folder for folder in self._folders if has_text(folder)), None)
        if found is None:
            raise TextMissing("The Qur'an's text is not installed")
        return found

    def surah(self, number: int) -> Surah:
        """One surah; raises `UnknownVerse`."""
        if number not in self.surahs:
            raise UnknownVerse(f"There is no surah {number}; they are numbered 1 to {SURAHS}")
        return self.surahs[number]

    def verse(self, reference: Reference) -> Verse:
        """One verse; raises `UnknownVerse`."""
        lines, translated = self._lines
        if reference not in lines:
            raise UnknownVerse(f"There is no verse {reference}")
        arabic = lines[reference]
        has_heading = reference.ayah == 1 and reference.surah not in _WITHOUT_HEADING
        return Verse(
            reference,
            self.surahs[reference.surah],
            arabic,
            without_heading(arabic) if has_heading else arabic,
            lines[_BASMALA] if has_heading else None,
            translated[reference],
        )

    def verses(self, text: str) -> tuple[Verse, ...]:
        """The verses of a written reference; raises `UnknownVerse`."""
        return tuple(self.verse(one) for one in references_of(text, self.counts))

    def all(self) -> tuple[Verse, ...]:
        """Every verse in order."""
        return tuple(self.verse(reference) for reference in self._lines[0])

    @cached_property
    def surahs(self) -> Mapping[int, Surah]:
        """All surahs by number."""
        listed = json.loads(checked(self.folder, SURAH_LIST))["surahs"]
        return {one["number"]: Surah.model_validate(one) for one in listed}

    @cached_property
    def juz_starts(self) -> tuple[Reference, ...]:
        """Where each of the thirty parts begins."""
        listed = json.loads(checked(self.folder, SURAH_LIST))["juz_starts"]
        return tuple(Reference(surah, ayah) for surah, ayah in listed)

    @cached_property
    def counts(self) -> Mapping[int, int]:
        """How many verses each surah has."""
        return {number: surah.ayahs for number, surah in self.surahs.items()}

    @cached_property
    def names(self) -> tuple[DivineName, ...]:
        """Names of Allah; the list is a narrator's addition, so it is not called more than that."""
        listed = json.loads(checked(self.folder, NAMES))["names"]
        return tuple(DivineName.model_validate(one) for one in listed)

    @property
    def _lines(self) -> tuple[dict[Reference, str], dict[Reference, str]]:
        with self._lock:
            return self._read

    @cached_property
    def _read(self) -> tuple[dict[Reference, str], dict[Reference, str]]:
        arabic = _parsed(checked(self.folder, ARABIC))
        translated = _parsed(checked(self.folder, PICKTHALL))
        expected = [
            Reference(surah, ayah)
            for surah, count in self.counts.items()
            for ayah in range(1, count + 1)
        ]
        if len(expected) != VERSES or list(arabic) != expected or list(translated) != expected:
            raise TextAltered(f"The two files do not hold the same {VERSES} verses")
        return arabic, translated


def _parsed(content: bytes) -> dict[Reference, str]:
    """The lines `surah|ayah|text`; what follows them is the publisher's notice."""
    found: dict[Reference, str] = {}
    for line in content.decode("utf-8").split("\n"):
        if not line or line.startswith("#"):
            continue
        surah, ayah, text = line.split("|", 2)
        found[Reference(int(surah), int(ayah))] = text
    return found
