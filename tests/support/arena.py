"""An instance of real processes on a home of its own: database, sandbox, API, workers that die.

For journeys and benchmarks. Nothing is simulated but the networks, which the sandbox speaks for.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import cv2
import httpx
import numpy as np

from heliograph.flows.instance import Instance
from heliograph.kit.database import Database, UnitOfWork
from heliograph.kit.ids import new_id
from heliograph.kit.migrate import migrate
from heliograph.kit.postgres import EmbeddedPostgres
from heliograph.kit.settings import DatabaseSettings, SandboxSettings, Settings
from heliograph.modules.assets import Origin
from heliograph.modules.channels import NewChannel
from heliograph.modules.scheduling import Piece, When
from tests.doubles.sandbox import SandboxProcess
from tests.support.loopback import TLS

PLATFORMS = ("mastodon", "bluesky", "instagram")
ROOT = Path(__file__).parents[2]


@dataclass
class Arena:
    """A running instance without its supervisor; the caller starts and kills the workers."""

    home: Path
    server: EmbeddedPostgres
    database: Database
    instance: Instance
    sandbox: SandboxProcess
    variables: Mapping[str, str]
    workspace_id: UUID = field(default_factory=new_id)

    @property
    def work(self) -> UnitOfWork:
        """A fresh unit of work of the workspace."""
        return self.database.work(self.workspace_id)

    async def channel(self, platform: str) -> UUID:
        """A connected sandbox account."""
        handle = f"h{new_id().hex[-10:]}"
        secrets = self.sandbox.account(platform, handle, handle.title())
        order = NewChannel(platform, secrets, self.sandbox.base_url(platform))
        service = self.instance.channels.service(self.work)
        channel_id = await service.connect(order)
        # Storms and benchmarks send more at once than any fuse would let out.
        await service.change(channel_id, {"guards": {"fuse": {"posts": 0, "minutes": 1}}})
        return channel_id

    async def picture(self) -> UUID:
        """A small JPEG among the assets: Instagram takes no post without one."""
        square = np.full((320, 320, 3), (96, 60, 20), np.uint8)
        made, data = cv2.imencode(".jpg", square)
        assert made
        origin = Origin("made for a test", {}, "A dark square")
        kept = await self.instance.assets.service(self.work).keep(data.tobytes(), origin)
        asset_id: UUID = kept["id"]
        return asset_id

    async def post(
        self, channel_id: UUID, words: str, when: When, pictures: Sequence[UUID] = ()
    ) -> UUID:
        """Plan a post."""
        media = await self.instance.assets.service(self.work).references(pictures)
        piece = Piece(text=words, media=media)
        made = await self.instance.scheduling.service(self.work).create(channel_id, piece, when)
        post_id: UUID = made["id"]
        return post_id

    async def sentences(self, post_id: UUID) -> list[str]:
        """A post's history as people read it, oldest first."""
        rows = await self.instance.history(self.workspace_id).history(post_id)
        return [str(row["sentence"]) for row in rows]

    def start(self, name: str, *program: str, **variables: str) -> subprocess.Popen[bytes]:
        """Start a process of this instance; what it says goes to `logs/<name>.log`."""
        with (self.home / "logs" / f"{name}.log").open("ab") as log:
            return subprocess.Popen(  # noqa: S603 - our own programs
                [sys.executable, "-m", *program],
                cwd=ROOT,
                env={**self.variables, **variables},
                stdout=log,
                stderr=log,
            )

    def start_worker(
        self, name: str = "worker", queue: str = "publishing", **variables: str
    ) -> subprocess.Popen[bytes]:
        """Start a worker process."""
        return self.start(name, "heliograph.apps.worker", "--queue", queue, **variables)


def end(process: subprocess.Popen[bytes], how: signal.Signals = signal.SIGKILL) -> None:
    """End a process that was started here and wait until it is gone."""
    if process.poll() is None:
        # A stopped process would not hear anything but SIGKILL.
        with suppress(ProcessLookupError):
            os.kill(process.pid, signal.SIGCONT)
        with suppress(ProcessLookupError):
            os.kill(process.pid, how)
    process.wait(timeout=60)


def free_port() -> int:
    """A port nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def new_home() -> Path:
    """An empty data folder that the database can reach under its ordinary account."""
    home = Path(tempfile.mkdtemp(prefix="hg-"))
    home.chmod(0o711)
    return home


@asynccontextmanager
async def open_arena(
    variables: Mapping[str, str] | None = None, *, with_api: bool = True
) -> AsyncIterator[Arena]:
    """A new instance in a temporary home; everything is ended and removed afterwards.

    `variables` are settings as environment variables, for all processes of the instance.
    """
    home = new_home()
    server = EmbeddedPostgres(home)
    sandbox: SandboxProcess | None = None
    api: subprocess.Popen[bytes] | None = None
    try:
        url = await server.start()
        await migrate(url)
        sandbox = await asyncio.to_thread(SandboxProcess.start, home / "sandbox")
        database = Database(url, DatabaseSettings())
        arena = _arena(home, server, database, sandbox, variables or {})
        if with_api:
            api = arena.start("api", "heliograph.apps.api")
            await asyncio.to_thread(_until_healthy, arena.instance.settings.base_url)
        yield arena
        await arena.instance.close()
        await database.close()
    finally:
        if api is not None:
            end(api)
        if sandbox is not None:
            sandbox.stop()
        await server.stop()
        shutil.rmtree(home, ignore_errors=True)


def _arena(
    home: Path,
    server: EmbeddedPostgres,
    database: Database,
    sandbox: SandboxProcess,
    given: Mapping[str, str],
) -> Arena:
    port = free_port()
    settings = Settings(
        home=home, port=port, sandbox=SandboxSettings(port=sandbox.port or 0), log_level="warning"
    )
    variables = {
        "PATH": os.defpath,
        "HELIOGRAPH_HOME": str(home),
        "HELIOGRAPH_PORT": str(port),
        "HELIOGRAPH_SANDBOX__PORT": str(sandbox.port),
        "HELIOGRAPH_LOG_LEVEL": "info",
        **given,
    }
    (home / "logs").mkdir(exist_ok=True)
    return Arena(home, server, database, Instance(settings, database, 0), sandbox, variables)


def _until_healthy(address: str, seconds: float = 60.0) -> None:
    give_up_at = time.monotonic() + seconds
    while True:
        with suppress(httpx.TransportError):
            if httpx.get(f"{address}/health", trust_env=False, verify=TLS).status_code == 200:
                return
        assert time.monotonic() < give_up_at, f"nothing answers at {address}"
        time.sleep(0.1)
