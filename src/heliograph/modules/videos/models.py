"""Tables of videos: documents, their versions, their renders, and the styles they are made in."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Float, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from heliograph.kit.database import Table
from heliograph.kit.ids import new_id


class Video(Table):
    """A video as a document. `status` is making, ready or failed; `timeline` is empty until it
    has been made for the first time. `content_id` is the piece it was made from."""

    __tablename__ = "videos_videos"
    __table_args__ = (Index("ix_videos_videos_list", "workspace_id", "created_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    workspace_id: Mapped[UUID]
    brand_id: Mapped[UUID]
    content_id: Mapped[UUID | None]
    title: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str] = mapped_column(String(16))
    status: Mapped[str] = mapped_column(String(16))
    version: Mapped[int] = mapped_column(Integer, default=1)
    timeline: Mapped[dict[str, Any]] = mapped_column(default=dict)
    wishes: Mapped[dict[str, Any]] = mapped_column(default=dict)
    error: Mapped[dict[str, Any] | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class VideoVersion(Table):
    """A timeline that a video had, kept when it was changed."""

    __tablename__ = "videos_versions"

    video_id: Mapped[UUID] = mapped_column(
        ForeignKey("videos_videos.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID]
    timeline: Mapped[dict[str, Any]]
    change: Mapped[str] = mapped_column(Text, default="")
    author_id: Mapped[UUID | None]
    created_at: Mapped[datetime]


class VideoFile(Table):
    """A stored file that a video's timelines use."""

    __tablename__ = "videos_files"
    __table_args__ = (Index("ix_videos_files_name", "name"),)

    video_id: Mapped[UUID] = mapped_column(
        ForeignKey("videos_videos.id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    workspace_id: Mapped[UUID]


class Render(Table):
    """One file made of a version. `status` is waiting, running, done, refused, failed or
    cancelled; `done` of `total` frames are made; `quality` is the gate's report."""

    __tablename__ = "videos_renders"
    __table_args__ = (Index("ix_videos_renders_video", "video_id", "created_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    workspace_id: Mapped[UUID]
    video_id: Mapped[UUID] = mapped_column(ForeignKey("videos_videos.id", ondelete="CASCADE"))
    version: Mapped[int] = mapped_column(Integer)
    aspect: Mapped[str] = mapped_column(String(8))
    preset: Mapped[str] = mapped_column(String(16))
    status: Mapped[str] = mapped_column(String(16))
    stage: Mapped[str] = mapped_column(String(32), default="")
    done: Mapped[int] = mapped_column(Integer, default=0)
    total: Mapped[int] = mapped_column(Integer, default=0)
    seconds_left: Mapped[float | None] = mapped_column(Float)
    error: Mapped[dict[str, Any] | None]
    asset_id: Mapped[UUID | None]
    cover_asset_id: Mapped[UUID | None]
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    quality: Mapped[dict[str, Any]] = mapped_column(default=dict)
    score: Mapped[float | None] = mapped_column(Float)
    prints: Mapped[list[str]] = mapped_column(default=list)
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class VideoStyle(Table):
    """A style that a person learned from a reference or changed. `status` is analysing, ready,
    failed, or removed, when nothing but its guard is left for the videos that were made in it;
    `analysis` is what was measured, `marks` the stored file by which its reference is
    known again, `cube` that of a colour table of one's own, whose plain name the document has."""

    __tablename__ = "videos_styles"
    __table_args__ = (Index("ix_videos_styles_list", "workspace_id", "created_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    workspace_id: Mapped[UUID]
    name: Mapped[str] = mapped_column(String(120))
    status: Mapped[str] = mapped_column(String(16))
    document: Mapped[dict[str, Any]] = mapped_column(default=dict)
    analysis: Mapped[dict[str, Any]] = mapped_column(default=dict)
    cube: Mapped[str] = mapped_column(String(64), default="")
    marks: Mapped[str] = mapped_column(String(64), default="")
    asset_id: Mapped[UUID | None]
    error: Mapped[dict[str, Any] | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class Measure(Table):
    """The manner of a rendered film, measured once. `status` is waiting, running, done or failed;
    `share` is how much of it was looked at, 0 to 1."""

    __tablename__ = "videos_measures"

    render_id: Mapped[UUID] = mapped_column(
        ForeignKey("videos_renders.id", ondelete="CASCADE"), primary_key=True
    )
    workspace_id: Mapped[UUID]
    status: Mapped[str] = mapped_column(String(16))
    share: Mapped[float] = mapped_column(Float, default=0.0)
    analysis: Mapped[dict[str, Any]] = mapped_column(default=dict)
    error: Mapped[dict[str, Any] | None]
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class Inspection(Table):
    """What was found in a video that was not made here, by its content. `status` is waiting, done
    or failed; `quality` is the gate's report."""

    __tablename__ = "videos_inspections"

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    status: Mapped[str] = mapped_column(String(16))
    quality: Mapped[dict[str, Any]] = mapped_column(default=dict)
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    prints: Mapped[list[str]] = mapped_column(default=list)
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
