"""The index of contents: what search and originality look into."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, Integer, String
from sqlalchemy.dialects.postgresql import ARRAY, TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from heliograph.kit.database import Table


class Indexed(Table):
    """One content as it is searched. The column `embedding` (halfvec) is there where the database
    has pgvector, so only written queries name it."""

    __tablename__ = "content_index"

    content_id: Mapped[UUID] = mapped_column(
        ForeignKey("content_contents.id", ondelete="CASCADE"), primary_key=True
    )
    workspace_id: Mapped[UUID]
    brand_id: Mapped[UUID]
    type: Mapped[str] = mapped_column(String(64))
    status: Mapped[str] = mapped_column(String(16))
    target_date: Mapped[date]
    words: Mapped[str] = mapped_column(TSVECTOR)
    bands: Mapped[list[int]] = mapped_column(ARRAY(Integer))
    embedder: Mapped[str] = mapped_column(String(64))
