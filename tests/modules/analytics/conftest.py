"""A sandbox for these tests alone: they move its clock, which only goes forward."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.doubles.sandbox import SandboxProcess


@pytest.fixture
def sandbox_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SandboxProcess]:
    """A sandbox whose clock shows the machine's time."""
    sandbox = SandboxProcess.start(tmp_path_factory.mktemp("sandbox"))
    yield sandbox
    sandbox.stop()
