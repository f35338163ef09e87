"""Every query of scheduling, bound to one workspace."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import and_, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from heliograph.kit.database import Row
from heliograph.kit.ids import new_id
from heliograph.modules.channels import channel_cards
from heliograph.modules.scheduling.models import Post, Slot, Switch
from heliograph.modules.scheduling.schemas import SlotOrder

COLUMNS = [column for column in Post.__table__.c if column.name != "lease_lock"]

# What `sentences.needs_approval` says of one post, for queries; a list cannot carry an IN.
AWAITS_YES = and_(
    or_(Post.status == "draft", Post.status == "scheduled", Post.status == "retrying"),
    Post.in_doubt.is_(False),
    Post.requires_approval,
    Post.approved_revision.is_distinct_from(Post.revision),
)
_CARDS = channel_cards()
_FACE = [one.label(f"channel_{one.name}") for one in _CARDS.c if one.name != "id"]
_SHOWN = select(*COLUMNS, *_FACE).join(_CARDS, _CARDS.c.id == Post.channel_id)
"""Posts with their channels' cards; put together once, for it takes longer than most queries."""


@dataclass(frozen=True)
class Awaiting:
    """How many posts of how many pieces wait for a person's yes, and which is due first."""

    posts: int
    pieces: int
    first: Row | None


