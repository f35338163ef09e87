"""Keeps programs running: starts them, starts them again when they end, stops them in order."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sys
import time
from asyncio.subprocess import Process
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from heliograph.kit.errors import AppError
from heliograph.kit.home import storage_errors
from heliograph.kit.processes import launch
from heliograph.kit.processes.records import Records

FIRST_PAUSE = 0.2
LONGEST_PAUSE = 5.0
_SETTLED = 5.0  # seconds after which a program counts as having started well
_LARGEST_LOG = 10_000_000
_LOOK_AT_LOGS = 60.0


@dataclass(frozen=True)
class Program:
    """A Python program to keep running: arguments of the interpreter, and its own variables."""

    name: str
    arguments: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)


class Supervisor:
    """The programs of one instance.

    Each runs in a session of its own, so that Ctrl-C reaches the supervisor alone, and writes to
    `logs/NAME.log`. None outlives the supervisor.
    """

    def __init__(self, home: Path, report: Callable[[str], None]) -> None:
        self._logs = home / "logs"
        self._records = Records(home)
        self._report = report
        self._running: dict[str, Process] = {}
        self._keepers: dict[str, asyncio.Task[None]] = {}
        self._stopping = False

    @property
    def processes(self) -> dict[str, int]:
        """Name and process id of what runs now."""
        return {name: process.pid for name, process in self._running.items()}

    async def start(self, program: Program) -> None:
        """Start a program and keep it running until `stop`."""
        with storage_errors(self._logs):
            self._logs.mkdir(mode=0o700, exist_ok=True)
        await self._spawn(program)
        self._keepers[program.name] = asyncio.create_task(
            self._keep(program), name=f"keep {program.name}"
        )
        if "logs" not in self._keepers:
            self._keepers["logs"] = asyncio.create_task(self._trim_logs(), name="trim logs")

    async def stop(self, patience: float = 4.0) -> None:
        """Ask everything to end, and end it after `patience` seconds, with all it has started."""
        self._stopping = True
        running = list(self._running.values())
        for process in running:
            _signal(process, signal.SIGTERM)
        waits = [asyncio.create_task(process.wait()) for process in running]
        if waits:
            await asyncio.wait(waits, timeout=patience)
        for process in running:
            _signal(process, signal.SIGKILL)
        await asyncio.gather(*waits)
        for keeper in self._keepers.values():
            keeper.cancel()
        await asyncio.gather(*self._keepers.values(), return_exceptions=True)
        self._running.clear()
        with suppress(AppError, OSError):
            self._records.write({})

    async def _keep(self, program: Program) -> None:
        pause = FIRST_PAUSE
        while True:
            began = time.monotonic()
            code = await self._running[program.name].wait()
            _signal(self._running.pop(program.name), signal.SIGKILL)
            if self._stopping:
                return
            # Killed from outside is no fault of the program: it need not wait for long.
            healthy = code == -signal.SIGKILL or time.monotonic() - began > _SETTLED
            pause = FIRST_PAUSE if healthy else min(pause * 2, LONGEST_PAUSE)
            self._report(
                f"{program.name} ended ({_spoken(code)}); it starts again "
                f"in {pause:.1f} s, see {self._logs / program.name}.log"
            )
            pause = await self._spawn_again(program, pause)

    async def _spawn_again(self, program: Program, pause: float) -> float:
        """Start a program after a pause, however often it takes; a disk may be full for a while."""
        while True:
            await asyncio.sleep(pause)
            try:
                await self._spawn(program)
            except (AppError, OSError) as error:
                pause = LONGEST_PAUSE
                self._report(f"{program.name} cannot be started: {error}")
            else:
                return pause

    async def _spawn(self, program: Program) -> None:
        file = self._logs / f"{program.name}.log"
        with storage_errors(file), file.open("ab") as log:
            self._running[program.name] = await asyncio.create_subprocess_exec(
                sys.executable,
                "-I",
                "-S",
                str(Path(launch.__file__)),
                str(os.getpid()),
                sys.executable,
                *program.arguments,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                env={**os.environ, **program.environment},  # noqa: TID251 - children inherit it
            )
        # Only a safeguard for the next start: not worth losing the program over.
        with suppress(AppError, OSError):
            self._records.write(self.processes)

    async def _trim_logs(self) -> None:
        while True:
            for file in self._logs.glob("*.log"):
                with suppress(OSError):
                    await asyncio.to_thread(_trim, file)
            await asyncio.sleep(_LOOK_AT_LOGS)


def _trim(file: Path) -> None:
    """Move a long log aside; its writers append, so they go on at the beginning."""
    if file.stat().st_size > _LARGEST_LOG:
        shutil.copyfile(file, file.with_suffix(".log.1"))
        os.truncate(file, 0)


def _signal(process: Process, sign: signal.Signals) -> None:
    """Signal a program; SIGKILL also reaches what it has started and left behind."""
    with suppress(ProcessLookupError, PermissionError):
        if sign == signal.SIGKILL:
            os.killpg(process.pid, sign)
        else:
            process.send_signal(sign)


def _spoken(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
