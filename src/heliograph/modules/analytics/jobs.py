"""Background work of analytics; every job may run twice without harm."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from heliograph.kit.database import Database
from heliograph.kit.jobs import JobRegistry
from heliograph.modules.analytics.repository import DueChannels
from heliograph.modules.analytics.service import READ_JOB, NumbersTools
from heliograph.modules.analytics.service.accounts import due_accounts

QUEUE = "studio"
READ_ACCOUNT_JOB = "analytics.read_account"
GRACE = timedelta(seconds=30)


def register(registry: JobRegistry, database: Database, tools: NumbersTools) -> None:
    """Add the jobs of this module to a worker."""

    async def read_channel(args: dict[str, str]) -> None:
        work = database.work(UUID(args["workspace_id"]))
        await tools.service(work).read_channel(UUID(args["channel_id"]))

    async def wake_overdue() -> None:
        """Readings that are overdue have lost their job; a new one is enqueued."""
        now = tools.clock.now()
        async with database.system_work().transaction() as session:
            for row in await DueChannels(session).by(now - GRACE):
                await tools.queue.enqueue(
                    session,
                    READ_JOB,
                    {
                        "channel_id": str(row["channel_id"]),
                        "workspace_id": str(row["workspace_id"]),
                    },
                    key=f"numbers:{row['channel_id']}:overdue:{int(now.timestamp() // 60)}",
                )

    async def read_account(args: dict[str, str]) -> None:
        work = database.work(UUID(args["workspace_id"]))
        await tools.accounts(work).read(UUID(args["channel_id"]))

    async def wake_accounts() -> None:
        """Accounts whose numbers are due get a job each."""
        now = tools.clock.now()
        due = await due_accounts(database, now)
        async with database.system_work().transaction() as session:
            for row in due:
                await tools.queue.enqueue(
                    session,
                    READ_ACCOUNT_JOB,
                    {"channel_id": str(row["id"]), "workspace_id": str(row["workspace_id"])},
                    key=f"account:{row['id']}",
                )

    async def make_partitions() -> None:
        """The tables of this month and the next stand before they are needed."""
        async with database.system_work().transaction() as session:
            await DueChannels(session).make_partitions(_coming_months(tools.clock.now()))

    registry.job(READ_JOB, queue=QUEUE)(read_channel)
    registry.job(READ_ACCOUNT_JOB, queue=QUEUE)(read_account)
    registry.every("analytics.wake_accounts", 60.0, queue=QUEUE)(wake_accounts)
    registry.every("analytics.wake_overdue", 60.0, queue=QUEUE)(wake_overdue)
    registry.every("analytics.make_partitions", 86_400.0, queue=QUEUE)(make_partitions)


def _coming_months(now: datetime) -> list[datetime]:
    first = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    following = (first + timedelta(days=32)).replace(day=1)
    return [following, (following + timedelta(days=32)).replace(day=1)]
