"""Background work of publishing; every job may run twice without harm."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from heliograph.kit.clock import Clock
from heliograph.kit.database import Database
from heliograph.kit.jobs import JobQueue, JobRegistry
from heliograph.kit.settings import DeliverySettings
from heliograph.modules.publishing.service.deliver import DeliveryService
from heliograph.modules.publishing.service.sweep import sweep
from heliograph.modules.scheduling import WAKE_JOB

QUEUE = "publishing"


def register(
    registry: JobRegistry,
    delivery_for: Callable[[UUID], DeliveryService],
    database: Database,
    settings: DeliverySettings,
    clock: Clock,
) -> None:
    """Add the jobs of this module to a worker."""
    queue = JobQueue()

    async def deliver(args: dict[str, str]) -> None:
        await delivery_for(UUID(args["workspace_id"])).deliver(UUID(args["post_id"]))

    async def sweep_posts() -> None:
        await sweep(database, queue, settings, clock)

    registry.job(WAKE_JOB, queue=QUEUE)(deliver)
    registry.every("publishing.sweep", settings.sweep_seconds, queue=QUEUE)(sweep_posts)
