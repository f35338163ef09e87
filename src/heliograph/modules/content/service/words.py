"""Who writes a piece, and from what."""

from __future__ import annotations

from dataclasses import dataclass

from heliograph.kit.database import UnitOfWork
from heliograph.modules.content.repository import MEMORY_DRAFTS, ContentRepository
from heliograph.modules.content.service.making import Making, forbidden_words
from heliograph.modules.content.service.tools import ContentTools
from heliograph.modules.content.values import JSON, to_json
from heliograph.modules.providers import CallContext, ProvidersService, voice_of
from heliograph.sdk.text import Draft, TextBrief, TextMemory, WritingPack

STEP = "text"


@dataclass(frozen=True)
class Written:
    """A draft, who wrote it, and what it took; `receipt` where a provider was asked."""

    draft: Draft
    by: str
    receipt: JSON | None = None
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
            tone=style.get("tone") or " ".join(making.brand["voice"].get("tone", ())) or None,
            length=style.get("length") or "medium",
            forbidden=forbidden_words(making.pack, making.brand),
            memory=memory,
        )

    async def writer(self, making: Making) -> str:
        """Who would write, as things stand."""
        if isinstance(making.pack, WritingPack):
            return f"{making.pack.manifest.id} pack"
        chosen = await self._providers.first_choice(STEP, self._context(making))
        return chosen or self._tools.catalogue.text_provider().manifest.id

    async def write(self, making: Making, brief: TextBrief) -> Written:
        """One text and what it took; a model's is judged before it is taken.

        Raises `ValueError` when the plan cannot be said.
        """
        pack = making.pack
        if isinstance(pack, WritingPack):
            draft = await self._tools.planning.run(pack.write, brief)
            return Written(draft, f"{pack.manifest.id} pack")

        def check(draft: Draft) -> list[str]:
            said = f"{draft.text}\n{draft.card_text}"
            claims = [f"{one} is in no fact" for one in pack.unsupported_claims(said, brief.plan)]
            lowered = said.lower()
            return claims + [
                f"{word} is not to be said" for word in brief.forbidden if word.lower() in lowered
            ]

        draft, receipt = await self._providers.write(brief, self._context(making), check)
        return Written(draft, receipt.provider or receipt.kind, to_json(receipt), receipt.cost)

    @property
    def _providers(self) -> ProvidersService:
        return self._tools.providers.service(self._work)

    @staticmethod
    def _context(making: Making) -> CallContext:
        return CallContext(
            making.content["brand_id"],
            making.content["id"],
            making.content["run_id"],
            voice=voice_of(making.brand),
        )
