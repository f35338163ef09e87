"""When Python looks for garbage: what a program has imported stays, and is not looked through.

With the product imported, the collections on the way and the last one cost as much as the import
itself: a command of 1.5 s took 2.7 s.
"""

from __future__ import annotations

import gc

_YOUNG = 50_000


def collect_rarely() -> None:
    """Let this process collect after that many new objects; to be called before it imports."""
    gc.set_threshold(_YOUNG, 20, 100)


def leave_all() -> None:
    """Spare what stands from the collections to come, the last one at the end among them."""
    gc.freeze()
