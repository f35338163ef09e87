"""A real disk with little room."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_DETACH = 2


@contextmanager
def small_disk(place: Path, kilobytes: int) -> Iterator[Path]:
    """A disk of this size mounted at a place; a test of who may not mount is skipped."""
    place.mkdir(parents=True, exist_ok=True)
    libc = ctypes.CDLL(None, use_errno=True)
    room = f"size={kilobytes}k".encode()
    if libc.mount(b"tmpfs", bytes(place), b"tmpfs", 0, room) != 0:
        pytest.skip("mounting a small disk takes more rights than this process has")
    try:
        yield place
    finally:
        libc.umount2(bytes(place), _DETACH)
