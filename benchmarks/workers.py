"""Worker processes under a supervisor that starts another one whenever one dies."""

from __future__ import annotations

import asyncio
import subprocess
from types import TracebackType
from typing import Self

from tests.support.arena import Arena, end


class Supervised:
    """Keeps a number of publishing workers running until the block ends."""

    def __init__(self, arena: Arena, count: int) -> None:
        self._arena = arena
        self._running: list[subprocess.Popen[bytes]] = []
        self._count = count
        self._watch: asyncio.Task[None] | None = None
        self.deaths = 0

    async def __aenter__(self) -> Self:
        self._running = [self._start(number) for number in range(self._count)]
        self._watch = asyncio.create_task(self._restart())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        if self._watch is not None:
            self._watch.cancel()
        for process in self._running:
            await asyncio.to_thread(end, process)

    async def kill(self, number: int) -> None:
        """Kill -9 one of them; it is started anew at once."""
        await asyncio.to_thread(end, self._running[number])

    async def _restart(self) -> None:
        while True:
            for number, process in enumerate(self._running):
                if process.poll() is not None:
                    self.deaths += 1
                    self._running[number] = self._start(number)
            await asyncio.sleep(0.05)

    def _start(self, number: int) -> subprocess.Popen[bytes]:
        return self._arena.start_worker(f"worker-publishing-{number + 1}")
