"""What processes use of the machine."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from contextlib import suppress

import psutil

MEGABYTE = 1_000_000


def cpu_seconds(pid: int) -> float:
    """What a process and all its children have used, the ended ones included."""
    process = psutil.Process(pid)
    own = process.cpu_times()
    total = own.user + own.system + own.children_user + own.children_system
    for child in process.children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            times = child.cpu_times()
            total += times.user + times.system
    return total


class Watch:
    """Processor time of named processes since it was made, and the most memory of any of some."""

    def __init__(self, named: dict[str, list[int]]) -> None:
        self._named = named
        self._before = {name: self._now(name) for name in named}
        self.most_mb = 0.0

    def spent(self) -> dict[str, float]:
        """Seconds by name; processes that ended are left out."""
        return {name: round(self._now(name) - self._before[name], 1) for name in self._named}

    def _now(self, name: str) -> float:
        total = 0.0
        for pid in self._named[name]:
            with suppress(psutil.NoSuchProcess):
                total += cpu_seconds(pid)
        return total

    async def memory(self, pids: Iterable[int]) -> None:
        """Note again and again how much memory the largest of these processes holds."""
        wanted = list(pids)
        while True:
            for pid in wanted:
                with suppress(psutil.NoSuchProcess):
                    held = psutil.Process(pid).memory_info().rss / MEGABYTE
                    self.most_mb = max(self.most_mb, held)
            await asyncio.sleep(0.5)
