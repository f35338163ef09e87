"""What crosses the wire of assets."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from heliograph.modules.assets.licences import Licence, LicenceKind
from heliograph.modules.assets.limits import MOST_TAGS

MOST_ALT = 5000
MOST_TITLE = 300


class LicenceIn(BaseModel):
    """Under which terms a file may be used."""

    model_config = ConfigDict(extra="forbid")

    kind: LicenceKind
    author: str = Field("", max_length=300, description="Who made it; needed by CC BY.")
    url: str = Field("", max_length=2000, description="Where it was found; needed by CC BY.")
    proof: str = Field(
        "", max_length=2000, description="Invoice, order or letter; needed for bought files."
    )
    note: str = Field("", max_length=2000)

    def value(self) -> Licence:
        """For the service."""
        return Licence(**self.model_dump())


class LicenceOut(BaseModel):
    """A file's terms, and who stated them."""

    kind: str
    name: str
    author: str
    url: str
    proof: str
    note: str
    stated_by: UUID | None
    stated_at: datetime | None


class AssetOut(BaseModel):
    """A stored file as it is shown."""

    id: UUID
    url: str
    thumbnail_url: str | None
    preview_url: str | None = Field(description="A few seconds of a video, moving and silent.")
    title: str
    mime: str
    size: int
    width: int | None
    height: int | None
    duration_ms: int | None
    fps: float | None
    video_codec: str | None
    audio_codec: str | None
    alt: str
    tags: list[str]
    folder_id: UUID | None
    origin: str
    source: str
    source_url: str
    licence: LicenceOut
    licences: dict[str, str]
    version: int
    created_by: UUID | None
    created_at: datetime
    updated_at: datetime
    used_at: datetime | None
    trashed_at: datetime | None


class NewAssetOut(AssetOut):
    """A file that has just come, and whether the library had it already."""

    same_as: list[UUID]


class AssetChange(BaseModel):
    """What may be said anew about a file; what is left out stays. A folder of null is the library
    itself."""

    model_config = ConfigDict(extra="forbid")

    alt: str | None = Field(
        None, max_length=MOST_ALT, description="What is to be seen, for those who cannot."
    )
    title: str | None = Field(None, max_length=MOST_TITLE)
    tags: list[str] | None = Field(None, max_length=MOST_TAGS)
    folder_id: UUID | None = None
    licence: LicenceIn | None = None


class FetchOrder(BaseModel):
    """A file to be fetched from an address."""

    model_config = ConfigDict(extra="forbid")

    url: str = Field(max_length=2000)
    alt: str = Field("", max_length=MOST_ALT)
    title: str = Field("", max_length=MOST_TITLE)
    tags: list[str] = Field(default_factory=list, max_length=MOST_TAGS)
    folder_id: UUID | None = None
    licence: LicenceIn | None = None


class AlikeOut(BaseModel):
    """A picture that looks like another."""

    asset: AssetOut
    likeness: float


class SameOut(BaseModel):
    """One content that the library holds several times."""

    sha256: str
    size: int
    ids: list[UUID]


class TagOut(BaseModel):
    """A tag and how many files carry it."""

    tag: str
    count: int


class UsageOut(BaseModel):
    """How much room the workspace takes; no limit is null."""

    used_bytes: int
    limit_bytes: int | None
    images: int
    videos: int
    documents: int


class FolderOut(BaseModel):
    """A folder of the library."""

    id: UUID
    parent_id: UUID | None
    name: str
    path: str
    count: int
    created_at: datetime


class FolderOrder(BaseModel):
    """A folder to be made."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(min_length=1, max_length=120)
    parent_id: UUID | None = None


class FolderChange(BaseModel):
    """A folder's new name or place; what is left out stays."""

    model_config = ConfigDict(extra="forbid")

    name: str | None = Field(None, min_length=1, max_length=120)
    parent_id: UUID | None = None


class AssetVersionOut(BaseModel):
    """One of the files an asset had or has."""

    version: int
    is_current: bool
    url: str
    mime: str
    size: int
    width: int | None
    height: int | None
    duration_ms: int | None
    created_by: UUID | None
    created_at: datetime


class RenditionOut(BaseModel):
    """A form of a file that was made for one use."""

    id: UUID
    url: str
    purpose: str
    mime: str
    size: int
    width: int | None
    height: int | None
    created_at: datetime


class UploadOut(BaseModel):
    """An upload on its way, or the file it became."""

    id: UUID
    length: int
    received: int
    asset_id: UUID | None
    created_at: datetime
    expires_at: datetime


class Count(BaseModel):
    """How many, and how large together."""

    count: int
    bytes: int


class CleanOut(BaseModel):
    """What was cleaned up, or would be."""

    dry_run: bool
    renditions: Count
    trash: Count
    uploads: Count
    unowned: Count
