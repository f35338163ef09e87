"""Runs the real command line as a person would: its own process, its own data folder."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.support.ready import ready

COMMAND = (sys.executable, "-m", "heliograph.apps.cli.main")


@dataclass(frozen=True)
class Outcome:
    """What one command did."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """The one JSON document on stdout."""
        assert self.code == 0, self.err
        return json.loads(self.out)

    @property
    def sentence(self) -> str:
        """The one line on stderr of a command that failed; stdout has nothing."""
        assert self.code != 0
        assert self.out == ""
        lines = self.err.strip().splitlines()
        assert len(lines) == 1, self.err
        return lines[0]


@dataclass(frozen=True)
class CommandLine:
    """`heliograph` over one data folder, or over what `variables` say."""

    home: Path
    port: int
    variables: dict[str, str] = field(default_factory=dict)

    def __call__(self, *words: str, seconds: float = 120) -> Outcome:
        """Run to the end."""
        return Outcome(*ready().run(words, self.environment, seconds))

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """Run in the background."""
        return subprocess.Popen(  # noqa: S603 - the program under test
            [*COMMAND, *words], env=self.environment, stderr=subprocess.DEVNULL
        )

    def with_variables(self, **more: str) -> CommandLine:
        """The same with further environment variables."""
        return CommandLine(self.home, self.port, self.variables | more)

    @property
    def environment(self) -> dict[str, str]:
        """The environment of every command."""
        return {
            "PATH": os.defpath,
            "HOME": str(self.home),
            "HELIOGRAPH_HOME": str(self.home),
            "HELIOGRAPH_PORT": str(self.port),
            **self.variables,
        }


def free_port() -> int:
    """A port that nobody listens on, with the one after it."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port: int = first.getsockname()[1]
            try:
                second.bind(("127.0.0.1", port + 1))
            except (OSError, OverflowError):
                continue
            return port


def end(process: subprocess.Popen[bytes]) -> int:
    """Stop a background command in order."""
    process.send_signal(signal.SIGTERM)
    return process.wait(timeout=60)
