"""The installed text, which is never committed, and the libraries of the calendar and the times."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.extensions.packs.islamic.places import text_folder

from heliograph.extensions.packs.islamic import PACK, IslamicPack
from heliograph.extensions.packs.islamic.quran import Quran
from heliograph.extensions.packs.islamic.quran.install import has_text
from heliograph.extensions.packs.islamic.respect import Respect


@pytest.fixture(scope="session")
def source() -> Path:
    """A folder with the pinned files."""
    folder = text_folder()
    if not has_text(folder):
        pytest.skip(f"the Qur'an's text is not at {folder}; set HELIOGRAPH_DATA_FOLDERS")
    return folder


@pytest.fixture(scope="session")
def quran(source: Path) -> Quran:
    """The text, read once."""
    return Quran([source])


@pytest.fixture(scope="session")
def respect(quran: Quran) -> Respect:
    """The checks over the real text; their indexes are built once."""
    return Respect(quran)


@pytest.fixture
def calendar() -> None:
    """For tests of Hijri dates."""
    pytest.importorskip("hijridate")


@pytest.fixture
def prayer(calendar: None) -> None:
    """For tests of prayer times."""
    pytest.importorskip("adhanpy")


@pytest.fixture(scope="session")
def pack(source: Path, tmp_path_factory: pytest.TempPathFactory) -> IslamicPack:
    """The pack of an instance with the text and no hadith."""
    for library in ("hijridate", "adhanpy"):
        pytest.importorskip(library)
    return PACK.located(tmp_path_factory.mktemp("home"), (source,))


@pytest.fixture
def bare_pack(prayer: None, tmp_path: Path) -> IslamicPack:
    """The pack of an instance without any file."""
    return PACK.located(tmp_path)
