"""Facebook calls back: an address that proves itself, signed calls, patience, withdrawal.

The receiver knows nothing of our code: it checks the signature over the raw bytes by itself.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.apps.sandbox.test_facebook import Caller, refusal
from tests.doubles.sandbox import SandboxProcess

WORD = "a word of ours"


@dataclass
class Receiver:
    """A server that verifies and remembers what it is told."""

    url: str = ""
    secret: str = ""
    answers: list[int] = field(default_factory=list)
    heard: list[dict[str, Any]] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    forged: int = 0

    def take(self, headers: Any, body: bytes) -> int:
        status = self.answers.pop(0) if self.answers else 200
        self.raw.append(body)
        if headers["Content-Type"].startswith("application/x-www-form-urlencoded"):
            self.heard.append({"signed_request": parse_qs(body.decode())["signed_request"][0]})
            return status
        for name, algorithm in (("X-Hub-Signature-256", "sha256"), ("X-Hub-Signature", "sha1")):
            digest = hmac.new(self.secret.encode(), body, algorithm).hexdigest()
            self.forged += headers[name] != f"{algorithm}={digest}"
        if status == 200:
            self.heard.append(json.loads(body))
        return status

    def wait_for_calls(self, count: int) -> None:
        """Wait until so many calls came, taken or not."""
        for _ in range(2000):
            if len(self.raw) >= count:
                return
            time.sleep(0.03)
        raise AssertionError(f"only {len(self.raw)} calls came")

    def wait_for(self, count: int) -> list[dict[str, Any]]:
        for _ in range(2000):
            if len(self.heard) >= count:
                break
            time.sleep(0.03)
        assert len(self.heard) >= count
        assert self.forged == 0
        return self.heard


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            query = parse_qs(urlsplit(self.path).query)
            knows = query.get("hub.verify_token") == [WORD]
            knows = knows and query.get("hub.mode") == ["subscribe"]
            self._say(200 if knows else 403, query["hub.challenge"][0].encode() if knows else b"")

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self._say(made.take(self.headers, body), b"")

        def _say(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the parent
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        made.url = f"http://127.0.0.1:{server.server_port}/facebook"
        yield made
        server.shutdown()
        thread.join()


@pytest.fixture
def caller(calm: SandboxProcess, handle: str, http: httpx.Client, receiver: Receiver) -> Caller:
    """A Page whose changes the receiver is told of."""
    made = Caller(calm, handle, http)
    receiver.secret = app(calm)["client_secret"]
    assert subscribe(made, calm, receiver.url, WORD).json() == {"success": True}
    path = f"{made.page_id}/subscribed_apps"
    assert made.post(path, subscribed_fields="feed").json() == {"success": True}
    return made


def app(sandbox: SandboxProcess) -> dict[str, Any]:
    found: dict[str, Any] = sandbox.control("GET", "/apps")["facebook"]
    return found


def subscribe(caller: Caller, sandbox: SandboxProcess, url: str, word: str) -> httpx.Response:
    keys = app(sandbox)
    return caller.post(
        f"{keys['client_id']}/subscriptions", object="page", callback_url=url, fields="feed",
        verify_token=word, access_token=f"{keys['client_id']}|{keys['client_secret']}",
    )  # fmt: skip


def test_an_address_that_does_not_know_the_word_is_not_subscribed(
    caller: Caller, sandbox: SandboxProcess, receiver: Receiver
) -> None:
    assert refusal(subscribe(caller, sandbox, receiver.url, "another"))[:2] == (400, 2200)
    keys = app(sandbox)
    token = f"{keys['client_id']}|{keys['client_secret']}"
    rows = caller.get(f"{keys['client_id']}/subscriptions", access_token=token).json()["data"]
    assert [row["callback_url"] for row in rows] == [receiver.url]
    guessed = caller.get(f"{keys['client_id']}/subscriptions", access_token="sandbox|guess")
    assert refusal(guessed)[:2] == (400, 190)


def test_a_posts_life_is_told_in_signed_calls(caller: Caller, receiver: Receiver) -> None:
    made = caller.post(f"{caller.page_id}/feed", message="Grüße 🌙").json()["id"]
    caller.post(made, message="Grüße")
    comment = caller.post(f"{made}/comments", message="First").json()["id"]
    caller.http.delete(f"{caller.base}/{made}", params={"access_token": caller.token})
    told = receiver.wait_for(4)
    assert {(one["object"], one["entry"][0]["id"]) for one in told} == {("page", caller.page_id)}
    changes = [one["entry"][0]["changes"][0] for one in told]
    assert {change["field"] for change in changes} == {"feed"}
    values = [change["value"] for change in changes]
    happened = {(one["item"], one["verb"], one["post_id"]) for one in values}
    assert happened == {
        ("status", "add", made), ("status", "edited", made), ("comment", "add", made),
        ("status", "remove", made),
    }  # fmt: skip
    assert comment in {one.get("comment_id") for one in values}
    assert "Grüße 🌙" in {one.get("message") for one in values}
    # What is not ASCII goes out escaped, and is signed as it goes out.
    assert all(body.isascii() for body in receiver.raw)
    assert any(rb"\ud83c\udf19" in body for body in receiver.raw)


def test_a_page_that_left_is_not_told_of(caller: Caller, receiver: Receiver) -> None:
    path = f"{caller.base}/{caller.page_id}/subscribed_apps"
    caller.http.delete(path, params={"access_token": caller.token})
    caller.post(f"{caller.page_id}/feed", message="Unheard")
    time.sleep(0.3)
    assert receiver.heard == []


def test_a_call_that_was_not_taken_comes_again_for_a_day_and_a_half(
    caller: Caller, sandbox: SandboxProcess, receiver: Receiver
) -> None:
    receiver.answers = [500, 503]
    made = caller.post(f"{caller.page_id}/feed", message="Again").json()["id"]
    for tries in (1, 2):
        receiver.wait_for_calls(tries)
        sandbox.control("POST", "/clock", {"advance_s": 600})
        caller.get("me")
    (told,) = receiver.wait_for(1)
    assert told["entry"][0]["changes"][0]["value"]["post_id"] == made
    assert len(set(receiver.raw)) == 1
    receiver.answers = [500] * 50
    caller.post(f"{caller.page_id}/feed", message="Never")
    receiver.wait_for_calls(4)
    sandbox.control("POST", "/clock", {"advance_s": 37 * 3600})
    receiver.answers = []
    caller.get("me")
    time.sleep(0.3)
    assert len(receiver.heard) == 1


def test_a_held_post_is_told_of_at_its_time(
    caller: Caller, sandbox: SandboxProcess, receiver: Receiver
) -> None:
    caller.schedule("Later", 3600)
    time.sleep(0.2)
    assert receiver.heard == []
    sandbox.control("POST", "/clock", {"advance_s": 3700})
    caller.get("me")
    (told,) = receiver.wait_for(1)
    assert told["entry"][0]["changes"][0]["value"]["message"] == "Later"


def test_a_withdrawn_permission_comes_as_a_signed_request(
    caller: Caller, sandbox: SandboxProcess, receiver: Receiver, handle: str
) -> None:
    keys = app(sandbox)
    token = f"{keys['client_id']}|{keys['client_secret']}"
    caller.post(keys["client_id"], deauth_callback_url=receiver.url, access_token=token)
    sandbox.control("POST", "/revoke", {"platform": "facebook", "handle": handle})
    another = Caller(sandbox, f"{handle}.other", caller.http)
    another.get("me")
    (told,) = receiver.wait_for(1)
    signature, _, payload = told["signed_request"].partition(".")
    wanted = hmac.new(keys["client_secret"].encode(), payload.encode(), hashlib.sha256).digest()
    assert base64.urlsafe_b64encode(wanted).decode().rstrip("=") == signature
    body = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    assert body["user_id"] == f"{caller.page_id}0"
    caller.post(keys["client_id"], deauth_callback_url="", access_token=token)
