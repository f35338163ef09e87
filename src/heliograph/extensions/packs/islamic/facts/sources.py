"""The files of an instance, read once for each place they may be in."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from heliograph.extensions.packs.islamic.facts.setting import Sources
from heliograph.extensions.packs.islamic.hadith import Collection
from heliograph.extensions.packs.islamic.quran.store import Quran


@lru_cache(maxsize=4)
def sources_in(folders: tuple[Path, ...], home: Path | None) -> Sources:
    """The text in the first of the folders that has it, and the hadith in the home."""
    return Sources(Quran(folders), Collection(home) if home else None)
