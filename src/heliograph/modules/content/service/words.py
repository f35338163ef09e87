"""Who writes a piece, and from what."""

from __future__ import annotations

from dataclasses import dataclass

from heliograph.kit.database import UnitOfWork
from heliograph.modules.content.repository import MEMORY_DRAFTS, ContentRepository
from heliograph.modules.content.service.making import Making, forbidden_words
from heliograph.modules.content.service.tools import ContentTools
from heliograph.sdk.packs import Pack
from heliograph.sdk.text import Draft, TextBrief, TextMemory, WritingPack


@dataclass(frozen=True)
class Writer:
    """Who writes, and what one text costs."""

    name: str
    cost: float = 0.0


class Words:
    """Writes the texts of one workspace."""

    def __init__(self, work: UnitOfWork, tools: ContentTools) -> None:
        self._work = work
        self._tools = tools

    async def brief(self, making: Making, revision: int | None = None) -> TextBrief:
        """Everything a text is written from. Another `revision` gives another wording, which
        keeps apart from the one that the content has."""
        content, style = making.content, making.request.get("style", {})
        async with self._work.transaction() as session:
            rows = ContentRepository(session, self._work.workspace_id)
            earlier = await rows.drafts_before(content, MEMORY_DRAFTS)
            today = await rows.drafts_of_day(content)
        own = content["used_templates"] if revision is not None else ()
        memory = TextMemory(
            templates=(*own, *(one for row in earlier for one in row["used_templates"])),
            today=frozenset(one for row in today for one in row["used_templates"]),
            openings=frozenset(row["opening"] for row in today),
        )
        return TextBrief(
            plan=making.plan,
            pack_folder=making.pack.folder,
            seed=making.seed,
            series=str(content["workspace_id"]),
            revision=content["revision"] if revision is None else revision,
            tone=style.get("tone"),
            length=style.get("length") or "medium",
            forbidden=forbidden_words(making.pack, making.brand),
            memory=memory,
        )

    def writer(self, pack: Pack) -> Writer:
        """Who writes for a pack."""
        if isinstance(pack, WritingPack):
            return Writer(f"{pack.manifest.id} pack")
        manifest = self._tools.catalogue.text_provider().manifest
        return Writer(manifest.id, manifest.cost_per_call)

    async def write(self, pack: Pack, brief: TextBrief) -> Draft:
        """One text; raises `ValueError` when the plan cannot be said."""
        if isinstance(pack, WritingPack):
            return await self._tools.pool.run(pack.write, brief)
        return await self._tools.catalogue.text_provider().write(brief)
