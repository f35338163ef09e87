"""Every query of channels, bound to one workspace."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Subquery, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from heliograph.kit.database import Row
from heliograph.kit.statements import Statement
from heliograph.modules.channels.models import Channel, ChannelBrand

PUBLIC = [column for column in Channel.__table__.c if column.name not in ("secrets", "deleted_at")]
_SHOWN = select(*PUBLIC)


def channel_cards() -> Subquery:
    """What other modules may join a channel's id to: its face, and nothing secret."""
    return select(
        Channel.id, Channel.platform, Channel.handle, Channel.name, Channel.avatar_url
    ).subquery("channel_cards")


def living_channels() -> Subquery:
    """Every channel that is connected and works, of all workspaces; for system work."""
    return (
        select(Channel.id, Channel.workspace_id)
        .where(Channel.deleted_at.is_(None), Channel.health != "failed")
        .subquery("living_channels")
    )


_WITH_SECRETS = Statement(
    "SELECT * FROM channels_channels WHERE workspace_id = :workspace_id AND id = :channel_id"
)
_GUARDS = Statement(
    "SELECT time_zone, fuse_posts, fuse_minutes, quiet_from, quiet_to, auto_retries"
    " FROM channels_channels WHERE id = :channel_id"
)


async def guards_of(session: AsyncSession, channel_id: UUID) -> Row:
    """What holds one channel's posts back, for the attempt that is about to be made."""
    found = await _GUARDS.row(session, {"channel_id": channel_id})
    if found is None:
        raise LookupError(f"there is no channel {channel_id}")
    return found


def channel_guards() -> Subquery:
    """What holds a channel's posts back, for whoever sends them."""
    return select(
        Channel.id,
        Channel.workspace_id,
        Channel.deleted_at,
        Channel.time_zone,
        Channel.fuse_posts,
        Channel.fuse_minutes,
        Channel.quiet_from,
        Channel.quiet_to,
        Channel.auto_retries,
    ).subquery("channel_guards")


class ChannelRepository:
    """Channels of one workspace."""

    def __init__(self, session: AsyncSession, workspace_id: UUID) -> None:
        self._session = session
        self._workspace_id = workspace_id
        self._living = (Channel.workspace_id == workspace_id, Channel.deleted_at.is_(None))

    def add(self, values: Mapping[str, Any]) -> None:
        """Insert one channel."""
        self._session.add(Channel(workspace_id=self._workspace_id, **values))

    async def get(self, channel_id: UUID) -> Row | None:
        """One channel without its secrets."""
        query = _SHOWN.where(*self._living, Channel.id == channel_id)
        return (await self._session.execute(query)).mappings().one_or_none()

    async def with_secrets(self, channel_id: UUID) -> Row | None:
        """One channel with its encrypted secrets, deleted or not."""
        asked = {"workspace_id": self._workspace_id, "channel_id": channel_id}
        return await _WITH_SECRETS.row(self._session, asked)

    async def for_update(self, channel_id: UUID) -> Row | None:
        """The same for a living channel, and nobody else may change it until we are done."""
        query = (
            select(Channel.__table__)
            .where(*self._living, Channel.id == channel_id)
            .with_for_update()
        )
        return (await self._session.execute(query)).mappings().one_or_none()

    async def find(self, platform: str, base_url: str, remote_id: str) -> UUID | None:
        """The channel of an account, if it is connected."""
        query = select(Channel.id).where(
            *self._living,
            Channel.platform == platform,
            Channel.base_url == base_url,
            Channel.remote_id == remote_id,
        )
        return (await self._session.scalars(query)).one_or_none()

    async def all(self) -> Sequence[Row]:
        """Every channel, oldest first."""
        query = _SHOWN.where(*self._living).order_by(Channel.created_at)
        return (await self._session.execute(query)).mappings().all()

    async def change(self, channel_id: UUID, values: Mapping[str, Any]) -> bool:
        """Update one channel; False when there is none."""
        done = await self._session.execute(
            update(Channel)
            .where(*self._living, Channel.id == channel_id)
            .values(**values, updated_at=func.clock_timestamp())
            .returning(Channel.id)
        )
        return done.scalar_one_or_none() is not None

    async def brand_ids(self) -> dict[UUID, list[UUID]]:
        """The brands of every channel."""
        rows = await self._session.execute(
            select(ChannelBrand.channel_id, ChannelBrand.brand_id).where(
                ChannelBrand.workspace_id == self._workspace_id
            )
        )
        found: dict[UUID, list[UUID]] = {}
        for channel_id, brand_id in rows:
            found.setdefault(channel_id, []).append(brand_id)
        return found

    async def set_brands(self, channel_id: UUID, brand_ids: Sequence[UUID]) -> None:
        """Say which brands speak on a channel."""
        await self._session.execute(
            delete(ChannelBrand).where(
                ChannelBrand.workspace_id == self._workspace_id,
                ChannelBrand.channel_id == channel_id,
            )
        )
        for brand_id in dict.fromkeys(brand_ids):
            self._session.add(
                ChannelBrand(
                    channel_id=channel_id, brand_id=brand_id, workspace_id=self._workspace_id
                )
            )
