"""A month is ordered at once, followed, stopped, and never made twice."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from heliograph.modules.brands import BrandNotFound, BrandOrder
from heliograph.modules.content import ContentService, Pipeline, TypeUnknown, Wish
from heliograph.modules.content.batches.schedule import Period, Rhythm
from heliograph.modules.content.batches.service import BatchService, BatchWish
from heliograph.modules.content.errors import BatchEmpty, BatchNotFound, BatchTooLarge, NotesNeeded
from tests.support.stage import Stage

MONDAY = date(2026, 11, 23)
DAILY = Rhythm("daily_horoscope")


def batches_of(stage: Stage) -> BatchService:
    return BatchService(stage.work, stage.instance.content)


async def runs_of(stage: Stage, batch_id: UUID) -> list[UUID]:
    query = text("SELECT id FROM content_runs WHERE batch_id = :batch ORDER BY id")
    async with stage.work.transaction() as session:
        return list((await session.scalars(query, {"batch": batch_id})).all())


async def test_a_batch_holds_every_brand_on_every_day_of_its_rhythm(stage: Stage) -> None:
    brands = [await stage.brand("leo"), await stage.brand("aries")]
    wish = BatchWish(brands, Period(MONDAY, 7), (Rhythm("daily_horoscope", frozenset({0, 3})),))

    proposed = await batches_of(stage).propose(wish)
    made = await batches_of(stage).order(wish)

    assert [(one.brand_id, one.day.weekday()) for one in proposed.items] == [
        (brand, day) for day in (0, 3) for brand in brands
    ]
    assert (made["total"], made["state"], made["ended"]) == (4, "making", 0)


async def test_what_is_there_is_not_made_again(stage: Stage) -> None:
    brands = [await stage.brand("leo")]
    await batches_of(stage).order(BatchWish(brands, Period(MONDAY, 2), (DAILY,)))

    longer = BatchWish(brands, Period(MONDAY, 3), (DAILY,))
    proposed = await batches_of(stage).propose(longer)
    made = await batches_of(stage).order(longer)

    assert (len(proposed.items), len(proposed.existing)) == (1, 2)
    assert made["total"] == 1
    with pytest.raises(BatchEmpty, match="All 3 pieces"):
        await batches_of(stage).order(longer)


async def test_its_progress_is_what_its_runs_came_to(stage: Stage) -> None:
    brands = [await stage.brand("leo")]
    batch = await batches_of(stage).order(BatchWish(brands, Period(MONDAY, 2), (DAILY,)))
    for run_id in await runs_of(stage, batch["id"]):
        await Pipeline(stage.work, stage.instance.content).run(run_id)

    seen = await batches_of(stage).get(batch["id"])
    assert (seen["state"], seen["ended"], seen["done"] + seen["refused"]) == ("done", 2, 2)


async def test_stopping_keeps_what_is_made_and_makes_no_more(stage: Stage) -> None:
    brands = [await stage.brand("leo")]
    batch = await batches_of(stage).order(BatchWish(brands, Period(MONDAY, 3), (DAILY,)))
    first, *others = await runs_of(stage, batch["id"])
    await Pipeline(stage.work, stage.instance.content).run(first)

    stopped = await batches_of(stage).cancel(batch["id"])
    for run_id in others:
        await Pipeline(stage.work, stage.instance.content).run(run_id)

    assert (stopped["state"], stopped["cancelled"]) == ("cancelled", 2)
    assert await batches_of(stage).get(batch["id"]) == stopped
    contents = ContentService(stage.work, stage.instance.content)
    texts = [
        (await contents.get((await contents.run(run_id))["content_id"]))["text"]
        for run_id in others
    ]
    assert texts == ["", ""]


async def test_weekly_and_monthly_types_are_planned_once_a_week_and_a_month(stage: Stage) -> None:
    leo = await stage.brand("leo")
    december = Period(date(2026, 12, 1), 31)
    wish = BatchWish([leo], december, (Rhythm("weekly"), Rhythm("monthly"), DAILY))

    proposed = (await batches_of(stage).propose(wish)).items

    days = {
        kind: [one.day for one in proposed if one.type == kind] for kind in ("weekly", "monthly")
    }
    assert [day.isoformat() for day in days["weekly"]] == [
        f"2026-12-{day:02}" for day in (7, 14, 21, 28)
    ]
    assert days["monthly"] == [date(2026, 12, 1)]
    assert len([one for one in proposed if one.type == "daily_horoscope"]) == 31
    # A person's own days go before the type's rhythm.
    named = BatchWish([leo], december, (Rhythm("weekly", frozenset({2})),))
    assert {one.day.weekday() for one in (await batches_of(stage).propose(named)).items} == {2}
    monthly = BatchWish([leo], december, (Rhythm("daily_horoscope", every="month"),))
    assert len((await batches_of(stage).propose(monthly)).items) == 1


async def test_a_week_that_has_its_piece_gets_no_second_one(stage: Stage) -> None:
    leo = await stage.brand("leo")
    # Wednesday to Saturday: no Monday among them, so the piece is about the first of them.
    short = BatchWish([leo], Period(date(2026, 12, 2), 4), (Rhythm("weekly"),))
    assert [one.day for one in (await batches_of(stage).propose(short)).items] == [
        date(2026, 12, 2)
    ]
    await batches_of(stage).order(short)

    rest = BatchWish([leo], Period(date(2026, 12, 5), 9), (Rhythm("weekly"),))
    proposed = await batches_of(stage).propose(rest)
    again = await batches_of(stage).propose(
        BatchWish([leo], Period(date(2026, 12, 4), 2), (Rhythm("weekly"),))
    )

    assert [one.day for one in proposed.items] == [date(2026, 12, 7)]
    assert (again.items, len(again.existing)) == ((), 1)


async def test_a_weekly_type_keeps_its_own_weekday(stage: Stage) -> None:
    order = BrandOrder(name="Page", handle="page", pack="islamic", subject="readers")
    brand = await stage.instance.brands.service(stage.work).create(order)
    wish = BatchWish([brand["id"]], Period(MONDAY, 14), (Rhythm("friday_reminder"),))

    proposed = await batches_of(stage).propose(wish)

    assert [one.day.weekday() for one in proposed.items] == [4, 4]


async def test_a_pack_that_tells_notes_is_not_ordered_in_bulk(stage: Stage) -> None:
    order = BrandOrder(name="Shop", handle="shop", pack="general", subject="anything")
    kinds = stage.instance.catalogue.pack("general")
    order = order.model_copy(update={"subject": kinds.subjects()[0].id})
    brand = await stage.instance.brands.service(stage.work).create(order)
    contents = ContentService(stage.work, stage.instance.content)

    with pytest.raises(NotesNeeded, match="one by one"):
        await batches_of(stage).propose(BatchWish([brand["id"]], Period(MONDAY, 2)))
    with pytest.raises(NotesNeeded, match="tells what you enter"):
        await contents.make(Wish(brand["id"], "tip", MONDAY, notes=("  ",)))
    assert await contents.make(Wish(brand["id"], "tip", MONDAY, notes=("Stir twice | us",)))


async def test_wrong_orders_say_what_is_wrong(stage: Stage) -> None:
    batches = batches_of(stage)
    leo = await stage.brand("leo")
    with pytest.raises(BrandNotFound):
        await batches.order(BatchWish([uuid4()], Period(MONDAY, 1), (DAILY,)))
    with pytest.raises(TypeUnknown, match="daily_horoscope"):
        await batches.propose(BatchWish([leo], Period(MONDAY, 1), (Rhythm("newsletter"),)))
    with pytest.raises(BatchNotFound):
        await batches.get(uuid4())
    kinds = stage.instance.catalogue.pack("zodiac").manifest.types
    every = tuple(Rhythm(kind.id) for kind in kinds)
    others = ("aries", "virgo", "libra", "pisces", "gemini")
    brands = [leo, *[await stage.brand(one) for one in others]]
    # Ten types each day, one on fourteen Mondays, one on three firsts, for six brands.
    with pytest.raises(BatchTooLarge, match="5622 pieces"):
        await batches.propose(BatchWish(brands, Period(MONDAY, 92), every))
