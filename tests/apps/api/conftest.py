"""An API with one workspace for each test."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from heliograph.kit.database import Database
from tests.apps.api.support import RunningAPI, running_api


@pytest.fixture
async def api(database: Database) -> AsyncIterator[RunningAPI]:
    """A running API and its owner."""
    async with running_api(database) as running:
        yield running
