"""Tables of assets: stored media, where it came from, and what the library knows of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Text,
)
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.schema import FetchedValue

from heliograph.kit.database import Table
from heliograph.kit.ids import new_id


class Asset(Table):
    """One file of the library; the bytes live in storage under the hash of their content.

    `file_id` is what its public address is made from: null while the first file stands, which
    goes by the asset's own id.
    """

    __tablename__ = "assets_assets"
    __table_args__ = (Index("ix_assets_assets_hash", "workspace_id", "sha256"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    workspace_id: Mapped[UUID]
    file_id: Mapped[UUID | None]
    stored_as: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    mime: Mapped[str] = mapped_column(String(128))
    size: Mapped[int] = mapped_column(BigInteger)
    width: Mapped[int | None] = mapped_column(Integer)
    height: Mapped[int | None] = mapped_column(Integer)
    duration_ms: Mapped[int | None] = mapped_column(Integer)
    fps: Mapped[float | None] = mapped_column(Float)
    video_codec: Mapped[str | None] = mapped_column(String(32))
    audio_codec: Mapped[str | None] = mapped_column(String(32))
    pixel_format: Mapped[str | None] = mapped_column(String(32))
    audio_rate: Mapped[int | None] = mapped_column(Integer)
    audio_channels: Mapped[int | None] = mapped_column(Integer)
    is_streamable: Mapped[bool | None]
    alt: Mapped[str] = mapped_column(Text, default="")
    title: Mapped[str] = mapped_column(String(300), default="")
    folder_id: Mapped[UUID | None] = mapped_column(ForeignKey("assets_folders.id"))
    tags: Mapped[list[str]] = mapped_column(default=list)
    origin: Mapped[str] = mapped_column(String(16), default="upload")
    source: Mapped[str] = mapped_column(String(64))
    source_url: Mapped[str] = mapped_column(Text, default="")
    licence: Mapped[str] = mapped_column(String(24), default="unknown")
    licence_note: Mapped[dict[str, Any]] = mapped_column(default=dict)
    licences: Mapped[dict[str, Any]] = mapped_column(default=dict)
    version: Mapped[int] = mapped_column(Integer, default=1)
    created_by: Mapped[UUID | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    trashed_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]
    looked_at: Mapped[datetime | None]
    thumbnail_id: Mapped[UUID | None]
    preview_id: Mapped[UUID | None]
    difference_hash: Mapped[int | None] = mapped_column(BigInteger)
    frequency_hash: Mapped[int | None] = mapped_column(BigInteger)
    words: Mapped[Any] = mapped_column(TSVECTOR, FetchedValue(), deferred=True)


class Version(Table):
    """A file that an asset had before; posts made with it still send it."""

    __tablename__ = "assets_versions"

    file_id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID]
    asset_id: Mapped[UUID] = mapped_column(ForeignKey("assets_assets.id", ondelete="CASCADE"))
    version: Mapped[int] = mapped_column(Integer)
    stored_as: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    mime: Mapped[str] = mapped_column(String(128))
    size: Mapped[int] = mapped_column(BigInteger)
    width: Mapped[int | None] = mapped_column(Integer)
    height: Mapped[int | None] = mapped_column(Integer)
    duration_ms: Mapped[int | None] = mapped_column(Integer)
    fps: Mapped[float | None] = mapped_column(Float)
    video_codec: Mapped[str | None] = mapped_column(String(32))
    audio_codec: Mapped[str | None] = mapped_column(String(32))
    pixel_format: Mapped[str | None] = mapped_column(String(32))
    audio_rate: Mapped[int | None] = mapped_column(Integer)
    audio_channels: Mapped[int | None] = mapped_column(Integer)
    is_streamable: Mapped[bool | None]
    created_by: Mapped[UUID | None]
    created_at: Mapped[datetime]
    replaced_at: Mapped[datetime]


class Folder(Table):
    """A place in the library; null as a parent is the library itself."""

    __tablename__ = "assets_folders"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    workspace_id: Mapped[UUID]
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("assets_folders.id"))
    name: Mapped[str] = mapped_column(String(120))
    created_at: Mapped[datetime]


class Meaning(Table):
    """What is said of a file, as a vector in half precision; vectors of one embedder compare."""

    __tablename__ = "assets_meanings"

    asset_id: Mapped[UUID] = mapped_column(
        ForeignKey("assets_assets.id", ondelete="CASCADE"), primary_key=True
    )
    workspace_id: Mapped[UUID]
    embedder: Mapped[str] = mapped_column(String(120))
    vector: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime]


class RenditionRow(Table):
    """Which stored file was made of which content by which recipe."""

    __tablename__ = "assets_renditions"
    __table_args__ = (Index("ix_assets_renditions_asset", "asset_id"),)

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    recipe: Mapped[str] = mapped_column(String(64), primary_key=True)
    asset_id: Mapped[UUID] = mapped_column(ForeignKey("assets_assets.id", ondelete="CASCADE"))
    cut: Mapped[dict[str, Any] | None]
    created_at: Mapped[datetime]


class UploadRow(Table):
    """An upload that may go on after a break: what was announced, and how much has come."""

    __tablename__ = "assets_uploads"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    workspace_id: Mapped[UUID]
    created_by: Mapped[UUID]
    length: Mapped[int] = mapped_column(BigInteger)
    received: Mapped[int] = mapped_column(BigInteger, default=0)
    about: Mapped[dict[str, Any]]
    asset_id: Mapped[UUID | None]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class UploadPart(Table):
    """A piece of an upload that lies safely in storage."""

    __tablename__ = "assets_upload_parts"

    upload_id: Mapped[UUID] = mapped_column(
        ForeignKey("assets_uploads.id", ondelete="CASCADE"), primary_key=True
    )
    start: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    workspace_id: Mapped[UUID]
    size: Mapped[int] = mapped_column(BigInteger)
    stored_as: Mapped[str] = mapped_column(Text)
