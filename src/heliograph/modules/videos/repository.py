"""Every query of videos, bound to one workspace."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from heliograph.kit.database import Row
from heliograph.modules.videos.models import (
    Inspection,
    Measure,
    Render,
    Video,
    VideoFile,
    VideoStyle,
    VideoVersion,
)
from heliograph.modules.videos.values import DONE, FAILED, OPEN, REMOVED, WAITING

_OWNED = text("SELECT DISTINCT name FROM videos_files WHERE name = ANY(:names)")
_OF_STYLES = text(
    "SELECT cube FROM videos_styles WHERE cube = ANY(:names)"
    " UNION SELECT marks FROM videos_styles WHERE marks = ANY(:names)"
)

_UNUSED = text(
    "DELETE FROM videos_styles AS style WHERE status = :removed AND updated_at < :before"
    " AND NOT EXISTS (SELECT FROM videos_videos AS video"
    "  WHERE video.workspace_id = style.workspace_id"
    "  AND video.timeline #>> '{notes,style}' = style.id::text)"
    " AND NOT EXISTS (SELECT FROM videos_versions AS version"
    "  WHERE version.workspace_id = style.workspace_id"
    "  AND version.timeline #>> '{notes,style}' = style.id::text)"
    " RETURNING style.id"
)


async def files_kept(session: AsyncSession, names: Sequence[str]) -> frozenset[str]:
    """Which of these stored files videos and styles use; asked over all workspaces."""
    found = await session.scalars(_OWNED, {"names": list(names)})
    of_styles = await session.scalars(_OF_STYLES, {"names": list(names)})
    return frozenset((*found, *of_styles))


class VideoRepository:
    """Videos and their versions of one workspace."""

    def __init__(self, session: AsyncSession, workspace_id: UUID) -> None:
        self._session = session
        self._workspace_id = workspace_id
        self._mine = select(Video.__table__).where(Video.workspace_id == workspace_id)

    async def add(self, values: Mapping[str, Any]) -> None:
        """Insert one video."""
        await self._session.execute(insert(Video).values(workspace_id=self._workspace_id, **values))

    async def get(self, video_id: UUID, *, for_update: bool = False) -> Row | None:
        """One video, held until the transaction's end where it is to be changed."""
        query = self._mine.where(Video.id == video_id)
        rows = await self._session.execute(query.with_for_update() if for_update else query)
        return rows.mappings().one_or_none()

    async def change(self, video_id: UUID, values: Mapping[str, Any]) -> None:
        """Update one video."""
        query = update(Video).where(Video.workspace_id == self._workspace_id, Video.id == video_id)
        await self._session.execute(query.values(**values))

    async def remove(self, video_id: UUID) -> None:
        """Delete a video with its versions and renders; library files stay."""
        query = delete(Video).where(Video.workspace_id == self._workspace_id, Video.id == video_id)
        await self._session.execute(query)

    async def keep_version(self, values: Mapping[str, Any]) -> None:
        """Keep a timeline under its number; the same number twice is one version."""
        query = upsert(VideoVersion).values(workspace_id=self._workspace_id, **values)
        await self._session.execute(query.on_conflict_do_nothing())

    async def versions(self, video_id: UUID) -> Sequence[Row]:
        """Earlier timelines, the newest first."""
        query = (
            select(VideoVersion.__table__)
            .where(
                VideoVersion.workspace_id == self._workspace_id,
                VideoVersion.video_id == video_id,
            )
            .order_by(VideoVersion.number.desc())
        )
        return (await self._session.execute(query)).mappings().all()

    async def use_files(self, video_id: UUID, names: Iterable[str]) -> None:
        """Note which stored files a video uses; none is forgotten while a version may want it."""
        rows = [
            {"video_id": video_id, "name": name, "workspace_id": self._workspace_id}
            for name in sorted(set(names))
        ]
        if rows:
            await self._session.execute(upsert(VideoFile).values(rows).on_conflict_do_nothing())


