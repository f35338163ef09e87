"""Manifests: what an extension says of itself, readable without running its code."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Maturity = Literal["planned", "built", "proven"]


class Frozen(BaseModel):
    """A manifest part: read once, never changed, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class TextRules(Frozen):
    """How long a text may be, counted the platform's way."""

    max: int
    unit: Literal["characters", "graphemes", "utf16", "bytes", "weighted"]
    max_bytes: int | None = None
    url_counts: int | None = Field(None, description="A URL counts this much, whatever its length.")
    max_hashtags: int | None = None
    max_mentions: int | None = None
    required: bool = False


class MediaRules(Frozen):
    """Which files a post may carry."""

    max_count: int
    min_count: int = 0
    mimes: tuple[str, ...]
    max_bytes: int
    min_ratio: float | None = Field(None, description="Width divided by height, at least.")
    max_ratio: float | None = None
    max_alt: int | None = None


class SecretField(Frozen):
    """One secret a person enters to connect by hand."""

    name: str
    label: str
    secret: bool = True
    required: bool = True
    help: str = ""


class SignIn(Frozen):
    """How an account is connected."""

    kind: Literal["oauth2", "app_password", "token", "webhook"]
    scopes: tuple[str, ...] = ()
    fields: tuple[SecretField, ...]


class ConnectorManifest(Frozen):
    """`manifest.toml` of a connector."""

    id: str
    name: str
    default_base_url: str
    website: str
    kinds: tuple[str, ...]
    maturity: Maturity
    checked_on: date
    sign_in: SignIn
    text: TextRules
    media: MediaRules
    metrics: tuple[str, ...]
    reconcile: str = Field(description="In words: how an unknown outcome is settled.")
    call_seconds: int = Field(30, description="Hard limit of the committing call.")
    settle_seconds: int = Field(
        5, description="How long the platform may still finish a request after we hung up."
    )
    native_key_seconds: int = Field(
        0, description="How long the platform itself honours our key; 0 when it has none."
    )


class SubjectProfile(Frozen):
    """One subject of a pack (a zodiac sign): fixed facts and its look."""

    id: str
    name: str
    symbol: str
    traits: tuple[str, ...]
    palette: dict[str, str]
    facts: dict[str, str]


class ContentType(Frozen):
    """A kind of content a pack can make."""

    id: str
    name: str
    description: str
    default_time: str = Field("07:00", description="Good local time of day while none is learned.")
    design: str | None = Field(None, description="The picture design that goes with it.")


class PackManifest(Frozen):
    """`pack.toml` of a niche pack."""

    id: str
    name: str
    version: str
    description: str
    languages: tuple[str, ...]
    maturity: Maturity
    sources: tuple[str, ...] = Field(description="Where its facts come from, with licences.")
    types: tuple[ContentType, ...]
    first_date: date | None = Field(None, description="The earliest day its sources reach.")
    last_date: date | None = Field(None, description="The latest day its sources reach.")


class ProviderManifest(Frozen):
    """`manifest.toml` of a model or rendering provider."""

    id: str
    name: str
    kind: Literal["text", "image", "audio", "video"]
    tier: Literal["offline", "budget", "balanced", "premium"]
    maturity: Maturity
    cost_per_call: float = 0.0
    description: str = ""


@cache
def load_connector_manifest(folder: Path) -> ConnectorManifest:
    """Read `manifest.toml` of a connector; raises `ValidationError` when it is not valid."""
    return ConnectorManifest.model_validate(tomllib.loads((folder / "manifest.toml").read_text()))


@cache
def load_pack_manifest(folder: Path) -> PackManifest:
    """Read `pack.toml` of a pack; raises `ValidationError` when it is not valid."""
    return PackManifest.model_validate(tomllib.loads((folder / "pack.toml").read_text()))


@cache
def load_provider_manifest(folder: Path) -> ProviderManifest:
    """Read `manifest.toml` of a provider; raises `ValidationError` when it is not valid."""
    return ProviderManifest.model_validate(tomllib.loads((folder / "manifest.toml").read_text()))
