"""Calls that platforms make to us: proving who made them, and what they say."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

from heliograph.sdk.connectors import Secrets
from heliograph.sdk.manifest import ConnectorManifest


class HookRefused(Exception):
    """The call is not the platform's: no signature, a wrong one, or one that is too old."""


@dataclass(frozen=True)
class HookCall:
    """One call as it came in. Header names are lower case; the body is untouched."""

    method: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    received_at: datetime


@dataclass(frozen=True)
class Handshake:
    """What a platform wants to read back before it sends anything."""

    body: str
    mime: str = "text/plain"


@dataclass(frozen=True)
class RemoteEvent:
    """One thing a platform tells. `id` is the same when it tells it again; `account_id` is the
    channel's `remote_id` there, `handle` what the publishing call gave before the post had its
    own id (a publish id), where the platform names one."""

    id: str
    kind: Literal["published", "failed", "removed", "comment", "reaction", "revoked", "other"]
    account_id: str | None = None
    remote_id: str | None = None
    handle: str | None = None
    text: str = ""
    detail: Mapping[str, str] = field(default_factory=dict)


class Hooks(Protocol):
    """What an extension exports as `Hooks` when its platform calls us."""

    manifest: ConnectorManifest

    def word(self, secrets: Secrets) -> str:
        """What is entered at the platform beside our address, so that it can prove to mean us;
        empty where nothing is. Raises `HookRefused` where a secret for it is missing."""
        ...

    def handshake(self, call: HookCall, secrets: Secrets) -> Handshake | None:
        """The answer to a proof of ownership; None when this call is none. Raises `HookRefused`."""
        ...

    def read(self, call: HookCall, secrets: Secrets) -> Sequence[RemoteEvent]:
        """Check the signature over the raw body, then read it. Raises `HookRefused`."""
        ...


def signed_with(secret: str, message: bytes, form: Literal["hex", "base64"] = "hex") -> str:
    """HMAC-SHA256 of a message."""
    digest = hmac.new(secret.encode(), message, hashlib.sha256).digest()
    return digest.hex() if form == "hex" else base64.b64encode(digest).decode()


def refuse_unless_equal(given: str, wanted: str) -> None:
    """Compare two signatures in constant time; raises `HookRefused`."""
    if not hmac.compare_digest(given.encode(), wanted.encode()):
        raise HookRefused("The signature is missing or wrong.")
