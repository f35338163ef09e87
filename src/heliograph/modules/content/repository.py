"""Every query of content, bound to one workspace."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, insert, select, update
from sqlalchemy import Table as SqlTable
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from heliograph.kit.database import Row
from heliograph.kit.ids import new_id
from heliograph.modules.content.models import Content, PackEvent, PackYear, Run, Step, Version
from heliograph.sdk.packs import Event

# A piece goes through dozens of these: the tables themselves, without the mapper's own work.
_content, _run, _step, _version = (
    cast("SqlTable", one.__table__) for one in (Content, Run, Step, Version)
)
MEMORY_DRAFTS = 45
_SEARCHED = frozenset({"text", "title", "hashtags", "status", "type", "target_date"})
MOST_STALE = 50
"""Woken at once; a large batch has its own jobs and is only slow, not lost."""


def is_unplanned() -> ColumnElement[bool]:
    """Whether a run made its piece and a post of it was refused; an error that was taken back is
    a JSON null."""
    return and_(Run.status == "done", func.jsonb_typeof(Run.error) == "object")


class ContentRepository:
    """Contents and runs of one workspace."""

    def __init__(self, session: AsyncSession, workspace_id: UUID) -> None:
        self._session = session
        self._workspace_id = workspace_id

    async def add(self, values: Mapping[str, Any]) -> None:
        """Insert one content."""
        self._session.add(Content(workspace_id=self._workspace_id, **values))
        await self._session.flush()

    async def get(self, content_id: UUID) -> Row | None:
        """One content."""
        query = select(_content).where(
            _content.c.workspace_id == self._workspace_id, _content.c.id == content_id
        )
        return (await self._session.execute(query)).mappings().one_or_none()

    async def many(self, content_ids: Sequence[UUID]) -> Sequence[Row]:
        """Several contents, in no order."""
        query = select(_content).where(
            _content.c.workspace_id == self._workspace_id, _content.c.id.in_(content_ids)
        )
        return (await self._session.execute(query)).mappings().all()

    async def change(
        self, content_id: UUID, values: Mapping[str, Any], version: int | None = None
    ) -> bool:
        """Update one content, if it still is at the version; False when it is not. What search
        goes by is marked, so that it is indexed anew."""
        if not _SEARCHED.isdisjoint(values):
            values = {**values, "is_indexed": False}
        query = update(_content).where(
            _content.c.workspace_id == self._workspace_id, _content.c.id == content_id
        )
        if version is not None:
            query = query.where(_content.c.version == version)
        done = await self._session.execute(
            query.values(**values, updated_at=func.clock_timestamp()).returning(_content.c.id)
        )
        return done.scalar_one_or_none() is not None

    async def exists(self, brand_id: UUID, content_type: str, day: date) -> bool:
        """Whether a brand has a content of a type about a day."""
        query = select(_content.c.id).where(
            _content.c.workspace_id == self._workspace_id,
            _content.c.brand_id == brand_id,
            _content.c.type == content_type,
            _content.c.target_date == day,
        )
        return (await self._session.scalars(query.limit(1))).one_or_none() is not None

    async def counts(self) -> tuple[int, int]:
        """How many contents were made, and how many facts they stand on."""
        facts = func.coalesce(func.sum(func.jsonb_array_length(_content.c.facts)), 0)
        query = select(func.count(), facts).where(
            _content.c.workspace_id == self._workspace_id, _content.c.text != ""
        )
        made, used = (await self._session.execute(query)).one()
        return int(made), int(used)

    async def keep_version(self, content: Mapping[str, Any], author: UUID | None) -> None:
        """Remember the wording that is about to be changed."""
        await self._session.execute(
            upsert(_version)
            .values(
                id=new_id(),
                workspace_id=self._workspace_id,
                content_id=content["id"],
                version=content["version"],
                text=content["text"],
                hashtags=content["hashtags"],
                author_id=author,
                created_at=func.clock_timestamp(),
            )
            .on_conflict_do_nothing()
        )

    async def versions(self, content_id: UUID) -> Sequence[Row]:
        """Earlier wordings, newest first."""
        query = (
            select(
                _version.c.version,
                _version.c.text,
                _version.c.hashtags,
                _version.c.author_id,
                _version.c.created_at,
            )
            .where(
                _version.c.workspace_id == self._workspace_id, _version.c.content_id == content_id
            )
            .order_by(_version.c.version.desc())
        )
        return (await self._session.execute(query)).mappings().all()

    async def drafts_before(self, content: Mapping[str, Any], most: int) -> Sequence[Row]:
        """The brand's drafts of the same type nearest in date, other than this one."""
        distance = func.abs(_content.c.target_date - content["target_date"])
        query = (
            select(_content.c.text, _content.c.used_templates, _content.c.target_date)
            .where(
                _content.c.workspace_id == self._workspace_id,
                _content.c.brand_id == content["brand_id"],
                _content.c.type == content["type"],
                _content.c.id != content["id"],
                _content.c.text != "",
            )
            .order_by(distance, _content.c.created_at.desc())
            .limit(most)
        )
        return (await self._session.execute(query)).mappings().all()

    async def pieces_before(self, content: Mapping[str, Any], most: int) -> Sequence[Row]:
        """The brand's last pieces of the same type up to this one's day, the newest first."""
        query = (
            select(_content.c.text, _content.c.hashtags, _content.c.call_to_action)
            .where(
                _content.c.workspace_id == self._workspace_id,
                _content.c.brand_id == content["brand_id"],
                _content.c.type == content["type"],
                _content.c.target_date <= content["target_date"],
                _content.c.id != content["id"],
                _content.c.text != "",
            )
            .order_by(_content.c.target_date.desc(), _content.c.created_at.desc())
            .limit(most)
        )
        return (await self._session.execute(query)).mappings().all()

    async def drafts_of_day(self, content: Mapping[str, Any]) -> Sequence[Row]:
        """Drafts of the same type and date by all brands, other than this one."""
        query = select(_content.c.opening, _content.c.used_templates).where(
            _content.c.workspace_id == self._workspace_id,
            _content.c.type == content["type"],
            _content.c.target_date == content["target_date"],
            _content.c.id != content["id"],
            _content.c.text != "",
        )
        return (await self._session.execute(query)).mappings().all()


