"""Meta's calls to us, signed as Meta signs them."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import pytest

from heliograph.extensions.connectors.instagram import Hooks as InstagramHooks
from heliograph.extensions.connectors.threads import Hooks as ThreadsHooks
from heliograph.sdk.graph.hooks import word_of
from heliograph.sdk.hooks import HookCall, HookRefused

NOW = datetime(2026, 11, 21, 7, 0, tzinfo=UTC)
SECRETS = {"client_secret": "hush"}
COMMENT = {
    "from": {"id": "9", "username": "aries"}, "media": {"id": "77"}, "id": "5", "text": "Schön"
}  # fmt: skip


def asked(method: str = "GET", body: bytes = b"", **query: str) -> HookCall:
    return HookCall(method, {f"hub.{name}": value for name, value in query.items()}, {}, body, NOW)


def signed(told: object, key: str = "hush") -> HookCall:
    # Meta escapes what is not ASCII; the signature is over those very bytes.
    body = json.dumps(told, ensure_ascii=True).encode()
    mac = hmac.new(key.encode(), body, hashlib.sha256).hexdigest()
    headers = {"x-hub-signature-256": f"sha256={mac}", "content-type": "application/json"}
    return HookCall("POST", {}, headers, body, NOW)


def changed(value: dict[str, Any], field: str = "comments") -> dict[str, Any]:
    entry = {"id": "178", "time": 1_795_000_000, "changes": [{"field": field, "value": value}]}
    return {"object": "instagram", "entry": [entry]}


def withdrawn(person: str, key: str = "hush") -> HookCall:
    payload = json.dumps({"user_id": person, "issued_at": 1_795_000_000}).encode()
    told = base64.urlsafe_b64encode(payload).rstrip(b"=")
    mac = hmac.new(key.encode(), told, hashlib.sha256).digest()
    request = base64.urlsafe_b64encode(mac).rstrip(b"=") + b"." + told
    body = urlencode({"signed_request": request.decode()}).encode()
    headers = {"content-type": "application/x-www-form-urlencoded"}
    return HookCall("POST", {}, headers, body, NOW)


def test_whoever_knows_our_word_gets_the_bare_challenge_back() -> None:
    call = asked(mode="subscribe", challenge="1158", verify_token=word_of(SECRETS))
    answer = InstagramHooks().handshake(call, SECRETS)
    assert answer is not None
    assert answer.body == "1158"
    with pytest.raises(HookRefused):
        InstagramHooks().handshake(
            asked(mode="subscribe", challenge="1", verify_token="x"), SECRETS
        )
    assert InstagramHooks().handshake(asked(mode="unsubscribe", challenge="1"), SECRETS) is None
    assert InstagramHooks().handshake(signed(changed(COMMENT)), SECRETS) is None


def test_a_comment_is_told_once_with_its_words() -> None:
    (event,) = InstagramHooks().read(signed(changed(COMMENT)), SECRETS)
    assert (event.kind, event.account_id, event.remote_id) == ("comment", "178", "77")
    assert (event.text, event.detail["comment_id"]) == ("Schön", "5")
    (again,) = InstagramHooks().read(signed(changed(COMMENT)), SECRETS)
    assert again.id == event.id


def test_what_the_account_says_itself_and_mentions_are_no_comments() -> None:
    own = {**COMMENT, "from": {"id": "178"}}
    (event,) = InstagramHooks().read(signed(changed(own)), SECRETS)
    assert event.kind == "other"
    mention = changed({"media_id": "77", "comment_id": "6"}, "mentions")
    (event,) = InstagramHooks().read(signed(mention), SECRETS)
    assert (event.kind, event.remote_id, event.detail["comment_id"]) == ("other", "77", "6")


def test_a_change_of_another_shape_is_noted_and_another_subject_is_not() -> None:
    (event,) = InstagramHooks().read(signed(changed({"media": "strange"})), SECRETS)
    assert (event.remote_id, event.detail) == (None, {"field": "comments"})
    assert ThreadsHooks().read(signed(changed(COMMENT)), SECRETS) == []


@pytest.mark.parametrize("call", [
    signed(changed(COMMENT), "wrong"), signed("no object"), asked("POST", b"{}"),
    withdrawn("178", "wrong"),
    HookCall("POST", {}, {"content-type": "application/x-www-form-urlencoded"}, b"a=b", NOW),
])  # fmt: skip
def test_a_call_that_is_not_metas_is_refused(call: HookCall) -> None:
    with pytest.raises(HookRefused):
        InstagramHooks().read(call, SECRETS)


def test_without_a_secret_nothing_is_believed() -> None:
    with pytest.raises(HookRefused, match="secret"):
        ThreadsHooks().read(withdrawn("178"), {})


def test_a_withdrawn_permission_names_the_account() -> None:
    (event,) = ThreadsHooks().read(withdrawn("178"), SECRETS)
    assert (event.kind, event.account_id) == ("revoked", "178")
    assert event.id == "178:1795000000"
