"""What the connectors to Meta's platforms share: refusals, rate limits, uploads, allowances."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from uuid import UUID

import httpx
import pytest

from heliograph.kit.clock import FixedClock
from heliograph.kit.http import Answer, HTTPClient
from heliograph.sdk.connectors import ChannelAccess, MediaFile, Quota, Secrets
from heliograph.sdk.errors import (
    ChannelClosed,
    ConnectorError,
    ContentRefused,
    OutcomeUnknown,
    ReconnectNeeded,
    TryLater,
)
from heliograph.sdk.graph.errors import (
    ErrorTable,
    Rule,
    error_of,
    is_expired,
    is_gone,
    is_passing,
    later,
    refused,
)
from heliograph.sdk.graph.shapes import Allowed
from heliograph.sdk.graph.uploads import send_video
from heliograph.sdk.graph.usage import Allowance, quotas_of, refuse_spent, regained

NOW = datetime(2026, 11, 21, 7, 0, tzinfo=UTC)
TABLE = ErrorTable(
    "gram",
    "Gram",
    by_code={5: Rule(ChannelClosed), 100: refused("link", "Take another link")},
    by_subcode={77: later(minutes=3)},
    by_word={"GRAM__LINKS": refused("text", "Take out links")},
)


def graph(code: int | str, subcode: int = 0, status: int = 400, **more: Any) -> Answer:
    """A refusal as Meta sends it."""
    error = {"message": "in words", "code": code, "error_subcode": subcode, **more}
    return answer(status, {"error": error})


def answer(status: int, body: object, headers: dict[str, str] | None = None) -> Answer:
    return Answer(status, httpx.Headers(headers or {}), json.dumps(body).encode(), "http://x/y")


@pytest.fixture
async def access() -> AsyncIterator[ChannelAccess]:
    async with HTTPClient(private_networks=("127.0.0.0/8",)) as http:
        yield access_at("http://127.0.0.1:9", http)


def access_at(base: str, http: HTTPClient) -> ChannelAccess:
    async def keep(secrets: Secrets) -> None:
        raise AssertionError(f"nothing rotates here, but {sorted(secrets)} came")

    secrets = {"access_token": "ABCDEF-token"}
    return ChannelAccess(base, secrets, http, keep, clock=FixedClock(NOW))


@pytest.mark.parametrize(("told", "error"), [
    (graph(1), TryLater), (graph(2), TryLater), (graph(4), TryLater), (graph(613), TryLater),
    (graph(80001), TryLater), (graph(368), TryLater), (graph(3), ReconnectNeeded),
    (graph(10), ReconnectNeeded), (graph(190, 463), ReconnectNeeded),
    (graph(102), ReconnectNeeded), (graph(250), ReconnectNeeded),
    (graph(0, status=403), ReconnectNeeded), (graph(5), ChannelClosed),
    (graph(5, 77), TryLater), (graph(100), ContentRefused),
    (graph(100, is_transient=True), TryLater), (graph(999, is_transient=True), TryLater),
    (graph(999), ContentRefused), (graph("GRAM__LINKS"), ContentRefused),
    (graph("GRAM__NEW"), ContentRefused), (answer(500, ""), TryLater),
    (answer(429, []), TryLater), (answer(400, "no"), ContentRefused),
])  # fmt: skip
def test_each_refusal_becomes_what_must_be_done(
    access: ChannelAccess, told: Answer, error: type[ConnectorError]
) -> None:
    found = TABLE.refusal(told, access)
    assert type(found) is error
    if isinstance(found, ContentRefused):
        assert found.problems[0].rule == "gram.refused"
        assert found.problems[0].remedy


def test_a_subcode_brings_its_own_field_and_waiting_time(access: ChannelAccess) -> None:
    found = TABLE.refusal(graph(100, 77), access)
    assert isinstance(found, TryLater)
    assert found.after == timedelta(minutes=3)


@pytest.mark.parametrize("code", [1, 2])
def test_a_server_that_failed_while_committing_settles_nothing(
    access: ChannelAccess, code: int
) -> None:
    assert isinstance(TABLE.refusal(graph(code), access, committing=True), OutcomeUnknown)


def test_a_secret_in_the_platforms_words_is_hidden(access: ChannelAccess) -> None:
    found = TABLE.refusal(graph(190, message="no such token ABCDEF-token"), access)
    assert "ABCDEF-token" not in found.detail


def test_a_failed_container_is_made_anew_or_refused_for_good(access: ChannelAccess) -> None:
    again = TABLE.container_trouble(later(seconds=9), "slow", access, {"kept": "this"})
    assert isinstance(again, TryLater)
    assert (again.after, again.memory) == (timedelta(seconds=9), {"kept": "this"})
    for_good = TABLE.container_trouble(refused("media", "Crop it"), "wide", access, {})
    assert isinstance(for_good, ContentRefused)
    assert (for_good.problems[0].field, for_good.problems[0].found) == ("media", "wide")


def test_gone_expired_and_passing_are_told_apart() -> None:
    gone, expired, busy = graph(100, 33), graph(190, 463, status=401), graph(613)
    assert [is_gone(one) for one in (gone, expired, busy)] == [True, False, False]
    assert [is_expired(one) for one in (gone, expired, busy)] == [False, True, False]
    assert [is_passing(one) for one in (gone, expired, busy)] == [False, False, True]
    assert error_of(answer(200, {"id": "1"})).code == 0


def test_the_scarcest_header_tells_what_is_left() -> None:
    headers = {
        "x-app-usage": '{"call_count":12,"total_cputime":40,"total_time":3}',
        "x-page-usage": '{"call_count":30}',
        "x-business-use-case-usage": '{"178":[{"type":"gram","call_count":95}]}',
    }
    found = {one.name: one for one in quotas_of(answer(200, {}, headers), NOW)}
    assert found["app calls"] == Quota("app calls", 100, 60, NOW + timedelta(hours=1), "app")
    assert (found["channel calls"].remaining, found["channel calls"].scope) == (5, "channel")


def test_minutes_until_access_comes_back_are_believed() -> None:
    row = {"type": "gram", "call_count": 100, "estimated_time_to_regain_access": 7}
    told = answer(400, {}, {"x-business-use-case-usage": json.dumps({"1": [row]})})
    assert regained(told) == timedelta(minutes=7)
    (quota,) = quotas_of(told, NOW)
    assert (quota.remaining, quota.resets_at) == (0, NOW + timedelta(minutes=7))


@pytest.mark.parametrize("header", ["", "soon", "[]", '{"1": 3}', '{"1": [{}]}', '{"1": ["x"]}'])
def test_a_strange_usage_header_is_survived(header: str) -> None:
    told = answer(400, {}, {"x-business-use-case-usage": header, "x-app-usage": header})
    assert regained(told) is None
    assert quotas_of(told, NOW) == []


def test_a_spent_allowance_means_later_and_every_one_is_told(access: ChannelAccess) -> None:
    heard: list[Quota] = []
    listening = replace(access, saw_quota=heard.append)
    rows = [
        Allowance("posts", 250, Allowed(quota_total=250, quota_duration=86_400)),
        Allowance("replies", 1, Allowed(quota_total=1000, quota_duration=86_400)),
    ]
    refuse_spent(listening, "Gram", rows, "replies")
    assert [(one.name, one.remaining) for one in heard] == [("posts", 0), ("replies", 999)]
    with pytest.raises(TryLater, match="250 posts"):
        refuse_spent(listening, "Gram", rows, "posts")


class UploadHost:
    """A server that takes one upload and answers as it is told."""

    def __init__(self, status: int, body: object) -> None:
        self.seen: dict[str, str] = {}
        self.body = b""
        host = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                host.seen = dict(self.headers.items())
                host.body = self.rfile.read(int(self.headers["Content-Length"]))
                told = json.dumps(body).encode()
                self.send_response(status)
                self.send_header("content-length", str(len(told)))
                self.end_headers()
                self.wfile.write(told)

            def log_message(self, *_: Any) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def host() -> Any:
    """Makes upload hosts, and ends them."""
    made: list[UploadHost] = []

    def make(status: int, body: object) -> UploadHost:
        made.append(UploadHost(status, body))
        return made[-1]

    yield make
    for one in made:
        one.server.shutdown()
        one.server.server_close()


def film(body: bytes = b"0123456789") -> MediaFile:
    async def read() -> AsyncIterator[bytes]:
        for start in range(0, len(body), 3):
            yield body[start : start + 3]

    return MediaFile(UUID(int=1), "video/mp4", len(body), "sha", read, "")


async def test_a_video_goes_out_from_its_offset_with_the_token_in_metas_own_form(
    access: ChannelAccess, host: Callable[..., UploadHost]
) -> None:
    taken = host(200, {"success": True})
    await send_video(replace(access, base_url=taken.url), TABLE, f"{taken.url}/up/1", film(), 4)
    assert taken.body == b"456789"
    sent = {name.lower(): value for name, value in taken.seen.items()}
    assert sent["authorization"] == "OAuth ABCDEF-token"
    assert (sent["offset"], sent["file_size"], sent["content-length"]) == ("4", "10", "6")


@pytest.mark.parametrize(("status", "body", "error"), [
    (400, {"debug_info": {"retriable": False, "message": "not a film"}}, ContentRefused),
    (400, {"debug_info": {"retriable": True, "type": "Broken"}}, TryLater),
    (500, {}, TryLater), (200, {"success": False}, TryLater),
    (401, {"error": {"code": 10, "message": "no"}}, ReconnectNeeded),
])  # fmt: skip
async def test_what_the_upload_host_says_is_told_as_what_must_be_done(
    access: ChannelAccess, host: Callable[..., UploadHost], status: int, body: object,
    error: type[ConnectorError],
) -> None:  # fmt: skip
    taken = host(status, body)
    with pytest.raises(error):
        await send_video(replace(access, base_url=taken.url), TABLE, f"{taken.url}/up/1", film())


@pytest.mark.parametrize("url", ["http://evil.example/up", "https://127.0.0.1:9/up"])
async def test_the_token_goes_to_no_foreign_upload_address(access: ChannelAccess, url: str) -> None:
    with pytest.raises(TryLater, match="not its own"):
        await send_video(access, TABLE, url, film())