class RunRepository:
    """Runs and their steps of one workspace."""

    def __init__(self, session: AsyncSession, workspace_id: UUID) -> None:
        self._session = session
        self._workspace_id = workspace_id

    async def add(self, run: Mapping[str, Any], steps: Sequence[str]) -> None:
        """Insert a run with its steps, all waiting."""
        self._session.add(Run(workspace_id=self._workspace_id, **run))
        await self._session.flush()
        for position, name in enumerate(steps):
            self._session.add(
                Step(
                    id=new_id(),
                    workspace_id=self._workspace_id,
                    run_id=run["id"],
                    position=position,
                    name=name,
                    status="waiting",
                )
            )
        await self._session.flush()

    async def get(self, run_id: UUID) -> Row | None:
        """One run."""
        query = select(_run).where(_run.c.workspace_id == self._workspace_id, _run.c.id == run_id)
        return (await self._session.execute(query)).mappings().one_or_none()

    async def steps(self, run_id: UUID) -> Sequence[Row]:
        """The steps of a run, in order."""
        query = (
            select(_step)
            .where(_step.c.workspace_id == self._workspace_id, _step.c.run_id == run_id)
            .order_by(_step.c.position)
        )
        return (await self._session.execute(query)).mappings().all()

    async def unplanned(self, since: date, most: int) -> Sequence[Row]:
        """Made pieces about later days whose posts were refused, with the reason."""
        query = (
            select(
                _run.c.error,
                _run.c.content_id,
                _content.c.brand_id,
                _content.c.type,
                _content.c.target_date,
                _content.c.title,
            )
            .join(_content, _content.c.id == _run.c.content_id)
            .where(
                _run.c.workspace_id == self._workspace_id,
                is_unplanned(),
                _content.c.status == "ready",
                _content.c.target_date >= since,
            )
            .order_by(_content.c.target_date, _run.c.id)
            .limit(most)
        )
        return (await self._session.execute(query)).mappings().all()

    async def change(self, run_id: UUID, values: Mapping[str, Any]) -> None:
        """Update one run."""
        await self._session.execute(
            update(_run)
            .where(_run.c.workspace_id == self._workspace_id, _run.c.id == run_id)
            .values(**values)
        )

    async def change_step(self, run_id: UUID, name: str, values: Mapping[str, Any]) -> None:
        """Update one step of a run."""
        await self._session.execute(
            update(_step)
            .where(
                _step.c.workspace_id == self._workspace_id,
                _step.c.run_id == run_id,
                _step.c.name == name,
            )
            .values(**values)
        )

    async def reset_from(self, run_id: UUID, position: int) -> None:
        """Let a step and all after it be done again."""
        await self._session.execute(
            update(_step)
            .where(
                _step.c.workspace_id == self._workspace_id,
                _step.c.run_id == run_id,
                _step.c.position >= position,
            )
            .values(status="waiting", outputs={}, inputs_hash="", milliseconds=None)
        )

    async def same_outputs(self, name: str, inputs_hash: str) -> dict[str, Any] | None:
        """What the same step made from the same inputs before."""
        query = (
            select(_step.c.outputs)
            .where(
                _step.c.workspace_id == self._workspace_id,
                _step.c.name == name,
                _step.c.inputs_hash == inputs_hash,
                _step.c.status == "done",
            )
            .limit(1)
        )
        return (await self._session.scalars(query)).one_or_none()


