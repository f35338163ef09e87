"""Wakes what nobody woke: overdue posts whose job was lost, posts whose worker died."""

from __future__ import annotations

from heliograph.kit.clock import Clock
from heliograph.kit.database import Database
from heliograph.kit.jobs import JobQueue
from heliograph.kit.settings import DeliverySettings
from heliograph.modules.scheduling import WAKE_JOB, find_abandoned

GRACE_SECONDS = 5.0


async def sweep(
    database: Database, queue: JobQueue, settings: DeliverySettings, clock: Clock
) -> int:
    """Enqueue every abandoned post once more; gives how many. Safe on any worker, any often."""
    work = database.system_work()
    # A new key every half minute, so that a job that was itself lost does not stand in the way.
    stamp = int(clock.now().timestamp() // 30)
    async with work.transaction() as session:
        settle = float(min(settings.lease_seconds, 5))
        found = await find_abandoned(session, GRACE_SECONDS, settle)
        for row in found:
            await queue.enqueue(
                session,
                WAKE_JOB,
                {"post_id": str(row["id"]), "workspace_id": str(row["workspace_id"])},
                key=f"pub:{row['id']}:{row['attempt']}:sweep:{stamp}",
            )
    return len(found)
