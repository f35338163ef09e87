"""Queries of the library: folders, tags, search, room, what looks alike. One workspace only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, insert, or_, select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from heliograph.kit.database import Row
from heliograph.modules.assets.models import Asset, Folder, Meaning
from heliograph.modules.assets.repository import COLUMNS

_TURNS = text("SELECT pg_advisory_xact_lock(hashtextextended('assets room ' || :workspace, 0))")
_USED = text(
    "SELECT (SELECT coalesce(sum(size), 0) FROM (SELECT max(size) AS size FROM"
    " (SELECT stored_as, size FROM assets_assets"
    "  WHERE workspace_id = :workspace AND origin <> 'rendition'"
    "  UNION ALL SELECT stored_as, size FROM assets_versions WHERE workspace_id = :workspace)"
    " AS files GROUP BY stored_as) AS contents)"
    " + (SELECT coalesce(sum(length), 0) FROM assets_uploads"
    "  WHERE workspace_id = :workspace AND asset_id IS NULL AND expires_at > :now)"
)
# Both pictures of a pair must agree in both ways of looking; either alone finds strangers.
_ALIKE = text(
    "SELECT id, bit_count((difference_hash # :difference)::bit(64)) AS difference,"
    " bit_count((frequency_hash # :frequency)::bit(64)) AS frequency"
    " FROM assets_assets WHERE workspace_id = :workspace AND id <> :id"
    " AND origin <> 'rendition' AND trashed_at IS NULL AND difference_hash IS NOT NULL"
    " AND bit_count((difference_hash # :difference)::bit(64)) <= :most"
    " AND bit_count((frequency_hash # :frequency)::bit(64)) <= :most"
    " ORDER BY 2, 3, created_at LIMIT :count"
)
_TAGS = text(
    "SELECT tag, count(*) AS count FROM assets_assets, jsonb_array_elements_text(tags) AS tag"
    " WHERE workspace_id = :workspace AND origin <> 'rendition' AND trashed_at IS NULL"
    " GROUP BY tag ORDER BY count(*) DESC, tag LIMIT 500"
)
_SAME = text(
    "SELECT sha256, array_agg(id ORDER BY created_at, id) AS ids, max(size) AS size"
    " FROM assets_assets WHERE workspace_id = :workspace AND origin <> 'rendition'"
    " AND trashed_at IS NULL GROUP BY sha256 HAVING count(*) > 1"
    " ORDER BY count(*) DESC, sha256 LIMIT 200"
)
_NOTHING = text("''::bytea")
IN_LIBRARY = (Asset.origin != "rendition", Asset.trashed_at.is_(None))


class LibraryRepository:
    """The library of one workspace."""

    def __init__(self, session: AsyncSession, workspace_id: UUID) -> None:
        self._session = session
        self._workspace_id = workspace_id
        self._mine = (Asset.workspace_id == workspace_id, *IN_LIBRARY)

    async def take_turns(self) -> None:
        """Wait until nobody else counts the room of this workspace; ends with the transaction."""
        await self._session.execute(_TURNS, {"workspace": str(self._workspace_id)})

    async def used_bytes(self, now: datetime) -> int:
        """Bytes of all contents, each once, and of uploads on their way."""
        values = {"workspace": self._workspace_id, "now": now}
        return int((await self._session.execute(_USED, values)).scalar_one())

    async def totals(self) -> Sequence[Row]:
        """How many files of each kind there are."""
        kind = func.split_part(Asset.mime, "/", 1)
        query = (
            select(kind.label("kind"), func.count().label("count"))
            .where(*self._mine)
            .group_by(kind)
        )
        return (await self._session.execute(query)).mappings().all()

    async def alike(self, asset: Mapping[str, Any], most: int, count: int) -> Sequence[Row]:
        """Pictures that look like one, the most alike first."""
        values = {
            "workspace": self._workspace_id,
            "id": asset["id"],
            "difference": asset["difference_hash"],
            "frequency": asset["frequency_hash"],
            "most": most,
            "count": count,
        }
        return (await self._session.execute(_ALIKE, values)).mappings().all()

    async def same(self) -> Sequence[Row]:
        """Files that are there several times."""
        return (
            (await self._session.execute(_SAME, {"workspace": self._workspace_id})).mappings().all()
        )

    async def tags(self) -> Sequence[Row]:
        """Tags with how many files carry them."""
        return (
            (await self._session.execute(_TAGS, {"workspace": self._workspace_id})).mappings().all()
        )

    async def by_words(
        self, query: str, limits: Sequence[ColumnElement[bool]], count: int
    ) -> list[UUID]:
        """Files that hold the words, the best first."""
        wanted = words_wanted(query)
        rank = func.ts_rank(Asset.words, wanted)
        found = (
            select(Asset.id)
            .where(*self._mine, *limits, Asset.words.op("@@")(wanted))
            .order_by(rank.desc(), Asset.created_at.desc())
            .limit(count)
        )
        return list(await self._session.scalars(found))

    async def meanings(
        self, embedder: str, limits: Sequence[ColumnElement[bool]], count: int
    ) -> tuple[list[UUID], bytes]:
        """The newest files, those in the trash among them, and the vectors of what is said of
        them, one behind the other. In one row, because twenty thousand take longer to hand over
        than to compare; both columns are gathered from the same rows in the same order."""
        newest = select(Meaning.asset_id, Meaning.vector).where(
            Meaning.workspace_id == self._workspace_id, Meaning.embedder == embedder
        )
        if limits:
            newest = newest.where(
                Meaning.asset_id.in_(select(Asset.id).where(*self._mine, *limits))
            )
        # Ids grow with time.
        rows = newest.order_by(Meaning.asset_id.desc()).limit(count).subquery()
        query = select(func.array_agg(rows.c.asset_id), func.string_agg(rows.c.vector, _NOTHING))
        ids, vectors = (await self._session.execute(query)).one()
        return list(ids or ()), bytes(vectors or b"")

    async def folders(self) -> Sequence[Row]:
        """All folders with how many files lie in each."""
        inside = (
            select(Asset.folder_id, func.count().label("count"))
            .where(*self._mine)
            .group_by(Asset.folder_id)
            .subquery()
        )
        query = (
            select(Folder.__table__, func.coalesce(inside.c.count, 0).label("count"))
            .outerjoin(inside, inside.c.folder_id == Folder.id)
            .where(Folder.workspace_id == self._workspace_id)
            .order_by(func.lower(Folder.name), Folder.id)
        )
        return (await self._session.execute(query)).mappings().all()

    async def folder(self, folder_id: UUID) -> Row | None:
        """One folder."""
        query = select(Folder.__table__).where(
            Folder.workspace_id == self._workspace_id, Folder.id == folder_id
        )
        return (await self._session.execute(query)).mappings().one_or_none()

    async def add_folder(self, values: Mapping[str, Any]) -> bool:
        """Make a folder; False when the place has one of that name."""
        made = await self._session.execute(
            upsert(Folder)
            .values(workspace_id=self._workspace_id, **values)
            .on_conflict_do_nothing()
            .returning(Folder.id)
        )
        return made.scalar_one_or_none() is not None

    async def has_name(self, parent_id: UUID | None, name: str, other_than: UUID) -> bool:
        """Whether another folder has the name at a place."""
        place = Folder.parent_id.is_(None) if parent_id is None else Folder.parent_id == parent_id
        query = select(Folder.id).where(
            Folder.workspace_id == self._workspace_id,
            place,
            Folder.name == name,
            Folder.id != other_than,
        )
        return (await self._session.scalars(query)).first() is not None

    async def change_folder(self, folder_id: UUID, values: Mapping[str, Any]) -> None:
        """Name or place a folder anew."""
        await self._session.execute(
            update(Folder)
            .where(Folder.workspace_id == self._workspace_id, Folder.id == folder_id)
            .values(**values)
        )

    async def dissolve(self, folder_id: UUID, parent_id: UUID | None) -> None:
        """Remove a folder; what lies in it moves to the place where it was."""
        files = update(Asset).where(
            Asset.workspace_id == self._workspace_id, Asset.folder_id == folder_id
        )
        await self._session.execute(files.values(folder_id=parent_id))
        inner = update(Folder).where(
            Folder.workspace_id == self._workspace_id, Folder.parent_id == folder_id
        )
        await self._session.execute(inner.values(parent_id=parent_id))
        await self._session.execute(
            delete(Folder).where(Folder.workspace_id == self._workspace_id, Folder.id == folder_id)
        )

    async def keep_meaning(self, asset_id: UUID, values: Mapping[str, Any]) -> None:
        """Store the vector of what is said of a file, in place of an older one."""
        await self._session.execute(delete(Meaning).where(Meaning.asset_id == asset_id))
        await self._session.execute(
            insert(Meaning).values(workspace_id=self._workspace_id, asset_id=asset_id, **values)
        )


class Unseen:
    """Files of all workspaces that nobody has looked at or understood yet; for system work."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def unseen(self, count: int) -> Sequence[Row]:
        """Files that want a thumbnail, the newest first."""
        query = (
            select(Asset.id, Asset.workspace_id)
            .where(Asset.looked_at.is_(None))
            .order_by(Asset.created_at.desc())
            .limit(count)
        )
        return (await self._session.execute(query)).mappings().all()

    async def not_understood(self, embedder: str, count: int) -> Sequence[Row]:
        """Files of which something was said since their vectors were made."""
        query = (
            select(*COLUMNS)
            .outerjoin(Meaning, Meaning.asset_id == Asset.id)
            .where(
                *IN_LIBRARY,
                or_(
                    Meaning.asset_id.is_(None),
                    Meaning.embedder != embedder,
                    Meaning.made_at < Asset.updated_at,
                ),
            )
            .order_by(Asset.updated_at.desc())
            .limit(count)
        )
        return (await self._session.execute(query)).mappings().all()


def words_wanted(query: str | ColumnElement[str]) -> ColumnElement[Any]:
    """Words, written as they are or by their English stems, as PostgreSQL looks for them."""
    plain: ColumnElement[Any] = func.to_tsquery(text("'simple'::regconfig"), query)
    return plain.op("||")(func.to_tsquery(text("'english'::regconfig"), query))
