"""An API with one workspace for each test."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from heliograph.kit.database import Database
from tests.apps.api.support import Client, RunningAPI, running_api


@pytest.fixture
async def api(database: Database) -> AsyncIterator[RunningAPI]:
    """A running API and its owner."""
    async with running_api(database) as running:
        yield running


@pytest.fixture
async def owner(api: RunningAPI) -> AsyncIterator[Client]:
    """The owner's client."""
    async with api.with_key(api.owner_key) as client:
        yield client
