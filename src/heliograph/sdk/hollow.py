"""Files that claim gigabytes and hold next to nothing, as a broken download leaves them."""

from __future__ import annotations

from pathlib import Path

_LARGE, _WRITTEN = 64_000_000, 10
"""Of a file from this size on, at least a tenth must ever have been written."""
_BLOCK = 512


def is_hollow(file: Path) -> bool:
    """Whether a large file has next to nothing on its disk: to search gigabytes of nothing for a
    picture or a sound takes minutes. False where the system does not tell."""
    state = file.stat()
    blocks = getattr(state, "st_blocks", 0)
    return state.st_size > _LARGE and 0 < blocks * _BLOCK * _WRITTEN < state.st_size
