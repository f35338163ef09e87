"""One sandbox process for the whole session; each test uses accounts of its own."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import httpx
import pytest

from heliograph.apps.sandbox.networks import PLATFORMS
from tests.doubles.sandbox import SandboxProcess
from tests.support.loopback import TLS

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SandboxProcess]:
    """A running sandbox."""
    running = SandboxProcess.start(tmp_path_factory.mktemp("sandbox"))
    yield running
    running.stop()


@pytest.fixture
def calm(sandbox: SandboxProcess) -> Iterator[SandboxProcess]:
    """The sandbox with no trouble programmed, before and after."""
    yield sandbox
    for platform in PLATFORMS:
        sandbox.faults(platform)
        sandbox.control("DELETE", f"/exhaust/{platform}")


@pytest.fixture
def handle() -> str:
    """A handle that no other test uses."""
    return f"person{next(_numbers)}"


@pytest.fixture
def http() -> Iterator[httpx.Client]:
    """A plain client."""
    with httpx.Client(timeout=60, trust_env=False, verify=TLS) as client:
        yield client
