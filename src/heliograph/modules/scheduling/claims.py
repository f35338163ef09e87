"""The fence around a post while it is being published.

Three short statements, never across a call to the outside: `claim` takes the post for one
attempt, `intend` records that the committing call is about to be made, `settle` writes how it
ended. `intend` and `settle` compare the attempt, so whoever lost the post in between changes
nothing. Time is the database's, so that machines with different clocks agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from heliograph.kit.database import Row
from heliograph.kit.statements import Statement
from heliograph.sdk.connectors import Receipt

OPEN = ("scheduled", "retrying")


@dataclass(frozen=True)
class Lease:
    """Who takes a post and for how long. `lock` is the advisory lock that the worker holds while
    it lives, None where that cannot be seen."""

    owner: str
    seconds: int
    lock: int | None


@dataclass(frozen=True)
class Claim:
    """A post as it was taken for one attempt."""

    post_id: UUID
    workspace_id: UUID
    channel_id: UUID
    brand_id: UUID | None
    content_id: UUID | None
    kind: str
    text: str
    language: str | None
    media: tuple[dict[str, Any], ...]
    extras: dict[str, Any]
    due_at: datetime
    revision: int
    attempt: int
    failures: int
    in_doubt: bool
    first_sent_at: datetime | None
    taken_at: datetime
    taken_over: bool
    was: str
    remote_id: str | None
    is_urgent: bool
    reschedules: int
    auto_retries: int = 0
    """How often the channel lets a post be planned anew by itself; the gate fills it in."""


@dataclass(frozen=True)
class Outcome:
    """How an attempt leaves the post. `wait` is the time until the next attempt."""

    status: str
    in_doubt: bool = False
    wait: timedelta | None = None
    failed: bool = False
    remote_id: str | None = None
    url: str | None = None
    problem: dict[str, Any] | None = None
    anew: timedelta | None = None
    """Planned anew by itself, so much later at the earliest."""


_CLAIM = Statement(
    """
    WITH old AS (
        SELECT id, status FROM scheduling_posts
        WHERE id = :post_id
          AND due_at IS NOT NULL
          AND (NOT requires_approval OR approved_revision = revision)
          AND ((status IN ('scheduled', 'retrying') AND next_attempt_at <= clock_timestamp())
               OR (status = 'publishing' AND lease_until < clock_timestamp()))
        FOR UPDATE SKIP LOCKED
    )
    UPDATE scheduling_posts p
    SET status = 'publishing', attempt = p.attempt + 1, lease_owner = :owner, lease_lock = :lock,
        lease_until = clock_timestamp() + make_interval(secs => :seconds),
        held_by = NULL, late_at = NULL, updated_at = clock_timestamp()
    FROM old
    WHERE p.id = old.id
      AND NOT EXISTS (SELECT 1 FROM scheduling_switches s
                      WHERE s.workspace_id = p.workspace_id
                        AND s.scope IN (p.workspace_id, p.channel_id))
    RETURNING p.id, p.workspace_id, p.channel_id, p.brand_id, p.content_id, p.kind, p.text,
              p.language, p.media, p.extras, p.due_at, p.revision, p.attempt, p.failures,
              p.in_doubt, p.first_sent_at, p.remote_id, p.is_urgent, p.reschedules,
              clock_timestamp() AS taken_at, old.status AS was,
              old.status = 'publishing' AS taken_over
    """
)

_INTEND = Statement(
    """
    UPDATE scheduling_posts
    SET in_doubt = true, first_sent_at = coalesce(first_sent_at, clock_timestamp()),
        lease_until = clock_timestamp() + make_interval(secs => :seconds)
    WHERE id = :post_id AND attempt = :attempt AND revision = :revision AND status = 'publishing'
      AND NOT EXISTS (SELECT 1 FROM scheduling_switches s
                      WHERE s.workspace_id = scheduling_posts.workspace_id
                        AND s.scope IN (scheduling_posts.workspace_id, scheduling_posts.channel_id))
    RETURNING first_sent_at
    """
)

_SET_BACK = text(
    """
    UPDATE scheduling_posts
    SET status = CASE WHEN in_doubt THEN 'retrying' ELSE 'scheduled' END,
        lease_until = NULL, lease_owner = NULL, lease_lock = NULL, updated_at = clock_timestamp()
    WHERE id = :post_id AND attempt = :attempt AND revision = :revision AND status = 'publishing'
      AND EXISTS (SELECT 1 FROM scheduling_switches s
                  WHERE s.workspace_id = scheduling_posts.workspace_id
                    AND s.scope IN (scheduling_posts.workspace_id, scheduling_posts.channel_id))
    """
)

_ADVANCE = text(
    """
    UPDATE scheduling_posts
    SET in_doubt = false, first_sent_at = NULL, remote_id = coalesce(remote_id, :remote_id),
        url = coalesce(url, :url),
        lease_until = clock_timestamp() + make_interval(secs => :seconds)
    WHERE id = :post_id AND attempt = :attempt AND status = 'publishing'
    RETURNING id
    """
)

_RENEW = text(
    """
    UPDATE scheduling_posts SET lease_until = clock_timestamp() + make_interval(secs => :seconds)
    WHERE id = :post_id AND attempt = :attempt AND revision = :revision AND status = 'publishing'
    RETURNING id
    """
)

_SETTLE = Statement(
    """
    UPDATE scheduling_posts
    SET status = cast(:status AS varchar), in_doubt = :in_doubt,
        failures = CASE WHEN cast(:due AS timestamptz) IS NOT NULL THEN 0
            WHEN cast(:failed AS boolean) THEN failures + 1 ELSE failures END,
        next_attempt_at = CASE WHEN cast(:due AS timestamptz) IS NOT NULL
            THEN cast(:due AS timestamptz)
            WHEN cast(:wait AS float8) IS NULL THEN next_attempt_at
            ELSE clock_timestamp() + make_interval(secs => cast(:wait AS float8)) END,
        published_at = CASE WHEN cast(:status AS varchar) = 'published'
            THEN clock_timestamp() ELSE published_at END,
        remote_id = coalesce(:remote_id, remote_id), url = coalesce(:url, url),
        due_at = coalesce(cast(:due AS timestamptz), due_at),
        wall_time = coalesce(cast(:wall AS varchar), wall_time),
        reschedules = CASE WHEN cast(:due AS timestamptz) IS NULL THEN reschedules
            ELSE reschedules + 1 END,
        is_urgent = is_urgent AND cast(:due AS timestamptz) IS NULL,
        problem = :problem, lease_until = NULL, lease_owner = NULL, lease_lock = NULL,
        updated_at = clock_timestamp()
    WHERE id = :post_id AND attempt = :attempt AND status = 'publishing'
    RETURNING next_attempt_at, published_at
    """,
    json=("problem",),
)


async def take(session: AsyncSession, post_id: UUID, lease: Lease) -> Claim | None:
    """Take a due post, whatever guards say; None when it is not due, not approved, frozen, taken by
    somebody alive, or already settled."""
    asked = {
        "post_id": post_id,
        "owner": lease.owner,
        "lock": lease.lock,
        "seconds": lease.seconds,
    }
    row = await _CLAIM.row(session, asked)
    return _claim_from(row) if row else None


async def intend(session: AsyncSession, taken: Claim, seconds: int) -> datetime | None:
    """Record that the committing call comes next and stretch the lease over it. Gives when the
    first such call was made; None when the post was cancelled, edited, frozen or taken over
    meanwhile. A frozen one waits again, and goes on when the freeze ends."""
    asked = {"post_id": taken.post_id, "attempt": taken.attempt, "revision": taken.revision}
    first_sent_at: datetime | None = await _INTEND.value(session, asked | {"seconds": seconds})
    if first_sent_at is None:
        await session.execute(_SET_BACK, asked)
    return first_sent_at


async def renew(session: AsyncSession, taken: Claim, seconds: int) -> bool:
    """Stretch the lease of work that takes long; False when the post was cancelled, edited or
    taken over meanwhile."""
    found = await session.execute(
        _RENEW,
        {
            "post_id": taken.post_id,
            "attempt": taken.attempt,
            "revision": taken.revision,
            "seconds": seconds,
        },
    )
    return found.scalar_one_or_none() is not None


async def advance(session: AsyncSession, taken: Claim, first: Receipt, seconds: int) -> bool:
    """Record that one part of the post stands and the next is free to be sent; `first` is the
    receipt of the post itself. False when the post was cancelled or taken over meanwhile."""
    found = await session.execute(
        _ADVANCE,
        {
            "post_id": taken.post_id,
            "attempt": taken.attempt,
            "remote_id": first.remote_id,
            "url": first.url,
            "seconds": seconds,
        },
    )
    return found.scalar_one_or_none() is not None


@dataclass(frozen=True)
class Due:
    """Another time for a post: the moment, and the wall time where it is a slot's."""

    at: datetime
    wall: str | None = None


async def write_outcome(
    session: AsyncSession, taken: Claim, outcome: Outcome, due: Due | None = None
) -> Row | None:
    """Write how the attempt ended, and when the post is due then; None when it is no longer ours
    to say."""
    return await _SETTLE.row(
        session,
        {
            "post_id": taken.post_id,
            "attempt": taken.attempt,
            "status": outcome.status,
            "in_doubt": outcome.in_doubt,
            "failed": outcome.failed,
            "wait": outcome.wait.total_seconds() if outcome.wait is not None else None,
            "remote_id": outcome.remote_id,
            "url": outcome.url,
            "problem": outcome.problem,
            "due": due.at if due is not None else None,
            "wall": due.wall if due is not None else None,
        },
    )


def _claim_from(row: Row) -> Claim:
    return Claim(
        post_id=row["id"],
        media=tuple(row["media"]),
        **{
            name: row[name]
            for name in Claim.__dataclass_fields__
            if name not in ("post_id", "media", "auto_retries")
        },
    )
