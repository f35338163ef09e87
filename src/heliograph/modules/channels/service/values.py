"""The values that travel in and out of the channels' services, and the small rules about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID
from zoneinfo import available_timezones

from heliograph.kit.errors import InvalidInput
from heliograph.modules.channels.errors import SecretsMissing
from heliograph.sdk.connectors import Connector, Secrets
from heliograph.sdk.manifest import ConnectorManifest


@dataclass(frozen=True)
class ChannelCard:
    """The face of a channel."""

    id: UUID
    platform: str
    handle: str
    name: str
    time_zone: str


@dataclass(frozen=True)
class OpenChannel:
    """A channel ready to be spoken to."""

    card: ChannelCard
    manifest: ConnectorManifest
    connector: Connector
    account_id: str = ""
    """The account's own id on the platform."""
    base_url: str = ""

    @property
    def door(self) -> str:
        """The platform at its address: what can be reached or not."""
        return f"{self.manifest.id} {self.base_url}"


@dataclass(frozen=True)
class NewChannel:
    """An account to be connected by hand."""

    platform: str
    secrets: Mapping[str, str] = field(repr=False)
    base_url: str | None = None
    brand_ids: Sequence[UUID] = ()
    name: str | None = None
    time_zone: str | None = None


def card_of(row: Any) -> ChannelCard:
    """The face in a row."""
    return ChannelCard(row["id"], row["platform"], row["handle"], row["name"], row["time_zone"])


def check_secrets(manifest: ConnectorManifest, secrets: Mapping[str, str]) -> None:
    """Raise `SecretsMissing` unless a person gave what the platform asks for, and no more."""
    known = {field.name for field in manifest.sign_in.fields}
    missing = [
        field.name
        for field in manifest.sign_in.fields
        if field.required and not secrets.get(field.name)
    ]
    unknown = sorted(set(secrets) - known)
    if missing or unknown:
        parts = [f"missing: {', '.join(missing)}"] if missing else []
        parts += [f"not known: {', '.join(unknown)}"] if unknown else []
        raise SecretsMissing(f"{manifest.name} – {'; '.join(parts)}", pointer="/secrets")


def checked_zone(name: str) -> str:
    """The name of a time zone, if it is one."""
    if name not in available_timezones():
        raise InvalidInput(f"{name} is no time zone", pointer="/time_zone")
    return name


def whole_address(text: str) -> str:
    """A server as a person types it, as an address; raises `InvalidInput` for anything else."""
    address = text.strip().rstrip("/")
    if "://" not in address and ":" not in address.partition("/")[0]:
        address = f"https://{address}"
    if not address.startswith(("https://", "http://")):
        raise InvalidInput(f"{text[:100]} is no address of a server", pointer="/base_url")
    return address


def health_sentence(platform: str, row: Any) -> str:
    """How a channel is, for a person."""
    if row["health"] == "good":
        return "Good."
    if row["health"] == "waiting":
        return f"{platform} did not answer at the last look: {_stopped(row['health_detail'])}"
    return f"Needs you: {platform} ended the permission. {_stopped(row['health_detail'])}".strip()


def expiry_of(secrets: Secrets) -> datetime | None:
    """When the access runs out, where the platform said so."""
    try:
        return datetime.fromtimestamp(float(secrets.get("expires_at", "")), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def laid_over(stored: Secrets, fresh: Secrets) -> dict[str, str]:
    """The stored secrets with every fresh value that is not empty.

    A fresh access token that came without an end has none: the old one's end goes with it.
    """
    given = {name: value for name, value in fresh.items() if value}
    kept = dict(stored)
    if given.get("access_token", kept.get("access_token")) != kept.get("access_token"):
        kept.pop("expires_at", None)
    return kept | given


def _stopped(words: str) -> str:
    """A platform's words as a whole sentence."""
    return words if not words or words.endswith((".", "!", "?")) else f"{words}."
