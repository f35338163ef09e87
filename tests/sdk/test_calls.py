"""What happens on the wire, in the words of the sdk's errors."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from heliograph.kit.http import Answer, HTTPClient, HTTPLimits
from heliograph.sdk.calls import (
    LONGEST_DETAIL,
    Wire,
    ask,
    bearer,
    commit,
    hide_secrets,
    is_loopback,
    parse,
    until_iso,
    until_unix,
)
from heliograph.sdk.errors import ConnectorError, OutcomeUnknown, ReconnectNeeded, TryLater

NOW = datetime(2026, 11, 21, 7, 0, tzinfo=UTC)
NOBODY = "http://127.0.0.1:9/"


class Named(Wire):
    name: str


@asynccontextmanager
async def server(reply: bytes) -> AsyncIterator[str]:
    """A server that reads a request, writes these bytes, and hangs up."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(reply)
        await writer.drain()
        writer.close()
        await writer.wait_closed()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as listening:
        host, port = listening.sockets[0].getsockname()
        yield f"http://{host}:{port}/"


@pytest.fixture
async def http() -> AsyncIterator[HTTPClient]:
    limits = HTTPLimits(total_seconds=5, read_retries=0)
    async with HTTPClient(limits, private_networks=["127.0.0.0/8"]) as client:
        yield client


async def test_a_committing_call_that_never_left_may_be_made_again(http: HTTPClient) -> None:
    with pytest.raises(TryLater):
        await commit(http.post(NOBODY))


@pytest.mark.parametrize(
    "reply",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{",
        b"HTTP/1.1 500 Broken\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 504 Slow\r\nContent-Length: 0\r\n\r\n",
    ],
)
async def test_a_committing_call_without_a_settling_answer_is_unknown(
    http: HTTPClient, reply: bytes
) -> None:
    async with server(reply) as url:
        with pytest.raises(OutcomeUnknown):
            await commit(http.post(url))


async def test_a_committing_call_that_takes_too_long_is_unknown(http: HTTPClient) -> None:
    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    async with await asyncio.start_server(silent, "127.0.0.1", 0) as listening:
        host, port = listening.sockets[0].getsockname()
        with pytest.raises(OutcomeUnknown):
            await commit(http.post(f"http://{host}:{port}/", seconds=0.2))


async def test_a_refusal_settles_a_committing_call(http: HTTPClient) -> None:
    async with server(b"HTTP/1.1 422 No\r\nContent-Length: 0\r\n\r\n") as url:
        assert (await commit(http.post(url))).status == 422


@pytest.mark.parametrize("reply", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{"])
async def test_any_other_call_without_an_answer_may_be_made_again(
    http: HTTPClient, reply: bytes
) -> None:
    async with server(reply) as url:
        with pytest.raises(TryLater):
            await ask(http.get(url))


async def test_a_private_address_is_refused_as_a_connector_error() -> None:
    async with HTTPClient() as careful:
        with pytest.raises(TryLater, match="private address"):
            await ask(careful.get(NOBODY))


@pytest.mark.parametrize("body", [b"<html>Login</html>", b"{}", b"[]", b'{"name": 3}'])
@pytest.mark.parametrize("trouble", [TryLater, OutcomeUnknown])
def test_an_answer_of_another_shape_is_the_callers_trouble(
    body: bytes, trouble: type[ConnectorError]
) -> None:
    answer = Answer(200, httpx.Headers(), body, "http://host/path?access_token=hidden")
    with pytest.raises(trouble, match="host/path gave an answer") as caught:
        parse(Named, answer, trouble)
    assert "hidden" not in str(caught.value)


def test_an_answer_of_our_shape_is_read_and_the_rest_ignored() -> None:
    answer = Answer(200, httpx.Headers(), b'[{"name": "Leo", "more": 1}]', "http://host/")
    assert parse(list[Named], answer) == [Named(name="Leo")]


@pytest.mark.parametrize("token", ["", "  ", "a\nb", "tökén", "a\x00b"])
def test_what_cannot_be_a_token_asks_for_reconnection(token: str) -> None:
    with pytest.raises(ReconnectNeeded) as caught:
        bearer(token)
    assert not token.strip() or token not in str(caught.value)


def test_a_token_pasted_with_white_space_is_cleaned() -> None:
    assert bearer(" abc\n") == {"Authorization": "Bearer abc"}


def test_echoed_secrets_are_hidden_and_long_words_cut() -> None:
    secrets = {"access_token": "s3cr3t", "user_id": "1784"}
    text = hide_secrets("Malformed access token s3cr3t of 1784", secrets)
    assert text == "Malformed access token *** of 1784"
    assert len(hide_secrets("x" * 1000, secrets)) == LONGEST_DETAIL + 1


@pytest.mark.parametrize(
    ("url", "here"),
    [
        ("http://127.0.0.1:8080", True),
        ("http://localhost/x", True),
        ("http://[::1]:1", True),
        ("https://bsky.social", False),
        ("https://localhost.example.com", False),
    ],
)
def test_loopback_is_told_from_the_world(url: str, here: bool) -> None:
    assert is_loopback(url) is here


def test_moments_of_return_are_read_and_never_lie_in_the_past() -> None:
    assert until_iso("2026-11-21T07:05:00.000Z", NOW) == timedelta(minutes=5)
    assert until_iso("2026-11-21T06:00:00+00:00", NOW) == timedelta()
    assert until_unix(str(NOW.timestamp() + 30), NOW) == timedelta(seconds=30)
    for broken in (None, "", "soon", "1e400", "nan"):
        assert until_unix(broken, NOW) is None
        assert until_iso(broken, NOW) is None
