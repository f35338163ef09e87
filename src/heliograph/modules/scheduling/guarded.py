"""Every query about guards, bound to one workspace."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Interval, and_, delete, exists, func, or_, select, update
from sqlalchemy import cast as as_type
from sqlalchemy.ext.asyncio import AsyncSession

from heliograph.kit.database import Row
from heliograph.modules.channels import channel_cards, channel_guards
from heliograph.modules.scheduling.models import Fuse, Post, Send, Switch
from heliograph.modules.scheduling.repository import PostRepository

OPEN = ("scheduled", "retrying")
NOW = func.clock_timestamp()


class GuardRepository:
    """Fuses, counted posts and alerts of one workspace."""

    def __init__(self, session: AsyncSession, workspace_id: UUID) -> None:
        self._session = session
        self._workspace_id = workspace_id

    async def states(self, channel_id: UUID | None) -> Sequence[Row]:
        """The guards of one channel, or of every living one, with what they do now."""
        guards, cards = channel_guards(), channel_cards()
        window = func.make_interval(0, 0, 0, 0, 0, guards.c.fuse_minutes)
        mine = and_(Send.channel_id == guards.c.id, Send.kind != "free", Send.at <= NOW)
        sent = select(func.count()).where(mine, Send.at > NOW - as_type(window, Interval))
        held = and_(
            Post.channel_id == guards.c.id,
            Post.workspace_id == self._workspace_id,
            Post.status.in_(OPEN),
            Post.held_by == "fuse",
        )
        frozen = exists().where(
            Switch.workspace_id == self._workspace_id,
            or_(Switch.scope == self._workspace_id, Switch.scope == guards.c.id),
        )
        query = (
            select(
                guards,
                cards.c.name.label("channel_name"),
                sent.scalar_subquery().label("sent"),
                select(func.count()).where(held).scalar_subquery().label("waiting"),
                select(func.min(Post.next_attempt_at))
                .where(held)
                .scalar_subquery()
                .label("frees_at"),
                Fuse.tripped_at,
                frozen.label("frozen"),
            )
            .join(cards, cards.c.id == guards.c.id)
            .outerjoin(Fuse, Fuse.channel_id == guards.c.id)
            .where(guards.c.workspace_id == self._workspace_id, guards.c.deleted_at.is_(None))
            .order_by(guards.c.id)
        )
        if channel_id is not None:
            query = query.where(guards.c.id == channel_id)
        return (await self._session.execute(query)).mappings().all()

    async def late(self, most: int) -> Sequence[Row]:
        """Posts that the watch found late and that have not gone yet, the latest last."""
        return await PostRepository(self._session, self._workspace_id).late(most)

    async def free(self, channel_id: UUID) -> Sequence[UUID]:
        """Let all posts that the fuse holds back pass it, and forget what was counted."""
        freed = await self.unhold(channel_id, only="fuse", free=True)
        await self._session.execute(
            delete(Send).where(Send.channel_id == channel_id, Send.kind == "send")
        )
        await self._session.execute(
            update(Fuse).where(Fuse.channel_id == channel_id).values(tripped_at=None)
        )
        return freed

    async def unhold(
        self, channel_id: UUID, only: str | None = None, *, free: bool = False
    ) -> Sequence[UUID]:
        """Let held posts be asked about at once; their places in the line are given up, or
        counted no longer where they go free. What a worker holds at this moment is left to it."""
        held = select(Post.id).where(
            Post.workspace_id == self._workspace_id,
            Post.channel_id == channel_id,
            Post.status.in_(OPEN),
            Post.held_by == only if only else Post.held_by.is_not(None),
        )
        locked = held.order_by(Post.id).with_for_update(skip_locked=True)
        found = (await self._session.scalars(locked)).all()
        values = {"next_attempt_at": NOW, "held_by": None}
        await self._session.execute(update(Post).where(Post.id.in_(found)).values(values))
        if free:
            places = update(Send).where(Send.post_id.in_(found)).values(kind="free")
            await self._session.execute(places)
        else:
            await self._session.execute(delete(Send).where(Send.post_id.in_(found)))
        return found
