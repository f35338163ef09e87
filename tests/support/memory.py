"""How much memory a process has held at most, told by itself."""

from __future__ import annotations

import resource
from pathlib import Path


def most_megabytes() -> int:
    """Of this process since its program began. `getrusage` would count what its parent held too,
    of which a fork is a copy."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1_000_000
    peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
    return int(peak.split()[1]) // 1024
