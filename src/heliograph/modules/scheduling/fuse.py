"""The fuse of a channel: at most so many posts within so many minutes.

Every post has one row that says when it was taken to be sent, or from when on it may be. Whoever
counts holds the lock of the channel's fuse, so that two workers cannot both take the last place.
What finds no place gets one in the order of asking, and comes again at that moment.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from heliograph.modules.scheduling.claims import Claim

_LOCK = text(
    """
    INSERT INTO scheduling_fuses (channel_id, workspace_id) VALUES (:channel_id, :workspace_id)
    ON CONFLICT (channel_id) DO UPDATE SET workspace_id = excluded.workspace_id
    """
)

# A second statement on purpose: its snapshot is taken after the lock was granted.
_PLACE = text(
    """
    WITH present AS MATERIALIZED (
        SELECT clock_timestamp() AS at, make_interval(mins => :minutes) AS span
    ), mine AS (
        SELECT s.at, s.kind FROM scheduling_sends s WHERE s.post_id = :post_id
    ), others AS (
        SELECT s.at FROM scheduling_sends s, present
        WHERE s.channel_id = :channel_id AND s.post_id <> :post_id
          AND (s.kind = 'send' OR s.kind = 'promise' AND s.at <= present.at)
          AND s.at > present.at - present.span
          AND s.at <= coalesce(
              (SELECT greatest(mine.at, present.at) FROM mine
               WHERE mine.at > present.at - present.span), 'infinity')
        ORDER BY s.at DESC OFFSET :most - 1 LIMIT 1
    ), forgotten AS (
        DELETE FROM scheduling_sends
        WHERE channel_id = :channel_id AND post_id <> :post_id
          AND at < clock_timestamp() - interval '25 hours'
    )
    INSERT INTO scheduling_sends (post_id, workspace_id, channel_id, at)
    SELECT :post_id, :workspace_id, :channel_id,
           CASE WHEN (SELECT kind = 'free' FROM mine) THEN present.at
           ELSE greatest(present.at, (SELECT at FROM others) + present.span) END
    FROM present
    ON CONFLICT (post_id) DO UPDATE SET at = excluded.at, channel_id = excluded.channel_id,
        kind = CASE scheduling_sends.kind WHEN 'free' THEN 'free' ELSE 'send' END
    RETURNING at, at > (SELECT present.at FROM present) AS is_later
    """
)

_PROMISE = text(
    """
    INSERT INTO scheduling_sends (post_id, workspace_id, channel_id, at, kind)
    VALUES (:post_id, :workspace_id, :channel_id, :at, 'promise')
    ON CONFLICT (post_id) DO UPDATE SET at = excluded.at, channel_id = excluded.channel_id,
        kind = excluded.kind
    """
)

_TRIP = text(
    """
    UPDATE scheduling_fuses SET tripped_at = clock_timestamp()
    WHERE channel_id = :channel_id AND tripped_at IS NULL RETURNING tripped_at
    """
)


async def lock_fuse(session: AsyncSession, workspace_id: UUID, channel_id: UUID) -> None:
    """Be the only one who counts the channel's posts, until the transaction ends."""
    await session.execute(_LOCK, {"channel_id": channel_id, "workspace_id": workspace_id})


async def place_in_line(
    session: AsyncSession, taken: Claim, most: int, minutes: int
) -> datetime | None:
    """From when on the post may go; None when it may go now. It is counted either way."""
    await lock_fuse(session, taken.workspace_id, taken.channel_id)
    asked = {"most": most, "minutes": minutes}
    row = (await session.execute(_PLACE, _named(taken) | asked)).one()
    return row.at if row.is_later else None


async def promise(session: AsyncSession, taken: Claim) -> None:
    """Count a post that the platform itself sends at its time."""
    await session.execute(_PROMISE, _named(taken) | {"at": taken.due_at})


async def trip(session: AsyncSession, channel_id: UUID) -> bool:
    """Note that the fuse holds posts back; False when that was known."""
    found = await session.execute(_TRIP, {"channel_id": channel_id})
    return found.scalar_one_or_none() is not None


def _named(taken: Claim) -> dict[str, object]:
    return {
        "post_id": taken.post_id,
        "workspace_id": taken.workspace_id,
        "channel_id": taken.channel_id,
    }