class RenderRepository:
    """Renders of one workspace."""

    def __init__(self, session: AsyncSession, workspace_id: UUID) -> None:
        self._session = session
        self._workspace_id = workspace_id
        self._mine = select(Render.__table__).where(Render.workspace_id == workspace_id)

    async def add(self, values: Mapping[str, Any]) -> None:
        """Insert one render."""
        await self._session.execute(
            insert(Render).values(workspace_id=self._workspace_id, **values)
        )

    async def get(self, render_id: UUID) -> Row | None:
        """One render."""
        rows = await self._session.execute(self._mine.where(Render.id == render_id))
        return rows.mappings().one_or_none()

    async def of_video(self, video_id: UUID, most: int = 50) -> Sequence[Row]:
        """The renders of a video, the newest first."""
        query = self._mine.where(Render.video_id == video_id).order_by(Render.created_at.desc())
        return (await self._session.execute(query.limit(most))).mappings().all()

    async def change(
        self, render_id: UUID, values: Mapping[str, Any], *, only_open: bool = False
    ) -> bool:
        """Update one render; False when it is over already and only an open one was meant."""
        query = update(Render).where(
            Render.workspace_id == self._workspace_id, Render.id == render_id
        )
        if only_open:
            query = query.where(Render.status.in_(OPEN))
        done = await self._session.execute(query.values(**values).returning(Render.id))
        return done.scalar_one_or_none() is not None

    async def pieces_of(self, asset_ids: Sequence[UUID]) -> Sequence[UUID]:
        """The contents whose videos these files of the library are."""
        query = (
            select(Video.content_id)
            .join(Render, Render.video_id == Video.id)
            .where(
                Render.workspace_id == self._workspace_id,
                Render.asset_id.in_(asset_ids),
                Video.content_id.is_not(None),
            )
            .distinct()
        )
        return [one for one in await self._session.scalars(query) if one is not None]

    async def of_asset(self, asset_id: UUID) -> Row | None:
        """The newest render that this file of the library came from."""
        query = self._mine.where(Render.asset_id == asset_id).order_by(Render.created_at.desc())
        return (await self._session.execute(query.limit(1))).mappings().one_or_none()

    async def prints_of_others(self, video_id: UUID | None, most: int = 500) -> Sequence[Row]:
        """The picture prints of the newest finished render of other videos."""
        query = (
            select(Render.video_id, Render.prints, Video.title)
            .join(Video, Video.id == Render.video_id)
            .where(
                Render.workspace_id == self._workspace_id,
                *(() if video_id is None else (Render.video_id != video_id,)),
                Render.status == DONE,
            )
            .order_by(Render.created_at.desc())
            .limit(most)
        )
        return (await self._session.execute(query)).mappings().all()


class MeasureRepository:
    """What was measured of rendered films, of one workspace."""

    def __init__(self, session: AsyncSession, workspace_id: UUID) -> None:
        self._session = session
        self._workspace_id = workspace_id
        self._mine = select(Measure.__table__).where(Measure.workspace_id == workspace_id)

    async def get(self, render_id: UUID) -> Row | None:
        """What was measured of a render's film."""
        rows = await self._session.execute(self._mine.where(Measure.render_id == render_id))
        return rows.mappings().one_or_none()

    async def ask(self, render_id: UUID, at: datetime) -> bool:
        """Note that a film is to be measured, again where that failed; False where it is noted."""
        values: dict[str, Any] = {
            "status": WAITING, "share": 0.0, "analysis": {}, "error": None, "created_at": at,
            "finished_at": None,
        }  # fmt: skip
        whole = values | {"render_id": render_id, "workspace_id": self._workspace_id}
        query = (
            upsert(Measure)
            .values(whole)
            .on_conflict_do_update(
                index_elements=[Measure.render_id], set_=values, where=Measure.status == FAILED
            )
        )
        done = await self._session.execute(query.returning(Measure.render_id))
        return done.scalar_one_or_none() is not None

    async def change(self, render_id: UUID, values: Mapping[str, Any]) -> None:
        """Keep how far it is, or what came of it."""
        query = update(Measure).where(
            Measure.workspace_id == self._workspace_id, Measure.render_id == render_id
        )
        await self._session.execute(query.values(**values))


