"""Templates to a file and back: whole or not at all, and the same file twice changes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from heliograph.kit.database import UnitOfWork
from heliograph.kit.errors import InvalidInput
from heliograph.modules.templates.errors import TemplateNotFound
from heliograph.modules.templates.repository import TemplateRepository
from heliograph.modules.templates.schemas import FORMAT
from heliograph.modules.templates.service.parts import TemplateParts
from heliograph.modules.templates.service.templates import TemplatesService

MOST_EXPORTED = 1_000
_PORTABLE = (
    "name",
    "description",
    "pack",
    "content_type",
    "subject",
    "platform",
    "language",
    "body",
    "fields",
)


class TemplateExchange:
    """Export and import for one workspace. A template is known by its name."""

    def __init__(self, work: UnitOfWork, parts: TemplateParts) -> None:
        self._work = work
        self._templates = TemplatesService(work, parts)

    @property
    def _rows(self) -> TemplateRepository:
        return TemplateRepository(self._work.session, self._work.workspace_id)

    async def exported(self, template_ids: Sequence[UUID] | None = None) -> dict[str, Any]:
        """Those templates, or all that are not archived; raises `TemplateNotFound`."""
        async with self._work.transaction():
            rows = await self._rows.chosen(template_ids, MOST_EXPORTED)
        found = {row["id"] for row in rows}
        for template_id in template_ids or ():
            if template_id not in found:
                raise TemplateNotFound(f"There is no template {template_id}")
        return {
            "format": FORMAT,
            "templates": [{name: row[name] for name in _PORTABLE} for row in rows],
        }

    async def imported(
        self, orders: Sequence[Mapping[str, Any]], author: UUID | None = None
    ) -> dict[str, list[str]]:
        """Take templates over: new names are made, known ones become what the file says.

        Raises what making a template raises, with the place in the file; nothing is kept then.
        """
        _check_names(orders)
        done: dict[str, list[str]] = {"created": [], "updated": [], "unchanged": []}
        async with self._work.transaction():
            known = await self._rows.named([one["name"] for one in orders])
            for at, order in enumerate(orders):
                row = known.get(order["name"])
                pointer = f"/templates/{at}"
                if row is None:
                    await self._templates.add(order, author, pointer)
                    done["created"].append(order["name"])
                    continue
                given = {**order, "archived_at": None}
                is_new = await self._templates.apply(dict(row), given, author, pointer)
                done["updated" if is_new else "unchanged"].append(order["name"])
        return done


def _check_names(orders: Sequence[Mapping[str, Any]]) -> None:
    seen: set[str] = set()
    for at, order in enumerate(orders):
        if order["name"] in seen:
            raise InvalidInput(
                f"The file holds two templates named {order['name']}",
                pointer=f"/templates/{at}/name",
            )
        seen.add(order["name"])
