"""Calls that Meta makes to us: the subscription's proof, changes, a withdrawn permission.

Source: developers.facebook.com/docs/graph-api/webhooks/getting-started. A call may come again for
36 hours, so every event has an id that stays the same.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qs

from pydantic import Field, ValidationError

from heliograph.sdk.calls import Wire
from heliograph.sdk.connectors import Secrets
from heliograph.sdk.hooks import (
    Handshake,
    HookCall,
    HookRefused,
    RemoteEvent,
    refuse_unless_equal,
    signed_with,
)
from heliograph.sdk.manifest import ConnectorManifest

SIGNATURE = "x-hub-signature-256"
WORD = b"webhooks"
FORM = "application/x-www-form-urlencoded"


class Change(Wire):
    """One change of one field that was subscribed to."""

    field: str = ""
    value: dict[str, Any] = {}  # noqa: RUF012 - pydantic copies defaults


class Entry(Wire):
    """What happened to one account."""

    id: str = Field("", coerce_numbers_to_str=True)
    time: int = 0
    changes: tuple[Change, ...] = ()


class Told(Wire):
    """One call."""

    object: str = ""
    entry: tuple[Entry, ...] = ()


class GraphHooks:
    """Implements `heliograph.sdk.hooks.Hooks` for one product. A child names the `subject` its
    calls are about and says what a change means."""

    manifest: ConnectorManifest
    subject: str

    def word(self, secrets: Secrets) -> str:
        """The verify token."""
        return word_of(secrets)

    def handshake(self, call: HookCall, secrets: Secrets) -> Handshake | None:
        """Give the bare challenge back to whoever knows our word."""
        challenge = call.query.get("hub.challenge", "")
        if call.method != "GET" or call.query.get("hub.mode") != "subscribe" or not challenge:
            return None
        refuse_unless_equal(call.query.get("hub.verify_token", ""), word_of(secrets))
        return Handshake(challenge)

    def read(self, call: HookCall, secrets: Secrets) -> Sequence[RemoteEvent]:
        """Check the signature over the raw body, then tell what happened."""
        secret = secret_of(secrets)
        if call.headers.get("content-type", "").startswith(FORM):
            person, issued = signed_request(call.body, secret)
            return [self.withdrawn(person, issued)]
        refuse_unless_equal(
            call.headers.get(SIGNATURE, ""), f"sha256={signed_with(secret, call.body)}"
        )
        try:
            told = Told.model_validate_json(call.body)
        except ValidationError as error:
            raise HookRefused("The call is signed, but it cannot be read.") from error
        if told.object != self.subject:
            return []
        return [self.event(entry, change) for entry in told.entry for change in entry.changes]

    def event(self, entry: Entry, change: Change) -> RemoteEvent:
        """What one change means to us; nothing in particular, where a child does not say."""
        detail = {"field": change.field}
        return RemoteEvent(name_of(entry, change), "other", entry.id or None, detail=detail)

    def withdrawn(self, person: str, issued: str) -> RemoteEvent:
        """A person took the app's permission back; here the person is the account."""
        return RemoteEvent(f"{person}:{issued}", "revoked", person or None)


def name_of(entry: Entry, change: Change) -> str:
    """An id that is the same when the same thing is told again."""
    plain = json.dumps([entry.id, entry.time, change.field, change.value], sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()


def word_of(secrets: Secrets) -> str:
    """The verify token that is entered at Meta beside our address: made from the app's secret, so
    that nothing more has to be kept, and nobody else can know it."""
    return signed_with(secret_of(secrets), WORD)


def secret_of(secrets: Secrets) -> str:
    """The app's secret; `HookRefused` where none is stored."""
    secret = secrets.get("client_secret", "")
    if not secret:
        raise HookRefused("No app secret is stored to check Meta's calls with.")
    return secret


def signed_request(body: bytes, secret: str) -> tuple[str, str]:
    """Who withdrew the permission, and when, from a form that is signed in a way of its own."""
    given = parse_qs(body.decode("ascii", "replace")).get("signed_request", [""])[0]
    signature, _, payload = given.partition(".")
    wanted = hmac.new(secret.encode(), payload.encode(), hashlib.sha256).digest()
    try:
        if not hmac.compare_digest(_decoded(signature), wanted):
            raise HookRefused("The signature is missing or wrong.")
        told: Mapping[str, object] = json.loads(_decoded(payload))
    except (ValueError, binascii.Error) as error:
        raise HookRefused("The signed request cannot be read.") from error
    return str(told.get("user_id") or ""), str(told.get("issued_at") or "")


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
