"""The consent flow of Mastodon, against the sandbox's own consent page."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from tests.extensions.connectors.consenting import BACK, Consenting

from heliograph.extensions.connectors.mastodon import Connector, SignIn
from heliograph.kit.http import HTTPClient
from heliograph.sdk.contract.sign_in import ConsentDesk, SignInClaims
from heliograph.sdk.errors import TryLater
from heliograph.sdk.sign_in import AppAccess, SignInRefused


@pytest.fixture
def desk(consenting: Consenting) -> ConsentDesk:
    return consenting.desk(Connector, SignIn)


class TestMastodonSignIn(SignInClaims):
    """Every claim of the consent flow; tokens never run out."""

    refreshes = False


async def test_a_server_with_pkce_is_asked_with_a_challenge(desk: ConsentDesk) -> None:
    question = await desk.flow().ask("s", "")

    assert "code_challenge=" in question.url
    assert question.memory["verifier"] not in question.url


@contextmanager
def server(status: int, told: object) -> Iterator[str]:
    """A server that gives one answer to every registration and has no metadata."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_error(404)

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("content-length", 0)))
            body = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the parent
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join()


async def test_an_older_server_is_asked_without_a_challenge(http: HTTPClient) -> None:
    with server(200, {"client_id": "key", "client_secret": "hush"}) as address:
        question = await SignIn(AppAccess(address, BACK, http)).ask("s", "")

    assert "code_challenge" not in question.url
    assert "client_id=key" in question.url
    assert "verifier" not in question.memory


async def test_keys_that_were_given_are_used_as_they_are(http: HTTPClient) -> None:
    with server(500, {}) as address:
        app = AppAccess(address, BACK, http, "mine", "hush")
        question = await SignIn(app).ask("s", "")

    assert "client_id=mine" in question.url


@pytest.mark.parametrize(
    ("status", "told", "trouble"),
    [
        (422, {"error": "Validation failed"}, SignInRefused),
        (503, {}, TryLater),
        (429, {"error": "Too many requests"}, TryLater),
        (200, {"unlike": "an app"}, TryLater),
    ],
)
async def test_a_registration_that_fails_is_told_as_what_helps(
    http: HTTPClient, status: int, told: object, trouble: type[Exception]
) -> None:
    with server(status, told) as address, pytest.raises(trouble):
        await SignIn(AppAccess(address, BACK, http)).ask("s", "")
