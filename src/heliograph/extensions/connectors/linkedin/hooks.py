"""Notifications about an organisation's posts: the challenge, the signature, what they say."""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

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

PREFIX = "hmacsha256="
KINDS: Mapping[str, Literal["comment", "reaction"]] = {"COMMENT": "comment", "LIKE": "reaction"}


class Entity(Wire):
    """What a decorated activity says."""

    text: str = ""


class Decoration(Wire):
    """The activity spelled out."""

    comment: Entity | None = None


class Notification(Wire):
    """One thing that happened to an organisation's post."""

    id: str = Field(alias="notificationId", coerce_numbers_to_str=True)
    organisation: str = Field("", alias="organizationalEntity")
    action: str = ""
    post: str | None = Field(None, alias="sourcePost")
    activity: str = Field("", alias="generatedActivity")
    decoration: Decoration = Field(Decoration(), alias="decoratedGeneratedActivity")


class Notifications(Wire):
    """One call."""

    notifications: tuple[Notification, ...] = ()


class LinkedInHooks:
    """Implements `heliograph.sdk.hooks.Hooks`."""

    manifest = load_connector_manifest(Path(__file__).parent)

    def word(self, secrets: Secrets) -> str:
        """LinkedIn signs a code with the app's secret instead."""
        return ""

    def handshake(self, call: HookCall, secrets: Secrets) -> Handshake | None:
        """LinkedIn sends a code, and wants it back signed."""
        code = call.query.get("challengeCode", "")
        if call.method != "GET" or not code:
            return None
        answer = {
            "challengeCode": code,
            "challengeResponse": signed_with(_secret(secrets), code.encode()),
        }
        return Handshake(json.dumps(answer), "application/json")

    def read(self, call: HookCall, secrets: Secrets) -> Sequence[RemoteEvent]:
        """Verifiers in the open disagree on a prefix under the signature: both forms hold."""
        given = call.headers.get("x-li-signature", "").removeprefix(PREFIX)
        plain = signed_with(_secret(secrets), call.body)
        if not hmac.compare_digest(given.encode(), plain.encode()):
            refuse_unless_equal(given, signed_with(_secret(secrets), PREFIX.encode() + call.body))
        try:
            told = Notifications.model_validate_json(call.body)
        except ValidationError as error:
            raise HookRefused("The notification cannot be read.") from error
        return [_event(one) for one in told.notifications]


def _event(one: Notification) -> RemoteEvent:
    comment = one.decoration.comment
    return RemoteEvent(
        id=one.id,
        kind=KINDS.get(one.action, "other"),
        account_id=one.organisation or None,
        remote_id=one.post,
        text=comment.text if comment else "",
        detail={"action": one.action, "activity": one.activity},
    )


def _secret(secrets: Secrets) -> str:
    secret = secrets.get("client_secret", "")
    if not secret:
        raise HookRefused("No client secret is stored to check LinkedIn's calls with.")
    return secret
