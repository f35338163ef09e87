"""Fixtures of the whole suite: a real database for each test process, a home for each test."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import argon2
import hypothesis
import pytest

from heliograph.kit.database import Database
from heliograph.kit.postgres import EmbeddedPostgres
from heliograph.kit.settings import DatabaseSettings
from heliograph.modules.workspaces import passwords
from tests.support.server import (
    clean,
    recreate,
    seeded_tables,
    shared_server,
)
from tests.support.server import (
    database_url as url_of,
)

# How long an example takes says more of the machine than of the product.
hypothesis.settings.register_profile("suite", deadline=None)
hypothesis.settings.load_profile("suite")


@dataclass(frozen=True)
class ProductDatabase:
    """The migrated database of one test process."""

    url: str
    superuser_url: str
    seeded: tuple[str, ...]


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """Hashes that cost next to nothing: the real ones are slow on purpose, and were a twentieth of
    the suite. The tests of passwords themselves take the real ones."""
    with pytest.MonkeyPatch.context() as patch:
        quick = argon2.PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
        patch.setattr(passwords, "HASHER", quick)
        yield


@pytest.fixture(scope="session")
def postgres(testrun_uid: str) -> Iterator[EmbeddedPostgres]:
    """The PostgreSQL server all processes of this test run share."""
    with shared_server(testrun_uid) as server:
        yield server


@pytest.fixture(scope="session")
def product_database(postgres: EmbeddedPostgres, worker_id: str) -> ProductDatabase:
    """This process's own copy of the migrated database."""
    name = f"test_{worker_id}"
    asyncio.run(recreate(postgres, name))
    superuser = postgres.superuser_url(name)
    seeded = asyncio.run(seeded_tables(superuser))
    return ProductDatabase(
        url_of(postgres.url_file.read_text().strip(), name), superuser, tuple(seeded)
    )


@pytest.fixture
async def database_url(product_database: ProductDatabase) -> str:
    """The address of a clean, migrated database, as the product's ordinary role."""
    await clean(product_database.superuser_url, list(product_database.seeded))
    return product_database.url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A pool on a clean, migrated database."""
    pool = Database(database_url, DatabaseSettings(pool_size=10, max_overflow=10))
    yield pool
    await pool.close()


@pytest.fixture
def home() -> Iterator[Path]:
    """An empty data folder that an embedded server may use; stopped and removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="hg-"))
    folder.chmod(0o711)
    yield folder
    asyncio.run(EmbeddedPostgres(folder).stop())
    shutil.rmtree(folder, ignore_errors=True)
