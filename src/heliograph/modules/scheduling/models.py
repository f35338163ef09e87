"""Tables of scheduling: posts with their due time and state, slots, the freeze switch."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, Index, Integer, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from heliograph.kit.database import Table
from heliograph.kit.ids import new_id


class Post(Table):
    """One piece for one channel and one occurrence; the truth about whether it stands."""

    __tablename__ = "scheduling_posts"
    __table_args__ = (
        Index("ix_scheduling_posts_list", "workspace_id", "due_at"),
        Index("ix_scheduling_posts_channel", "channel_id", "due_at"),
        Index("ix_scheduling_posts_content", "content_id"),
        Index(
            "ix_scheduling_posts_waiting",
            "next_attempt_at",
            postgresql_include=[
                "id",
                "workspace_id",
                "channel_id",
                "attempt",
                "due_at",
                "requires_approval",
                "approved_revision",
                "revision",
            ],
            postgresql_where=text("status IN ('scheduled', 'retrying')"),
        ),
        Index(
            "ix_scheduling_posts_leased",
            "lease_until",
            postgresql_where=text("status = 'publishing'"),
        ),
        Index(
            "ix_scheduling_posts_held",
            "channel_id",
            "next_attempt_at",
            postgresql_where=text("held_by IS NOT NULL"),
        ),
        Index(
            "ix_scheduling_posts_late",
            "workspace_id",
            "late_at",
            postgresql_where=text("status = 'scheduled' AND late_at IS NOT NULL"),
        ),
        Index(
            "uq_scheduling_posts_occurrence",
            "content_id",
            "channel_id",
            "occurrence",
            unique=True,
            postgresql_where=text("content_id IS NOT NULL AND status <> 'cancelled'"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    workspace_id: Mapped[UUID]
    channel_id: Mapped[UUID]
    brand_id: Mapped[UUID | None]
    content_id: Mapped[UUID | None]
    occurrence: Mapped[str] = mapped_column(String(64), default="")
    kind: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str | None] = mapped_column(String(16))
    media: Mapped[list[Any]] = mapped_column(default=list)
    extras: Mapped[dict[str, Any]] = mapped_column(default=dict)
    status: Mapped[str] = mapped_column(String(20))
    due_at: Mapped[datetime | None]
    wall_time: Mapped[str | None] = mapped_column(String(16))
    time_zone: Mapped[str] = mapped_column(String(64))
    revision: Mapped[int] = mapped_column(Integer, default=1)
    requires_approval: Mapped[bool] = mapped_column(Boolean, default=False)
    approved_revision: Mapped[int | None] = mapped_column(Integer)
    in_doubt: Mapped[bool] = mapped_column(Boolean, default=False)
    attempt: Mapped[int] = mapped_column(Integer, default=0)
    failures: Mapped[int] = mapped_column(Integer, default=0)
    next_attempt_at: Mapped[datetime | None]
    lease_until: Mapped[datetime | None]
    lease_owner: Mapped[str | None] = mapped_column(String(64))
    lease_lock: Mapped[int | None] = mapped_column(BigInteger)
    first_sent_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    remote_id: Mapped[str | None] = mapped_column(Text)
    url: Mapped[str | None] = mapped_column(Text)
    problem: Mapped[dict[str, Any] | None]
    metrics: Mapped[dict[str, Any] | None]
    is_urgent: Mapped[bool] = mapped_column(Boolean, default=False, server_default="false")
    held_by: Mapped[str | None] = mapped_column(String(8))
    late_at: Mapped[datetime | None]
    reschedules: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    created_by: Mapped[UUID | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class Slot(Table):
    """A repeating local time on a channel; every day where `weekday` is empty (Monday is 0)."""

    __tablename__ = "scheduling_slots"
    __table_args__ = (Index("ix_scheduling_slots_channel", "channel_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    workspace_id: Mapped[UUID]
    channel_id: Mapped[UUID]
    weekday: Mapped[int | None] = mapped_column(Integer)
    time: Mapped[time]


class Fuse(Table):
    """One row for each channel whose posts are counted; whoever counts holds its lock."""

    __tablename__ = "scheduling_fuses"

    channel_id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID]
    tripped_at: Mapped[datetime | None]


class Send(Table):
    """When a post was taken to be sent, or may be. `kind` is send, promise (the platform sends it
    at that time) or free (a person let it go: it is not counted)."""

    __tablename__ = "scheduling_sends"
    __table_args__ = (Index("ix_scheduling_sends_channel", "channel_id", "at"),)

    post_id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID]
    channel_id: Mapped[UUID]
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(8), default="send", server_default="send")


class Switch(Table):
    """A stop to publishing: of the whole workspace where `scope` is its id, else of one channel."""

    __tablename__ = "scheduling_switches"

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    scope: Mapped[UUID] = mapped_column(primary_key=True)
    changed_at: Mapped[datetime]
