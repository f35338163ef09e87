"""The alt text of a drawn picture is about the design that was drawn, and what it shows."""

from __future__ import annotations

from datetime import date
from typing import Any

from heliograph.modules.content import ContentService, Pipeline, Wish
from heliograph.modules.content.service.drawn import DrawnService
from tests.support.stage import Stage


async def made(stage: Stage, kind: str, day: date) -> dict[str, Any]:
    """A finished piece of Leo."""
    contents = ContentService(stage.work, stage.instance.content)
    run_id = await contents.make(Wish(await stage.brand(), kind, day))
    await Pipeline(stage.work, stage.instance.content).run(run_id)
    run = await contents.run(run_id)
    assert run["error"] is None
    return await contents.get(run["content_id"])


async def test_a_card_of_the_moon_is_described_as_the_moon(stage: Stage) -> None:
    piece = await made(stage, "moon_phase", date(2026, 11, 24))
    alt = str(piece["alt_text"])
    assert alt.startswith("The Moon as it is lit, full moon, above the eight phases")
    assert "100% lit · in Gemini" in alt
    assert "Lion" not in alt
    assert "dark card" not in alt


async def test_another_design_brings_its_own_description(stage: Stage) -> None:
    piece = await made(stage, "daily_horoscope", date(2026, 11, 24))
    assert str(piece["alt_text"]).startswith("The wheel of the zodiac around the sign of Leo")
    drawn = DrawnService(stage.work, stage.instance.content)
    taken = await drawn.take(piece["id"], piece["version"], "quote-card", None)
    assert taken["alt_text"].startswith("One sentence in large type under the small sign of Leo")
