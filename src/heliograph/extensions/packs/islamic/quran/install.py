"""Bringing the pinned files to the instance: all of them to the byte, or nothing."""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from heliograph.extensions.packs.islamic.errors import TextAltered, TextMissing
from heliograph.extensions.packs.islamic.quran.editions import EDITIONS, Edition

FOLDER = "quran"
"""The folder's name, below the pack's own data and below a folder of data."""


@dataclass(frozen=True)
class Installed:
    """What was brought, where it is, and what must be said of it."""

    folder: Path
    editions: tuple[Edition, ...]


def install(source: Path, folder: Path) -> Installed:
    """Copy the files from `source` (or its folder `quran`) into `folder`.

    Raises `TextMissing` or `TextAltered`; then nothing in `folder` has changed.
    """
    here = source if (source / EDITIONS[0].file).is_file() else source / FOLDER
    contents = {edition: checked(here, edition) for edition in EDITIONS}
    folder.mkdir(parents=True, exist_ok=True)
    for edition, content in contents.items():
        _put(folder / edition.file, content)
    return Installed(folder, EDITIONS)


def checked(folder: Path, edition: Edition) -> bytes:
    """The bytes of a pinned file; raises `TextMissing` or `TextAltered`."""
    path = folder / edition.file
    if not path.is_file():
        raise TextMissing(f"{edition.title} is not installed: {edition.file} is not there")
    size = path.stat().st_size
    if size != edition.size:
        raise TextAltered(
            f"{edition.file} has {size:,} bytes; the pinned file has {edition.size:,}"
        )
    content = path.read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != edition.sha256:
        raise TextAltered(
            f"{edition.file} has SHA-256 {found}; the pinned file has {edition.sha256}"
        )
    return content


def has_text(folder: Path) -> bool:
    """Whether the Arabic file stands there; its bytes are judged when it is first read."""
    return (folder / EDITIONS[0].file).is_file()


def _put(path: Path, content: bytes) -> None:
    """Whole or not at all: a reader meanwhile sees the old file or the new one."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
