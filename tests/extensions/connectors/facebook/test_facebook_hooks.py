"""What Facebook tells us: only with its signature, each thing under one name."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import pytest

from heliograph.extensions.connectors.facebook import Hooks
from heliograph.sdk.hooks import Handshake, HookCall, HookRefused

SECRET = "an app's secret"
SECRETS = {"client_secret": SECRET}
WORD = hmac.new(SECRET.encode(), b"webhooks", hashlib.sha256).hexdigest()
PAGE, POST = "1784", "1784_99"
NOW = datetime(2026, 11, 21, 7, 0, tzinfo=UTC)


def told(*values: dict[str, Any], field: str = "feed") -> bytes:
    changes = [{"field": field, "value": value} for value in values]
    entry = {"id": PAGE, "time": 1, "changes": changes}
    return json.dumps({"object": "page", "entry": [entry]}).encode()


def signed(body: bytes, secret: str = SECRET, **headers: str) -> HookCall:
    digest = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    named = {"content-type": "application/json", "x-hub-signature-256": f"sha256={digest}"}
    return HookCall("POST", {}, {**named, **headers}, body, NOW)


def proof(**query: str) -> HookCall:
    named = {f"hub.{name}": value for name, value in query.items()}
    return HookCall("GET", named, {}, b"", NOW)


def withdrawal(secret: str = SECRET) -> HookCall:
    def encoded(raw: bytes) -> str:
        return base64.urlsafe_b64encode(raw).decode().rstrip("=")

    payload = encoded(json.dumps({"user_id": "77", "issued_at": 5}).encode())
    signature = encoded(hmac.new(secret.encode(), payload.encode(), hashlib.sha256).digest())
    body = urlencode({"signed_request": f"{signature}.{payload}"}).encode()
    return HookCall(
        "POST", {}, {"content-type": "application/x-www-form-urlencoded"}, body, NOW
    )  # fmt: skip


def test_the_bare_challenge_goes_back_to_who_knows_our_word() -> None:
    call = proof(mode="subscribe", challenge="1158201444", verify_token=WORD)
    assert Hooks().handshake(call, SECRETS) == Handshake("1158201444", "text/plain")


def test_an_event_is_no_handshake() -> None:
    assert Hooks().handshake(signed(told()), SECRETS) is None


@pytest.mark.parametrize("secrets", [{}, {"client_secret": ""}, {"client_secret": "other"}])
def test_who_does_not_know_our_word_gets_nothing(secrets: dict[str, str]) -> None:
    with pytest.raises(HookRefused):
        Hooks().handshake(proof(mode="subscribe", challenge="1", verify_token=WORD), secrets)


FROM_US, FROM_A_READER = {"id": PAGE, "name": "We"}, {"id": "5", "name": "A reader"}


@pytest.mark.parametrize(("value", "kind"), [
    ({"item": "status", "verb": "add", "from": FROM_US}, "published"),
    ({"item": "video", "verb": "add", "from": FROM_US, "video_id": 12}, "published"),
    ({"item": "status", "verb": "add", "from": FROM_A_READER}, "other"),
    ({"item": "status", "verb": "edited", "from": FROM_US}, "other"),
    ({"item": "status", "verb": "remove", "from": FROM_US}, "removed"),
    ({"item": "comment", "verb": "add", "comment_id": "99_1", "from": FROM_A_READER}, "comment"),
    ({"item": "comment", "verb": "remove", "comment_id": "99_1"}, "other"),
    ({"item": "reaction", "verb": "add", "reaction_type": "love"}, "reaction"),
])  # fmt: skip
def test_what_happened_in_the_feed_comes_under_our_words(value: dict[str, Any], kind: str) -> None:
    value = {"post_id": POST, "message": "Grüße", **value}
    (event,) = Hooks().read(signed(told(value)), SECRETS)
    assert (event.kind, event.account_id, event.remote_id) == (kind, PAGE, POST)
    assert event.text == "Grüße"
    assert event.handle == ("12" if "video_id" in value else None)


def test_the_same_thing_told_again_has_the_same_name_and_another_has_not() -> None:
    one, two = {"item": "status", "post_id": POST}, {"item": "status", "post_id": "1784_100"}
    first = Hooks().read(signed(told(one, two)), SECRETS)
    again = Hooks().read(signed(told(one, two)), SECRETS)
    assert [event.id for event in first] == [event.id for event in again]
    assert first[0].id != first[1].id


def test_fields_and_shapes_we_do_not_know_are_other_things() -> None:
    (event,) = Hooks().read(signed(told({"anything": 1}, field="mention")), SECRETS)
    assert event.kind == "other"
    (odd,) = Hooks().read(signed(told({"item": ["a", "list"]})), SECRETS)
    assert odd.kind == "other"


@pytest.mark.parametrize("call", [
    signed(told(), secret="guessed"),
    signed(told(), **{"x-hub-signature-256": ""}),
    signed(told(), **{"x-hub-signature-256": "sha256="}),
    HookCall("POST", {}, {}, told(), NOW),
    withdrawal("guessed"),
])  # fmt: skip
def test_a_call_without_facebooks_signature_is_refused(call: HookCall) -> None:
    with pytest.raises(HookRefused):
        Hooks().read(call, SECRETS)


def test_one_changed_byte_breaks_the_signature() -> None:
    call = signed(told({"item": "status", "post_id": POST}))
    changed = HookCall("POST", {}, call.headers, call.body.replace(b"99", b"98"), NOW)
    with pytest.raises(HookRefused):
        Hooks().read(changed, SECRETS)


def test_without_the_apps_secret_nothing_is_believed() -> None:
    with pytest.raises(HookRefused, match="secret"):
        Hooks().read(signed(told(), secret=""), {})


@pytest.mark.parametrize("body", [b"nonsense", b'{"object":"page","entry":7}'])
def test_a_signed_call_that_cannot_be_read_is_refused(body: bytes) -> None:
    with pytest.raises(HookRefused):
        Hooks().read(signed(body), SECRETS)


def test_a_call_about_something_else_says_nothing() -> None:
    assert Hooks().read(signed(b'{"object":"user","entry":[]}'), SECRETS) == []


def test_a_withdrawn_permission_is_told_with_the_person() -> None:
    (event,) = Hooks().read(withdrawal(), SECRETS)
    assert (event.kind, event.detail) == ("revoked", {"user_id": "77"})
    assert event.id == "77:5"
