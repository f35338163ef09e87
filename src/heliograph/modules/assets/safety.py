"""Packed documents that would unpack into more than anybody can hold."""

from __future__ import annotations

import zipfile
from pathlib import Path, PurePosixPath

from heliograph.modules.assets.errors import FileRefused, FileTooLarge

MOST_UNPACKED = 1_000_000_000
MOST_RATIO = 200
SMALL = 50_000_000
"""Bytes up to which no ratio is suspicious: white pictures and empty tables pack well."""
MOST_ENTRIES = 10_000
LARGEST_TABLE = 4_000_000
LONGEST_ENDING = 66_000
"""Within so many bytes of its end a package says where its table is."""


def check_package(path: Path) -> None:
    """Look at the table of a zipped document, unpacking nothing; raises `FileTooLarge` for a
    bomb, `FileRefused` for a package nobody can open."""
    _check_table(path)
    try:
        with zipfile.ZipFile(path) as package:
            entries = package.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise FileRefused("The document is damaged; save it anew") from error
    if len(entries) > MOST_ENTRIES:
        raise FileTooLarge(f"the document holds {len(entries)} files, allowed {MOST_ENTRIES}")
    if any(_leads_out(entry.filename) for entry in entries):
        raise FileRefused("The document holds files that would be unpacked elsewhere")
    packed, unpacked = path.stat().st_size, sum(entry.file_size for entry in entries)
    if unpacked > MOST_UNPACKED or (unpacked > SMALL and unpacked > MOST_RATIO * packed):
        raise FileTooLarge(f"the document unpacks from {packed} to {unpacked} bytes")
    if sum(entry.compress_size for entry in entries) > packed:
        # The same bytes serve several files: no program packs so, only a bomb does.
        raise FileRefused("The files inside the document overlap")


def _check_table(path: Path) -> None:
    """The table itself must be small, before it is read; raises `FileTooLarge`."""
    with path.open("rb") as file:
        file.seek(max(path.stat().st_size - LONGEST_ENDING, 0))
        ending = file.read()
    at = ending.rfind(b"PK\x05\x06")
    # A table in the form for more than four gigabytes has its own mark before this one.
    is_huge = b"PK\x06\x07" in ending[max(at - 20, 0) : at]
    size = int.from_bytes(ending[at + 12 : at + 16], "little") if at >= 0 else 0
    if is_huge or size > LARGEST_TABLE:
        raise FileTooLarge(f"the document's table of contents is over {LARGEST_TABLE} bytes long")


def _leads_out(name: str) -> bool:
    place = PurePosixPath(name.replace("\\", "/"))
    return place.is_absolute() or ".." in place.parts
