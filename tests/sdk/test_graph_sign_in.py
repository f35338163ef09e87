"""Consent of Instagram and Threads where the platform answers in one of its rarer ways."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from heliograph.extensions.connectors.instagram import SignIn as InstagramSignIn
from heliograph.extensions.connectors.threads import SignIn as ThreadsSignIn
from heliograph.kit.clock import FixedClock
from heliograph.kit.http import HTTPClient
from heliograph.sdk.errors import ReconnectNeeded, TryLater
from heliograph.sdk.sign_in import AppAccess, SignInRefused

NOW = datetime(2026, 11, 21, 7, 0, tzinfo=UTC)
SHORT, LONG = {"access_token": "hour", "user_id": 178}, {"access_token": "sixty"}
Answers = Mapping[str, tuple[int, object]]


@pytest.fixture
def platform() -> Iterator[Callable[[Answers], str]]:
    """Makes a platform that answers each path as it is told; gives its address."""
    servers: list[ThreadingHTTPServer] = []

    def make(answers: Answers) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers.get("Content-Length") or 0))
                self.do_GET()

            def do_GET(self) -> None:
                status, body = answers[self.path.partition("?")[0]]
                told = json.dumps(body).encode()
                self.send_response(status)
                self.send_header("content-length", str(len(told)))
                self.end_headers()
                self.wfile.write(told)

            def log_message(self, *_: Any) -> None:
                return

        servers.append(ThreadingHTTPServer(("127.0.0.1", 0), Handler))
        Thread(target=servers[-1].serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{servers[-1].server_port}"

    yield make
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
async def http() -> AsyncIterator[HTTPClient]:
    async with HTTPClient(private_networks=("127.0.0.0/8",)) as client:
        yield client


def app(base: str, http: HTTPClient) -> AppAccess:
    return AppAccess(base, "https://here/back", http, "app", "app-secret", clock=FixedClock(NOW))


@pytest.mark.parametrize("first", [
    {**SHORT, "permissions": ["a", "b"]}, {"data": [{**SHORT, "permissions": "a,b"}]},
])  # fmt: skip
async def test_the_first_token_is_read_bare_and_in_a_list_of_one(
    http: HTTPClient, platform: Callable[[Answers], str], first: object
) -> None:
    base = platform({"/oauth/access_token": (200, first), "/access_token": (200, LONG)})
    grant = await InstagramSignIn(app(base, http)).redeem({}, {"code": "c"})
    assert grant.scopes == ("a", "b")
    assert grant.secrets["access_token"] == "sixty"
    assert int(grant.secrets["expires_at"]) == int(NOW.timestamp()) + 5_183_944


@pytest.mark.parametrize(("answers", "error"), [
    ({"/oauth/access_token": (400, {"error_message": "used app-secret"})}, SignInRefused),
    ({"/oauth/access_token": (500, {})}, TryLater),
    ({"/oauth/access_token": (200, {})}, TryLater),
    ({"/oauth/access_token": (400, {"error": {"code": 4, "message": "busy"}})}, TryLater),
    ({"/oauth/access_token": (200, SHORT),
      "/access_token": (400, {"error": {"code": 101, "message": "no"}})}, SignInRefused),
    ({"/oauth/access_token": (200, SHORT), "/access_token": (200, [])}, TryLater),
])  # fmt: skip
async def test_a_code_that_gives_no_token_is_told_as_what_must_be_done(
    http: HTTPClient, platform: Callable[[Answers], str], answers: Answers, error: type[Exception]
) -> None:
    with pytest.raises(error) as told:
        await ThreadsSignIn(app(platform(answers), http)).redeem({}, {"code": "c"})
    assert "app-secret" not in str(told.value)


@pytest.mark.parametrize(("answer", "error"), [
    ((400, {"error": {"code": 100, "message": "must be at least 24 hours old"}}), TryLater),
    ((400, {"error": {"code": 613, "message": "too many"}}), TryLater),
    ((503, {}), TryLater),
    ((401, {"error": {"code": 190, "message": "token old-token is dead"}}), ReconnectNeeded),
])  # fmt: skip
async def test_a_token_that_is_not_renewed_is_told_as_what_must_be_done(
    http: HTTPClient, platform: Callable[[Answers], str], answer: tuple[int, object],
    error: type[Exception],
) -> None:  # fmt: skip
    base = platform({"/refresh_access_token": answer})
    with pytest.raises(error) as told:
        await ThreadsSignIn(app(base, http)).refresh({"access_token": "old-token"})
    assert "old-token" not in str(told.value)


async def test_without_a_token_nothing_is_renewed(http: HTTPClient) -> None:
    with pytest.raises(ReconnectNeeded):
        await InstagramSignIn(app("http://127.0.0.1:9", http)).refresh({})
