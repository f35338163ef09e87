"""The data folder of an instance: who may open it, and what stands in the way in plain words.

Everything an instance owns lies under one folder. It carries the number of its format, so that an
older program refuses a newer folder instead of damaging it.
"""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from heliograph.kit.errors import AppError

FORMAT = 1
"""The layout of the folder that this program writes and understands."""

_FORMAT_FILE = "format"
_FULL = {errno.ENOSPC, errno.EDQUOT}
_NO_SPACE = f"[Errno {errno.ENOSPC}]"
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST}


class DiskFull(AppError):
    """No room is left where the data folder lies."""

    code = "home.disk_full"
    status = 507
    title = "The disk is full"
    remedy = "Free some space there, or set HELIOGRAPH_HOME to another folder; nothing is lost."


class HomeRefused(AppError):
    """The data folder cannot be written by this account."""

    code = "home.refused"
    status = 503
    title = "The data folder cannot be used"
    remedy = "Give this account the right to write there, or set HELIOGRAPH_HOME to another folder."


class HomeTooNew(AppError):
    """A newer program has written the data folder."""

    code = "home.too_new"
    status = 503
    title = "The data folder belongs to a newer version"
    remedy = "Install that version or a later one, or set HELIOGRAPH_HOME to another folder."


def open_home(home: Path) -> Path:
    """Make the folder ready for this program and return its absolute path.

    Raises `HomeTooNew`, `HomeRefused` or `DiskFull`; a folder that is refused is left untouched.
    """
    home = home.expanduser().absolute()
    with storage_errors(home):
        home.mkdir(parents=True, exist_ok=True)
        _check_format(home)
        # Others may pass through but not look around: the embedded database may run under
        # another account and has to reach its own folder below.
        if home.stat().st_uid == os.geteuid():
            home.chmod(0o711)
        if not (home / _FORMAT_FILE).exists():
            write_private(home / _FORMAT_FILE, f"{FORMAT}\n")
    return home


def _check_format(home: Path) -> None:
    file = home / _FORMAT_FILE
    if not file.exists():
        return
    written = file.read_text().strip()
    if written.isdigit() and int(written) <= FORMAT:
        return
    raise HomeTooNew(
        f"The data folder {home} has format {written or 'unknown'}; "
        f"this program knows formats up to {FORMAT}"
    )


def write_private(file: Path, text: str) -> None:
    """Write a file only its owner may read; it is complete or absent, never half."""
    descriptor, fresh = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    try:
        with os.fdopen(descriptor, "w") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        Path(fresh).replace(file)
    finally:
        Path(fresh).unlink(missing_ok=True)


@contextmanager
def storage_errors(place: Path) -> Iterator[None]:
    """Turn what the operating system says about a folder into one clear sentence."""
    try:
        yield
    except OSError as error:
        # Copying a tree gathers its failures in one error without a number.
        if error.errno in _FULL or (error.errno is None and _NO_SPACE in str(error)):
            raise DiskFull(f"No space is left on the disk that holds {place}") from error
        if error.errno in _REFUSED:
            reason = (error.strerror or "refused").lower()
            named = error.filename or place
            raise HomeRefused(f"The folder {place} cannot be used: {named}: {reason}") from error
        raise
