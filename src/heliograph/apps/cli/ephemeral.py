"""An instance for one command: database, sandbox, worker and API, all gone at the end."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import tempfile
import time
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from heliograph.apps.cli.door import Door
from heliograph.apps.cli.engine import serving, working
from heliograph.apps.cli.local import Place, client_of, open_app
from heliograph.kit.errors import AppError
from heliograph.kit.http import HTTPClient
from heliograph.kit.logs import configure_logs
from heliograph.kit.migrate import migrate
from heliograph.kit.postgres import EmbeddedPostgres
from heliograph.kit.processes import InstanceLock, Program, Supervisor
from heliograph.kit.settings import SandboxSettings, Settings, WorkerSettings

S = TypeVar("S")
T = TypeVar("T")
PREFIX = "heliograph-try-"
_READY = "ready on http://127.0.0.1:"
_PATIENCE = 60.0
# Nobody else uses this instance, so its worker need not hold back.
_EAGER = WorkerSettings(poll_seconds=0.1)
# Nothing here has to survive a power cut.
_FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class SandboxSilent(AppError):
    """The sandbox of a trip did not come up."""

    code = "cli.sandbox_silent"
    status = 503
    title = "The sandbox did not start"
    remedy = "Run `heliograph doctor`; it says what this machine lacks."


@dataclass(frozen=True)
class Borrowed:
    """A whole instance with its sandbox."""

    door: Door
    sandbox_url: str
    http: HTTPClient

    async def account(self, platform: str, handle: str) -> dict[str, Any]:
        """An account on a sandbox network, with its secrets and its address."""
        wanted = {"platform": platform, "handle": handle, "name": handle}
        answer = await self.http.post(f"{self.sandbox_url}/_sandbox/accounts", json=wanted)
        found: dict[str, Any] = answer.json()
        return found


@asynccontextmanager
async def borrowed() -> AsyncIterator[Borrowed]:
    """An instance in a folder of its own on free ports of the loopback; removed at the end."""
    configure_logs("error", "console")
    await _sweep()
    async with AsyncExitStack() as stack:
        home = await asyncio.to_thread(_folder)
        stack.callback(shutil.rmtree, home, ignore_errors=True)
        lock = InstanceLock(home)
        lock.acquire()
        stack.callback(lock.release)
        listening = stack.enter_context(_free_socket())
        url, sandbox_port = await _both(_database(stack, home), _sandbox(stack, home))
        settings = _settings(home, listening.getsockname()[1], sandbox_port)
        opened = await stack.enter_async_context(open_app(Place(settings, url, True)))
        client = await stack.enter_async_context(client_of(opened))
        await stack.enter_async_context(serving(opened.app, listening))
        await stack.enter_async_context(working(opened.instance, grace=3.0))
        yield Borrowed(Door(client), settings.sandbox_url, opened.instance.http)


async def _both(one: Coroutine[Any, Any, S], other: Coroutine[Any, Any, T]) -> tuple[S, T]:
    """Both at a time. Unlike `gather`, this waits for both also where the trip is stopped or one
    of them fails: nothing is removed under the hands of the other."""
    try:
        async with asyncio.TaskGroup() as group:
            first, second = group.create_task(one), group.create_task(other)
    except ExceptionGroup as failed:
        raise failed.exceptions[0] from failed
    return first.result(), second.result()


async def _database(stack: AsyncExitStack, home: Path) -> str:
    server = EmbeddedPostgres(home, options=_FAST)
    stack.push_async_callback(server.stop)
    url = await server.start()
    await migrate(url)
    return url


async def _sandbox(stack: AsyncExitStack, home: Path) -> int:
    supervisor = Supervisor(home, lambda _: None)
    stack.push_async_callback(supervisor.stop)
    arguments = ("-m", "heliograph.apps.sandbox", "--port", "0", "--home", str(home / "sandbox"))
    await supervisor.start(Program("sandbox", arguments, {"PYTHONUNBUFFERED": "1"}))
    log = home / "logs" / "sandbox.log"
    give_up_at = time.monotonic() + _PATIENCE
    while time.monotonic() < give_up_at:
        words = await asyncio.to_thread(log.read_text, errors="replace")
        if _READY in words:
            return int(words.partition(_READY)[2].split()[0])
        await asyncio.sleep(0.05)
    raise SandboxSilent(f"It said nothing for {_PATIENCE:g} s")


def _settings(home: Path, port: int, sandbox_port: int) -> Settings:
    """Settings of the trip; what the environment says of the usual instance is left out."""
    usual = {
        name: field.get_default(call_default_factory=True)
        for name, field in Settings.model_fields.items()
    }
    ours = {
        "home": home,
        "port": port,
        "worker": _EAGER,
        "sandbox": SandboxSettings(port=sandbox_port),
    }
    return Settings(**usual | ours)


def _folder() -> Path:
    """A fresh folder; as root the database's own account has to pass through it."""
    home = Path(tempfile.mkdtemp(prefix=PREFIX))
    home.chmod(0o711)
    return home


def _free_socket() -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.bind(("127.0.0.1", 0))
    listening.listen(128)
    listening.setblocking(False)
    return listening


async def _sweep() -> None:
    """Remove what a trip that was killed has left behind."""
    for home in await asyncio.to_thread(_own_folders):
        lock = InstanceLock(home)
        with suppress(AppError):
            lock.acquire()
            try:
                await EmbeddedPostgres(home).stop()
                await asyncio.to_thread(shutil.rmtree, home, ignore_errors=True)
            finally:
                lock.release()


def _own_folders() -> list[Path]:
    found = Path(tempfile.gettempdir()).glob(f"{PREFIX}*")
    return [home for home in found if home.stat().st_uid == os.geteuid()]
