"""A process that has imported the worker already and forks a new one whenever it is asked.

Killing a thousand workers would otherwise be a benchmark of Python's imports. A forked worker is
a process like any other: it dies by `kill -9`, and nothing of it outlives that.

    python -m benchmarks.storm.nursery    (then one line per worker on its input: its log)
"""

from __future__ import annotations

import os
import signal
import sys

import heliograph.flows.wiring  # noqa: F401 - imported once, for all
from heliograph.apps.worker.main import main as work
from heliograph.flows.catalogue import InstalledExtensions
from heliograph.kit.clock import SystemClock
from heliograph.kit.http import HTTPClient
from heliograph.sdk.connectors import ChannelAccess, Secrets


def main() -> int:
    """Fork until the input ends; answers each line with the new worker's process id."""
    _import_connectors()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the dead
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    # Read by hand: a child must not inherit lines that a buffer has read ahead.
    line = b""
    while byte := os.read(0, 1):
        if byte != b"\n":
            line += byte
            continue
        child = os.fork()
        if child == 0:
            _be_worker(line.decode())
        os.write(1, f"{child}\n".encode())
        line = b""
    return 0


def _be_worker(log_file: str) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    log = os.open(log_file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for source, target in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(source, target)
    os._exit(work(["--queue", "publishing"]))


def _import_connectors() -> None:
    async def keep(_: Secrets) -> None:
        return

    catalogue = InstalledExtensions()
    access = ChannelAccess("http://127.0.0.1:9", {}, HTTPClient(), keep, clock=SystemClock())
    for manifest in catalogue.connectors():
        catalogue.open_connector(manifest.id, access)


if __name__ == "__main__":
    sys.exit(main())
