"""Keeps the index what the contents are, and asks it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from heliograph.kit.database import Database, Row, UnitOfWork
from heliograph.kit.embeddings import Embedder, literal, vector_of
from heliograph.modules.content.gate import Alike, likeness
from heliograph.modules.content.search import statements
from heliograph.modules.content.search.prints import bands_of
from heliograph.modules.content.search.wording import embedded_text, query_of, stored_words

BATCH = 200
RANKED = 600
"""Contents with all words that are put in order; of a word that more of them have, these do."""
DEEP = 60
"""How far each of both orders is read before they are joined."""
_SMOOTH = 60
"""Reciprocal rank fusion's constant (Cormack et al., 2009)."""
LEAST_MEANING = 0.18
"""Cosine under which a content is near by chance only."""
Content = Row


@dataclass(frozen=True)
class Wanted:
    """What is looked for, and among which contents."""

    question: str
    brand_id: UUID | None = None
    type: str | None = None
    status: Sequence[str] = ("ready", "refused")
    since: date | None = None
    until: date | None = None
    most: int = 20


@dataclass(frozen=True)
class Hit:
    """A content that fits, how well, and by what: words, meaning, or both."""

    content_id: UUID
    score: float
    by: tuple[str, ...]


class ContentIndex:
    """The index of one workspace's contents."""

    def __init__(self, work: UnitOfWork, embedder: Embedder) -> None:
        self._work = work
        self._embedder = embedder

    async def refresh(self, content_id: UUID) -> None:
        """Take over what a content is now."""
        async with self._work.transaction() as session:
            given = {"workspace_id": self._work.workspace_id, "content_id": content_id}
            row = (await session.execute(statements.ONE, given)).mappings().one_or_none()
            if row is not None:
                await store(session, [row], self._embedder)

    async def alike(self, content: Content) -> Alike:
        """What the brand made that comes nearest to a content's text, in words and in meaning."""
        vector = await self._vector(embedded_text(content))
        bands = bands_of(content["text"], content["brand_id"])
        given = {
            "workspace_id": self._work.workspace_id,
            "brand_id": content["brand_id"],
            "content_id": content["id"],
        }
        named = {f"band_{number}": band for number, band in enumerate(bands, start=1)}
        async with self._work.transaction() as session:
            same = await statements.SAME_BAND.rows(session, given | named)
            rows = [row for row in same if row["content_id"] is not None]
            if vector is not None and same[0]["has_vectors"]:
                asked = {**given, "vector": vector, "embedder": self._embedder.id}
                rows += await statements.NEAR.rows(session, asked)
        return _nearest(content["text"], rows, same[0]["compared"])

    async def search(self, wanted: Wanted) -> list[Hit]:
        """Contents by words and by meaning, the best first."""
        query = query_of(wanted.question)
        vector = await self._vector(wanted.question)
        given = {
            "workspace_id": self._work.workspace_id,
            "brand_id": wanted.brand_id,
            "type": wanted.type,
            "status": list(wanted.status),
            "since": wanted.since,
            "until": wanted.until,
            "most": DEEP,
        }
        async with self._work.transaction() as session:
            has_vectors = (await statements.SEARCHING.rows(session, {}))[0]["has_vectors"]
            by_words: list[UUID] = []
            if query:
                asked = given | {"query": query, "ranked": RANKED}
                found = await statements.BY_WORDS.rows(session, asked)
                by_words = [row["content_id"] for row in found]
            by_meaning: list[UUID] = []
            if vector is not None and has_vectors:
                by_meaning = await self._by_meaning(session, vector, given)
        return _fused(by_words, by_meaning)[: wanted.most]

    async def _vector(self, text: str) -> str | None:
        """None for a text without words: it has no direction."""
        row = await vector_of(self._embedder, text)
        return literal(row) if row.any() else None

    async def _by_meaning(
        self, session: AsyncSession, vector: str, given: Mapping[str, Any]
    ) -> list[UUID]:
        asked = {**given, "vector": vector, "embedder": self._embedder.id}
        rows = await statements.BY_MEANING.rows(session, asked)
        return [row["content_id"] for row in rows if row["meaning"] >= LEAST_MEANING]


async def store(session: AsyncSession, rows: Sequence[Content], embedder: Embedder) -> None:
    """Write contents into the index and take their mark away."""
    vectors = await asyncio.to_thread(embedder.embed, [embedded_text(row) for row in rows])
    has_vectors = await _has_vectors(session)
    values = []
    for row, vector in zip(rows, vectors, strict=True):
        first, second = stored_words(row)
        one: dict[str, Any] = {
            "content_id": row["id"],
            "first": first,
            "second": second,
            "bands": bands_of(row["text"], row["brand_id"]),
            "embedder": embedder.id,
        }
        if has_vectors:
            one["embedding"] = literal(vector) if vector.any() else None
        names = ("workspace_id", "brand_id", "type", "status", "target_date")
        values.append(one | {name: row[name] for name in names})
    await session.execute(statements.STORE_WITH_VECTOR if has_vectors else statements.STORE, values)
    marks = [{name: row[name] for name in ("id", "version", "status")} for row in rows]
    await session.execute(statements.MARK, marks)


async def index_marked(database: Database, embedder: Embedder, most: int = 10 * BATCH) -> int:
    """Index what is marked, in all workspaces, some at a time; gives how many there were."""
    done = 0
    while done < most:
        work = database.system_work()
        async with work.transaction() as session:
            rows = (await session.execute(statements.UNINDEXED, {"most": BATCH})).mappings().all()
            if rows:
                await store(session, rows, embedder)
        done += len(rows)
        if len(rows) < BATCH:
            break
    return done


async def mark_strangers(database: Database, embedder: Embedder) -> int:
    """Mark what another embedder has indexed: its vectors mean nothing beside this one's."""
    work = database.system_work()
    async with work.transaction() as session:
        found = await session.scalars(statements.OTHER_EMBEDDER, {"embedder": embedder.id})
        return len(found.all())


async def _has_vectors(session: AsyncSession) -> bool:
    """Whether meaning can be searched here; the session is then set up for it."""
    return bool((await session.execute(statements.HAS_VECTORS)).one()[-1])


def _nearest(text: str, rows: Sequence[Content], compared: int) -> Alike:
    if not rows:
        return Alike(compared=compared)
    ranked = sorted(rows, key=lambda row: likeness(text, row["text"]), reverse=True)
    first = ranked[0]
    meanings = [row["meaning"] for row in rows if "meaning" in row]
    return Alike(
        content_id=str(first["content_id"]),
        day=first["target_date"],
        words=likeness(text, first["text"]),
        meaning=max(meanings) if meanings else None,
        compared=compared,
    )


def _fused(by_words: Sequence[UUID], by_meaning: Sequence[UUID]) -> list[Hit]:
    """Both orders in one: a place high up in either counts, in both it counts twice."""
    scores: dict[UUID, float] = {}
    ways: dict[UUID, tuple[str, ...]] = {}
    for way, order in (("words", by_words), ("meaning", by_meaning)):
        for place, content_id in enumerate(order, start=1):
            scores[content_id] = scores.get(content_id, 0.0) + 1.0 / (_SMOOTH + place)
            ways[content_id] = (*ways.get(content_id, ()), way)
    best = 2.0 / (_SMOOTH + 1)
    ranked = sorted(scores, key=lambda one: scores[one], reverse=True)
    return [Hit(one, round(scores[one] / best, 4), ways[one]) for one in ranked]
