"""Background work of publishing; every job may run twice without harm."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from heliograph.kit.clock import Clock
from heliograph.kit.database import Database
from heliograph.kit.jobs import JobQueue, JobRegistry
from heliograph.modules.publishing.service.deliver import DeliveryService
from heliograph.modules.publishing.service.sweep import sweep
from heliograph.modules.publishing.service.trial import TAKE_DOWN_JOB, TestPosts
from heliograph.modules.scheduling import WAKE_JOB

QUEUE = "publishing"


@dataclass(frozen=True)
class SweepRhythm:
    """How often abandoned posts are sought, and for how many seconds each platform may still be
    finishing a call whose sender has died."""

    seconds: float
    settle: Mapping[str, float]


def register(
    registry: JobRegistry,
    delivery_for: Callable[[UUID], DeliveryService],
    tests_for: Callable[[UUID], TestPosts],
    database: Database,
    rhythm: SweepRhythm,
    clock: Clock,
) -> None:
    """Add the jobs of this module to a worker."""
    queue = JobQueue()

    async def deliver(args: dict[str, str]) -> None:
        await delivery_for(UUID(args["workspace_id"])).deliver(UUID(args["post_id"]))

    async def sweep_posts() -> None:
        await sweep(database, queue, rhythm.settle, clock)

    async def take_down_test(args: dict[str, str]) -> None:
        await tests_for(UUID(args["workspace_id"])).take_down(UUID(args["post_id"]))

    registry.job(WAKE_JOB, queue=QUEUE)(deliver)
    registry.job(TAKE_DOWN_JOB, queue=QUEUE)(take_down_test)
    registry.every("publishing.sweep", rhythm.seconds, queue=QUEUE)(sweep_posts)
