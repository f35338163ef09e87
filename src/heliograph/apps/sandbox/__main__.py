"""`python -m heliograph.apps.sandbox --port N --home DIR`: the sandbox as a process of its own."""

from __future__ import annotations

import argparse
import errno
import fcntl
import socket
import sys
from pathlib import Path
from typing import IO

import uvicorn

from heliograph.apps.sandbox.drop import DroppableProtocol
from heliograph.apps.sandbox.server import create_sandbox
from heliograph.apps.sandbox.store import StoreIsNewer
from heliograph.kit.logs import configure_logs


def main(arguments: list[str] | None = None) -> int:
    """Serve until stopped; the exit code is 2 when it cannot start."""
    options = _options(arguments)
    configure_logs("warning", "console")
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", options.port))
        # From here on callers wait in line instead of being turned away.
        listener.listen(2048)
        lock = _lock(options.home)
        app = create_sandbox(options.home, seed=options.seed)
    except StoreIsNewer as trouble:
        return _cannot(str(trouble))
    except OSError as trouble:
        return _cannot(
            f"The sandbox cannot start on port {options.port} with {options.home}: "
            f"{trouble.strerror}. Choose another port or folder."
        )
    port = listener.getsockname()[1]
    sys.stdout.write(f"Sandbox ready on http://127.0.0.1:{port}\n")
    sys.stdout.flush()
    config = uvicorn.Config(
        app, http=DroppableProtocol, ws="none", log_config=None, access_log=False,
        server_header=False, timeout_keep_alive=75, timeout_graceful_shutdown=3, backlog=2048,
    )  # fmt: skip
    uvicorn.Server(config).run(sockets=[listener])
    lock.close()
    return 0


def _lock(home: Path) -> IO[bytes]:
    """Hold the folder; a second sandbox over it would undo what the first one promises."""
    home.mkdir(parents=True, exist_ok=True)
    lock = (home / "sandbox.lock").open("wb")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        raise OSError(errno.EBUSY, "another sandbox works in that folder") from None
    return lock


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m heliograph.apps.sandbox")
    parser.add_argument("--port", type=int, default=8010, help="0 takes a free one")
    parser.add_argument("--home", type=Path, required=True, help="folder for everything it keeps")
    parser.add_argument("--seed", type=int, default=1, help="which audiences live here")
    return parser.parse_args(arguments)


def _cannot(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return 2


if __name__ == "__main__":
    sys.exit(main())
