"""The sandbox calls an address where our hooks listen: both sides understand each other."""

from __future__ import annotations

import hashlib
import hmac
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from tests.doubles.sandbox import SandboxProcess
from tests.support.loopback import TLS

from heliograph.extensions.connectors.facebook import Hooks
from heliograph.kit.clock import SystemClock
from heliograph.sdk.connectors import Follows
from heliograph.sdk.contract.bench import Bench
from heliograph.sdk.hooks import HookCall, HookRefused, RemoteEvent


@dataclass
class Listener:
    """An address that answers with our hooks."""

    url: str = ""
    secrets: dict[str, str] = field(default_factory=dict)
    events: list[RemoteEvent] = field(default_factory=list)

    def answer(self, call: HookCall) -> tuple[int, str]:
        try:
            handshake = Hooks().handshake(call, self.secrets)
            if handshake is not None:
                return 200, handshake.body
            self.events.extend(Hooks().read(call, self.secrets))
        except HookRefused:
            return 403, ""
        return 200, ""

    def wait_for(self, kind: str) -> RemoteEvent:
        for _ in range(1200):
            found = [event for event in self.events if event.kind == kind]
            if found:
                return found[0]
            time.sleep(0.05)
        raise AssertionError(f"nothing of the kind {kind} among {self.events}")


@pytest.fixture
def listener(private_sandbox: SandboxProcess) -> Iterator[Listener]:
    keys = private_sandbox.control("GET", "/apps")["facebook"]
    made = Listener(secrets={"client_secret": keys["client_secret"]})

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._take(b"")

        def do_POST(self) -> None:
            self._take(self.rfile.read(int(self.headers["Content-Length"])))

        def _take(self, body: bytes) -> None:
            query = dict(parse_qsl(urlsplit(self.path).query))
            headers = {name.lower(): value for name, value in self.headers.items()}
            call = HookCall(self.command, query, headers, body, SystemClock().now())
            status, text = made.answer(call)
            self.send_response(status)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the parent
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        made.url = f"http://127.0.0.1:{server.server_port}/hooks/facebook"
        yield made
        server.shutdown()
        thread.join()


def subscribe(sandbox: SandboxProcess, bench: Bench, url: str, word: str) -> httpx.Response:
    """What a person does in the app's dashboard, and what each Page agrees to once."""
    keys = sandbox.control("GET", "/apps")["facebook"]
    base = f"{sandbox.base_url('facebook')}/v26.0"
    form = {
        "object": "page", "callback_url": url, "fields": "feed", "verify_token": word,
        "access_token": f"{keys['client_id']}|{keys['client_secret']}",
    }  # fmt: skip
    secrets = bench.access.secrets
    agreed = {"subscribed_fields": "feed", "access_token": secrets["access_token"]}
    with httpx.Client(trust_env=False, verify=TLS) as client:
        client.post(f"{base}/{secrets['page_id']}/subscribed_apps", data=agreed)
        return client.post(f"{base}/{keys['client_id']}/subscriptions", data=form)


async def test_our_hooks_prove_themselves_and_hear_of_posts_and_comments(
    alone: Bench, private_sandbox: SandboxProcess, listener: Listener
) -> None:
    word = hmac.new(listener.secrets["client_secret"].encode(), b"webhooks", hashlib.sha256)
    answer = subscribe(private_sandbox, alone, listener.url, word.hexdigest())
    assert answer.json() == {"success": True}
    post = alone.post("Grüße 🌙 von der Laterne")
    receipt, _ = await alone.deliver(post)
    published = listener.wait_for("published")
    assert (published.remote_id, published.text) == (receipt.remote_id, post.text)
    assert published.account_id == alone.access.secrets["page_id"]
    step = alone.post("Mehr unten", kind="text")
    root = Follows("comment", receipt, receipt)
    await alone.connector().publish(alone.sent(replace(step, follows=root)), {})
    comment = listener.wait_for("comment")
    assert (comment.remote_id, comment.text) == (receipt.remote_id, "Mehr unten")
    await alone.connector().delete(receipt.remote_id)
    assert listener.wait_for("removed").remote_id == receipt.remote_id


async def test_a_reel_is_told_under_the_videos_id(
    alone: Bench, private_sandbox: SandboxProcess, listener: Listener
) -> None:
    word = hmac.new(listener.secrets["client_secret"].encode(), b"webhooks", hashlib.sha256)
    subscribe(private_sandbox, alone, listener.url, word.hexdigest())
    receipt, _ = await alone.deliver(alone.post(kind="reel"))
    assert listener.wait_for("published").handle == receipt.remote_id


def test_an_app_with_another_secret_is_not_let_in(
    alone: Bench, private_sandbox: SandboxProcess, listener: Listener
) -> None:
    answer = subscribe(private_sandbox, alone, listener.url, "guessed")
    assert answer.json()["error"]["code"] == 2200
