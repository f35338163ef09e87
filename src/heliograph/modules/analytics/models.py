"""Tables of analytics: counts as the platforms reported them, never overwritten."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, Integer, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from heliograph.kit.database import Table
from heliograph.kit.ids import new_id


class Watch(Table):
    """A published post whose numbers are read on a decaying schedule until `next_at` is empty."""

    __tablename__ = "analytics_watches"
    __table_args__ = (
        Index(
            "ix_analytics_watches_next",
            "channel_id",
            "next_at",
            postgresql_where=text("next_at IS NOT NULL"),
        ),
    )

    post_id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID]
    channel_id: Mapped[UUID]
    brand_id: Mapped[UUID | None]
    platform: Mapped[str] = mapped_column(String(32))
    remote_id: Mapped[str] = mapped_column(Text)
    published_at: Mapped[datetime]
    reads: Mapped[int] = mapped_column(Integer, default=0)
    next_at: Mapped[datetime | None]


class AccountWatch(Table):
    """When a connected account's own numbers are read next."""

    __tablename__ = "analytics_account_watches"

    channel_id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID]
    next_at: Mapped[datetime] = mapped_column(index=True)


class AccountSnapshot(Table):
    """The counts of one account at one moment."""

    __tablename__ = "analytics_account_snapshots"
    __table_args__ = (Index("ix_analytics_account_snapshots_channel", "channel_id", "taken_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    taken_at: Mapped[datetime]
    workspace_id: Mapped[UUID]
    channel_id: Mapped[UUID]
    platform: Mapped[str] = mapped_column(String(32))
    metrics: Mapped[dict[str, Any]] = mapped_column(default=dict)


class Snapshot(Table):
    """The counts of one post at one moment. Partitioned by month of `taken_at`."""

    __tablename__ = "analytics_snapshots"
    __table_args__ = (
        Index("ix_analytics_snapshots_post", "post_id", "taken_at"),
        Index("ix_analytics_snapshots_taken", "taken_at", postgresql_using="brin"),
        {"postgresql_partition_by": "RANGE (taken_at)"},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    taken_at: Mapped[datetime] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID]
    post_id: Mapped[UUID]
    channel_id: Mapped[UUID]
    brand_id: Mapped[UUID | None]
    platform: Mapped[str] = mapped_column(String(32))
    age_seconds: Mapped[int] = mapped_column(Integer)
    metrics: Mapped[dict[str, Any]] = mapped_column(default=dict)
    engagement: Mapped[int] = mapped_column(Integer, default=0)
