"""Tables of content: made pieces, the runs that made them, and the computed events of packs."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Float, ForeignKey, Index, Integer, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from heliograph.kit.database import Table
from heliograph.kit.ids import new_id


class Content(Table):
    """One made piece, free of platform. `status` is making, ready, refused or archived."""

    __tablename__ = "content_contents"
    __table_args__ = (
        Index("ix_content_contents_list", "workspace_id", "created_at"),
        Index("ix_content_contents_memory", "brand_id", "type", "target_date"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    workspace_id: Mapped[UUID]
    brand_id: Mapped[UUID]
    pack: Mapped[str] = mapped_column(String(64))
    subject: Mapped[str] = mapped_column(String(64))
    type: Mapped[str] = mapped_column(String(64))
    target_date: Mapped[date]
    language: Mapped[str] = mapped_column(String(16))
    status: Mapped[str] = mapped_column(String(16))
    revision: Mapped[int] = mapped_column(Integer, default=0)
    version: Mapped[int] = mapped_column(Integer, default=1)
    title: Mapped[str] = mapped_column(Text, default="")
    hook: Mapped[str] = mapped_column(Text, default="")
    text: Mapped[str] = mapped_column(Text, default="")
    hashtags: Mapped[list[str]] = mapped_column(default=list)
    call_to_action: Mapped[str | None] = mapped_column(Text)
    alt_text: Mapped[str] = mapped_column(Text, default="")
    card_text: Mapped[str] = mapped_column(Text, default="")
    opening: Mapped[str] = mapped_column(Text, default="")
    used_templates: Mapped[list[str]] = mapped_column(default=list)
    image_asset_id: Mapped[UUID | None]
    image: Mapped[dict[str, Any] | None]
    images: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    facts: Mapped[list[Any]] = mapped_column(default=list)
    plan: Mapped[dict[str, Any]] = mapped_column(default=dict)
    quality: Mapped[dict[str, Any]] = mapped_column(default=dict)
    score: Mapped[float | None] = mapped_column(Float)
    run_id: Mapped[UUID | None]
    is_indexed: Mapped[bool] = mapped_column(default=False, server_default="false")
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class Version(Table):
    """A wording that a content had, kept when a person changes it."""

    __tablename__ = "content_versions"
    __table_args__ = (Index("uq_content_versions_number", "content_id", "version", unique=True),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    workspace_id: Mapped[UUID]
    content_id: Mapped[UUID] = mapped_column(ForeignKey("content_contents.id", ondelete="CASCADE"))
    version: Mapped[int] = mapped_column(Integer)
    text: Mapped[str] = mapped_column(Text)
    hashtags: Mapped[list[str]] = mapped_column(default=list)
    author_id: Mapped[UUID | None]
    created_at: Mapped[datetime]


class Run(Table):
    """One trip through the pipeline. `status` is waiting, running, done, refused or failed; a done
    one with an `error` made its piece, whose post was refused."""

    __tablename__ = "content_runs"
    __table_args__ = (
        Index("ix_content_runs_content", "content_id"),
        Index("ix_content_runs_batch", "batch_id", postgresql_where=text("batch_id IS NOT NULL")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    workspace_id: Mapped[UUID]
    content_id: Mapped[UUID] = mapped_column(ForeignKey("content_contents.id", ondelete="CASCADE"))
    status: Mapped[str] = mapped_column(String(16))
    request: Mapped[dict[str, Any]] = mapped_column(default=dict)
    batch_id: Mapped[UUID | None]
    error: Mapped[dict[str, Any] | None]
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class Batch(Table):
    """Many runs ordered at once. Its progress is counted from its runs."""

    __tablename__ = "content_batches"
    __table_args__ = (Index("ix_content_batches_list", "workspace_id", "created_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    workspace_id: Mapped[UUID]
    request: Mapped[dict[str, Any]] = mapped_column(default=dict)
    total: Mapped[int] = mapped_column(Integer)
    cancelled_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class Variant(Table):
    """Another wording beside a content's own. `kind` is alternative, hook, platform or optimised;
    `reasons` say what differs and why."""

    __tablename__ = "content_variants"
    __table_args__ = (Index("ix_content_variants_content", "content_id", "created_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    workspace_id: Mapped[UUID]
    content_id: Mapped[UUID] = mapped_column(ForeignKey("content_contents.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(16))
    platform: Mapped[str | None] = mapped_column(String(32))
    text: Mapped[str] = mapped_column(Text)
    hook: Mapped[str] = mapped_column(Text)
    hashtags: Mapped[list[str]] = mapped_column(default=list)
    reasons: Mapped[list[str]] = mapped_column(default=list)
    used_templates: Mapped[list[str]] = mapped_column(default=list)
    quality: Mapped[dict[str, Any]] = mapped_column(default=dict)
    score: Mapped[float | None] = mapped_column(Float)
    provider: Mapped[str] = mapped_column(String(64))
    chosen_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class Step(Table):
    """One step of a run with everything that went in and came out."""

    __tablename__ = "content_steps"
    __table_args__ = (Index("uq_content_steps_name", "run_id", "name", unique=True),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    workspace_id: Mapped[UUID]
    run_id: Mapped[UUID] = mapped_column(ForeignKey("content_runs.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(Integer)
    name: Mapped[str] = mapped_column(String(32))
    status: Mapped[str] = mapped_column(String(16))
    provider: Mapped[str] = mapped_column(String(64), default="")
    seed: Mapped[str] = mapped_column(String(80), default="")
    inputs: Mapped[dict[str, Any]] = mapped_column(default=dict)
    inputs_hash: Mapped[str] = mapped_column(String(64), default="")
    outputs: Mapped[dict[str, Any]] = mapped_column(default=dict)
    cost: Mapped[float] = mapped_column(Float, default=0.0)
    milliseconds: Mapped[int | None] = mapped_column(Integer)
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]


class PackEvent(Table):
    """A computed happening of a pack; the same for every workspace."""

    __tablename__ = "content_pack_events"
    __table_args__ = (Index("ix_content_pack_events_at", "pack", "at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    pack: Mapped[str] = mapped_column(String(64))
    year: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(String(32))
    body: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
    detail: Mapped[dict[str, Any]] = mapped_column(default=dict)


class PackYear(Table):
    """A year whose events are all in the table."""

    __tablename__ = "content_pack_years"

    pack: Mapped[str] = mapped_column(String(64), primary_key=True)
    year: Mapped[int] = mapped_column(Integer, primary_key=True)
    computed_at: Mapped[datetime]
