"""A piece's picture in other designs and sizes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import yaml

from heliograph.kit.database import UnitOfWork
from heliograph.kit.errors import InvalidInput
from heliograph.modules.content.errors import ContentChanged, ContentNotReady
from heliograph.modules.content.repository import ContentRepository, RunRepository
from heliograph.modules.content.service.attaching import Attaching
from heliograph.modules.content.service.judging import Judging
from heliograph.modules.content.service.made import made_of
from heliograph.modules.content.service.making import Making
from heliograph.modules.content.service.pictures import (
    Card,
    Form,
    Pictures,
    images_of,
    type_of,
)
from heliograph.modules.content.service.props import PropsService
from heliograph.modules.content.service.tools import ContentTools
from heliograph.modules.content.values import JSON, draft_from
from heliograph.sdk.pictures import Picture
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

    async def see(
        self, content_id: UUID, design: str | None, size: str | None, card: int = 1
    ) -> Picture:
        """The picture in a design and a size, one of several by its number from 1; raises
        `InvalidInput` for unknown ones."""
        making = await made_of(self._work, self._tools, content_id)
        cards = await self._cards(making, _draft(making), design, size)
        if card > len(cards):
            raise InvalidInput(
                f"There are {len(cards)} pictures, no number {card}", pointer="/card"
            )
        props = await PropsService(self._work, self._tools).of(making)
        try:
            return await self._pictures.draw(cards[card - 1].brief, props)
        except ValueError as error:
            raise InvalidInput(str(error), pointer="/design") from error

    async def take(
        self, content_id: UUID, version: int, design: str | None, size: str | None
    ) -> dict[str, Any]:
        """Draw all its pictures, keep them as the piece's own, and let the gate look again.

        Raises `ContentNotFound`, `ContentNotReady`, `ContentChanged`, `InvalidInput`.
        """
        making = await made_of(self._work, self._tools, content_id)
        draft = _draft(making)
        cards = await self._cards(making, draft, design, size)
        props = await PropsService(self._work, self._tools).of(making)
        try:
            kept = await self._pictures.keep(cards, props)
        except ValueError as error:
            raise InvalidInput(str(error), pointer="/design") from error
        return await self._taken(making, version, kept, {"alt_text": kept["alt"]})

    async def attach(
        self, content_id: UUID, version: int, asset_ids: Sequence[UUID]
    ) -> dict[str, Any]:
        """Let pictures of the library stand in place of what was drawn, with their alt text and
        their licences, and let the gate look again.

        Raises `ContentNotFound`, `ContentNotReady`, `ContentChanged`, `AssetNotFound`,
        `InvalidInput` for what is no picture.
        """
        making = await made_of(self._work, self._tools, content_id)
        kept = await Attaching(self._work, self._tools).kept(asset_ids)
        alt = kept["alt"] or making.content["alt_text"]
        return await self._taken(making, version, kept, {"alt_text": alt})

    async def _taken(self, making: Making, version: int, kept: JSON, words: JSON) -> dict[str, Any]:
        """The content with other pictures, judged; raises `ContentChanged`."""
        content_id, image = making.content["id"], images_of(kept)
        judging = Judging(self._work, self._tools)
        judged = {**making.content, **image, **words}
        quality = await judging.report(judged, making.brand, kept)
        values = {
            **image,
            **words,
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

    async def _cards(
        self, making: Making, draft: Draft, design: str | None, size: str | None
    ) -> list[Card]:
        try:
            named = size_named(size) if size is not None else None
        except ValueError as error:
            raise InvalidInput(str(error), pointer="/size") from error
        form = Form(design) if named is None else Form(design, size, named.width, named.height)
        cards = await self._pictures.cards(making, draft, form)
        if not cards:
            raise ContentNotReady(f"A {type_of(making).name} has no picture")
        return cards


def _draft(making: Making) -> Draft:
    """The draft with the words that a person has given it since."""
    return draft_from(making.outputs["words"]["draft"])


def _name_of(making: Making, design: str) -> str:
    file = making.pack.folder / "templates" / f"{design}.yaml"
    if not file.is_file():
        return design
    return str(yaml.safe_load(file.read_text(encoding="utf-8")).get("name", design))
