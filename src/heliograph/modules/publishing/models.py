"""Tables of publishing: every attempt with what it sent, and a post's history in words."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from heliograph.kit.database import Table
from heliograph.kit.ids import new_id


class Delivery(Table):
    """One attempt to publish one post. `state` is claimed, sending, published, accepted (the
    platform still works on it), refused, retry, unknown, absent (looked: it was never there) or
    abandoned (its worker died before sending)."""

    __tablename__ = "publishing_deliveries"
    __table_args__ = (Index("uq_publishing_deliveries_attempt", "post_id", "attempt", unique=True),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    workspace_id: Mapped[UUID]
    post_id: Mapped[UUID]
    channel_id: Mapped[UUID]
    attempt: Mapped[int] = mapped_column(Integer)
    revision: Mapped[int] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(String(16))
    key: Mapped[str] = mapped_column(String(80))
    content_hash: Mapped[str] = mapped_column(String(64))
    memory: Mapped[dict[str, Any]] = mapped_column(default=dict)
    worker: Mapped[str] = mapped_column(String(64))
    started_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    remote_id: Mapped[str | None] = mapped_column(Text)
    url: Mapped[str | None] = mapped_column(Text)
    error: Mapped[dict[str, Any] | None]


class Stage(Table):
    """One part of a post that stands: the post itself is number 0, later parts follow. `key` is
    that of the wording they belong to."""

    __tablename__ = "publishing_stages"

    workspace_id: Mapped[UUID]
    post_id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    remote_id: Mapped[str] = mapped_column(Text)
    url: Mapped[str | None] = mapped_column(Text)
    published_at: Mapped[datetime]


class Circuit(Table):
    """A platform at one address that cannot be reached; no row stands for what can. `failures`
    counts the tries since `opened_at`, the next of which may be made at `retry_at`."""

    __tablename__ = "publishing_circuits"

    door: Mapped[str] = mapped_column(Text, primary_key=True)
    opened_at: Mapped[datetime]
    retry_at: Mapped[datetime]
    failures: Mapped[int] = mapped_column(Integer)


class Entry(Table):
    """One line of a post's history: what happened, ready to be read."""

    __tablename__ = "publishing_history"
    __table_args__ = (Index("ix_publishing_history_post", "post_id", "at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    workspace_id: Mapped[UUID]
    post_id: Mapped[UUID]
    attempt: Mapped[int] = mapped_column(Integer, default=0)
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(20))
    sentence: Mapped[str] = mapped_column(Text)
    detail: Mapped[dict[str, Any]] = mapped_column(default=dict)
