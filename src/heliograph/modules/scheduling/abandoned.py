"""Finds posts that should be moving and are not: for the sweep, over all workspaces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import Float, case, cast, func, text, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.dml import ReturningUpdate

from heliograph.kit.database import Row
from heliograph.modules.channels import channel_cards
from heliograph.modules.scheduling.models import Post

# What may not be claimed is left out: it would only hide what can be helped. Time is that of the
# statement here, because an index cannot be asked for a moment that moves while it is read.
_FREE = """
    NOT EXISTS (SELECT 1 FROM scheduling_switches s
                WHERE s.workspace_id = p.workspace_id AND s.scope IN (p.workspace_id, p.channel_id))
    AND due_at IS NOT NULL AND (NOT requires_approval OR approved_revision = revision)
"""
ABANDONED = text(
    f"""
    (SELECT id, workspace_id, attempt, 0.0::float8 AS wait FROM scheduling_posts p
     WHERE status IN ('scheduled', 'retrying')
       AND next_attempt_at < statement_timestamp() - make_interval(secs => :grace) AND {_FREE}
     ORDER BY next_attempt_at LIMIT 1000)
    UNION ALL
    (SELECT id, workspace_id, attempt, extract(epoch FROM
         greatest(lease_until - statement_timestamp(), interval '0'))::float8 AS wait
     FROM scheduling_posts p
     WHERE status = 'publishing'
       AND (lease_until < statement_timestamp() OR id = ANY(:shortened)) AND {_FREE}
     LIMIT 1000)
    """  # noqa: S608 - both parts are written here
)

_DEAD = text(
    """
    NOT EXISTS (
        SELECT 1 FROM pg_locks l
        WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
          AND ((l.classid::bigint << 32) | l.objid::bigint) = scheduling_posts.lease_lock)
    """
)

_EARLY = text(
    """
    SELECT extract(epoch FROM next_attempt_at - clock_timestamp())::float8 FROM scheduling_posts
    WHERE id = :post_id AND status IN ('scheduled', 'retrying')
      AND next_attempt_at > clock_timestamp()
      AND next_attempt_at <= clock_timestamp() + make_interval(secs => :within)
    """
)


async def find_abandoned(
    session: AsyncSession, grace_seconds: float, settle: Mapping[str, float]
) -> Sequence[Row]:
    """Posts that should be moving and are not: overdue without an attempt, or left by a worker
    that died; `wait` is how long each must still be left alone. `settle` says for how many
    seconds each platform may still be finishing a call whose sender is gone. For system work: it
    looks through all workspaces."""
    shortened = (await session.scalars(_shorten(settle))).all()
    asked = {"grace": grace_seconds, "shortened": list(shortened)}
    return (await session.execute(ABANDONED, asked)).mappings().all()


async def early_by(session: AsyncSession, post_id: UUID, within: float) -> float | None:
    """Seconds until an open post may be claimed, if that is soon; None for any other post."""
    found = await session.execute(_EARLY, {"post_id": post_id, "within": within})
    return found.scalar_one_or_none()


def _shorten(settle: Mapping[str, float]) -> ReturningUpdate[UUID]:
    """Ends the leases of dead workers early.

    A worker holds an advisory lock while it lives. When the lock is free its process is gone,
    and with it every connection it had open: only what the platform may still be finishing is
    left to wait for, and not even that before the committing call was to be made.
    """
    cards = channel_cards()
    waits = case(dict(settle), value=cards.c.platform, else_=max(settle.values()))
    seconds = cast(case((Post.in_doubt, waits), else_=0.0), Float)
    ends = func.clock_timestamp() + func.make_interval(0, 0, 0, 0, 0, 0, seconds)
    return (
        update(Post)
        .where(
            cards.c.id == Post.channel_id,
            Post.status == "publishing",
            Post.lease_lock.is_not(None),
            Post.lease_until > ends,
            _DEAD,
        )
        .values(lease_until=ends)
        .returning(Post.id)
        .execution_options(synchronize_session=False)
    )
