"""Watches over all workspaces: posts whose time has come and that nobody has tried."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from heliograph.kit.database import Database, Row
from heliograph.kit.events import Event, Payload, announce
from heliograph.modules.scheduling.events import POST_LATE, POST_NOTED
from heliograph.modules.scheduling.live import tell_changed

LATE_AFTER = timedelta(minutes=2)
MOST = 500

# What a guard holds on purpose has a later next attempt, and is not late.
LATE = text(
    """
    WITH found AS (
        SELECT id FROM scheduling_posts
        WHERE status = 'scheduled'
          AND next_attempt_at < statement_timestamp() - cast(:late AS interval)
          AND due_at < statement_timestamp() - cast(:late AS interval)
          AND (late_at IS NULL OR late_at < due_at)
        ORDER BY next_attempt_at LIMIT :most FOR UPDATE SKIP LOCKED
    )
    UPDATE scheduling_posts p SET late_at = clock_timestamp() FROM found WHERE p.id = found.id
    RETURNING p.id, p.workspace_id, p.channel_id,
        p.requires_approval AND p.approved_revision IS DISTINCT FROM p.revision AS unapproved,
        EXISTS (SELECT 1 FROM scheduling_switches s
                WHERE s.workspace_id = p.workspace_id
                  AND s.scope IN (p.workspace_id, p.channel_id)) AS frozen
    """
)

_CALM = text(
    """
    UPDATE scheduling_fuses f SET tripped_at = NULL
    WHERE tripped_at IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM scheduling_posts p
        WHERE p.channel_id = f.channel_id AND p.held_by = 'fuse'
          AND p.status IN ('scheduled', 'retrying'))
    """
)

_COUNT = text(
    """
    SELECT
        (SELECT count(*) FROM scheduling_posts
         WHERE status = 'scheduled' AND late_at IS NOT NULL AND late_at >= due_at) AS late,
        (SELECT count(*) FROM scheduling_fuses WHERE tripped_at IS NOT NULL) AS tripped
    """
)


@dataclass(frozen=True)
class AlertCounts:
    """What watches know of at this moment, over all workspaces."""

    late: int
    tripped: int


async def watch(database: Database, late_after: timedelta = LATE_AFTER) -> int:
    """Raise the alert for every post that has become late, once; gives how many. Fuses that hold
    nothing back any more are whole again."""
    async with database.system_work().transaction() as session:
        await session.execute(_CALM)
        asked = {"late": late_after, "most": MOST}
        found = (await session.execute(LATE, asked)).mappings().all()
        for row in found:
            await _tell(session, row)
    return len(found)


async def count_alerts(database: Database) -> AlertCounts:
    """How many posts are late and how many fuses are out, for metrics."""
    async with database.system_work().transaction() as session:
        row = (await session.execute(_COUNT)).one()
    return AlertCounts(row.late, row.tripped)


async def _tell(session: AsyncSession, row: Row) -> None:
    post_id, workspace_id = str(row["id"]), row["workspace_id"]
    late: Payload = {"post_id": post_id, "channel_id": str(row["channel_id"])}
    await announce(session, Event(POST_LATE, workspace_id, late))
    sentence = f"Late: its time passed two minutes ago and nobody tried it. {_cause(row)}"
    note: Payload = {"post_id": post_id, "kind": "late", "sentence": sentence}
    await announce(session, Event(POST_NOTED, workspace_id, note))
    await tell_changed(session, workspace_id, row["id"])


def _cause(row: Row) -> str:
    if row["frozen"]:
        return "Publishing is stopped there."
    if row["unapproved"]:
        return "It is not approved."
    return "No worker took it: look whether the workers run."
