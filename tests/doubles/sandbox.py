"""The sandbox as a process of its own, for any test that needs a network to post to."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx

from tests.support.loopback import TLS


class SandboxProcess:
    """Starts, stops and kills `python -m heliograph.apps.sandbox` over one folder.

    After `kill` a new `start` goes on with the same folder and, by default, the same port.
    """

    def __init__(self, home: Path, port: int | None = None, seed: int = 1) -> None:
        self.home = home
        self.port = port
        self.seed = seed
        self._process: subprocess.Popen[str] | None = None

    @classmethod
    def start(cls, home: Path, port: int | None = None, seed: int = 1) -> SandboxProcess:
        """A running sandbox over the folder."""
        sandbox = cls(home, port, seed)
        sandbox.resume()
        return sandbox

    def resume(self) -> None:
        """Start the process, again if need be, and wait until it answers."""
        command = [
            sys.executable, "-m", "heliograph.apps.sandbox", "--home", str(self.home),
            "--port", str(self.port or 0), "--seed", str(self.seed),
        ]  # fmt: skip
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
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
        if self._process is None:
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
        if self._process is None:
            return
        if self._process.poll() is None:
            os.kill(self._process.pid, how)
        self._process.wait(timeout=15)
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._process = None

    def _wait_for_health(self) -> None:
        deadline = time.monotonic() + 15
        while True:
            try:
                self.control("GET", "/health")
            except httpx.TransportError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.05)
            else:
                return
