"""Facebook's calls to us: the subscription's proof, changes of a Page's feed, a withdrawn consent.

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
from pathlib import Path
from typing import Any, Literal
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
from heliograph.sdk.manifest import load_connector_manifest

SIGNATURE = "x-hub-signature-256"
WORD = b"webhooks"
Kind = Literal["published", "failed", "removed", "comment", "reaction", "revoked", "other"]
REACTIONS = frozenset({"reaction", "like"})


class Author(Wire):
    """Who did it."""

    id: str = Field("", coerce_numbers_to_str=True)


class Happening(Wire):
    """What happened in a feed."""

    item: str = ""
    verb: str = ""
    post_id: str = Field("", coerce_numbers_to_str=True)
    video_id: str = Field("", coerce_numbers_to_str=True)
    comment_id: str = Field("", coerce_numbers_to_str=True)
    message: str = ""
    author: Author = Field(Author(), alias="from")


class Change(Wire):
    """One change of one field that was subscribed to; only the feed's is read further."""

    field: str = ""
    value: dict[str, Any] = {}  # noqa: RUF012 - pydantic copies defaults


class Entry(Wire):
    """What happened to one Page."""

    id: str = Field("", coerce_numbers_to_str=True)
    time: int = 0
    changes: tuple[Change, ...] = ()


class Told(Wire):
    """One call."""

    object: str = ""
    entry: tuple[Entry, ...] = ()


class FacebookHooks:
    """Implements `heliograph.sdk.hooks.Hooks`."""

    manifest = load_connector_manifest(Path(__file__).parent)

    def handshake(self, call: HookCall, secrets: Secrets) -> Handshake | None:
        """Give the bare challenge back to whoever knows our word."""
        challenge = call.query.get("hub.challenge", "")
        if call.method != "GET" or call.query.get("hub.mode") != "subscribe" or not challenge:
            return None
        refuse_unless_equal(call.query.get("hub.verify_token", ""), word_of(secrets))
        return Handshake(challenge)

    def read(self, call: HookCall, secrets: Secrets) -> Sequence[RemoteEvent]:
        """Check the signature over the raw body, then tell what happened."""
        if call.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
            return [_withdrawn(call.body, _secret(secrets))]
        wanted = signed_with(_secret(secrets), call.body)
        refuse_unless_equal(call.headers.get(SIGNATURE, ""), f"sha256={wanted}")
        try:
            told = Told.model_validate_json(call.body)
        except ValidationError as error:
            raise HookRefused("The call is signed, but it cannot be read.") from error
        if told.object != "page":
            return []
        return [_event(entry, change) for entry in told.entry for change in entry.changes]


def word_of(secrets: Secrets) -> str:
    """The verify token that is entered at Facebook beside our address: made from the app's secret,
    so that nothing more has to be kept, and nobody else can know it."""
    return signed_with(_secret(secrets), WORD)


def _event(entry: Entry, change: Change) -> RemoteEvent:
    plain = json.dumps([entry.id, entry.time, change.field, change.value], sort_keys=True)
    name = hashlib.sha256(plain.encode()).hexdigest()
    try:
        value = Happening.model_validate(change.value)
    except ValidationError:
        value = Happening()
    detail = {"field": change.field, "item": value.item, "verb": value.verb}
    if value.comment_id:
        detail["comment_id"] = value.comment_id
    return RemoteEvent(
        id=name,
        kind=_kind(change.field, value, entry.id),
        account_id=entry.id or None,
        remote_id=value.post_id or None,
        handle=value.video_id or None,
        text=value.message,
        detail=detail,
    )


def _kind(field: str, value: Happening, page_id: str) -> Kind:
    if field != "feed":
        return "other"
    if value.item == "comment":
        return "comment" if value.verb == "add" else "other"
    if value.item in REACTIONS:
        return "reaction"
    if value.verb == "remove":
        return "removed"
    return "published" if value.verb == "add" and value.author.id == page_id else "other"


def _withdrawn(body: bytes, secret: str) -> RemoteEvent:
    """A person took the app's permission back: `signed_request`, signed in a way of its own."""
    given = parse_qs(body.decode("ascii", "replace")).get("signed_request", [""])[0]
    signature, _, payload = given.partition(".")
    wanted = hmac.new(secret.encode(), payload.encode(), hashlib.sha256).digest()
    try:
        if not hmac.compare_digest(_decoded(signature), wanted):
            raise HookRefused("The signature is missing or wrong.")
        told: Mapping[str, object] = json.loads(_decoded(payload))
    except (ValueError, binascii.Error) as error:
        raise HookRefused("The signed request cannot be read.") from error
    person = str(told.get("user_id") or "")
    issued = str(told.get("issued_at") or "")
    return RemoteEvent(f"{person}:{issued}", "revoked", detail={"user_id": person})


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _secret(secrets: Secrets) -> str:
    secret = secrets.get("client_secret", "")
    if not secret:
        raise HookRefused("No app secret is stored to check Facebook's calls with.")
    return secret
