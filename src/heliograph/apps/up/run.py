"""The life of an instance: lock, database, schema, programs, readiness, and an orderly end."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from heliograph.apps.up.programs import programs, sandbox_port
from heliograph.kit.errors import AppError
from heliograph.kit.migrate import migrate
from heliograph.kit.postgres import EmbeddedPostgres
from heliograph.kit.processes import (
    AT_WORK,
    AlreadyRunning,
    Instance,
    InstanceLock,
    Program,
    Records,
    Supervisor,
    check_port,
    running_instance,
)
from heliograph.kit.processes.ports import answers
from heliograph.kit.settings import Settings

STOP_PATIENCE = 4.0
_READY_PATIENCE = 120.0
_RETRY_DATABASE = 3.0
_RETRY_LOCK = 0.2
_COMMAND_PATIENCE = 300.0

Report = Callable[[str], None]


class NotReady(AppError):
    """The API did not come up."""

    code = "up.not_ready"
    status = 503
    title = "Heliograph did not become ready"
    remedy = "Run `heliograph doctor`, or look into the logs folder."


@dataclass(frozen=True)
class Hooks:
    """What the product does at certain moments; each gets the settings and the database's address.

    `prepare` runs when the schema is up to date and nothing else runs yet. `ready` runs when the
    API answers; the lines it returns are printed below the address.
    """

    prepare: Callable[[Settings, str], Awaitable[None]] | None = None
    ready: Callable[[Settings, str], Awaitable[Sequence[str]]] | None = None


async def up(
    settings: Settings,
    *,
    hooks: Hooks | None = None,
    report: Report | None = None,
    wanted: tuple[Program, ...] | None = None,
) -> None:
    """Run an instance until SIGINT or SIGTERM.

    Raises an `AppError` with one clear sentence when it cannot start, among them
    `AlreadyRunning`, whose exit code is 0. `wanted` replaces the usual programs.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(sign, stop.set)
    instance = Up(settings, hooks or Hooks(), report or say)
    await instance.run(stop, programs(settings) if wanted is None else wanted)


def say(line: str) -> None:
    """Print one line of progress."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


class Up:
    """One running instance."""

    def __init__(self, settings: Settings, hooks: Hooks, report: Report) -> None:
        self._settings = settings
        self._home = settings.home.expanduser().absolute()
        self._hooks = hooks
        self._report = report
        self._lock = InstanceLock(self._home)
        self._supervisor = Supervisor(self._home, report)
        self._server: EmbeddedPostgres | None = None
        self._began = time.monotonic()

    async def run(self, stop: asyncio.Event, wanted: tuple[Program, ...]) -> None:
        """Start everything, keep it running until `stop`, and stop it in order."""
        work = asyncio.create_task(self._live(wanted), name="instance")
        stopping = asyncio.create_task(stop.wait(), name="stop")
        try:
            await asyncio.wait({work, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if work.done():
                work.result()
        finally:
            for task in (work, stopping):
                task.cancel()
            await asyncio.gather(work, stopping, return_exceptions=True)
            await self._end()

    async def _own(self) -> None:
        """Become the owner of the data folder; a command's turn there is waited for."""
        give_up_at = time.monotonic() + _COMMAND_PATIENCE
        is_told = False
        while True:
            try:
                self._lock.acquire()
            except AlreadyRunning:
                owner = running_instance(self._home)
                passing = owner is None or owner.pid == 0 or owner.state == AT_WORK
                if not passing or time.monotonic() > give_up_at:
                    raise
                if not is_told:
                    self._report("Waiting for a heliograph command that works on the data folder")
                is_told = True
                await asyncio.sleep(_RETRY_LOCK)
            else:
                return

    async def _live(self, wanted: tuple[Program, ...]) -> None:
        await self._own()
        self._lock.announce(Instance(os.getpid()))
        self._clear_the_way()
        url = await self._database()
        await migrate(url, lock_timeout_ms=self._settings.database.lock_timeout_ms)
        if self._hooks.prepare is not None:
            await self._hooks.prepare(self._settings, url)
        self._report(f"Database ready ({self._elapsed()})")
        for program in wanted:
            await self._supervisor.start(program)
        await self._until_ready()
        await self._tell(url)
        await self._watch_database()

    def _clear_the_way(self) -> None:
        for name in Records(self._home).end_leftovers():
            self._report(f"Ended {name}, left behind by the last run")
        check_port(self._settings.host, self._settings.port)
        if self._settings.sandbox.enabled:
            check_port("127.0.0.1", sandbox_port(self._settings), "HELIOGRAPH_SANDBOX__PORT")

    async def _database(self) -> str:
        if self._settings.database_url:
            return self._settings.database_url
        self._server = EmbeddedPostgres(
            self._home, account=self._settings.database.account, report=self._report
        )
        if not (self._home / "postgres" / "data").exists():
            self._report(f"Creating the database in {self._home}")
        return await self._server.start()

    async def _until_ready(self) -> None:
        host = "127.0.0.1" if self._settings.host in {"0.0.0.0", ""} else self._settings.host  # noqa: S104 - compared, not bound
        give_up_at = time.monotonic() + _READY_PATIENCE
        while not await answers(host, self._settings.port, "/ready"):
            if time.monotonic() > give_up_at:
                raise NotReady(
                    f"The API has not answered for {_READY_PATIENCE:g} s"
                    f"{_last_words(self._home / 'logs' / 'api.log')}"
                )
            await asyncio.sleep(0.05)

    async def _tell(self, url: str) -> None:
        urls = {"dashboard": self._settings.base_url, "api": f"{self._settings.base_url}/api/v1"}
        if self._settings.sandbox.enabled:
            urls["sandbox"] = self._settings.sandbox_url
        self._lock.announce(Instance(os.getpid(), self._settings.port, "ready", urls))
        self._report(f"Ready ({self._elapsed()}): {self._settings.base_url}")
        if self._hooks.ready is not None:
            for line in await self._hooks.ready(self._settings, url):
                self._report(line)

    async def _watch_database(self) -> None:
        """Bring the embedded server back whenever it ends; without one, wait for the stop."""
        if self._server is None:
            await asyncio.Event().wait()
            return
        while True:
            await self._server.gone()
            self._report("The database has ended; it is started again")
            try:
                await self._server.start()
            except AppError as error:
                self._report(error.sentence())
                await asyncio.sleep(_RETRY_DATABASE)
            else:
                self._report("The database is back")

    async def _end(self) -> None:
        if not self._lock.is_held:
            return
        with suppress(AppError):
            await self._supervisor.stop(STOP_PATIENCE)
        if self._server is not None:
            await self._server.stop()
        self._lock.release()

    def _elapsed(self) -> str:
        return f"{time.monotonic() - self._began:.1f} s"


def _last_words(log: Path) -> str:
    with suppress(OSError):
        lines = log.read_text(errors="replace").strip().splitlines()
        if lines:
            return f"; its last words: {lines[-1][:300]}"
    return ""
