"""What else of an instance may run inside this process: its worker, its HTTP server."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import structlog
import uvicorn
from fastapi import FastAPI

from heliograph.flows.instance import Instance
from heliograph.flows.wiring import registry_of
from heliograph.kit.jobs import WorkerLost, WorkerUnfinished, run_worker

log = structlog.get_logger("heliograph.cli")
GRACE = 30.0


class _Server(uvicorn.Server):
    """Uvicorn without its own hold on Ctrl-C, which belongs to the command."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals alone."""
        yield


@asynccontextmanager
async def working(instance: Instance, grace: float = GRACE) -> AsyncIterator[None]:
    """Carry out the jobs of an instance while the block runs."""
    registry = registry_of(instance)
    stop = asyncio.Event()
    work = asyncio.create_task(
        run_worker(
            instance.database.url,
            registry,
            registry.queues,
            instance.settings.worker,
            stop,
            grace=grace,
        ),
        name="worker",
    )
    try:
        yield
    finally:
        stop.set()
        try:
            await work
        except (WorkerLost, WorkerUnfinished) as end:
            log.warning("worker.ended", reason=str(end))


@asynccontextmanager
async def serving(app: FastAPI, listening: socket.socket) -> AsyncIterator[None]:
    """Answer HTTP on a socket while the block runs; the app's own life is the caller's."""
    server = _Server(
        uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            lifespan="off",
            timeout_graceful_shutdown=2,
        )
    )
    task = asyncio.create_task(server.serve(sockets=[listening]), name="http server")
    try:
        yield
    finally:
        server.should_exit = True
        await task
        listening.close()
