"""What waits for a person's yes is found, counted and told on the home page."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from heliograph.modules.analytics.service.overview import OverviewService
from heliograph.modules.scheduling import awaiting_sentence
from tests.modules.publishing.act import change
from tests.support.stage import Stage

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
FIRST = {"due_at": datetime(2026, 11, 23, 7, 0, tzinfo=UTC), "time_zone": "UTC"}


async def approvals(stage: Stage) -> list[dict[str, Any]]:
    """What the home page says waits for a yes."""
    home = await OverviewService(stage.work, stage.instance.numbers).home()
    return [one for one in home["needs_you"] if one["kind"] == "approval"]


async def test_all_that_waits_for_a_yes_is_one_line_with_the_number_of_pieces(
    stage: Stage,
) -> None:
    channel = await stage.channel()
    for words in ("One", "Two"):
        post_id = await stage.post(channel, words)
        await change(stage, post_id, "requires_approval = true, due_at = now() + interval '1 hour'")

    (need,) = await approvals(stage)

    assert need["count"] == 2
    assert need["link"] == "/approvals"
    assert "2 pieces (2 posts) wait for a person's yes" in need["sentence"]


async def test_a_yes_to_these_words_ends_the_waiting_and_new_words_begin_it(stage: Stage) -> None:
    post_id = await stage.post(await stage.channel(), "One")
    await change(stage, post_id, "requires_approval = true, approved_revision = revision")
    assert await approvals(stage) == []

    await change(stage, post_id, "revision = revision + 1")

    assert len(await approvals(stage)) == 1


def test_the_sentence_tells_of_one_piece_as_of_one() -> None:
    said = awaiting_sentence(3, 1, FIRST, NOW)

    assert said == (
        "1 piece (3 posts) waits for a person's yes. It is due Monday 23 November at 07:00 UTC."
    )