class PostRepository:
    """Posts, slots and switches of one workspace."""

    def __init__(self, session: AsyncSession, workspace_id: UUID) -> None:
        self._session = session
        self._workspace_id = workspace_id
        self._mine = _SHOWN.where(Post.workspace_id == workspace_id)

    async def add(self, values: Mapping[str, Any]) -> UUID:
        """Insert one post."""
        post = Post(id=new_id(), workspace_id=self._workspace_id, **values)
        self._session.add(post)
        await self._session.flush()
        return post.id

    async def get(self, post_id: UUID) -> Row | None:
        """One post with its channel's card."""
        rows = await self._session.execute(self._mine.where(Post.id == post_id))
        return rows.mappings().one_or_none()

    async def of_content(self, content_id: UUID) -> Sequence[Row]:
        """All posts made from one content, oldest first."""
        query = self._mine.where(Post.content_id == content_id).order_by(Post.created_at)
        return (await self._session.execute(query)).mappings().all()

    async def places_of(self, content_ids: Collection[UUID]) -> set[tuple[UUID, UUID]]:
        """Which of these contents have a post on which channels; gone posts do not count."""
        query = select(Post.content_id, Post.channel_id).where(
            Post.workspace_id == self._workspace_id,
            Post.content_id.in_(content_ids),
            Post.status.notin_(("cancelled", "removed")),
        )
        found = await self._session.execute(query)
        return {(content_id, channel_id) for content_id, channel_id in found if content_id}

    async def between(self, since: datetime, until: datetime, most: int) -> Sequence[Row]:
        """Posts due in a period, earliest first, without the cancelled ones."""
        query = (
            self._mine.where(Post.due_at >= since, Post.due_at < until, Post.status != "cancelled")
            .order_by(Post.due_at)
            .limit(most)
        )
        return (await self._session.execute(query)).mappings().all()

    async def in_states(self, states: Sequence[str], most: int, soonest: bool) -> Sequence[Row]:
        """Posts in some states: those due soonest, or those that changed last."""
        order = Post.due_at.asc() if soonest else Post.updated_at.desc()
        query = self._mine.where(Post.status.in_(states)).order_by(order).limit(most)
        return (await self._session.execute(query)).mappings().all()

    async def late(self, most: int) -> Sequence[Row]:
        """Posts whose time has come and that nobody has tried yet, the earliest due first."""
        query = (
            self._mine.where(Post.status == "scheduled", Post.late_at >= Post.due_at)
            .order_by(Post.due_at)
            .limit(most)
        )
        return (await self._session.execute(query)).mappings().all()

    async def awaiting(self) -> Awaiting:
        """What waits for a person's yes."""
        pieces = func.count(func.distinct(func.coalesce(Post.content_id, Post.id)))
        query = self._mine.where(AWAITS_YES).with_only_columns(
            func.count().label("posts"), pieces.label("pieces")
        )
        counted = (await self._session.execute(query)).one()
        first = self._mine.where(AWAITS_YES).order_by(Post.due_at).limit(1)
        row = (await self._session.execute(first)).mappings().one_or_none()
        return Awaiting(counted.posts, counted.pieces, row)

    async def in_trouble(
        self, states: Sequence[str], channel_id: UUID | None, reason: str | None, most: int
    ) -> Sequence[UUID]:
        """Posts in some states, of a channel or with a problem of that code, oldest first."""
        query = select(Post.id).where(
            Post.workspace_id == self._workspace_id, Post.status.in_(states)
        )
        if channel_id is not None:
            query = query.where(Post.channel_id == channel_id)
        if reason is not None:
            query = query.where(Post.problem["code"].astext == reason)
        return (await self._session.scalars(query.order_by(Post.due_at).limit(most))).all()

    async def counts(self) -> dict[str, int]:
        """How many posts are in which state."""
        query = (
            select(Post.status, func.count().label("posts"))
            .where(Post.workspace_id == self._workspace_id)
            .group_by(Post.status)
        )
        rows = await self._session.execute(query)
        return {row.status: row.posts for row in rows}

    async def change(
        self, post_id: UUID, revision: int | None, states: Sequence[str], values: Mapping[str, Any]
    ) -> bool:
        """Update a post that is in one of the states, not in doubt, and at the revision if one
        is given; False when it is not."""
        query = update(Post).where(
            Post.workspace_id == self._workspace_id,
            Post.id == post_id,
            Post.status.in_(states),
            Post.in_doubt.is_(False),
        )
        if revision is not None:
            query = query.where(Post.revision == revision)
        done = await self._session.execute(
            query.values(**values, updated_at=func.clock_timestamp()).returning(Post.id)
        )
        return done.scalar_one_or_none() is not None

    async def decide(self, post_id: UUID, values: Mapping[str, Any]) -> bool:
        """Update a post that is held with an unknown outcome; False when it is not."""
        done = await self._session.execute(
            update(Post)
            .where(
                Post.workspace_id == self._workspace_id,
                Post.id == post_id,
                Post.status == "unknown",
            )
            .values(**values, updated_at=func.clock_timestamp())
            .returning(Post.id)
        )
        return done.scalar_one_or_none() is not None

    async def hold(self, post_id: UUID, revision: int) -> bool:
        """Hold a post in doubt that nobody works on, as if for a person; False when it moved."""
        done = await self._session.execute(
            update(Post)
            .where(
                Post.workspace_id == self._workspace_id,
                Post.id == post_id,
                Post.revision == revision,
                Post.status == "retrying",
                Post.in_doubt.is_(True),
            )
            .values(status="unknown", updated_at=func.clock_timestamp())
            .returning(Post.id)
        )
        return done.scalar_one_or_none() is not None

    async def hurry(self, post_id: UUID, now: datetime) -> bool:
        """Let the next look at a post in doubt come now; False when none was to come."""
        done = await self._session.execute(
            update(Post)
            .where(
                Post.workspace_id == self._workspace_id,
                Post.id == post_id,
                Post.status == "retrying",
                Post.in_doubt.is_(True),
                Post.next_attempt_at > now,
            )
            .values(next_attempt_at=now, updated_at=func.clock_timestamp())
            .returning(Post.id)
        )
        return done.scalar_one_or_none() is not None

    async def resume(self, post_id: UUID, values: Mapping[str, Any]) -> None:
        """Let a resting post go on; a doubt about an earlier attempt stays with it."""
        await self._session.execute(
            update(Post)
            .where(
                Post.workspace_id == self._workspace_id,
                Post.id == post_id,
                Post.status == "needs_reconnect",
            )
            .values(**values, updated_at=func.clock_timestamp())
        )

    async def taken(self, channel_id: UUID, after: datetime) -> Sequence[datetime]:
        """Moments at which the channel already has posts."""
        query = select(Post.due_at).where(
            Post.workspace_id == self._workspace_id,
            Post.channel_id == channel_id,
            Post.due_at > after - timedelta(minutes=1),
            Post.status.notin_(("cancelled", "removed")),
        )
        return [moment for moment in (await self._session.scalars(query)).all() if moment]

    async def speakers(
        self, channel_id: UUID, brand_ids: Sequence[UUID], since: datetime
    ) -> set[UUID]:
        """Those of the brands that have posts on the channel from that moment on."""
        query = select(Post.brand_id).where(
            Post.workspace_id == self._workspace_id,
            Post.channel_id == channel_id,
            Post.brand_id.in_(brand_ids),
            or_(Post.due_at.is_(None), Post.due_at >= since),
            Post.status.notin_(("cancelled", "removed")),
        )
        return {one for one in (await self._session.scalars(query.distinct())).all() if one}

    async def waiting_for_channel(self, channel_id: UUID) -> Sequence[UUID]:
        """Posts that rest because their channel must be connected again."""
        query = select(Post.id).where(
            Post.workspace_id == self._workspace_id,
            Post.channel_id == channel_id,
            Post.status == "needs_reconnect",
        )
        return (await self._session.scalars(query)).all()

    async def record_metrics(self, post_id: UUID, metrics: Mapping[str, int]) -> None:
        """Keep the latest counts beside the post, for lists."""
        await self._session.execute(
            update(Post)
            .where(Post.workspace_id == self._workspace_id, Post.id == post_id)
            .values(metrics=dict(metrics))
        )

    async def slots(self, channel_id: UUID) -> Sequence[Slot]:
        """The repeating times of a channel, by time."""
        query = (
            select(Slot)
            .where(Slot.workspace_id == self._workspace_id, Slot.channel_id == channel_id)
            .order_by(Slot.time, Slot.weekday)
        )
        return (await self._session.scalars(query)).all()

    async def all_slots(self) -> Sequence[Slot]:
        """The repeating times of every channel."""
        query = select(Slot).where(Slot.workspace_id == self._workspace_id).order_by(Slot.time)
        return (await self._session.scalars(query)).all()

    async def replace_slots(self, channel_id: UUID, slots: Sequence[SlotOrder]) -> None:
        """Give a channel other repeating times."""
        await self._session.execute(
            delete(Slot).where(
                Slot.workspace_id == self._workspace_id, Slot.channel_id == channel_id
            )
        )
        for slot in slots:
            self._session.add(
                Slot(
                    id=new_id(),
                    workspace_id=self._workspace_id,
                    channel_id=channel_id,
                    time=slot.time,
                    weekday=slot.weekday,
                )
            )

    async def frozen_scopes(self) -> set[UUID]:
        """Ids of what is stopped: the workspace, or single channels."""
        query = select(Switch.scope).where(Switch.workspace_id == self._workspace_id)
        return set((await self._session.scalars(query)).all())

    async def set_frozen(self, scope: UUID, frozen: bool, now: datetime) -> None:
        """Stop a scope, or let it go again."""
        await self._session.execute(
            delete(Switch).where(Switch.workspace_id == self._workspace_id, Switch.scope == scope)
        )
        if frozen:
            self._session.add(Switch(workspace_id=self._workspace_id, scope=scope, changed_at=now))