class InspectionRepository:
    """What was found in videos that were not made here, of one workspace."""

    def __init__(self, session: AsyncSession, workspace_id: UUID) -> None:
        self._session = session
        self._workspace_id = workspace_id
        self._mine = select(Inspection.__table__).where(Inspection.workspace_id == workspace_id)

    async def get(self, sha256: str) -> Row | None:
        """What was found in a content."""
        rows = await self._session.execute(self._mine.where(Inspection.sha256 == sha256))
        return rows.mappings().one_or_none()

    async def ask(self, sha256: str, at: datetime) -> bool:
        """Note that a content is to be looked at; False where that is noted already."""
        values = {
            "workspace_id": self._workspace_id, "sha256": sha256, "status": WAITING,
            "quality": {}, "facts": {}, "prints": [], "created_at": at,
        }  # fmt: skip
        query = upsert(Inspection).values(values).on_conflict_do_nothing()
        done = await self._session.execute(query.returning(Inspection.sha256))
        return done.scalar_one_or_none() is not None

    async def change(self, sha256: str, values: Mapping[str, Any]) -> None:
        """Keep what was found."""
        query = update(Inspection).where(
            Inspection.workspace_id == self._workspace_id, Inspection.sha256 == sha256
        )
        await self._session.execute(query.values(**values))


class StyleRepository:
    """Styles of one workspace; those that are removed are seen by their guard alone."""

    def __init__(self, session: AsyncSession, workspace_id: UUID) -> None:
        self._session = session
        self._workspace_id = workspace_id
        self._all = select(VideoStyle.__table__).where(VideoStyle.workspace_id == workspace_id)
        self._mine = self._all.where(VideoStyle.status != REMOVED)

    async def add(self, values: Mapping[str, Any]) -> None:
        """Insert one style."""
        await self._session.execute(
            insert(VideoStyle).values(workspace_id=self._workspace_id, **values)
        )

    async def get(self, style_id: UUID, *, for_update: bool = False) -> Row | None:
        """One style, held until the transaction's end where it is to be changed."""
        query = self._mine.where(VideoStyle.id == style_id)
        rows = await self._session.execute(query.with_for_update() if for_update else query)
        return rows.mappings().one_or_none()

    async def guard(self, style_id: UUID) -> Row | None:
        """By what a style knows its reference again, though it is removed."""
        rows = await self._session.execute(self._all.where(VideoStyle.id == style_id))
        return rows.mappings().one_or_none()

    async def every(self) -> Sequence[Row]:
        """All styles, the newest first."""
        rows = await self._session.execute(self._mine.order_by(VideoStyle.created_at.desc()))
        return rows.mappings().all()

    async def change(self, style_id: UUID, values: Mapping[str, Any]) -> None:
        """Update one style."""
        query = update(VideoStyle).where(
            VideoStyle.workspace_id == self._workspace_id, VideoStyle.id == style_id
        )
        await self._session.execute(query.values(**values))

    async def remove(self, style_id: UUID) -> None:
        """Delete one style; videos made in it keep what they took from it."""
        query = delete(VideoStyle).where(
            VideoStyle.workspace_id == self._workspace_id, VideoStyle.id == style_id
        )
        await self._session.execute(query)


class RemovedStyles:
    """Guards of removed styles in all workspaces; for the sweep."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def forget(self, before: datetime) -> int:
        """Let go of those that were removed before that time and in which no video is or was;
        gives how many."""
        found = await self._session.scalars(_UNUSED, {"removed": REMOVED, "before": before})
        return len(found.all())


class WorkedOn:
    """What is worked on or may be again, in all workspaces; for the sweep."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def among(self, ids: Sequence[UUID]) -> frozenset[UUID]:
        """Which of these are videos, or renders that are not over."""
        videos = await self._session.scalars(select(Video.id).where(Video.id.in_(ids)))
        query = select(Render.id).where(Render.id.in_(ids), Render.status.in_(OPEN))
        return frozenset((*videos, *await self._session.scalars(query)))


class StaleWork:
    """Work of all workspaces that waits for longer than it should; for the sweep."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def renders(self, before: datetime) -> Sequence[Row]:
        """Renders that wait since before that time."""
        query = select(Render.id, Render.workspace_id).where(
            Render.status.in_(OPEN), Render.created_at < before
        )
        return (await self._session.execute(query.limit(50))).mappings().all()

    async def videos(self, before: datetime) -> Sequence[Row]:
        """Videos that wait to be made since before that time."""
        query = select(Video.id, Video.workspace_id, Video.version).where(
            Video.status == "making", Video.updated_at < before
        )
        return (await self._session.execute(query.limit(50))).mappings().all()
