"""Finished parts of videos by their content: whole files, or none."""

from __future__ import annotations

import os
import re
import secrets
import time
from contextlib import suppress
from pathlib import Path

import psutil

MOST_BYTES = 4_000_000_000
"""What is kept; what was not used for longest goes first."""
_STALE_SECONDS = 24 * 3600
_PARTIAL = re.compile(r"\.[^/]+\.(\d+)\.part")


class Store:
    """A folder of finished files, shared by all renders. Safe for several processes at once."""

    def __init__(self, folder: Path, most_bytes: int = MOST_BYTES) -> None:
        self.folder = folder
        self._most_bytes = most_bytes

    def file(self, key: str, suffix: str) -> Path:
        """Where a part is, or will be."""
        return self.folder / f"{key}{suffix}"

    def find(self, key: str, suffix: str) -> Path | None:
        """A finished part; it counts as used now."""
        file = self.file(key, suffix)
        try:
            os.utime(file)
        except OSError:
            return None
        return file

    def put(self, key: str, suffix: str, content: bytes) -> Path:
        """Keep a part; it appears whole."""
        file = self.file(key, suffix)
        write_whole(file, content)
        return file

    def tidy(self) -> None:
        """Take away what killed renders left, and what was not used for longest."""
        clean(self.folder)
        files = [(one.stat(), one) for one in self.folder.iterdir() if one.is_file()]
        room = self._most_bytes
        for state, file in sorted(files, key=lambda one: one[0].st_mtime, reverse=True):
            room -= state.st_size
            if room < 0:
                file.unlink(missing_ok=True)


def partial(file: Path) -> Path:
    """Where a file is written before it is whole; another place each time."""
    return file.with_name(f".{file.name}.{secrets.token_hex(4)}.{os.getpid()}.part")


def write_whole(file: Path, content: bytes) -> None:
    """Write a file that is there whole, or not at all."""
    beside = partial(file)
    try:
        beside.write_bytes(content)
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)


def clean(folder: Path, name: str = "") -> None:
    """Remove half files (of one file by its name, or all) whose writers are gone."""
    for file in folder.glob(f".{name}*.part"):
        found = _PARTIAL.fullmatch(file.name)
        if found is None:
            continue
        with suppress(FileNotFoundError):
            is_old = time.time() - file.stat().st_mtime > _STALE_SECONDS
            if is_old or not psutil.pid_exists(int(found[1])):
                file.unlink()
