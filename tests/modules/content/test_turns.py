"""Pieces are in work side by side, and still each knows of the one before it."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import date
from uuid import UUID

from sqlalchemy import text

from heliograph.kit.database import Database
from heliograph.kit.settings import DatabaseSettings
from heliograph.modules.content import ContentService, Pipeline, Wish
from heliograph.modules.content.jobs import AT_ONCE, at_once
from heliograph.modules.content.service.turns import turns
from tests.support.stage import Stage
from tests.support.waiting import until

DAY = date(2026, 11, 21)


def service_of(stage: Stage) -> ContentService:
    return ContentService(stage.work.apart(), stage.instance.content)


async def ordered(stage: Stage, subject: str, day: date = DAY) -> UUID:
    brand_id = await stage.brand(subject)
    return await service_of(stage).make(Wish(brand_id, "daily_horoscope", day))


def begun(stage: Stage, run_id: UUID) -> asyncio.Task[None]:
    """A worker that carries on a run."""
    return asyncio.create_task(Pipeline(stage.work.apart(), stage.instance.content).run(run_id))


async def steps_of(stage: Stage, run_id: UUID) -> dict[str, str]:
    run = await service_of(stage).run(run_id)
    return {step["name"]: step["status"] for step in run["steps"]}


async def known_of_the_day(stage: Stage, run_id: UUID) -> int:
    """How many templates of the day's other pieces a piece was written with in mind."""
    async with stage.work.transaction() as session:
        found = await session.scalar(
            text(
                "SELECT (inputs->'memory'->>'today')::int FROM content_steps"
                " WHERE run_id = :id AND name = 'words'"
            ),
            {"id": run_id},
        )
    assert found is not None
    return int(found)


async def test_pieces_of_one_day_that_are_made_side_by_side_know_of_each_other(
    stage: Stage,
) -> None:
    runs = [await ordered(stage, one) for one in ("leo", "virgo", "libra")]
    await asyncio.gather(*(begun(stage, one) for one in runs))
    first, second, third = sorted([await known_of_the_day(stage, one) for one in runs])
    assert first == 0 < second < third


async def test_the_next_piece_is_written_while_one_waits_to_be_judged(stage: Stage) -> None:
    leo, virgo = await ordered(stage, "leo"), await ordered(stage, "virgo")
    brand = (await service_of(stage).get((await service_of(stage).run(leo))["content_id"]))[
        "brand_id"
    ]
    async with turns(stage.work) as hold, hold.turn(f"judging {brand}"):
        waits = begun(stage, leo)

        async def is_drawn() -> bool:
            return (await steps_of(stage, leo))["picture"] == "done"

        await until(is_drawn, 60)
        await asyncio.wait_for(begun(stage, virgo), 60)
        assert (await steps_of(stage, virgo))["gate"] == "done"
        assert (await steps_of(stage, leo))["gate"] == "waiting"
    await waits
    assert (await steps_of(stage, leo))["gate"] == "done"


async def test_nothing_is_written_out_of_turn(stage: Stage) -> None:
    run_id = await ordered(stage, "leo")
    async with turns(stage.work) as hold, hold.turn("writing"):
        waits = begun(stage, run_id)
        with suppress(TimeoutError):
            await asyncio.wait_for(asyncio.shield(waits), 0.5)
        assert set((await steps_of(stage, run_id)).values()) == {"waiting"}
    await waits
    assert (await service_of(stage).run(run_id))["status"] == "done"


async def test_a_run_that_two_workers_took_is_done_once(stage: Stage) -> None:
    run_id = await ordered(stage, "leo")
    await asyncio.gather(*(begun(stage, run_id) for _ in range(2)))
    async with stage.work.transaction() as session:
        told = await session.scalar(
            text("SELECT count(*) FROM kit_outbox WHERE name = 'content.ready'")
        )
    assert told == 1


async def test_a_piece_needs_two_connections(stage: Stage, database_url: str) -> None:
    run_id = await ordered(stage, "leo")
    small = Database(database_url, DatabaseSettings(pool_size=2, max_overflow=0))
    try:
        pipeline = Pipeline(small.work(stage.work.workspace_id), stage.instance.content)
        await asyncio.wait_for(pipeline.run(run_id), 60)
    finally:
        await small.close()
    assert (await service_of(stage).run(run_id))["status"] == "done"


def test_a_small_pool_works_at_fewer_pieces() -> None:
    assert [at_once(size) for size in (2, 4, 6, 10, 40)] == [1, 1, 2, AT_ONCE, AT_ONCE]
    assert all(2 * at_once(size) <= size for size in range(2, 40))
