"""A command line over a clean database, and networks to publish to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.apps.cli.support import CommandLine, free_port
from tests.doubles.sandbox import SandboxProcess


@pytest.fixture
def cli(home: Path, database_url: str) -> CommandLine:
    """Commands over a clean database, without a running instance."""
    return CommandLine(home, free_port(), {"HELIOGRAPH_DATABASE_URL": database_url})


@pytest.fixture
def bare(home: Path) -> CommandLine:
    """Commands over an empty data folder."""
    return CommandLine(home, free_port())


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[SandboxProcess]:
    """The networks."""
    running = SandboxProcess.start(tmp_path / "sandbox")
    yield running
    running.stop()


@pytest.fixture
def channel(cli: CommandLine, sandbox: SandboxProcess) -> str:
    """A connected Mastodon account."""
    secrets = sandbox.account("mastodon", "leodaily")
    given = [f"{name}={value}" for name, value in secrets.items()]
    connected = cli(
        "channels", "connect", "mastodon", "--base-url", sandbox.base_url("mastodon"),
        "--secret", *given, "--json",
    ).data  # fmt: skip
    return str(connected["id"])
