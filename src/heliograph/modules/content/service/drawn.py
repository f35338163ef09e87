"""A piece's picture in other designs and sizes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import yaml

from heliograph.kit.database import UnitOfWork
from heliograph.kit.errors import InvalidInput
from heliograph.modules.content.errors import ContentChanged, ContentNotReady
from heliograph.modules.content.repository import ContentRepository, RunRepository
from heliograph.modules.content.service.judging import Judging
from heliograph.modules.content.service.made import made_of
from heliograph.modules.content.service.making import Making
from heliograph.modules.content.service.pictures import Form, Pictures, type_of
from heliograph.modules.content.service.tools import ContentTools
from heliograph.modules.content.values import draft_from
from heliograph.sdk.pictures import Picture, PictureBrief
from heliograph.sdk.sizes import size_named
from heliograph.sdk.text import Draft


@dataclass(frozen=True)
class Design:
    """One design of the piece's pack, and whether it is the type's own."""

    id: str
    name: str
    is_own: bool


class DrawnService:
    """Pictures of one workspace's contents."""

    def __init__(self, work: UnitOfWork, tools: ContentTools) -> None:
        self._work = work
        self._tools = tools
        self._pictures = Pictures(work, tools)

    async def designs(self, content_id: UUID) -> list[Design]:
        """The designs that suit a piece; raises `ContentNotFound`, `ContentNotReady`."""
        making = await made_of(self._work, self._tools, content_id)
        kind = type_of(making)
        suited = [one for one in (kind.design, *kind.designs) if one is not None]
        return [Design(one, _name_of(making, one), one == kind.design) for one in suited]

    async def see(self, content_id: UUID, design: str | None, size: str | None) -> Picture:
        """The picture in a design and a size; raises `InvalidInput` for unknown ones."""
        making = await made_of(self._work, self._tools, content_id)
        return await self._drawn(await self._brief(making, _draft(making), design, size))

    async def take(
        self, content_id: UUID, version: int, design: str | None, size: str | None
    ) -> dict[str, Any]:
        """Draw it, keep it as the piece's own, and let the gate look again.

        Raises `ContentNotFound`, `ContentNotReady`, `ContentChanged`, `InvalidInput`.
        """
        making = await made_of(self._work, self._tools, content_id)
        draft = _draft(making)
        brief = await self._brief(making, draft, design, size)
        try:
            kept = await self._pictures.keep(brief, draft)
        except ValueError as error:
            raise InvalidInput(str(error), pointer="/design") from error
        shown = {name: kept[name] for name in ("asset_id", "url", "width", "height")}
        image = {"image_asset_id": UUID(kept["asset_id"]), "image": shown}
        judging = Judging(self._work, self._tools)
        quality = await judging.report({**making.content, **image}, making.brand, kept)
        values = {
            **image,
            "quality": quality,
            "score": quality["score"],
            "status": "ready" if quality["passed"] else "refused",
            "version": version + 1,
        }
        async with self._work.transaction() as session:
            rows = ContentRepository(session, self._work.workspace_id)
            if not await rows.change(content_id, values, version):
                raise ContentChanged(f"It is at version {making.content['version']}")
            runs = RunRepository(session, self._work.workspace_id)
            run_id = making.content["run_id"]
            await runs.change_step(run_id, "picture", {"outputs": kept})
            row = await rows.get(content_id)
            assert row is not None  # noqa: S101 - changed in this transaction
            return dict(row)

    async def _brief(
        self, making: Making, draft: Draft, design: str | None, size: str | None
    ) -> PictureBrief:
        try:
            named = size_named(size) if size is not None else None
        except ValueError as error:
            raise InvalidInput(str(error), pointer="/size") from error
        form = Form(design) if named is None else Form(design, size, named.width, named.height)
        brief = await self._pictures.brief(making, draft, form)
        if brief is None:
            raise ContentNotReady(f"A {type_of(making).name} has no picture")
        return brief

    async def _drawn(self, brief: PictureBrief) -> Picture:
        try:
            return await self._pictures.draw(brief)
        except ValueError as error:
            raise InvalidInput(str(error), pointer="/design") from error


def _draft(making: Making) -> Draft:
    """The draft with the words that a person has given it since."""
    return draft_from(making.outputs["words"]["draft"])


def _name_of(making: Making, design: str) -> str:
    file = making.pack.folder / "templates" / f"{design}.yaml"
    if not file.is_file():
        return design
    return str(yaml.safe_load(file.read_text(encoding="utf-8")).get("name", design))
