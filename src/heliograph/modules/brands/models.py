"""Tables of brands: who speaks."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from heliograph.kit.database import Table
from heliograph.kit.ids import new_id


class Brand(Table):
    """A voice with its kit, bound to a pack and a subject of it."""

    __tablename__ = "brands_brands"
    __table_args__ = (Index("uq_brands_brands_handle", "workspace_id", "handle", unique=True),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    workspace_id: Mapped[UUID]
    name: Mapped[str] = mapped_column(String(120))
    handle: Mapped[str] = mapped_column(String(64))
    pack: Mapped[str] = mapped_column(String(64))
    subject: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(16))
    time_zone: Mapped[str] = mapped_column(String(64))
    audience: Mapped[str] = mapped_column(Text, default="")
    voice: Mapped[dict[str, Any]] = mapped_column(default=dict)
    kit: Mapped[dict[str, Any]] = mapped_column(default=dict)
    forbidden: Mapped[list[str]] = mapped_column(default=list)
    disclosure: Mapped[dict[str, Any]] = mapped_column(default=dict)
    options: Mapped[dict[str, Any]] = mapped_column(default=dict)
    policy: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
