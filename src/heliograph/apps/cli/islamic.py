"""Where the Islamic pack's data is, and its refusals as sentences for the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from heliograph.apps.cli.failures import BadInput
from heliograph.extensions.packs.islamic import PACK, IslamicPack
from heliograph.extensions.packs.islamic.errors import IslamicPackError
from heliograph.kit.settings import Settings, load_settings

_PLACE = Path("packs") / "islamic"
_TEXT = "quran"


def pack_folder(settings: Settings | None = None) -> Path:
    """What this instance keeps for the pack."""
    home = (settings or load_settings()).home.expanduser().absolute()
    return home / _PLACE


def text_folders() -> tuple[Path, ...]:
    """Where the Qur'an's text is looked for: the instance's own folder, then the data folders."""
    settings = load_settings()
    own = pack_folder(settings) / _TEXT
    further = [folder.expanduser().absolute() for folder in settings.data_folders]
    return (own, *(place for folder in further for place in (folder / _TEXT, folder)))


def own_text_folder() -> Path:
    """Where the text is installed to."""
    return pack_folder() / _TEXT


def located_pack() -> IslamicPack:
    """The pack with this instance's files."""
    return PACK.located(pack_folder(), load_settings().data_folders)


@contextmanager
def islamic_refusals() -> Iterator[None]:
    """Turn what the pack refuses, which brings its own remedy, into `BadInput`."""
    try:
        yield
    except IslamicPackError as error:
        raise BadInput(error.detail, error.remedy) from error
