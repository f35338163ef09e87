"""The fence around a post while it is being published.

Three short statements, never across a call to the outside: `claim` takes the post for one
attempt, `intend` records that the committing call is about to be made, `settle` writes how it
ended. `intend` and `settle` compare the attempt, so whoever lost the post in between changes
nothing. Time is the database's, so that machines with different clocks agree.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Float, case, cast, func, text, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.dml import ReturningUpdate
from sqlalchemy.sql.expression import bindparam

from heliograph.kit.database import Row
from heliograph.modules.channels import channel_cards
from heliograph.modules.scheduling.models import Post
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


_CLAIM = text(
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
        updated_at = clock_timestamp()
    FROM old
    WHERE p.id = old.id
      AND NOT EXISTS (SELECT 1 FROM scheduling_switches s
                      WHERE s.workspace_id = p.workspace_id
                        AND s.scope IN (p.workspace_id, p.channel_id))
    RETURNING p.id, p.workspace_id, p.channel_id, p.brand_id, p.content_id, p.kind, p.text,
              p.language, p.media, p.extras, p.due_at, p.revision, p.attempt, p.failures,
              p.in_doubt, p.first_sent_at, clock_timestamp() AS taken_at,
              old.status = 'publishing' AS taken_over
    """
)

_INTEND = text(
    """
    UPDATE scheduling_posts
    SET in_doubt = true, first_sent_at = coalesce(first_sent_at, clock_timestamp()),
        lease_until = clock_timestamp() + make_interval(secs => :seconds)
    WHERE id = :post_id AND attempt = :attempt AND revision = :revision AND status = 'publishing'
    RETURNING first_sent_at
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

_SETTLE = text(
    """
    UPDATE scheduling_posts
    SET status = cast(:status AS varchar), in_doubt = :in_doubt,
        failures = CASE WHEN cast(:failed AS boolean) THEN failures + 1 ELSE failures END,
        next_attempt_at = CASE WHEN cast(:wait AS float8) IS NULL THEN next_attempt_at
            ELSE clock_timestamp() + make_interval(secs => cast(:wait AS float8)) END,
        published_at = CASE WHEN cast(:status AS varchar) = 'published'
            THEN clock_timestamp() ELSE published_at END,
        remote_id = coalesce(:remote_id, remote_id), url = coalesce(:url, url),
        problem = :problem, lease_until = NULL, lease_owner = NULL, lease_lock = NULL,
        updated_at = clock_timestamp()
    WHERE id = :post_id AND attempt = :attempt AND status = 'publishing'
    RETURNING next_attempt_at, published_at
    """
).bindparams(bindparam("problem", type_=JSONB(none_as_null=True)))

# What may not be claimed is left out: it would only hide what can be helped.
_ABANDONED = text(
    """
    SELECT id, workspace_id, attempt, extract(epoch FROM CASE status WHEN 'publishing'
               THEN greatest(lease_until - clock_timestamp(), interval '0') ELSE interval '0' END
           )::float8 AS wait
    FROM scheduling_posts p
    WHERE due_at IS NOT NULL
      AND (NOT requires_approval OR approved_revision = revision)
      AND ((status IN ('scheduled', 'retrying')
            AND next_attempt_at < clock_timestamp() - make_interval(secs => :grace))
           OR (status = 'publishing'
               AND (lease_until < clock_timestamp() OR id = ANY(:shortened))))
      AND NOT EXISTS (SELECT 1 FROM scheduling_switches s
                      WHERE s.workspace_id = p.workspace_id
                        AND s.scope IN (p.workspace_id, p.channel_id))
    ORDER BY next_attempt_at LIMIT 1000
    """
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


async def claim(session: AsyncSession, post_id: UUID, lease: Lease) -> Claim | None:
    """Take a due post for one attempt; None when it is not due, not approved, frozen, taken by
    somebody alive, or already settled."""
    row = (
        (
            await session.execute(
                _CLAIM,
                {
                    "post_id": post_id,
                    "owner": lease.owner,
                    "lock": lease.lock,
                    "seconds": lease.seconds,
                },
            )
        )
        .mappings()
        .one_or_none()
    )
    return _claim_from(row) if row else None


async def intend(session: AsyncSession, taken: Claim, seconds: int) -> datetime | None:
    """Record that the committing call comes next and stretch the lease over it. Gives when the
    first such call was made; None when the post was cancelled, edited or taken over meanwhile."""
    found = await session.execute(
        _INTEND,
        {
            "post_id": taken.post_id,
            "attempt": taken.attempt,
            "revision": taken.revision,
            "seconds": seconds,
        },
    )
    return found.scalar_one_or_none()


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


async def settle(session: AsyncSession, taken: Claim, outcome: Outcome) -> Row | None:
    """Write how the attempt ended; None when it is no longer ours to say."""
    found = await session.execute(
        _SETTLE,
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
        },
    )
    return found.mappings().one_or_none()


async def find_abandoned(
    session: AsyncSession, grace_seconds: float, settle: Mapping[str, float]
) -> Sequence[Row]:
    """Posts that should be moving and are not: overdue without an attempt, or left by a worker
    that died; `wait` is how long each must still be left alone. `settle` says for how many
    seconds each platform may still be finishing a call whose sender is gone. For system work: it
    looks through all workspaces."""
    shortened = (await session.scalars(_shorten(settle))).all()
    asked = {"grace": grace_seconds, "shortened": list(shortened)}
    return (await session.execute(_ABANDONED, asked)).mappings().all()


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


def _claim_from(row: Row) -> Claim:
    return Claim(
        post_id=row["id"],
        media=tuple(row["media"]),
        **{
            name: row[name]
            for name in Claim.__dataclass_fields__
            if name not in ("post_id", "media")
        },
    )
