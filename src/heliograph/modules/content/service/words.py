"""Who writes a piece, and from what."""

from __future__ import annotations

from dataclasses import dataclass, replace

from heliograph.kit.database import UnitOfWork
from heliograph.modules.content.repository import MEMORY_DRAFTS, ContentRepository
from heliograph.modules.content.service.making import Making, forbidden_words
from heliograph.modules.content.service.tools import ContentTools
from heliograph.modules.content.values import JSON, to_json
from heliograph.modules.providers import CallContext, ProvidersService, voice_of
from heliograph.sdk.manifest import TextRules
from heliograph.sdk.rules import rules_for
from heliograph.sdk.text import Draft, TextBrief, TextMemory, WritingPack

STEP = "text"
HASHTAGS_ROOM = 80
"""Characters that are kept free for hashtags where a network counts them."""


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
            max_characters=self._room(making),
            memory=memory,
        )

    def _room(self, making: Making) -> int | None:
        """How long a text may be for the network it was ordered for, its hashtags beside it."""
        rules = self._rules(making)
        return None if rules is None else max(rules.max - HASHTAGS_ROOM, rules.max // 2)

    def _rules(self, making: Making) -> TextRules | None:
        platform = making.request.get("platform")
        if platform is None:
            return None
        manifest = next(one for one in self._tools.catalogue.connectors() if one.id == platform)
        return rules_for(manifest, "image" if "image" in manifest.kinds else manifest.kinds[0]).text

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
        written = await self._written(making, brief)
        rules = self._rules(making)
        if rules is None or rules.max_hashtags is None:
            return written
        few = replace(written.draft, hashtags=written.draft.hashtags[: rules.max_hashtags])
        return replace(written, draft=few)

    async def _written(self, making: Making, brief: TextBrief) -> Written:
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
