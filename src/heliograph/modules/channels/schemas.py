"""What crosses the wire of channels."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, SecretStr


class ChannelOrder(BaseModel):
    """An account to be connected by hand."""

    model_config = ConfigDict(extra="forbid")

    platform: str = Field(max_length=32, examples=["mastodon"])
    base_url: str | None = Field(
        None, max_length=2000, description="Another server that speaks the platform's protocol."
    )
    secrets: dict[str, SecretStr] = Field(default_factory=dict)
    brand_ids: list[UUID] = Field(default_factory=list, max_length=200)
    name: str | None = Field(None, max_length=200)
    time_zone: str | None = Field(None, max_length=64)


class Reconnection(BaseModel):
    """New secrets for a channel."""

    model_config = ConfigDict(extra="forbid")

    secrets: dict[str, SecretStr]


class ChannelChange(BaseModel):
    """What may be changed about a channel."""

    model_config = ConfigDict(extra="forbid")

    name: str | None = Field(None, min_length=1, max_length=200)
    time_zone: str | None = Field(None, max_length=64)
    brand_ids: list[UUID] | None = Field(None, max_length=200)


class HealthOut(BaseModel):
    """How a channel is, in a word and in a sentence."""

    state: str
    sentence: str


class ChannelOut(BaseModel):
    """A connected account as it is shown; nothing secret."""

    id: UUID
    platform: str
    base_url: str
    remote_id: str
    handle: str
    name: str
    url: str | None
    avatar_url: str | None
    is_sandbox: bool
    time_zone: str
    health: HealthOut
    followers: int | None
    last_success_at: datetime | None
    brand_ids: list[UUID]
    created_at: datetime


class FieldOut(BaseModel):
    """One secret that connecting by hand needs."""

    name: str
    label: str
    secret: bool
    required: bool
    help: str


class SignInOut(BaseModel):
    """How an account of a platform is connected."""

    kind: str
    scopes: list[str]
    fields: list[FieldOut]


class PlatformOut(BaseModel):
    """A platform that can be connected, with its rules."""

    id: str
    name: str
    maturity: str
    checked_on: date
    default_base_url: str
    website: str
    sign_in: SignInOut
    kinds: list[str]
    text: dict[str, Any]
    media: dict[str, Any]
    reconcile: str
