"""A database of its own with many contents, for what searches through everything a brand made."""

from __future__ import annotations

import asyncio
import random
import shutil
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
from sqlalchemy import text

from benchmarks.machine import cpu_seconds
from benchmarks.report import say
from heliograph.kit.database import Database, UnitOfWork
from heliograph.kit.embeddings import HashedEmbedder
from heliograph.kit.embeddings.words import concepts
from heliograph.kit.ids import new_id
from heliograph.kit.migrate import migrate
from heliograph.kit.postgres import EmbeddedPostgres
from heliograph.modules.content.search import index_marked

DAY = date(2020, 1, 1)
AT = datetime(2026, 11, 21, tzinfo=UTC)
GRAPH = (
    "CREATE INDEX ix_content_index_meaning ON content_index"
    " USING hnsw (embedding halfvec_cosine_ops) WITH (m = 16, ef_construction = 64)"
)
PATTERNS = (
    "The {a} meets the {b} before the {c} is {d}.",
    "Put the {a} beside your {b} and let the {c} wait.",
    "A {a} in the {b} says more about {c} than {d} does.",
    "Somebody at the {a} will ask about the {b}, so keep the {c} near.",
    "Leave the {a} until {b} has settled the {c} with {d}.",
    "Today {a} comes easily, while {b} needs another {c}.",
    "Write down the {a}, then take the {b} to the {c}.",
    "Between {a} and {b} there is room for one {c} and a {d}.",
)


@dataclass(frozen=True)
class FullLibrary:
    """A workspace whose contents are all indexed; every eighth belongs to another brand."""

    database: Database
    workspace_id: UUID
    brand_id: UUID
    texts: Sequence[str]

    @property
    def work(self) -> UnitOfWork:
        """A unit of work of its own."""
        return self.database.work(self.workspace_id)

    async def spent(self) -> float:
        """Processor seconds so far, of this process and of the one that serves it: others on the
        machine change how long a question takes, and not this. One question runs at a time, so
        the pool holds one connection."""
        async with self.work.transaction() as session:
            server = (await session.execute(text("SELECT pg_backend_pid()"))).scalar_one()
        return cpu_seconds(server) + time.process_time()


def made_up(count: int, seed: int = 7) -> Iterator[str]:
    """Posts of six sentences about everyday things; no two alike."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    words = sorted(word for word in concepts() if word.isascii() and len(word) > 2)
    for _ in range(count):
        chosen = [chance.choice(PATTERNS) for _ in range(6)]
        yield " ".join(
            one.format(**{slot: chance.choice(words) for slot in "abcd"}) for one in chosen
        )


@asynccontextmanager
async def full_library(count: int) -> AsyncIterator[FullLibrary]:
    """The embedded server with `count` contents of one workspace."""
    home = await asyncio.to_thread(_own_folder)
    server = EmbeddedPostgres(home, options={"synchronous_commit": "off"})
    try:
        url = await server.start()
        await migrate(url)
        database = Database(url)
        library = FullLibrary(database, new_id(), new_id(), list(made_up(count)))
        await _fill(library, server.superuser_url("heliograph"))
        yield library
        await database.close()
    finally:
        await server.stop()
        shutil.rmtree(home, ignore_errors=True)


def _own_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="hg-bench-"))
    folder.chmod(0o711)
    return folder


async def _fill(library: FullLibrary, superuser_url: str) -> None:
    started = time.perf_counter()
    other = new_id()
    columns = _columns()
    rows = [
        tuple(_row(library, place, words, other)[name] for name in columns)
        for place, words in enumerate(library.texts)
    ]
    # Rows that are fenced by workspace cannot be copied in by those whom the fence binds.
    connection = await asyncpg.connect(superuser_url)
    await connection.copy_records_to_table("content_contents", records=rows, columns=columns)
    await connection.close()
    say(f"{len(rows)} contents stored after {time.perf_counter() - started:.0f} s")
    # A graph of vectors is built in one go in a fraction of the time.
    await _execute(library, "DROP INDEX ix_content_index_meaning")
    while await index_marked(library.database, HashedEmbedder(), 20_000):
        say(f"indexing, {time.perf_counter() - started:.0f} s")
    await _execute(library, "SET LOCAL maintenance_work_mem = '256MB'", GRAPH)
    await _settle(superuser_url)
    say(f"ready after {time.perf_counter() - started:.0f} s")


async def _settle(superuser_url: str) -> None:
    """What the server does in its own time after so many rows is done before any clock starts."""
    connection = await asyncpg.connect(superuser_url)
    for statement in ("VACUUM (ANALYZE) content_index, content_contents", "CHECKPOINT"):
        await connection.execute(statement)
    await connection.close()


async def _execute(library: FullLibrary, *statements: str) -> None:
    async with library.database.system_work().transaction() as session:
        for statement in statements:
            await session.execute(text(statement))


def _columns() -> list[str]:
    return [
        "id", "workspace_id", "brand_id", "pack", "subject", "type", "target_date", "language",
        "status", "revision", "version", "title", "hook", "text", "hashtags", "alt_text",
        "card_text", "opening", "used_templates", "facts", "plan", "quality", "created_at",
        "updated_at",
    ]  # fmt: skip


def _row(library: FullLibrary, place: int, words: str, other: UUID) -> dict[str, Any]:
    return {
        "id": new_id(),
        "workspace_id": library.workspace_id,
        "brand_id": other if place % 8 == 7 else library.brand_id,
        "pack": "general",
        "subject": "daily",
        "type": ("note", "story", "lesson")[place % 3],
        "target_date": DAY + timedelta(days=place % 2400),
        "language": "en",
        "status": "ready",
        "revision": 0,
        "version": 1,
        "title": " ".join(words.split()[1:4]),
        "hook": "",
        "text": words,
        "hashtags": '["#everyday"]',
        "alt_text": "",
        "card_text": "",
        "opening": "",
        "used_templates": "[]",
        "facts": "[]",
        "plan": "{}",
        "quality": "{}",
        "created_at": AT,
        "updated_at": AT,
    }
