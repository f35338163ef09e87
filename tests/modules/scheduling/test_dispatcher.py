"""The dispatcher finds what is due among very many posts without reading their table."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from heliograph.modules.scheduling import abandoned, find_abandoned, watch
from tests.support.stage import Stage

PLANNED = 50_000
_FILL = text(
    """
    INSERT INTO scheduling_posts (id, workspace_id, channel_id, occurrence, kind, text, media,
        extras, status, due_at, next_attempt_at, time_zone, revision, requires_approval, in_doubt,
        attempt, failures, created_at, updated_at)
    SELECT gen_random_uuid(), :workspace_id, gen_random_uuid(), number::text, 'text', 'Words',
           '[]', '{}', 'scheduled', at, at, 'UTC', 1, false, false, 0, 0, now(), now()
    FROM generate_series(1, :count) number,
         LATERAL (SELECT now() + make_interval(secs => :first + number * :step) AS at) moments
    """
)


async def fill(session: AsyncSession, stage: Stage, count: int, *, due: bool) -> None:
    """Posts of a workspace that come due from tomorrow on, or that are due."""
    first, step = (-3600, 1) if due else (86_400, 30)
    given = {"workspace_id": stage.workspace_id, "count": count, "first": first, "step": step}
    await session.execute(_FILL, given)


async def plan_of(session: AsyncSession, statement: object, given: dict[str, Any]) -> str:
    """How PostgreSQL carries a statement out, with what it really read."""
    explained = text(f"EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) {statement}")
    return "\n".join((await session.scalars(explained, given)).all())


@pytest.fixture
async def crowded(stage: Stage) -> Stage:
    """A stage whose workspace has many planned posts, and 200 that are due."""
    async with stage.instance.database.system_work().transaction() as session:
        await fill(session, stage, PLANNED, due=False)
        await fill(session, stage, 200, due=True)
    async with stage.instance.database.engine.connect() as connection:
        free = await connection.execution_options(isolation_level="AUTOCOMMIT")
        await free.execute(text("VACUUM (ANALYZE) scheduling_posts"))
    return stage


async def test_due_posts_are_picked_from_the_index_alone(crowded: Stage) -> None:
    async with crowded.instance.database.system_work().transaction() as session:
        found = await find_abandoned(session, 5.0, {"mastodon": 5.0})
        given = {"grace": 5.0, "shortened": []}
        plan = await plan_of(session, abandoned.ABANDONED, given)

    assert sum(row["workspace_id"] == crowded.workspace_id for row in found) == 200
    assert "Index Only Scan using ix_scheduling_posts_waiting" in plan
    assert "Seq Scan on scheduling_posts" not in plan
    milliseconds = re.search(r"Execution Time: ([\d.]+) ms", plan)
    assert milliseconds
    assert float(milliseconds[1]) < 20


async def test_the_lateness_watch_reads_only_what_is_late(crowded: Stage) -> None:
    async with crowded.instance.database.system_work().transaction() as session:
        plan = await plan_of(session, watch.LATE, {"late": watch.LATE_AFTER, "most": 10})

    assert "using ix_scheduling_posts_waiting" in plan
    assert "Seq Scan on scheduling_posts" not in plan
