"""The index serves row-secured searches, and a database without pgvector searches words."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from uuid import UUID

import asyncpg
import pytest
from sqlalchemy import make_url, text

from heliograph.kit.database import Database
from heliograph.kit.embeddings import Embedder, HashedEmbedder
from heliograph.kit.ids import new_id
from heliograph.kit.migrate import migrate
from heliograph.kit.postgres import EmbeddedPostgres, equip
from heliograph.modules.content.repository import ContentRepository
from heliograph.modules.content.search import (
    ContentIndex,
    Wanted,
    index_marked,
    mark_strangers,
)
from tests.modules.content.test_originality import keep
from tests.support.server import database_url as url_of
from tests.support.server import recreate
from tests.support.stage import Stage

WORDS = "Cook a pot of lentil soup and bring a bowl to the neighbour."
NOW = datetime(2026, 11, 21, tzinfo=UTC)
PLAN = "EXPLAIN SELECT 1 FROM content_index WHERE words @@ to_tsquery('simple', 'soup')"
COUNTING = (
    "EXPLAIN SELECT count(*) FROM content_index"
    " WHERE workspace_id = :workspace_id AND brand_id = :workspace_id"
)


class Renamed(HashedEmbedder):
    """The same vectors under another id, as of a model."""

    @property
    def id(self) -> str:
        """Another one."""
        return "model-test"


@pytest.fixture
async def plain(postgres: EmbeddedPostgres, worker_id: str) -> AsyncIterator[Database]:
    """A migrated database that no superuser has equipped."""
    name = f"without_vectors_{worker_id}"
    await recreate(postgres, name, template="template0")
    url = url_of(postgres.url_file.read_text().strip(), name)
    await migrate(url)
    database = Database(url)
    yield database
    await database.close()
    connection = await asyncpg.connect(postgres.superuser_url())
    await connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
    await connection.close()


async def plan_of(database: Database, workspace_id: UUID) -> str:
    """How PostgreSQL would look for a word, if reading everything were dear."""
    async with database.work(workspace_id).transaction() as session:
        await session.execute(text("SET LOCAL enable_seqscan = off"))
        await session.execute(text("SET LOCAL enable_indexscan = off"))
        rows = await session.scalars(text(PLAN))
        return "\n".join(rows)


async def store_one(database: Database, workspace_id: UUID) -> UUID:
    """A content of a workspace, indexed."""
    content_id = new_id()
    row = {
        "id": content_id, "brand_id": new_id(), "pack": "zodiac", "subject": "leo",
        "type": "daily_horoscope", "target_date": date(2026, 11, 21), "language": "en",
        "status": "ready", "text": WORDS, "created_at": NOW, "updated_at": NOW,
    }  # fmt: skip
    async with database.work(workspace_id).transaction() as session:
        await ContentRepository(session, workspace_id).add(row)
    await index_marked(database, HashedEmbedder())
    return content_id


async def test_row_security_leaves_the_index_of_words_in_use(stage: Stage) -> None:
    plan = await plan_of(stage.instance.database, stage.work.workspace_id)

    assert "Index Cond: (words @@" in plan


async def test_counting_what_a_brand_made_reads_no_contents(stage: Stage) -> None:
    workspace_id = stage.work.workspace_id
    async with stage.work.transaction() as session:
        for way in ("seqscan", "bitmapscan"):
            await session.execute(text(f"SET LOCAL enable_{way} = off"))
        plan = list(await session.scalars(text(COUNTING), {"workspace_id": workspace_id}))

    assert any("Index Only Scan" in line for line in plan)


async def test_in_a_database_nobody_equipped_words_are_compared_row_by_row(
    plain: Database,
) -> None:
    plan = await plan_of(plain, new_id())

    assert "Index Cond: (words @@" not in plan
    assert "Filter" in plan


async def test_a_database_without_vectors_finds_words_and_copies(plain: Database) -> None:
    workspace_id = new_id()
    content_id = await store_one(plain, workspace_id)
    index = ContentIndex(plain.work(workspace_id), HashedEmbedder())

    hits = await index.search(Wanted("lentils"))
    brand = await brand_of(plain, content_id)
    alike = await index.alike({"id": new_id(), "brand_id": brand, "title": "", "text": WORDS})

    assert [(hit.content_id, hit.by) for hit in hits] == [(content_id, ("words",))]
    assert (alike.content_id, alike.words, alike.meaning) == (str(content_id), 1.0, None)


async def brand_of(database: Database, content_id: UUID) -> UUID:
    """Whose content it is."""
    async with database.system_work().transaction() as session:
        found: UUID = await session.scalar(
            text("SELECT brand_id FROM content_index WHERE content_id = :id"), {"id": content_id}
        )
        return found


async def test_equipping_twice_changes_nothing(postgres: EmbeddedPostgres, plain: Database) -> None:
    superuser = postgres.superuser_url(make_url(plain.url).database)

    await equip(plain.url, superuser)
    await equip(plain.url, superuser)

    connection = await asyncpg.connect(plain.url.replace("+asyncpg", ""))
    assert await connection.fetchval("SELECT '[1,2]'::halfvec(2) IS NOT NULL")
    await connection.close()


async def test_another_embedder_indexes_everything_anew(stage: Stage) -> None:
    await keep(stage, await stage.brand(), WORDS)
    database, other = stage.instance.database, Renamed()
    await index_marked(database, HashedEmbedder())

    assert await by_meaning(stage, other) == 0
    assert await mark_strangers(database, other) == 1
    assert await index_marked(database, other) == 1

    assert await by_meaning(stage, other) == 1
    assert await mark_strangers(database, other) == 0


async def by_meaning(stage: Stage, embedder: Embedder) -> int:
    """How many contents one embedder's vectors find."""
    hits = await ContentIndex(stage.work, embedder).search(Wanted("a recipe for dinner"))
    return sum("meaning" in hit.by for hit in hits)
