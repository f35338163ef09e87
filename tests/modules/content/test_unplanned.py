"""A piece that is made and whose post is refused: its order and the home page say so."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text

from heliograph.apps.cli.plans import _told
from heliograph.flows.loop import listen
from heliograph.kit.events import EventListeners
from heliograph.modules.analytics.service.overview import OverviewService
from heliograph.modules.brands import BrandOrder
from heliograph.modules.content import READY, ContentService, Pipeline
from heliograph.modules.content.batches.schedule import Period, Rhythm
from heliograph.modules.content.batches.service import BatchService, BatchWish
from heliograph.modules.scheduling import PostOrder
from tests.support.stage import Stage

HIJRI = Rhythm("hijri_day")


async def quiet(stage: Stage, **options: Any) -> UUID:
    order = BrandOrder(
        name="Quiet Page", handle="quietpage", pack="islamic", subject="readers", options=options
    )
    made: UUID = (await stage.instance.brands.service(stage.work).create(order))["id"]
    return made


async def shared_channel(stage: Stage) -> UUID:
    """A channel on which a zodiac brand speaks already."""
    channel = await stage.channel("mastodon", "shared")
    soon = stage.instance.clock.now() + timedelta(days=2)
    order = PostOrder(channel_id=channel, text="Look up", brand_id=await stage.brand(), due_at=soon)
    await stage.instance.scheduling.desk(stage.work).order(order, None)
    return channel


async def ordered(stage: Stage, brand: UUID, channel: UUID) -> dict[str, Any]:
    """One piece for tomorrow, made, and told to the flow as the worker does."""
    day: date = (stage.instance.clock.now() + timedelta(days=1)).date()
    batches = BatchService(stage.work, stage.instance.content)
    batch = await batches.order(BatchWish([brand], Period(day, 1), (HIJRI,), channel_ids=[channel]))
    async with stage.work.transaction() as session:
        query = text("SELECT id FROM content_runs WHERE batch_id = :batch")
        run_id: UUID = (await session.scalars(query, {"batch": batch["id"]})).one()
    await Pipeline(stage.work, stage.instance.content).run(run_id)
    run = await ContentService(stage.work, stage.instance.content).run(run_id)
    assert run["status"] == "done"
    listeners = EventListeners(stage.instance.database)
    listen(listeners, stage.instance)
    async with stage.instance.database.system_work().transaction() as session:
        said = text("SELECT id FROM kit_outbox WHERE name = :name ORDER BY occurred_at")
        (event_id,) = (await session.scalars(said, {"name": READY})).all()
    await listeners.deliver({"event": str(event_id)})
    return await batches.get(batch["id"])


async def needs(stage: Stage) -> list[dict[str, Any]]:
    home = await OverviewService(stage.work, stage.instance.numbers).home()
    return [one for one in home["needs_you"] if one["kind"] == "unplanned"]


async def test_an_order_tells_which_piece_got_no_post_and_why(stage: Stage) -> None:
    batch = await ordered(stage, await quiet(stage), await shared_channel(stage))

    assert (batch["done"], batch["unplanned"], batch["state"]) == (1, 1, "done")
    (failure,) = batch["failures"]
    assert (failure["brand"], failure["type"], failure["status"]) == (
        "Quiet Page", "hijri_day", "unplanned",
    )  # fmt: skip
    assert "Leo Daily speaks on this account with the pack zodiac" in failure["error"]["detail"]
    assert "shares_account" in failure["error"]["remedy"]
    said = "\n".join(_told(batch))
    for word in ("1 made without a post", "Quiet Page", str(failure["content_id"]), "Leo Daily"):
        assert word in said


async def test_home_asks_for_a_decision_until_the_piece_is_planned(stage: Stage) -> None:
    brand, channel = await quiet(stage), await shared_channel(stage)
    batch = await ordered(stage, brand, channel)

    (need,) = await needs(stage)
    assert need["sentence"].startswith("1 piece of Quiet Page has no post: Leo Daily speaks")
    content_id = batch["failures"][0]["content_id"]
    assert f"piece={content_id}" in need["link"]

    brands = stage.instance.brands.service(stage.work)
    await brands.change(brand, {"options": {"shares_account": True}})
    order = PostOrder(
        channel_id=channel,
        content_id=content_id,
        due_at=stage.instance.clock.now() + timedelta(days=3),
    )
    await stage.instance.scheduling.desk(stage.work).order(order, None)
    assert await needs(stage) == []


async def test_a_piece_that_is_planned_is_no_failure(stage: Stage) -> None:
    own = await stage.channel("mastodon", "own")
    batch = await ordered(stage, await quiet(stage), own)

    assert (batch["done"], batch["unplanned"], batch["failures"]) == (1, 0, [])
    assert await needs(stage) == []
