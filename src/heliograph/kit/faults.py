"""Fault points: places where a test may have this process die, to prove that nothing is lost.

Off unless the setting `delivery.fault_point` names the point. A marker file in the home makes it
fire once, so that the restarted process gets past it.
"""

from __future__ import annotations

import os
import signal
from pathlib import Path

_armed: tuple[str, Path] | None = None


def arm_faults(point: str, home: Path) -> None:
    """Called once at the start of a process; an empty name disarms."""
    global _armed  # noqa: PLW0603 - a fault ends the process, so it belongs to the process
    _armed = (point, home / "faults" / point) if point else None


def fault_point(name: str) -> None:
    """Die here by SIGKILL if this point is armed and has not fired yet."""
    if _armed is None or _armed[0] != name:
        return
    marker = _armed[1]
    marker.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.close(os.open(marker, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        return
    os.kill(os.getpid(), signal.SIGKILL)
