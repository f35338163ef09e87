"""Tables of channels: connected accounts and the brands that speak on them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from heliograph.kit.database import Table
from heliograph.kit.ids import new_id


class Channel(Table):
    """One account on one platform. `secrets` is encrypted; nothing else here is secret."""

    __tablename__ = "channels_channels"
    __table_args__ = (
        Index(
            "uq_channels_channels_account",
            "workspace_id",
            "platform",
            "base_url",
            "remote_id",
            unique=True,
            postgresql_where=text("deleted_at IS NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    workspace_id: Mapped[UUID]
    platform: Mapped[str] = mapped_column(String(32))
    base_url: Mapped[str] = mapped_column(Text)
    remote_id: Mapped[str] = mapped_column(Text)
    handle: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    url: Mapped[str | None] = mapped_column(Text)
    avatar_url: Mapped[str | None] = mapped_column(Text)
    secrets: Mapped[str] = mapped_column(Text)
    is_sandbox: Mapped[bool] = mapped_column(Boolean, default=False)
    time_zone: Mapped[str] = mapped_column(String(64))
    health: Mapped[str] = mapped_column(String(16))
    health_detail: Mapped[str] = mapped_column(Text, default="")
    followers: Mapped[int | None] = mapped_column(Integer)
    last_success_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    deleted_at: Mapped[datetime | None]


class ChannelBrand(Table):
    """A brand that speaks on a channel."""

    __tablename__ = "channels_brands"

    channel_id: Mapped[UUID] = mapped_column(
        ForeignKey("channels_channels.id", ondelete="CASCADE"), primary_key=True
    )
    brand_id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID]
