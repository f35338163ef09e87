"""TikTok's notifications about posts on their way: the signature, and what they say."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
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

SIGNATURE = re.compile(r"t=(\d{1,12}),\s*s=([0-9a-fA-F]+)")
# TikTok repeats a call for up to three days, and whether it signs anew is not said.
OLDEST = timedelta(hours=73)
KINDS: Mapping[str, Literal["published", "failed", "removed", "revoked"]] = {
    "post.publish.publicly_available": "published",
    "post.publish.failed": "failed",
    "post.publish.no_longer_publicaly_available": "removed",
    "authorization.removed": "revoked",
}


class Call(Wire):
    """One notification; `content` is JSON within JSON."""

    event: str
    created_at: int = Field(alias="create_time")
    open_id: str = Field("", alias="user_openid")
    content: str = "{}"


class Content(Wire):
    """What a notification about a post says."""

    publish_id: str = ""
    post_id: str | None = Field(None, coerce_numbers_to_str=True)
    reason: str = ""


class TikTokHooks:
    """Implements `heliograph.sdk.hooks.Hooks`."""

    manifest = load_connector_manifest(Path(__file__).parent)

    def word(self, secrets: Secrets) -> str:
        """Nothing: TikTok only signs its calls."""
        return ""

    def handshake(self, call: HookCall, secrets: Secrets) -> Handshake | None:
        """TikTok asks for no proof."""
        return None

    def read(self, call: HookCall, secrets: Secrets) -> Sequence[RemoteEvent]:
        """Check the signature over the moment and the raw body, then read it."""
        found = SIGNATURE.fullmatch(call.headers.get("tiktok-signature", ""))
        secret = secrets.get("client_secret", "")
        if found is None or not secret:
            raise HookRefused("The signature is missing, or there is no secret to check it with.")
        moment, given = found.groups()
        refuse_unless_equal(given.lower(), signed_with(secret, f"{moment}.".encode() + call.body))
        if abs(call.received_at - datetime.fromtimestamp(int(moment), UTC)) > OLDEST:
            raise HookRefused("The notification is too old.")
        try:
            told = Call.model_validate_json(call.body)
            content = Content.model_validate(json.loads(told.content or "{}"))
        except (ValidationError, ValueError) as error:
            raise HookRefused("The notification cannot be read.") from error
        return [_event(told, content)]


def _event(told: Call, content: Content) -> RemoteEvent:
    about = content.publish_id or content.post_id or told.open_id
    return RemoteEvent(
        id=f"{told.event}:{about}:{told.created_at}",
        kind=KINDS.get(told.event, "other"),
        account_id=told.open_id or None,
        remote_id=content.post_id or None,
        handle=content.publish_id or None,
        detail={"event": told.event, "reason": content.reason},
    )
