"""Worker processes under a supervisor that starts another one whenever one dies."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from types import TracebackType
from typing import IO, Self

import psutil
from tests.support.arena import ROOT, Arena, end

# One that dies at its start finds no database; it is tried again a moment later.
SHORT_LIFE = 0.1


class Nursery:
    """Forks workers that have imported everything already, and ends them all with the block."""

    def __init__(self, arena: Arena, **variables: str) -> None:
        self._arena = arena
        self._variables = variables
        self._process: subprocess.Popen[bytes] | None = None
        self._forked: list[int] = []

    async def __aenter__(self) -> Self:
        self._process = await asyncio.to_thread(self._open)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        if self._process is not None:
            await asyncio.to_thread(end, self._process)
        for pid in self._forked:
            self.signal(pid, signal.SIGKILL)

    def fork(self, name: str) -> int:
        """A new worker; gives its process id. It writes to `logs/<name>.log`."""
        asked, answered = self._pipes()
        asked.write(f"{self._arena.home}/logs/{name}.log\n".encode())
        asked.flush()
        pid = int(answered.readline())
        self._forked.append(pid)
        return pid

    def signal(self, pid: int, sign: signal.Signals) -> None:
        """Send a signal to a worker that was forked here, if it still lives."""
        if psutil.pid_exists(pid) and pid in self._forked:
            with suppress(ProcessLookupError):
                os.kill(pid, sign)

    def forget(self, pid: int) -> None:
        """It is gone; its number may become another process's."""
        self._forked.remove(pid)

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            raise RuntimeError("the nursery of workers is not open")
        return process.stdin, process.stdout

    def _open(self) -> subprocess.Popen[bytes]:
        with (self._arena.home / "logs" / "nursery.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "benchmarks.storm.nursery"],
                cwd=ROOT,
                env={**self._arena.variables, **self._variables},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
            )
        if process.stdout is None or process.stdout.readline() != b"ready\n":
            raise RuntimeError("the nursery of workers did not start, see its log")
        return process


class Supervised:
    """Keeps a number of publishing workers running until the block ends."""

    def __init__(self, arena: Arena, count: int, **variables: str) -> None:
        self._nursery = Nursery(arena, **variables)
        self.running: list[int] = [0] * count
        self._keepers: list[asyncio.Task[None]] = []
        self._born = [asyncio.Event() for _ in range(count)]

    async def __aenter__(self) -> Self:
        await self._nursery.__aenter__()
        for number in range(len(self.running)):
            self._keepers.append(asyncio.create_task(self._keep(number)))
        await asyncio.gather(*(born.wait() for born in self._born))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        for keeper in self._keepers:
            keeper.cancel()
        await asyncio.gather(*self._keepers, return_exceptions=True)
        await self._nursery.__aexit__(kind, error, _)

    def signal(self, number: int, sign: signal.Signals) -> None:
        """Send a signal to one of them; a dead one is started anew at once."""
        self._nursery.signal(self.running[number], sign)

    async def _keep(self, number: int) -> None:
        while True:
            self.running[number] = pid = self._nursery.fork(f"worker-publishing-{number + 1}")
            self._born[number].set()
            born = time.monotonic()
            with suppress(ProcessLookupError):
                await _gone(pid)
            self._nursery.forget(pid)
            if time.monotonic() - born < SHORT_LIFE:
                await asyncio.sleep(SHORT_LIFE)


async def _gone(pid: int) -> None:
    """Return when that process ends."""
    descriptor = os.pidfd_open(pid)
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_reader(descriptor, ended.set)
    try:
        await ended.wait()
    finally:
        loop.remove_reader(descriptor)
        os.close(descriptor)
