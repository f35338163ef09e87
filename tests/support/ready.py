"""The command line in processes that stand ready: forks of one that has imported the product.

Every command is a process of its own, with its own words, environment and streams, as a person's
is. Only the two seconds of imports before it are spent once, and the suite gives hundreds.
"""

from __future__ import annotations

import functools
import gc
import importlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import weakref
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from heliograph.kit.collecting import leave_all

_MAIN = "heliograph.apps.cli.main"
_NEEDED_BY_MOST = (_MAIN, "heliograph.apps.cli.local", "heliograph.apps.api.openapi")


class Ready:
    """The process that the commands are forks of."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.support.ready"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # Streams are opened, and spoken in, as in an environment that says nothing of either.
            env={"PATH": os.defpath},
            text=True,
        )
        weakref.finalize(self, _dismiss, self._process)

    def run(
        self, words: Sequence[str], env: Mapping[str, str], seconds: float
    ) -> tuple[int, str, str]:
        """The exit code, stdout and stderr of one command.

        Raises `subprocess.TimeoutExpired` and ends it when its `seconds` are over.
        """
        with tempfile.TemporaryDirectory(prefix="hg-said-") as folder:
            said = Path(folder, "out"), Path(folder, "err")
            order = {"words": list(words), "env": dict(env), "said": [str(one) for one in said]}
            told = self._ask(order | {"folder": str(Path.cwd()), "seconds": seconds})
            if told["code"] is None:
                raise subprocess.TimeoutExpired(list(words), seconds)
            return told["code"], said[0].read_text(), said[1].read_text()

    def _ask(self, order: Mapping[str, Any]) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        told: dict[str, Any] = json.loads(self._process.stdout.readline())
        return told


@functools.cache
def ready() -> Ready:
    """The one of this test process."""
    return Ready()


def _dismiss(process: subprocess.Popen[str]) -> None:
    process.communicate()


def _next_order() -> dict[str, Any] | None:
    """Serve until a fork of this process has an order to carry out; None when all are done."""
    while line := _line():
        order: dict[str, Any] = json.loads(line)
        child = os.fork()
        if child == 0:
            return order
        sys.stdout.write(json.dumps({"code": _waited(child, order["seconds"])}) + "\n")
        sys.stdout.flush()
    return None


def _line() -> bytes:
    """A line of the orders, read without a buffer that forks would share."""
    line = b""
    while not line.endswith(b"\n"):
        read = os.read(0, 1 << 16)
        if not read:
            return b""
        line += read
    return line


def _waited(child: int, seconds: float) -> int | None:
    """The exit code of a child as `subprocess` tells it; None when its time ran out."""
    give_up_at = time.monotonic() + seconds
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() > give_up_at:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return None
        time.sleep(0.005)


def _take_over(order: Mapping[str, Any]) -> None:
    """Become the command: its streams, its environment, its folder."""
    out, err = (os.open(one, os.O_WRONLY | os.O_CREAT) for one in order["said"])
    nothing = os.open(os.devnull, os.O_RDONLY)
    for opened, stream in ((nothing, 0), (out, 1), (err, 2)):
        os.dup2(opened, stream)
        os.close(opened)
    os.environ.clear()  # noqa: TID251 - the command's environment, whole
    os.environ.update(order["env"])  # noqa: TID251 - the same
    os.chdir(order["folder"])
    # Where files of the moment go was settled by this process's environment.
    tempfile.tempdir = None
    sys.argv = ["heliograph", *order["words"]]


def _serve() -> int:
    for name in _NEEDED_BY_MOST:
        importlib.import_module(name)
    # Each of these is read once a process, and the forks have what this one read.
    importlib.import_module("heliograph.apps.api.openapi").application()
    importlib.import_module("sqlalchemy.orm").configure_mappers()
    importlib.import_module("heliograph.kit.http").HTTPClient()
    importlib.import_module("heliograph.extensions.packs.zodiac.events").events_of_year(2026)
    gc.collect()
    leave_all()
    order = _next_order()
    if order is None:
        return 0
    _take_over(order)
    code: int = importlib.import_module(_MAIN).main()
    return code


if __name__ == "__main__":
    sys.exit(_serve())
