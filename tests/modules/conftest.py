"""Fixtures of the modules' tests: a sandbox per test process, a stage per test."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from heliograph.kit.database import Database
from tests.doubles.sandbox import SandboxProcess
from tests.support.stage import Stage, open_stage


@pytest.fixture(scope="session")
def sandbox_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SandboxProcess]:
    """One sandbox server for all tests of this process."""
    sandbox = SandboxProcess.start(tmp_path_factory.mktemp("sandbox"))
    yield sandbox
    sandbox.stop()


@pytest.fixture
def sandbox(sandbox_process: SandboxProcess) -> Iterator[SandboxProcess]:
    """The sandbox without faults; they are taken back after the test."""
    yield sandbox_process
    for platform in ("mastodon", "bluesky", "instagram"):
        sandbox_process.faults(platform)


@pytest.fixture
async def stage(
    tmp_path: Path, database: Database, sandbox: SandboxProcess
) -> AsyncIterator[Stage]:
    """An instance with a workspace of its own."""
    async with open_stage(tmp_path, database, sandbox) as opened:
        yield opened
