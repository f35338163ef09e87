"""One running instance for all journeys of a test process."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.running import RunningInstance, alone


@pytest.fixture(scope="session")
def running() -> Iterator[RunningInstance]:
    """`heliograph up` on a new home, after its first run has begun."""
    with alone() as instance:
        yield instance
