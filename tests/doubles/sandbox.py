"""The sandbox as a process of its own, for any test that needs a network to post to."""

from __future__ import annotations

import contextlib
import importlib
import multiprocessing
import os
import signal
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TextIO

import httpx

from heliograph.apps.sandbox.networks import PLATFORMS
from tests.support.loopback import TLS

_SANDBOX = "heliograph.apps.sandbox.__main__"
_FORKS = multiprocessing.get_context("forkserver")
# Its imports take longer than most tests that have one of their own.
_FORKS.set_forkserver_preload(
    [_SANDBOX, *(f"heliograph.apps.sandbox.{name}.network" for name in PLATFORMS)]
)


class SandboxProcess:
    """Starts, stops and kills what `python -m heliograph.apps.sandbox` runs, over one folder.

    After `kill` a new `start` goes on with the same folder and, by default, the same port.
    """

    def __init__(self, home: Path, port: int | None = None, seed: int = 1) -> None:
        self.home = home
        self.port = port
        self.seed = seed
        self._process: multiprocessing.process.BaseProcess | None = None
        self._said: TextIO | None = None

    @classmethod
    def start(cls, home: Path, port: int | None = None, seed: int = 1) -> SandboxProcess:
        """A running sandbox over the folder."""
        sandbox = cls(home, port, seed)
        sandbox.resume()
        return sandbox

    def resume(self) -> None:
        """Start the process, again if need be, and wait until it answers."""
        words = ["--home", str(self.home), "--port", str(self.port or 0), "--seed", str(self.seed)]
        heard, said = _FORKS.Pipe(duplex=False)
        self._process = _FORKS.Process(target=_serve, args=(said, words), daemon=True)
        self._process.start()
        said.close()
        self._said = os.fdopen(os.dup(heard.fileno()))
        heard.close()
        line = self._said.readline()
        if "ready on" not in line:
            self._end(signal.SIGKILL)
            raise RuntimeError(f"the sandbox did not start: {line!r}")
        self.port = int(line.rsplit(":", 1)[1])
        self._wait_for_health()

    @property
    def origin(self) -> str:
        """Where the viewer and the control API live."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        """The server's process id."""
        if self._process is None or self._process.pid is None:
            raise RuntimeError("the sandbox is not running")
        return self._process.pid

    def base_url(self, platform: str) -> str:
        """A channel's base_url."""
        return f"{self.origin}/{platform}"

    def control(self, method: str, path: str, body: Any = None) -> Any:
        """One call of the control API; raises unless it succeeds."""
        answer = httpx.request(
            method,
            f"{self.origin}/_sandbox{path}",
            json=body,
            timeout=30,
            trust_env=False,
            verify=TLS,
        )
        answer.raise_for_status()
        return answer.json()

    def account(self, platform: str, handle: str, name: str = "") -> dict[str, str]:
        """The secrets of an account, which is made if need be."""
        wanted = {"platform": platform, "handle": handle, "name": name}
        secrets: dict[str, str] = self.control("POST", "/accounts", wanted)["secrets"]
        return secrets

    def posts(self, platform: str = "", account: str = "") -> list[dict[str, Any]]:
        """What really stands, oldest first."""
        query = "&".join(
            f"{name}={value}"
            for name, value in (("platform", platform), ("account", account))
            if value
        )
        found: list[dict[str, Any]] = self.control("GET", f"/posts?{query}")
        return found

    def faults(self, platform: str, **programme: Any) -> dict[str, Any]:
        """Start a programme of faults; without arguments all trouble ends."""
        report: dict[str, Any] = self.control("PUT", f"/faults/{platform}", programme)
        return report

    def stop(self) -> None:
        """End it politely."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it as a power cut would."""
        self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> None:
        if self._process is None or self._said is None:
            return
        if self._process.is_alive():
            # A child of the fork server may be gone before its end is told here.
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, how)
        self._process.join(timeout=15)
        if self._process.is_alive():
            raise TimeoutError(f"the sandbox {self.pid} did not end within 15 s")
        self._process.close()
        self._said.close()
        self._process = self._said = None

    def _wait_for_health(self) -> None:
        deadline = time.monotonic() + 60
        while True:
            try:
                self.control("GET", "/health")
            except httpx.TransportError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.05)
            else:
                return


def _serve(said: Connection, words: list[str]) -> None:
    """Be the sandbox, with the pipe as what it says."""
    os.dup2(said.fileno(), 1)
    said.close()
    sys.exit(importlib.import_module(_SANDBOX).main(words))
