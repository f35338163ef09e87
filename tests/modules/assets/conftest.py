"""An API over a library, with small pieces and a loopback that files may be fetched from."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from heliograph.kit.database import Database
from tests.apps.api.support import Client, RunningAPI, running_api
from tests.modules.assets.making import PART_BYTES


@pytest.fixture
async def api(database: Database) -> AsyncIterator[RunningAPI]:
    """A running API whose uploads are kept in small pieces."""
    uploads = {"part_bytes": PART_BYTES, "fetch_networks": ("127.0.0.1/32",), "fetch_seconds": 3.0}
    async with running_api(database, uploads=uploads) as running:
        yield running


@pytest.fixture
async def owner(api: RunningAPI) -> AsyncIterator[Client]:
    """The owner of the workspace, as a program that holds a key."""
    async with api.with_key(api.owner_key) as client:
        yield client
