"""Every query of templates, bound to one workspace."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from heliograph.kit.database import Row
from heliograph.modules.templates.models import Template, TemplateVersion


class TemplateRepository:
    """Templates of one workspace."""

    def __init__(self, session: AsyncSession, workspace_id: UUID) -> None:
        self._session = session
        self._workspace_id = workspace_id
        self._mine = select(Template.__table__).where(Template.workspace_id == workspace_id)
        self._versions = select(TemplateVersion.__table__).where(
            TemplateVersion.workspace_id == workspace_id
        )

    async def add(self, values: Mapping[str, Any]) -> None:
        """Insert one template."""
        await self._session.execute(
            insert(Template).values(workspace_id=self._workspace_id, **values)
        )

    async def add_version(self, values: Mapping[str, Any]) -> None:
        """Keep a wording."""
        await self._session.execute(
            insert(TemplateVersion).values(workspace_id=self._workspace_id, **values)
        )

    async def get(self, template_id: UUID, *, for_update: bool = False) -> Row | None:
        """One template, held until the transaction's end where it is to be changed."""
        query = self._mine.where(Template.id == template_id)
        rows = await self._session.execute(query.with_for_update() if for_update else query)
        return rows.mappings().one_or_none()

    async def named(self, names: Sequence[str]) -> dict[str, Row]:
        """Those with these names, archived ones too, held until the transaction's end."""
        query = self._mine.where(Template.name.in_(names)).order_by(Template.id).with_for_update()
        rows = await self._session.execute(query)
        return {row["name"]: row for row in rows.mappings()}

    async def chosen(self, template_ids: Sequence[UUID] | None, most: int) -> Sequence[Row]:
        """Those with these ids, or all that are not archived, by name."""
        query = self._mine.order_by(Template.name)
        if template_ids is None:
            query = query.where(Template.archived_at.is_(None))
        else:
            query = query.where(Template.id.in_(template_ids))
        return (await self._session.execute(query.limit(most))).mappings().all()

    async def change(self, template_id: UUID, values: Mapping[str, Any]) -> None:
        """Update one template."""
        await self._session.execute(
            update(Template)
            .where(Template.workspace_id == self._workspace_id, Template.id == template_id)
            .values(**values)
        )

    async def count_use(self, template_id: UUID, now: datetime) -> None:
        """One more use."""
        await self.change(
            template_id, {"usage_count": Template.usage_count + 1, "last_used_at": now}
        )

    async def delete(self, template_id: UUID) -> None:
        """Remove one template with its versions."""
        await self._session.execute(
            delete(Template).where(
                Template.workspace_id == self._workspace_id, Template.id == template_id
            )
        )

    async def versions(self, template_id: UUID) -> Sequence[Row]:
        """Every wording, newest first."""
        query = self._versions.where(TemplateVersion.template_id == template_id)
        rows = await self._session.execute(query.order_by(TemplateVersion.number.desc()))
        return rows.mappings().all()

    async def version(self, template_id: UUID, number: int) -> Row | None:
        """One wording."""
        query = self._versions.where(
            TemplateVersion.template_id == template_id, TemplateVersion.number == number
        )
        return (await self._session.execute(query)).mappings().one_or_none()
