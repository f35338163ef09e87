"""`heliograph up` as a process of its own, the way a person runs it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from tests.support.loopback import TLS

READY_PATIENCE = 90.0


class RunningInstance:
    """An instance on a home and a port of its own; it may be stopped, killed and started again."""

    def __init__(self, **environment: str) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="hg-up-"))
        self.home.chmod(0o711)
        self.port = free_port_pair()
        self._environment = environment
        self._process: subprocess.Popen[bytes] | None = None
        self._said = self.home.with_suffix(".log")

    @property
    def pid(self) -> int:
        """The process of `up`."""
        assert self._process is not None
        return self._process.pid

    @property
    def url(self) -> str:
        """Where the API and the dashboard answer."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def sandbox_url(self) -> str:
        """Where the sandbox answers."""
        return f"http://127.0.0.1:{self.port + 1}"

    @property
    def said(self) -> str:
        """What `up` has printed so far."""
        return self._said.read_text() if self._said.exists() else ""

    def environment(self) -> dict[str, str]:
        """What every command about this instance needs to know."""
        known = {
            "PATH": os.defpath,
            "HOME": str(self.home),
            "HELIOGRAPH_HOME": str(self.home / "data"),
            "HELIOGRAPH_PORT": str(self.port),
        }
        return known | self._environment

    def start(self) -> RunningInstance:
        """Start `up` and wait until it says how to sign in."""
        with self._said.open("wb") as said:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "heliograph.apps.up"],
                stdout=said,
                stderr=subprocess.STDOUT,
                env=self.environment(),
                start_new_session=True,
            )
        give_up_at = time.monotonic() + READY_PATIENCE
        while "Sign in once" not in self.said:
            if self._process.poll() is not None or time.monotonic() > give_up_at:
                raise RuntimeError(f"the instance did not start: {self.said}")
            time.sleep(0.1)
        return self

    def stop(self) -> int:
        """Ask `up` to end, as Ctrl-C does; gives its exit code."""
        assert self._process is not None
        self._process.send_signal(signal.SIGINT)
        return self._process.wait(30)

    def kill(self) -> None:
        """End `up` with no chance to tidy; what it started is left to itself."""
        assert self._process is not None
        self._process.kill()
        self._process.wait(10)

    def remove(self) -> None:
        """Stop if need be and delete everything."""
        if self._process is not None and self._process.poll() is None:
            self.stop()
        shutil.rmtree(self.home, ignore_errors=True)
        self._said.unlink(missing_ok=True)

    def sign_in_link(self) -> str:
        """The last link that `up` has printed."""
        return re.findall(r"http://\S+/sign-in#token=\S+", self.said)[-1]

    def command(self, *words: str) -> str:
        """What a command says that is given on the machine of the instance."""
        made = subprocess.run(  # noqa: S603  # reason: our own program, words of a test
            [sys.executable, "-m", "heliograph.apps.cli.main", *words],
            env=self.environment(),
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        return made.stdout.strip()

    def new_sign_in_link(self) -> str:
        """A fresh link, made by the command line."""
        return self.command("sign-in-link")

    def client(self) -> httpx.Client:
        """A signed-in client of the API."""
        token = self.new_sign_in_link().split("token=")[1]
        client = httpx.Client(
            base_url=f"{self.url}/api/v1", timeout=60, trust_env=False, verify=TLS
        )
        answer = client.post("/auth/sign-in-link", json={"token": token})
        answer.raise_for_status()
        client.cookies.clear()
        client.headers["authorization"] = f"Bearer {answer.json()['data']['access_token']}"
        return client

    def standing(self) -> list[dict[str, Any]]:
        """What really stands on the sandbox."""
        found: list[dict[str, Any]] = httpx.get(
            f"{self.sandbox_url}/_sandbox/posts", timeout=60, trust_env=False, verify=TLS
        ).json()
        return found


@contextmanager
def alone(**environment: str) -> Iterator[RunningInstance]:
    """An instance of its own that runs, removed at the end."""
    instance = RunningInstance(**environment)
    try:
        yield instance.start()
    finally:
        instance.remove()


def asked(answer: httpx.Response) -> Any:
    """What the API answered, where it did not refuse."""
    assert answer.is_success, answer.text
    return answer.json()["data"]


def connected(running: RunningInstance, client: httpx.Client, platform: str, handle: str) -> Any:
    """A channel to a new account of the sandbox."""
    wanted = {"platform": platform, "handle": handle, "name": handle.title()}
    place = f"{running.sandbox_url}/_sandbox/accounts"
    secrets = httpx.post(place, json=wanted, trust_env=False, verify=TLS).json()["secrets"]
    base_url = f"{running.sandbox_url}/{platform}"
    order = {"platform": platform, "secrets": secrets, "base_url": base_url}
    return asked(client.post("/channels", json=order))


def free_port_pair() -> int:
    """A port that is free together with the one after it."""
    for _ in range(50):
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = int(first.getsockname()[1])
            try:
                second.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port
    raise RuntimeError("no two neighbouring ports are free")


def eventually(found: Any, patience: float = 60.0, pause: float = 0.3) -> Any:
    """Call until it gives something true; raises with the last answer when it never does."""
    give_up_at = time.monotonic() + patience
    while True:
        last = found()
        if last:
            return last
        if time.monotonic() > give_up_at:
            raise AssertionError(f"it never came true; the last answer was {last!r}")
        time.sleep(pause)
