"""Runs the jobs of some queues until SIGTERM; works on any machine that reaches the database."""

from __future__ import annotations

import argparse
import asyncio
import importlib
import os
import signal
import sys
from collections.abc import Callable, Sequence

import structlog
import uvloop

from heliograph.kit.collecting import leave_all
from heliograph.kit.database import Database
from heliograph.kit.errors import AppError, InvalidInput
from heliograph.kit.faults import arm_faults
from heliograph.kit.jobs import GRACE, JobRegistry, WorkerLost, WorkerUnfinished, run_worker
from heliograph.kit.logs import configure_logs
from heliograph.kit.postgres.address import find_database
from heliograph.kit.settings import Settings, load_settings

WIRING = "heliograph.flows.wiring:build"

Build = Callable[[Settings, Database], JobRegistry]

log = structlog.get_logger()


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse the command line and work; returns the exit code."""
    parser = argparse.ArgumentParser(prog="heliograph worker", description=__doc__)
    parser.add_argument("--queue", action="append", help="a queue to serve; may be repeated")
    parser.add_argument("--wiring", default=WIRING, help="module:function that builds the registry")
    parser.add_argument("--grace", type=float, default=GRACE, help="seconds to finish when stopped")
    given = parser.parse_args(arguments)
    settings = load_settings()
    configure_logs(settings.log_level)
    arm_faults(settings.delivery.fault_point, settings.home)
    try:
        uvloop.run(work(settings, given.queue, _wiring(given.wiring), given.grace))
    except AppError as error:
        sys.stderr.write(error.sentence() + "\n")
        return error.exit_code
    leave_all()
    return 0


async def work(
    settings: Settings, queues: Sequence[str] | None, build: Build, grace: float = GRACE
) -> None:
    """Serve the queues until a signal; ends the process itself when jobs cannot be finished."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, stop.set)
    url = find_database(settings)
    database = Database(url, settings.database)
    registry = build(settings, database)
    served = frozenset(queues or registry.queues)
    _check_queues(served, registry)
    log.info("worker.started", queues=sorted(served), process=os.getpid())
    try:
        await run_worker(url, registry, served, settings.worker, stop, grace=grace)
    except (WorkerLost, WorkerUnfinished) as end:
        log.warning("worker.ended", reason=str(end))
        _leave_at_once(1 if isinstance(end, WorkerLost) else 0)
    await database.close()
    log.info("worker.stopped", queues=sorted(served))


def _check_queues(served: frozenset[str], registry: JobRegistry) -> None:
    unknown = served - registry.queues
    if unknown:
        raise InvalidInput(
            f"There is no queue named {', '.join(sorted(unknown))}; "
            f"the queues are {', '.join(sorted(registry.queues))}"
        )


def _leave_at_once(code: int) -> None:
    # An orderly end would cancel the jobs still running, and a cancelled job counts as done.
    sys.stderr.flush()
    os._exit(code)


def _wiring(name: str) -> Build:
    module, _, function = name.partition(":")
    build: Build = getattr(importlib.import_module(module), function)
    return build
