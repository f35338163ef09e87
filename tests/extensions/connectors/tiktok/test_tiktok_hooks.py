"""TikTok's notifications: only signed ones are read, and each says what happened to which post."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest
from tests.extensions.connectors.conftest import NOW

from heliograph.extensions.connectors.tiktok import Hooks
from heliograph.kit.clock import SystemClock
from heliograph.sdk.contract.bench import Bench
from heliograph.sdk.hooks import HookCall, HookRefused

SECRET = "a-secret"
SECRETS = {"client_secret": SECRET}
SENT = int(NOW.timestamp())


def call(
    event: str = "post.publish.publicly_available",
    secret: str = SECRET,
    sent: int = SENT,
    post_id: int | None = 7345,
) -> HookCall:
    handle = "v_pub_file~v2-1.7"
    content = {"publish_id": handle, "post_id": post_id, "publish_type": "DIRECT_POST"}
    body = json.dumps({
        "client_key": "key", "event": event, "create_time": SENT, "user_openid": "o-1",
        "content": json.dumps(content | {"reason": "spam_risk"}),
    }).encode()  # fmt: skip
    digest = hmac.new(secret.encode(), f"{sent}.".encode() + body, hashlib.sha256).hexdigest()
    return HookCall("POST", {}, {"tiktok-signature": f"t={sent},s={digest}"}, body, NOW)


@pytest.mark.parametrize(
    ("event", "kind"),
    [
        ("post.publish.publicly_available", "published"),
        ("post.publish.failed", "failed"),
        ("post.publish.no_longer_publicaly_available", "removed"),
        ("authorization.removed", "revoked"),
        ("post.publish.complete", "other"),
        ("post.publish.inbox_delivered", "other"),
    ],
)
def test_each_event_is_told_with_its_post(event: str, kind: str) -> None:
    told = Hooks().read(call(event), SECRETS)
    assert [(one.kind, one.account_id, one.remote_id, one.handle) for one in told] == [
        (kind, "o-1", "7345", "v_pub_file~v2-1.7")
    ]
    assert event in Hooks.manifest.hooks.events if Hooks.manifest.hooks else False


def test_a_post_that_has_no_id_yet_is_told_by_its_handle() -> None:
    told = Hooks().read(call(post_id=None), SECRETS)
    assert [(one.remote_id, one.handle) for one in told] == [(None, "v_pub_file~v2-1.7")]


def test_the_same_call_again_has_the_same_id() -> None:
    first, second = Hooks().read(call(), SECRETS), Hooks().read(call(sent=SENT + 60), SECRETS)
    assert first[0].id == second[0].id


def test_a_wrong_signature_a_missing_one_and_an_old_one_are_refused() -> None:
    bare = HookCall("POST", {}, {}, call().body, NOW)
    old = call(sent=SENT - int(timedelta(days=4).total_seconds()))
    for wrong in (call(secret="another"), bare, old):
        with pytest.raises(HookRefused):
            Hooks().read(wrong, SECRETS)


def test_without_a_secret_nothing_is_believed() -> None:
    with pytest.raises(HookRefused):
        Hooks().read(call(secret=""), {})


def test_a_signed_call_that_is_no_notification_is_refused() -> None:
    body = b"[]"
    digest = hmac.new(SECRET.encode(), f"{SENT}.".encode() + body, hashlib.sha256).hexdigest()
    strange = HookCall("POST", {}, {"tiktok-signature": f"t={SENT},s={digest}"}, body, NOW)
    with pytest.raises(HookRefused):
        Hooks().read(strange, SECRETS)


class Ear(BaseHTTPRequestHandler):
    """Keeps what comes in."""

    heard: ClassVar[list[HookCall]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.heard.append(HookCall("POST", {}, headers, body, SystemClock().now()))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        return


async def test_what_the_sandbox_sends_is_read_and_names_the_post(bench: Bench) -> None:
    Ear.heard.clear()
    secrets = bench.access.secrets
    with ThreadingHTTPServer(("127.0.0.1", 0), Ear) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        portal = {
            "client_key": secrets["client_key"], "client_secret": secrets["client_secret"],
            "url": f"http://127.0.0.1:{server.server_port}/hooks",
        }  # fmt: skip
        address = f"{bench.access.base_url}/portal/webhook"
        assert (await bench.access.http.request("PUT", address, json=portal)).status == 204
        receipt, memory = await bench.deliver(bench.post(kind="video"))
        for _ in range(1200):
            if len(Ear.heard) == 2:
                break
            await asyncio.sleep(0.05)
        server.shutdown()
    told = [event for heard in Ear.heard for event in Hooks().read(heard, secrets)]
    assert [one.kind for one in told] == ["other", "published"]
    assert {one.handle for one in told} == {memory["publish_id"]}
    assert told[1].remote_id == receipt.remote_id
    assert told[1].account_id == (await bench.connector().identify()).remote_id
