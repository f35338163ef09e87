"""Background work of scheduling; safe to run twice."""

from __future__ import annotations

from heliograph.kit.database import Database
from heliograph.kit.jobs import JobRegistry
from heliograph.modules.scheduling.watch import watch

QUEUE = "studio"
"""Not the queue that publishes: the watch must run when that stands still."""
EVERY_SECONDS = 60.0


def register(registry: JobRegistry, database: Database) -> None:
    """Add the tick of this module to a worker."""

    async def watch_lateness() -> None:
        await watch(database)

    registry.every("scheduling.watch_lateness", EVERY_SECONDS, queue=QUEUE)(watch_lateness)
