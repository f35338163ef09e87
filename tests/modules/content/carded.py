"""A pack whose pieces have several cards: the zodiac's facts, worded for a carousel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from heliograph.extensions.packs.zodiac import PACK
from heliograph.flows.catalogue import InstalledExtensions
from heliograph.modules.content import ContentService, ContentTools, Pipeline, Wish
from heliograph.sdk.drawing import Drawing
from heliograph.sdk.manifest import PackManifest, SubjectProfile
from heliograph.sdk.packs import Brief, Event, Fact, Pack, Plan
from heliograph.sdk.text import Draft, TextBrief
from tests.support.stage import Stage

DAY = date(2026, 11, 21)
CARDS = ("Begin with the kettle.", "Answer one letter.", "Leave the window open.")
TEXT = (
    "Three small things for a quiet day. Begin with the kettle and drink slowly. Answer one letter"
    " that waited. Leave the window open for an hour and listen to the street."
)


class CardedPack:
    """Words its plans itself, in cards; its slides show where they stand."""

    def __init__(self, cards: Sequence[str] = CARDS) -> None:
        self._cards = tuple(cards)

    manifest: PackManifest = PACK.manifest
    folder: Path = PACK.folder

    def subjects(self) -> Sequence[SubjectProfile]:
        return PACK.subjects()

    def subject(self, subject_id: str) -> SubjectProfile:
        return PACK.subject(subject_id)

    def events(self, year: int) -> Sequence[Event]:
        return PACK.events(year)

    def facts(self, brief: Brief, events: Sequence[Event]) -> Sequence[Fact]:
        return PACK.facts(brief, events)

    def plan(self, brief: Brief, facts: Sequence[Fact]) -> Plan:
        return PACK.plan(brief, facts)

    def unsupported_claims(self, text: str, plan: Plan) -> Sequence[str]:
        return PACK.unsupported_claims(text, plan)

    def write(self, brief: TextBrief) -> Draft:
        first = self._cards[0] if self._cards else CARDS[0]
        return Draft(
            text=TEXT,
            hook="Three small things for a quiet day.",
            title="Three small things",
            hashtags=("#leo", "#quietday", "#small"),
            call_to_action=None,
            alt_text=f"A card with the words: {first}",
            card_text=first,
            used_templates=(),
            cards=self._cards,
        )

    def drawing(self, plan: Plan, draft: Draft) -> Drawing:
        return Drawing({"title": "A quiet day", "body": draft.card_text}, design="carousel-slide")


class QuotingPack(CardedPack):
    """The same with facts that hold a quotation, as a source's words are held."""

    def plan(self, brief: Brief, facts: Sequence[Fact]) -> Plan:
        plan = super().plan(brief, facts)
        held = [replace(one, detail=one.detail | {"words": one.text}) for one in plan.facts]
        return replace(plan, facts=tuple(held))


class Installed(InstalledExtensions):
    """What is installed, with another zodiac pack."""

    def __init__(self, pack: Pack) -> None:
        super().__init__()
        self._other = pack

    def pack(self, pack_id: str) -> Pack:
        return self._other if pack_id == "zodiac" else super().pack(pack_id)


def tools_of(stage: Stage, pack: Pack | None = None) -> ContentTools:
    """What content works with, where the zodiac pack makes carousels."""
    return replace(stage.instance.content, catalogue=Installed(pack or CardedPack()))


async def made(stage: Stage, tools: ContentTools, **wish: Any) -> tuple[UUID, UUID]:
    """A finished run and its content."""
    service = ContentService(stage.work, tools)
    run_id = await service.make(Wish(await stage.brand("leo"), "daily_horoscope", DAY, **wish))
    await Pipeline(stage.work, tools).run(run_id)
    run = await service.run(run_id)
    assert run["error"] is None, run["error"]
    content_id: UUID = run["content_id"]
    return run_id, content_id
