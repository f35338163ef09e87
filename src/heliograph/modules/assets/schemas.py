"""What crosses the wire of assets."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field


class AssetOut(BaseModel):
    """A stored file as it is shown."""

    id: UUID
    url: str
    mime: str
    size: int
    width: int | None
    height: int | None
    duration_ms: int | None
    fps: float | None
    video_codec: str | None
    audio_codec: str | None
    alt: str
    source: str
    licences: dict[str, str]
    created_at: datetime


class AssetChange(BaseModel):
    """What may be said anew about a file."""

    model_config = ConfigDict(extra="forbid")

    alt: str = Field(max_length=5000, description="What is to be seen, for those who cannot.")
