"""A real Bluesky data server, started once per run where its npm package is installed."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PACKAGE = HERE / "node_modules" / "@atproto" / "dev-env"


@dataclass(frozen=True)
class LiveServer:
    """Where the server listens and the one account on it."""

    url: str
    identifier: str
    password: str


@pytest.fixture(scope="session")
def live_server() -> Iterator[LiveServer]:
    """The server; it ends by itself when its standard input closes."""
    node = shutil.which("node")
    if node is None or not PACKAGE.is_dir():
        pytest.skip("The Bluesky server is not installed: run `make test-live`.")
    process = subprocess.Popen(  # noqa: S603 - our own script
        [node, "start.mjs"], cwd=HERE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield LiveServer(**_first_report(process.stdout.readline))
        process.stdin.close()
        process.wait(timeout=20)


def _first_report(readline: object) -> dict[str, str]:
    assert callable(readline)
    while line := str(readline()):
        if line.startswith("{"):
            report = json.loads(line)
            if "identifier" in report:
                return {name: str(value) for name, value in report.items()}
    pytest.fail("The Bluesky server ended before it was ready.")
