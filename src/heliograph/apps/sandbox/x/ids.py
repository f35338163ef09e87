"""Numbers in X's shape: milliseconds since November 2010 and a sequence."""

from __future__ import annotations

import itertools

_EPOCH_MS = 1_288_834_974_657
_counter = itertools.count(1)


def rising_id(seconds: float) -> str:
    """An id of nineteen digits that is larger than every earlier one."""
    return str((int(seconds * 1000) - _EPOCH_MS << 22) | (next(_counter) & 0x3FFFFF))
