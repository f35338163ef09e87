"""X's calls to us: the hourly proof of ownership, and events signed over the raw body."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

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

SIGNATURE = "x-twitter-webhooks-signature"
Kind = Literal["published", "removed", "comment", "other"]


class XHooks:
    """Implements `heliograph.sdk.hooks.Hooks`."""

    manifest = load_connector_manifest(Path(__file__).parent)

    def word(self, secrets: Secrets) -> str:
        """X signs a token with the key's secret instead."""
        return ""

    def handshake(self, call: HookCall, secrets: Secrets) -> Handshake | None:
        """Sign the token that X asks with, in JSON."""
        token = call.query.get("crc_token")
        if call.method != "GET" or not token:
            return None
        proof = {"response_token": _signature(secrets, token.encode())}
        return Handshake(json.dumps(proof), "application/json")

    def read(self, call: HookCall, secrets: Secrets) -> Sequence[RemoteEvent]:
        """Check the signature, then tell what happened."""
        wanted = _signature(secrets, call.body)
        refuse_unless_equal(call.headers.get(SIGNATURE, ""), wanted)
        try:
            body = json.loads(call.body)
        except ValueError as error:
            raise HookRefused("The body is signed, but it is not JSON.") from error
        told = body.get("data") if isinstance(body, dict) else None
        events = told if isinstance(told, list) else [told]
        return [_event(one, call.body) for one in events if isinstance(one, dict)]


def _signature(secrets: Secrets, message: bytes) -> str:
    secret = secrets.get("consumer_secret", "")
    if not secret:
        raise HookRefused("No API key secret is stored for X, so nothing can be checked.")
    return f"sha256={signed_with(secret, message, 'base64')}"


def _event(told: Mapping[str, object], raw: bytes) -> RemoteEvent:
    payload = _part(told, "payload")
    account_id = str(_part(told, "filter").get("user_id") or "") or None
    post_id = str(payload.get("id") or "") or None
    name = str(told.get("event_type") or "")
    return RemoteEvent(
        id=str(told.get("event_uuid") or hashlib.sha256(raw).hexdigest()),
        kind=_kind(name, account_id, str(payload.get("author_id") or "")),
        account_id=account_id,
        remote_id=post_id if name.startswith("post.") else None,
        text=str(payload.get("text") or ""),
        detail={"event_type": name},
    )


def _kind(name: str, account_id: str | None, author_id: str) -> Kind:
    if name == "post.delete":
        return "removed"
    if name == "post.create":
        return "comment" if author_id and author_id != account_id else "published"
    return "other"


def _part(told: Mapping[str, object], name: str) -> Mapping[str, object]:
    part = told.get(name)
    return part if isinstance(part, dict) else {}
