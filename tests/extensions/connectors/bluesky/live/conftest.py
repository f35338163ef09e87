"""A real Bluesky network, started once per run where its npm package is installed."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.support.server import recreate

from heliograph.kit.postgres import EmbeddedPostgres

HERE = Path(__file__).parent
PACKAGE = HERE / "node_modules" / "@atproto" / "dev-env"
DATABASE = "live_bluesky"


@dataclass(frozen=True)
class LiveServer:
    """Where the data server listens and the one account on it; an AppView stands behind it."""

    url: str
    identifier: str
    password: str


@pytest.fixture(scope="session")
def live_server(postgres: EmbeddedPostgres) -> Iterator[LiveServer]:
    """The network; it ends by itself when its standard input closes."""
    node = shutil.which("node")
    if node is None or not PACKAGE.is_dir():
        pytest.skip("The Bluesky server is not installed: run `make test-live`.")
    asyncio.run(recreate(postgres, DATABASE, template="template0"))
    process = subprocess.Popen(  # noqa: S603 - our own script
        [node, "start.mjs"],
        cwd=HERE,
        env={"PATH": os.defpath, "DATABASE_URL": postgres.superuser_url(DATABASE)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield LiveServer(**_first_report(process.stdout.readline))
        process.stdin.close()
        process.wait(timeout=60)


def _first_report(readline: object) -> dict[str, str]:
    assert callable(readline)
    while line := str(readline()):
        if line.startswith("{"):
            report = json.loads(line)
            if "identifier" in report:
                return {name: str(value) for name, value in report.items()}
    pytest.fail("The Bluesky server ended before it was ready.")
