"""X's webhooks: an address proves itself, then hears of posts under a signature."""

from __future__ import annotations

import base64
import hashlib
import hmac
import http.server
import json
import threading
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.doubles.sandbox import SandboxProcess
from tests.support.loopback import TLS


class Receiver(http.server.BaseHTTPRequestHandler):
    """Answers the challenge with the secret it knows, and keeps what is sent with its signature."""

    secret = b""
    seen: list[tuple[str, bytes]]

    def do_GET(self) -> None:
        token = parse_qs(urlsplit(self.path).query)["crc_token"][0]
        self._answer({"response_token": signature(self.secret, token.encode())})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.seen.append((self.headers["x-twitter-webhooks-signature"], body))
        self._answer({})

    def _answer(self, body: dict[str, str]) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, *_: Any) -> None:
        return


def signature(secret: bytes, message: bytes) -> str:
    digest = hmac.new(secret, message, hashlib.sha256).digest()
    return "sha256=" + base64.b64encode(digest).decode()


@pytest.fixture
def receiver() -> Iterator[tuple[type[Receiver], str]]:
    """A listening address."""
    own = type("Own", (Receiver,), {"seen": [], "secret": b"another secret"})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), own) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield own, f"http://127.0.0.1:{server.server_port}/hook"
        server.shutdown()


def test_an_address_proves_itself_and_hears_of_posts(
    calm: SandboxProcess, receiver: tuple[type[Receiver], str]
) -> None:
    own, url = receiver
    secret = calm.control("GET", "/apps")["x"]["client_secret"].encode()
    token = calm.account("x", "listener")["access_token"]
    base, headers = calm.base_url("x"), {"Authorization": f"Bearer {token}"}
    with httpx.Client(headers=headers, trust_env=False, verify=TLS) as client:
        assert client.post(f"{base}/2/webhooks", json={"url": url}).status_code == 400
        own.secret = secret
        made = client.post(f"{base}/2/webhooks", json={"url": url}).json()["data"]
        post = client.post(f"{base}/2/tweets", json={"text": "Heard at once"}).json()["data"]
        client.delete(f"{base}/2/tweets/{post['id']}")
        _wait_for(own, 2)
        assert client.delete(f"{base}/2/webhooks/{made['id']}").json()["data"] == {"deleted": True}
        client.post(f"{base}/2/tweets", json={"text": "Heard by nobody"})
    kinds = []
    for given, body in own.seen:
        assert hmac.compare_digest(given, signature(secret, body))
        told = json.loads(body)["data"]
        kinds.append((told["event_type"], told["payload"]["id"]))
    assert sorted(kinds) == [("post.create", post["id"]), ("post.delete", post["id"])]


def _wait_for(own: type[Receiver], count: int) -> None:
    end = time.monotonic() + 60
    while len(own.seen) < count and time.monotonic() < end:
        time.sleep(0.05)
