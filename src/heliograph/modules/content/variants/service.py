"""Other wordings of a content: made, judged, chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from heliograph.kit.database import UnitOfWork
from heliograph.kit.ids import new_id
from heliograph.modules.content.errors import (
    ContentNotReady,
    NothingToImprove,
    PlatformUnknown,
    VariantNotFound,
)
from heliograph.modules.content.service.made import made_of
from heliograph.modules.content.service.making import Making, forbidden_words
from heliograph.modules.content.service.orders import ContentService, Wording
from heliograph.modules.content.service.tools import ContentTools
from heliograph.modules.content.service.words import Words
from heliograph.modules.content.values import plan_from
from heliograph.modules.content.variants import editing
from heliograph.modules.content.variants.from_template import from_template
from heliograph.modules.content.variants.repository import VariantRepository
from heliograph.modules.content.variants.script import Shot, script_of
from heliograph.sdk.text import Draft

MOST = 6
FURTHEST = 1000
"""Revisions of variants lie past those of the content itself, so that they never meet."""
Variant = dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """How many other wordings, of which kind; platforms for forms."""

    kind: str
    count: int = 3
    platforms: Sequence[str] = ()


@dataclass(frozen=True)
class _Made:
    wording: editing.Wording
    provider: str
    platform: str | None = None
    used_templates: tuple[str, ...] = ()


class VariantService:
    """Variants of one workspace's contents."""

    def __init__(self, work: UnitOfWork, tools: ContentTools) -> None:
        self._work = work
        self._tools = tools
        self._contents = ContentService(work, tools)

    @property
    def _rows(self) -> VariantRepository:
        return VariantRepository(self._work.session, self._work.workspace_id)

    async def of(self, content_id: UUID) -> list[Variant]:
        """The variants of a content, in the order they were made; raises `ContentNotFound`."""
        async with self._work.transaction():
            await self._contents.get(content_id)
            return [dict(row) for row in await self._rows.of(content_id)]

    async def make(self, content_id: UUID, asked: Asked) -> list[Variant]:
        """Make further wordings and judge each; those that were there stay.

        Raises `ContentNotFound`, `ContentNotReady`, `PlatformUnknown`, `NothingToImprove`.
        """
        making = await made_of(self._work, self._tools, content_id)
        async with self._work.transaction():
            there = await self._rows.of(content_id)
        if asked.kind == "platform":
            made = self._forms(making, asked.platforms)
        elif asked.kind == "optimised":
            made = [self._optimised(making)]
        else:
            made = await self._written(making, asked, len(there))
        rows = [await self._row(making, asked.kind, one) for one in made]
        async with self._work.transaction():
            await self._rows.add(rows)
        known = {row["id"] for row in rows}
        return [one for one in await self.of(content_id) if one["id"] in known]

    async def fill(self, content_id: UUID, template_id: UUID, values: Mapping[str, Any]) -> Variant:
        """Make a wording from a template and the piece's own plan, and judge it. A template that
        is written for a platform gives a form for that platform.

        Raises `ContentNotFound`, `ContentNotReady`, `TemplateNotFound`, `TemplateUnfit`.
        """
        making = await made_of(self._work, self._tools, content_id)
        filled = await from_template(self._work, self._tools, making, template_id, values)
        made = _Made(filled.wording, filled.provider, filled.platform)
        row = await self._row(making, "platform" if filled.platform else "template", made)
        async with self._work.transaction():
            await self._rows.add([row])
            return dict(await self._variant(content_id, row["id"]))

    async def choose(
        self, content_id: UUID, variant_id: UUID, version: int, author: UUID | None
    ) -> dict[str, Any]:
        """Take a variant: a form for its platform, any other in place of the content's own words.

        Raises `ContentNotFound`, `VariantNotFound`, `ContentChanged`.
        """
        async with self._work.transaction():
            variant = await self._variant(content_id, variant_id)
            if variant["kind"] != "platform":
                taken = Wording(version, variant["text"], variant["hashtags"], author)
                await self._contents.reword(content_id, taken)
            await self._rows.choose(variant)
        return await self._contents.get(content_id)

    async def remove(self, content_id: UUID, variant_id: UUID) -> None:
        """Take a variant away; raises `VariantNotFound`."""
        async with self._work.transaction():
            if not await self._rows.remove(content_id, variant_id):
                raise VariantNotFound(f"There is no variant {variant_id}")

    async def script(self, content_id: UUID) -> list[Shot]:
        """The content as shots of a video, one for each sentence; raises `ContentNotFound`."""
        content = await self._contents.get(content_id)
        if not content["plan"]:
            raise ContentNotReady("The content has no plan yet")
        kinds = self._tools.catalogue.pack(content["pack"]).manifest.types
        name = next((one.name for one in kinds if one.id == content["type"]), "")
        return script_of(content["text"], plan_from(content["plan"]), name)

    async def _written(self, making: Making, asked: Asked, there: int) -> list[_Made]:
        words = Words(self._work, self._tools)
        made = list[_Made]()
        used: tuple[str, ...] = ()
        for number in range(min(asked.count, MOST)):
            revision = making.content["revision"] + FURTHEST + there + number
            brief = await words.brief(making, revision)
            memory = replace(brief.memory, templates=(*used, *brief.memory.templates))
            written = await words.write(making, replace(brief, memory=memory))
            draft = written.draft
            used = (*draft.used_templates, *used)
            made.append(
                _Made(_wording(making, draft, asked.kind), written.by, None, draft.used_templates)
            )
        return made

    def _forms(self, making: Making, platforms: Sequence[str]) -> list[_Made]:
        known = {one.id: one for one in self._tools.catalogue.connectors()}
        if unknown := [one for one in platforms if one not in known]:
            raise PlatformUnknown(
                f"{unknown[0]!r} is not installed; there are {', '.join(known)}",
                pointer="/platforms",
            )
        kind = "image" if making.content["image_asset_id"] else "text"
        own = _own(making.content)
        return [
            _Made(editing.fitted(own, known[one], _kind(known[one].kinds, kind)), "rules", one)
            for one in platforms
        ]

    def _optimised(self, making: Making) -> _Made:
        own = _own(making.content)
        avoided = (*forbidden_words(making.pack, making.brand), *making.brand["voice"]["dont"])
        better = editing.improved(own, avoided)
        if better == own:
            raise NothingToImprove("The rules find nothing to change in it")
        return _Made(better, "rules")

    async def _row(self, making: Making, kind: str, made: _Made) -> dict[str, Any]:
        content = making.content
        words = made.wording
        judged = {**content, "text": words.text, "hashtags": list(words.hashtags)}
        quality = await self._contents.judged(judged)
        return {
            "id": new_id(),
            "content_id": content["id"],
            "kind": kind,
            "platform": made.platform,
            "text": words.text,
            "hook": words.hook,
            "hashtags": list(words.hashtags),
            "reasons": list(words.reasons),
            "used_templates": list(made.used_templates),
            "quality": quality,
            "score": quality["score"],
            "provider": made.provider,
            "created_at": self._tools.clock.now(),
        }

    async def _variant(self, content_id: UUID, variant_id: UUID) -> Mapping[str, Any]:
        found = await self._rows.get(content_id, variant_id)
        if found is None:
            raise VariantNotFound(f"There is no variant {variant_id}")
        return found


def _own(content: Mapping[str, Any]) -> editing.Wording:
    return editing.Wording(content["text"], content["hook"], tuple(content["hashtags"]))


def _wording(making: Making, draft: Draft, kind: str) -> editing.Wording:
    if kind == "alternative":
        return editing.Wording(draft.text, draft.hook, draft.hashtags)
    own = _own(making.content)
    text = editing.with_hook(own.text, own.hook, draft.hook)
    return replace(own, text=text, hook=draft.hook).because("The same text, begun differently")


def _kind(kinds: Sequence[str], wanted: str) -> str:
    """The kind of post whose rules count: the wanted one, where the platform has it."""
    return wanted if wanted in kinds else kinds[0]
