"""Wakes what nobody woke: overdue posts whose job was lost, posts whose worker died."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from heliograph.kit.clock import Clock
from heliograph.kit.database import Database
from heliograph.kit.jobs import JobQueue
from heliograph.modules.publishing.service.tools import BEGUN
from heliograph.modules.scheduling import WAKE_JOB, find_abandoned

GRACE_SECONDS = 5.0
MARGIN_SECONDS = 0.1
STAMP_SECONDS = 15


async def sweep(
    database: Database, queue: JobQueue, settle: Mapping[str, float], clock: Clock
) -> int:
    """Enqueue every abandoned post once more; gives how many. Safe on any worker, any often.

    `settle` says for how long each platform may still be finishing what a dead worker had sent.
    """
    work = database.system_work()
    # A new key now and then, so that a job that was itself lost does not stand in the way.
    stamp = int(clock.now().timestamp() // STAMP_SECONDS)
    async with work.transaction() as session:
        found = await find_abandoned(session, GRACE_SECONDS, settle)
        # Whoever has waited for an answer since an earlier attempt goes before the newly due.
        for begun in (True, False):
            rows = [row for row in found if (row["attempt"] > 0) is begun]
            await queue.enqueue_many(
                session,
                WAKE_JOB,
                [
                    {"post_id": str(row["id"]), "workspace_id": str(row["workspace_id"])}
                    for row in rows
                ],
                delay=[
                    timedelta(seconds=row["wait"] + MARGIN_SECONDS if row["wait"] else 0)
                    for row in rows
                ],
                keys=[f"pub:{row['id']}:{row['attempt']}:sweep:{stamp}" for row in rows],
                priority=BEGUN if begun else 0,
            )
    return len(found)
