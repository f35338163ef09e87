"""Puts before the gate everything it judges a piece by."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from heliograph.kit.database import UnitOfWork
from heliograph.modules.content.gate import (
    Alike,
    Earlier,
    Licensed,
    Piece,
    Voice,
    judge,
)
from heliograph.modules.content.repository import ContentRepository
from heliograph.modules.content.search import ContentIndex
from heliograph.modules.content.service.making import forbidden_words
from heliograph.modules.content.service.pictures import cards_of
from heliograph.modules.content.service.props import PAINTED
from heliograph.modules.content.service.tools import ContentTools
from heliograph.modules.content.values import JSON, plan_from
from heliograph.sdk.packs import Pack
from heliograph.sdk.pictures import PictureReport, TextBox

RECENT = 10
Content = Mapping[str, Any]


class Judging:
    """Judges contents of one workspace."""

    def __init__(self, work: UnitOfWork, tools: ContentTools) -> None:
        self._work = work
        self._tools = tools

    async def piece(self, content: Content, brand: Mapping[str, Any], drawn: JSON) -> Piece:
        """A content as the gate sees it; `drawn` is what the step that drew its picture gave."""
        pack = self._tools.catalogue.pack(content["pack"])
        alike, recent = await self.before(content)
        cards = cards_of(drawn)
        further = [report_from(one.get("report")) for one in cards[1:]]
        painted = drawn.get("background", {})
        return Piece(
            text=content["text"],
            hashtags=content["hashtags"],
            alt_text=content["alt_text"],
            plan=plan_from(content["plan"]),
            picture=report_from(drawn.get("report")),
            forbidden=forbidden_words(pack, brand),
            recent=recent,
            alike=alike,
            voice=voice_of(brand),
            card_text=content["card_text"] if drawn.get("report") else "",
            call_to_action=content["call_to_action"],
            has_picture="asset_id" in drawn,
            picture_words=_words_on(drawn),
            licences=_licences(drawn),
            title=content["title"],
            cards=[one["text"] for one in cards if one.get("text")],
            further=[one for one in further if one is not None],
            painted=painted.get("prompt", "") if painted.get("kind") == PAINTED else "",
        )

    async def report(
        self, content: Content, brand: Mapping[str, Any], drawn: JSON
    ) -> dict[str, Any]:
        """What the gate says, as it is stored."""
        piece = await self.piece(content, brand, drawn)
        pack: Pack = self._tools.catalogue.pack(content["pack"])
        found = await asyncio.to_thread(judge, piece, pack, brand["policy"])
        return found.as_json()

    async def before(self, content: Content) -> tuple[Alike, Sequence[Earlier]]:
        """What the brand made before: the nearest of everything, and the last pieces."""
        alike = await ContentIndex(self._work, self._tools.embedder).alike(content)
        async with self._work.transaction() as session:
            rows = ContentRepository(session, self._work.workspace_id)
            recent = await rows.pieces_before(content, RECENT)
        return alike, [
            Earlier(row["text"], row["hashtags"], row["call_to_action"]) for row in recent
        ]


def voice_of(brand: Mapping[str, Any]) -> Voice:
    """The brand's voice as the gate compares it."""
    voice = brand["voice"]
    return Voice(voice.get("tone", ()), voice.get("dont", ()), voice.get("samples", ()))


def report_from(stored: JSON | None) -> PictureReport | None:
    """A picture's report from stored JSON."""
    if stored is None:
        return None
    return PictureReport(
        boxes=tuple(TextBox(**box) for box in stored["boxes"]),
        safe_area=tuple(stored["safe_area"]),
        overflowing=tuple(stored["overflowing"]),
        missing_glyphs=tuple(stored["missing_glyphs"]),
    )


def _words_on(drawn: JSON) -> dict[str, str]:
    """What is written on the picture, by layer; older reports do not tell."""
    boxes = (drawn.get("report") or {}).get("boxes", ())
    return {box["layer"]: box["text"] for box in boxes if box.get("text")}


def _licences(drawn: JSON) -> Sequence[Licensed] | None:
    """Of everything that went into the picture; None for pictures of before it was kept."""
    if "licences" not in drawn:
        return None
    every = {
        name: licence for card in cards_of(drawn) for name, licence in card["licences"].items()
    }
    return [Licensed(name, licence) for name, licence in every.items()]
