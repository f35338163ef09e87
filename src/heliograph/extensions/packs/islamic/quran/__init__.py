"""The Qur'an's text as its publisher gives it, to the byte."""

from __future__ import annotations

from heliograph.extensions.packs.islamic.quran.install import Installed, install
from heliograph.extensions.packs.islamic.quran.references import Reference, references_of
from heliograph.extensions.packs.islamic.quran.search import Hit, search
from heliograph.extensions.packs.islamic.quran.store import Quran, Surah, Verse

__all__ = [
    "Hit",
    "Installed",
    "Quran",
    "Reference",
    "Surah",
    "Verse",
    "install",
    "references_of",
    "search",
]
