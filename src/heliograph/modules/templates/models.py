"""Tables of templates."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from heliograph.kit.database import Table
from heliograph.kit.ids import new_id


class Template(Table):
    """A text with placeholders as it stands now; an empty place means all of that kind."""

    __tablename__ = "templates_templates"
    __table_args__ = (Index("uq_templates_templates_name", "workspace_id", "name", unique=True),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    workspace_id: Mapped[UUID]
    name: Mapped[str] = mapped_column(String(120))
    description: Mapped[str] = mapped_column(Text, default="")
    pack: Mapped[str] = mapped_column(String(64), default="")
    content_type: Mapped[str] = mapped_column(String(64), default="")
    subject: Mapped[str] = mapped_column(String(64), default="")
    platform: Mapped[str] = mapped_column(String(64), default="")
    language: Mapped[str] = mapped_column(String(16))
    version: Mapped[int]
    body: Mapped[str] = mapped_column(Text)
    fields: Mapped[list[Any]]
    usage_count: Mapped[int] = mapped_column(default=0)
    last_used_at: Mapped[datetime | None]
    archived_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class TemplateVersion(Table):
    """A wording a template has or had, with its fields."""

    __tablename__ = "templates_versions"

    template_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID]
    body: Mapped[str] = mapped_column(Text)
    fields: Mapped[list[Any]]
    created_by: Mapped[UUID | None]
    created_at: Mapped[datetime]
