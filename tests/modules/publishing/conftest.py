"""Fixtures of publishing's tests: an address for pictures, a worker in this process."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Protocol

import cv2
import numpy as np
import pytest

from heliograph.flows.instance import Instance
from heliograph.flows.wiring import registry_of
from heliograph.kit.database import Database
from heliograph.kit.ids import new_id
from heliograph.kit.jobs import run_worker
from heliograph.kit.settings import WorkerSettings
from tests.doubles.sandbox import SandboxProcess
from tests.support.stage import Stage, stage_settings


def jpeg() -> bytes:
    """A small picture."""
    made, data = cv2.imencode(".jpg", np.full((320, 320, 3), (96, 60, 20), np.uint8))
    assert made
    return bytes(data.tobytes())


class PictureAnswer(BaseHTTPRequestHandler):
    """Answers every address with the picture, as the API does for a signed one."""

    data = jpeg()

    def do_GET(self) -> None:
        """Give the picture."""
        self.send_response(200)
        self.send_header("Content-Type", "image/jpeg")
        self.send_header("Content-Length", str(len(self.data)))
        self.end_headers()
        self.wfile.write(self.data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the parent's name
        """Stay silent."""


@pytest.fixture(scope="session")
def picture_address() -> Iterator[str]:
    """Where networks that fetch find pictures."""
    with ThreadingHTTPServer(("127.0.0.1", 0), PictureAnswer) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


@pytest.fixture
async def picture_stage(
    tmp_path: Path, database: Database, sandbox: SandboxProcess, picture_address: str
) -> AsyncIterator[Stage]:
    """A stage whose pictures can be fetched."""
    settings = stage_settings(tmp_path, database, sandbox)
    settings = settings.model_copy(update={"public_url": picture_address})
    instance = Instance(settings, database, processes=0)
    yield Stage(instance, new_id(), sandbox)
    await instance.close()


class Work(Protocol):
    """Runs the instance's jobs for the length of a block."""

    def __call__(self, stage: Stage) -> AbstractAsyncContextManager[None]: ...


@pytest.fixture
def working() -> Work:
    """All jobs, ticks and listeners of the product, in this process."""

    @asynccontextmanager
    async def run(stage: Stage) -> AsyncIterator[None]:
        registry = registry_of(stage.instance)
        stop = asyncio.Event()
        settings = WorkerSettings(poll_seconds=0.2)
        url = stage.instance.database.url
        task = asyncio.create_task(run_worker(url, registry, registry.queues, settings, stop))
        try:
            yield
        finally:
            stop.set()
            await asyncio.wait_for(task, 60)

    return run
