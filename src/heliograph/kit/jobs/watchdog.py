"""Ends a process whose event loop stands still.

A worker's heartbeat beats in the loop. Blocked for longer than the others wait, its jobs are taken
over while they still run here; so the process dies first.
"""

from __future__ import annotations

import asyncio
import os
import sys
import threading
import time
from collections.abc import Callable

import structlog

EXIT_CODE = 75
"""How a process ends that stood still: the supervisor starts another one."""

log = structlog.get_logger()


def die(lag: float) -> None:
    """Leave at once; running jobs go on elsewhere."""
    log.error("worker.stalled", seconds=round(lag, 1))
    os._exit(EXIT_CODE)


def now() -> float:
    """Seconds that pass even while the machine sleeps, as they do for the database's clock."""
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


class LoopWatchdog:
    """A thread that looks at a pulse of the loop."""

    def __init__(self, limit: float, on_stall: Callable[[float], None] = die) -> None:
        self._limit = limit
        self._on_stall = on_stall
        self._beat = now()
        self._pause = max(0.05, min(1.0, limit / 4))
        self._stop = threading.Event()

    def start(self) -> None:
        """Watch the running loop."""
        self._pulse(asyncio.get_running_loop())
        threading.Thread(target=self._watch, name="loop watchdog", daemon=True).start()

    def stop(self) -> None:
        """Stop watching."""
        self._stop.set()

    def _pulse(self, loop: asyncio.AbstractEventLoop) -> None:
        # After a pause of the whole process the loop may wake up before the thread does.
        lag = now() - self._beat
        if self._stop.is_set():
            return
        if lag > self._limit:
            self._on_stall(lag)
        self._beat = now()
        loop.call_later(self._pause, self._pulse, loop)

    def _watch(self) -> None:
        while not self._stop.wait(self._pause):
            lag = now() - self._beat
            if lag > self._limit:
                self._on_stall(lag)
                return