class StaleRuns:
    """Runs of all workspaces that nobody carries on; for system work."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def since(self, before: datetime) -> Sequence[Row]:
        """Ids of runs that were started before a moment and are not at their end."""
        query = select(_run.c.id, _run.c.workspace_id).where(
            _run.c.status.in_(("waiting", "running")), _run.c.created_at < before
        )
        query = query.order_by(_run.c.created_at).limit(MOST_STALE)
        return (await self._session.execute(query)).mappings().all()


class EventRepository:
    """Computed events of packs; they belong to no workspace."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def has_year(self, pack: str, year: int) -> bool:
        """Whether a year's events are all stored."""
        query = select(PackYear.year).where(PackYear.pack == pack, PackYear.year == year)
        return (await self._session.scalars(query)).one_or_none() is not None

    async def store_year(self, pack: str, year: int, events: Sequence[Event]) -> None:
        """Store a year's events, once, whoever else does the same at the same time."""
        first = await self._session.execute(
            upsert(PackYear)
            .values(pack=pack, year=year, computed_at=func.clock_timestamp())
            .on_conflict_do_nothing()
            .returning(PackYear.year)
        )
        if first.scalar_one_or_none() is None or not events:
            return
        rows = [
            {
                "id": new_id(),
                "pack": pack,
                "year": year,
                "kind": event.kind,
                "body": event.body,
                "at": event.at,
                "detail": event.detail,
            }
            for event in events
        ]
        await self._session.execute(insert(PackEvent), rows)

    async def between(self, pack: str, since: datetime, until: datetime) -> list[Event]:
        """Stored events of a period, earliest first."""
        query = (
            select(PackEvent.kind, PackEvent.body, PackEvent.at, PackEvent.detail)
            .where(PackEvent.pack == pack, PackEvent.at >= since, PackEvent.at < until)
            .order_by(PackEvent.at)
        )
        rows = await self._session.execute(query)
        return [Event(kind, body, at, detail) for kind, body, at, detail in rows]
