"""Where a developer keeps the text: the data folders of the settings, or beside the repository."""

from __future__ import annotations

from pathlib import Path

from heliograph.extensions.packs.islamic.quran.install import has_text
from heliograph.kit.settings import load_settings

REPOSITORY = Path(__file__).resolve().parents[4]
BESIDE = REPOSITORY.parent / "shared" / "data" / "quran"


def text_folder() -> Path:
    """The first folder that has the text; else the one beside the repository, which has not."""
    given = [place for one in load_settings().data_folders for place in (one / "quran", one)]
    return next((folder for folder in (*given, BESIDE) if has_text(folder)), BESIDE)
