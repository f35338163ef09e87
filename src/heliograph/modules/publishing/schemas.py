"""What crosses the wire of publishing."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field


class EntryOut(BaseModel):
    """One line of a post's history."""

    at: datetime
    kind: str
    sentence: str
    attempt: int
    detail: dict[str, Any]


class HistoryOut(BaseModel):
    """A post's history, oldest first."""

    entries: list[EntryOut]


class StageOut(BaseModel):
    """One stage of a post: the post itself is number 0."""

    number: int
    action: Literal["post", "reply", "comment", "cover", "playlist"]
    text: str
    stands: bool
    remote_id: str | None
    url: str | None
    published_at: datetime | None


class HandFinish(BaseModel):
    """Where a post stands that a person has put there."""

    model_config = ConfigDict(extra="forbid")

    url: str | None = Field(None, max_length=2000, pattern="^https?://")


class TestOrder(BaseModel):
    """With which file a channel is tried, where its platform takes no post without one."""

    __test__ = False
    model_config = ConfigDict(extra="forbid")

    asset_id: UUID | None = None


class AttemptOut(BaseModel):
    """One attempt to publish a post."""

    id: UUID
    attempt: int
    revision: int
    state: str
    key: str
    content_hash: str
    worker: str
    started_at: datetime
    sent_at: datetime | None
    finished_at: datetime | None
    remote_id: str | None
    url: str | None
    error: dict[str, Any] | None
