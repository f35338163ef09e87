"""Blocking work beside the event loop: a process that comes when it is needed and goes when it
is not, so that heavy libraries cost memory only while they are used."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class BlockingPool:
    """Runs picklable functions in processes of its own.

    The processes end after `idle_seconds` without work. With `processes` 0 the work runs in a
    thread of this process: for command-line calls, which live too short for a pool.
    """

    def __init__(self, processes: int = 1, idle_seconds: float = 20.0) -> None:
        self._processes = processes
        self._idle_seconds = idle_seconds
        self._executor: ProcessPoolExecutor | None = None
        self._running = 0
        self._timer: asyncio.TimerHandle | None = None

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The function's result; what it raises is raised here. A process that dies is replaced
        once, then `BrokenProcessPool` is raised."""
        if self._processes == 0:
            return await asyncio.to_thread(work, *args, **kwargs)
        self._running += 1
        try:
            try:
                return await self._submit(work, *args, **kwargs)
            except BrokenProcessPool:
                self.close()
                return await self._submit(work, *args, **kwargs)
        finally:
            self._running -= 1
            self._close_later()

    def close(self) -> None:
        """End the processes; the next call starts new ones."""
        executor, self._executor = self._executor, None
        if executor is not None:
            executor.shutdown(wait=False, cancel_futures=True)

    async def _submit(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        if self._executor is None:
            self._executor = ProcessPoolExecutor(
                self._processes,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_begin,
            )
        future = self._executor.submit(work, *args, **kwargs)
        return await asyncio.wrap_future(future)

    def _close_later(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        loop = asyncio.get_running_loop()
        self._timer = loop.call_later(self._idle_seconds, self._close_if_idle)

    def _close_if_idle(self) -> None:
        if self._running == 0:
            self.close()


def _begin() -> None:
    """The parent decides when to stop: a Ctrl-C meant for it must not tear a result, and when it
    was killed nobody is left to stop this process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, name="parent-watch", daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
