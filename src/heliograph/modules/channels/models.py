"""Tables of channels: connected accounts and the brands that speak on them."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, ForeignKey, Index, Integer, LargeBinary, String, Text, text
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
        Index(
            "ix_channels_channels_token_expires_at",
            "token_expires_at",
            postgresql_where=text("deleted_at IS NULL AND token_expires_at IS NOT NULL"),
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
    token_expires_at: Mapped[datetime | None]
    renewal_warned_at: Mapped[datetime | None]
    quotas: Mapped[list[Any]] = mapped_column(default=list, server_default=text("'[]'"))
    fuse_posts: Mapped[int] = mapped_column(Integer, default=10, server_default=text("10"))
    fuse_minutes: Mapped[int] = mapped_column(Integer, default=10, server_default=text("10"))
    quiet_from: Mapped[time | None]
    quiet_to: Mapped[time | None]
    auto_retries: Mapped[int] = mapped_column(Integer, default=2, server_default=text("2"))
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


class Consent(Table):
    """One question put to a person at a platform. `sealed` holds what must come back with the
    answer, later what the answer gave; it is encrypted, and emptied when the consent has ended."""

    __tablename__ = "channels_consents"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    workspace_id: Mapped[UUID]
    user_id: Mapped[UUID]
    platform: Mapped[str] = mapped_column(String(32))
    base_url: Mapped[str] = mapped_column(Text)
    state_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    status: Mapped[str] = mapped_column(String(16))
    sealed: Mapped[str] = mapped_column(Text)
    choices: Mapped[list[Any]]
    brand_ids: Mapped[list[Any]]
    channel_id: Mapped[UUID | None]
    detail: Mapped[str] = mapped_column(Text, default="")
    remedy: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    answered_at: Mapped[datetime | None]


class PlatformApp(Table):
    """The keys of a workspace's own program at a platform; the secret is encrypted."""

    __tablename__ = "channels_apps"

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    platform: Mapped[str] = mapped_column(String(32), primary_key=True)
    base_url: Mapped[str] = mapped_column(Text, primary_key=True)
    client_id: Mapped[str] = mapped_column(Text)
    secret: Mapped[str] = mapped_column(Text)
    updated_at: Mapped[datetime]


class HeardEvent(Table):
    """One thing a platform told us, kept so that hearing it again changes nothing."""

    __tablename__ = "channels_heard_events"

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    platform: Mapped[str] = mapped_column(String(32), primary_key=True)
    event_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    received_at: Mapped[datetime]
