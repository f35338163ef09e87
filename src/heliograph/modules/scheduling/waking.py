"""The job that wakes a post."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from heliograph.kit.jobs import JobQueue

WAKE_JOB = "publishing.deliver"


async def wake_after(
    session: AsyncSession, workspace_id: UUID, post_id: UUID, wait: timedelta, at: datetime
) -> None:
    """Let a worker look at the post after a while; once for each moment."""
    await JobQueue().enqueue(
        session,
        WAKE_JOB,
        {"post_id": str(post_id), "workspace_id": str(workspace_id)},
        delay=max(wait, timedelta()),
        key=f"pub:{post_id}:at:{int(at.timestamp() * 1000)}",
    )
