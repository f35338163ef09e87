"""Templates: make, change, keep every wording, fill."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from heliograph.kit.database import UnitOfWork
from heliograph.kit.ids import new_id
from heliograph.modules.templates.engine.fields import Given
from heliograph.modules.templates.errors import (
    TemplateChanged,
    TemplateNameTaken,
    TemplateNotFound,
)
from heliograph.modules.templates.repository import TemplateRepository
from heliograph.modules.templates.service.filling import (
    Filled,
    Readers,
    filled,
    given_values,
    unknown_values,
    with_samples,
)
from heliograph.modules.templates.service.parts import TemplateParts
from heliograph.modules.templates.service.places import PLACES, check_places, platforms_of
from heliograph.modules.templates.service.wording import (
    Wording,
    checked_wording,
    drafted,
    fields_from,
)

Template = dict[str, Any]
_WORDING = ("body", "fields")


class TemplatesService:
    """Templates of one workspace."""

    def __init__(self, work: UnitOfWork, parts: TemplateParts) -> None:
        self._work = work
        self._parts = parts

    @property
    def _rows(self) -> TemplateRepository:
        return TemplateRepository(self._work.session, self._work.workspace_id)

    async def create(self, order: Mapping[str, Any], author: UUID | None = None) -> Template:
        """Make a template; raises `TemplateBroken`, `PlaceUnknown`, `TemplateNameTaken`."""
        async with self._work.transaction():
            template_id = await self.add(order, author)
            return await self._existing(template_id)

    async def add(self, order: Mapping[str, Any], author: UUID | None, pointer: str = "") -> UUID:
        """The same inside the caller's transaction; `pointer` is where the order stands."""
        check_places(self._parts.catalogue, order, pointer)
        now = self._parts.clock.now()
        values = {
            **{name: order[name] for name in ("name", "description", "body", *PLACES)},
            "fields": checked_wording(order["body"], order["fields"], pointer),
            "id": new_id(),
            "version": 1,
            "usage_count": 0,
            "created_at": now,
            "updated_at": now,
        }
        async with self._named(values["name"]):
            await self._rows.add(values)
        await self._keep(values, author)
        added: UUID = values["id"]
        return added

    async def get(self, template_id: UUID) -> Template:
        """One template; raises `TemplateNotFound`."""
        async with self._work.transaction():
            return await self._existing(template_id)

    async def change(
        self, template_id: UUID, changes: Mapping[str, Any], author: UUID | None = None
    ) -> Template:
        """Change what is given and not None; another wording is a new version.

        Raises `TemplateNotFound`, `TemplateChanged`, `TemplateBroken`, `PlaceUnknown` and
        `TemplateNameTaken`.
        """
        given = {name: value for name, value in changes.items() if value is not None}
        seen, is_archived = given.pop("version", None), given.pop("is_archived", None)
        async with self._work.transaction():
            row = await self._existing(template_id, for_update=True)
            if seen is not None and seen != row["version"]:
                raise TemplateChanged(f"It is at version {row['version']}", pointer="/version")
            if is_archived is not None:
                given["archived_at"] = self._parts.clock.now() if is_archived else None
            async with self._named(str(given.get("name", row["name"]))):
                await self.apply(row, given, author)
            return await self._existing(template_id)

    async def apply(
        self, row: Template, given: Mapping[str, Any], author: UUID | None, pointer: str = ""
    ) -> bool:
        """Change a template that is held, inside the caller's transaction; False: nothing new."""
        new = {name: value for name, value in given.items() if row[name] != value}
        if not new:
            return False
        whole = row | new
        check_places(self._parts.catalogue, whole, pointer)
        if any(name in new for name in _WORDING):
            new["fields"] = checked_wording(whole["body"], whole["fields"], pointer)
            new["version"] = whole["version"] = row["version"] + 1
            await self._keep(whole | new, author)
        await self._rows.change(row["id"], {**new, "updated_at": self._parts.clock.now()})
        return True

    async def remove(self, template_id: UUID) -> bool:
        """Remove a template; one that was used is archived instead, and the answer is False."""
        async with self._work.transaction():
            row = await self._existing(template_id, for_update=True)
            if row["usage_count"]:
                now = self._parts.clock.now()
                archived = row["archived_at"] or now
                await self._rows.change(template_id, {"archived_at": archived, "updated_at": now})
                return False
            await self._rows.delete(template_id)
        return True

    async def versions(self, template_id: UUID) -> Sequence[Mapping[str, Any]]:
        """Every wording, newest first; raises `TemplateNotFound`."""
        async with self._work.transaction():
            await self._existing(template_id)
            return await self._rows.versions(template_id)

    async def restore(self, template_id: UUID, number: int, author: UUID | None = None) -> Template:
        """Bring an earlier wording back as the newest; raises `TemplateNotFound`."""
        async with self._work.transaction():
            row = await self._existing(template_id, for_update=True)
            version = await self._rows.version(template_id, number)
            if version is None:
                raise TemplateNotFound(f"The template {row['name']} has no version {number}")
            await self.apply(row, {name: version[name] for name in _WORDING}, author)
            return await self._existing(template_id)

    async def fill(
        self, template_id: UUID, values: Mapping[str, Any], brand_id: UUID | None = None
    ) -> Filled:
        """A text from a template, counted as a use when it is ready.

        Values that no field takes are passed over, so a whole plan may be given. Raises
        `TemplateNotFound`, `BrandNotFound`.
        """
        forbidden = await self._forbidden(brand_id)
        async with self._work.transaction():
            row = await self._existing(template_id)
        readers = self._readers([row["platform"]], forbidden)
        found = await asyncio.to_thread(filled, wording_of(row), given_values(values), readers)
        if found.is_ready:
            async with self._work.transaction():
                await self._rows.count_use(template_id, self._parts.clock.now())
        return found

    async def preview(self, asked: Mapping[str, Any], template_id: UUID | None = None) -> Filled:
        """What would come out, with samples where no values are given; nothing is kept.

        `asked` may hold a body, fields and a language in place of the saved ones.
        """
        own = await self.get(template_id) if template_id else {"platform": "", "language": "en"}
        edited = {name: asked.get(name) for name in ("body", "fields", "language")}
        chosen = own | {name: value for name, value in edited.items() if value is not None}
        wording = drafted(chosen)
        platforms = asked.get("platforms")
        readers = self._readers(
            [own["platform"]] if platforms is None else platforms,
            await self._forbidden(asked.get("brand_id")),
        )
        values: Mapping[str, Given] = asked.get("values") or {}
        given = with_samples(wording.fields, values)
        # The longest text takes half a second to be counted for all networks.
        found = await asyncio.to_thread(filled, wording, given, readers)
        extra = unknown_values(wording.fields, values)
        return replace(found, problems=(*found.problems, *extra))

    def _readers(self, platforms: Sequence[str], forbidden: tuple[str, ...]) -> Readers:
        return Readers(platforms_of(self._parts.catalogue, platforms), forbidden)

    async def _forbidden(self, brand_id: UUID | None) -> tuple[str, ...]:
        if brand_id is None:
            return ()
        brand = await self._parts.brands.service(self._work).get(brand_id)
        return tuple(brand["forbidden"])

    async def _existing(self, template_id: UUID, *, for_update: bool = False) -> Template:
        row = await self._rows.get(template_id, for_update=for_update)
        if row is None:
            raise TemplateNotFound(f"There is no template {template_id}")
        return dict(row)

    async def _keep(self, row: Mapping[str, Any], author: UUID | None) -> None:
        await self._rows.add_version(
            {
                "template_id": row["id"],
                "number": row["version"],
                "body": row["body"],
                "fields": row["fields"],
                "created_by": author,
                "created_at": self._parts.clock.now(),
            }
        )

    @asynccontextmanager
    async def _named(self, name: str) -> AsyncIterator[None]:
        try:
            async with self._work.session.begin_nested():
                yield
        except IntegrityError as error:
            raise TemplateNameTaken(f"{name} is taken", pointer="/name") from error


def wording_of(row: Mapping[str, Any]) -> Wording:
    """Text and fields of a stored template."""
    return Wording(row["body"], fields_from(row["fields"]), row["language"])
