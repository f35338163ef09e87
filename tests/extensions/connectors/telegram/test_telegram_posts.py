"""Telegram over the wire: threads, albums, moved groups, the bot's standing, the webhook."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from tests.doubles.sandbox import SandboxProcess

from heliograph.extensions.connectors.telegram import Connector, Hooks
from heliograph.sdk.connectors import Follows, MediaFile, Secrets
from heliograph.sdk.contract.bench import Bench, ConnectorType
from heliograph.sdk.errors import ChannelClosed, ContentRefused, ReconnectNeeded, TryLater
from heliograph.sdk.hooks import HookCall

MOMENT = datetime(2026, 11, 21, 7, 0, tzinfo=UTC)
Reply = tuple[int, dict[str, object]]


@pytest.fixture
def bench(bench_on: Callable[[ConnectorType], Bench], videos: tuple[MediaFile, ...]) -> Bench:
    return replace(bench_on(Connector), videos=videos)


@dataclass
class Heard:
    """What a small server was asked, and what it answers, in order."""

    answers: list[Reply] = field(default_factory=list)
    bodies: list[dict[str, object]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    url: str = ""


@pytest.fixture
def listener() -> Iterator[Heard]:
    """A server that answers what it is told to, and `{}` when it has been told nothing."""
    heard = Heard()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers.get("content-length") or 0))
            heard.bodies.append(json.loads(raw or b"{}"))
            heard.headers.append({name.lower(): value for name, value in self.headers.items()})
            status, body = heard.answers.pop(0) if heard.answers else (200, {})
            data = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the parent's name
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        heard.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield heard
        server.shutdown()
        thread.join()


def standing(bench: Bench, sandbox: SandboxProcess) -> list[dict[str, object]]:
    handle = bench.access.secrets["chat_id"].removeprefix("@")
    return sandbox.posts("telegram", handle)


async def test_each_part_of_a_thread_answers_the_one_before(
    bench: Bench, sandbox: SandboxProcess
) -> None:
    root, _ = await bench.deliver(bench.post(kind="thread"))
    parent = root
    for _ in range(2):
        part = replace(bench.post(kind="thread"), follows=Follows("reply", root, parent))
        receipt, _ = await bench.deliver(part)
        assert int(receipt.remote_id) == int(parent.remote_id) + 1
        parent = receipt
    assert len(standing(bench, sandbox)) == 3


async def test_a_part_whose_parent_is_gone_is_refused(bench: Bench) -> None:
    root, _ = await bench.deliver(bench.post(kind="thread"))
    await bench.connector().delete(root.remote_id)
    part = replace(bench.post(kind="thread"), follows=Follows("reply", root, root))
    with pytest.raises(ContentRefused, match="replied"):
        await bench.connector().publish(bench.sent(part), {})


async def test_an_album_stands_as_one_post_and_goes_as_one(
    bench: Bench, sandbox: SandboxProcess
) -> None:
    post = replace(bench.post(kind="carousel"), media=bench.pictures)
    receipt, _ = await bench.deliver(post)
    (shown,) = standing(bench, sandbox)
    assert shown["text"] == post.text
    media = shown["media"]
    assert isinstance(media, list)
    assert [item["sha256"] for item in media] == [file.sha256 for file in bench.pictures]
    await bench.connector().delete(receipt.remote_id)
    assert standing(bench, sandbox) == []


async def test_a_receipts_address_leads_to_the_post(bench: Bench) -> None:
    receipt, _ = await bench.deliver(bench.post())
    assert receipt.url
    page = await bench.access.http.get(receipt.url)
    assert page.status == 200
    assert b"A lantern on the hill" in page.body


async def test_the_channels_followers_are_counted(bench: Bench) -> None:
    account = await bench.connector().identify()
    counts = await bench.connector().account_metrics()
    assert counts["followers"] == account.followers
    assert counts["followers"] > 0


async def test_a_channel_that_is_not_there_is_closed(bench: Bench) -> None:
    nowhere = {**bench.access.secrets, "chat_id": "@nobody_lives_here"}
    with pytest.raises(ChannelClosed):
        await bench.connector(secrets=nowhere).identify()


async def test_another_bots_channel_asks_for_reconnection(
    bench: Bench, sandbox: SandboxProcess
) -> None:
    foreign = sandbox.account("telegram", "foreign_channel")["chat_id"]
    secrets = {**bench.access.secrets, "chat_id": foreign}
    with pytest.raises(ReconnectNeeded, match="not a member"):
        await bench.connector(secrets=secrets).publish(bench.sent(bench.post()), {})


async def test_a_flood_is_told_with_the_time_to_wait(bench: Bench, sandbox: SandboxProcess) -> None:
    handle = bench.access.secrets["chat_id"].removeprefix("@")
    sandbox.control("POST", "/exhaust/telegram", {"handle": handle, "seconds": 40})
    with pytest.raises(TryLater) as limited:
        await bench.connector().publish(bench.sent(bench.post()), {})
    sandbox.control("DELETE", "/exhaust/telegram")
    assert limited.value.after is not None
    assert 30 < limited.value.after.total_seconds() <= 40


async def test_a_group_that_moved_is_followed_and_remembered(bench: Bench, listener: Heard) -> None:
    kept: list[Secrets] = []

    async def keep(secrets: Secrets) -> None:
        kept.append(secrets)

    moved = {"ok": False, "error_code": 400, "parameters": {"migrate_to_chat_id": -1009}}
    chat = {"id": -1009, "type": "supergroup", "title": "Lantern"}
    listener.answers = [
        (400, {**moved, "description": "Bad Request: group chat was upgraded"}),
        (200, {"ok": True, "result": {"message_id": 3, "chat": chat}}),
    ]
    access = replace(bench.access, base_url=listener.url, keep_secrets=keep)
    receipt = await Connector(access).publish(bench.sent(bench.post()), {})
    assert receipt.remote_id == "3"
    assert [body["chat_id"] for body in listener.bodies] == [
        bench.access.secrets["chat_id"],
        "-1009",
    ]
    assert kept == [{**bench.access.secrets, "chat_id": "-1009"}]


async def test_a_bot_without_the_right_to_post_asks_for_it(bench: Bench, listener: Heard) -> None:
    chat = {"id": -1009, "type": "channel", "title": "Lantern"}
    listener.answers = [
        (200, {"ok": True, "result": {"id": 7}}),
        (200, {"ok": True, "result": chat}),
        (200, {"ok": True, "result": {"status": "administrator", "can_post_messages": False}}),
    ]
    with pytest.raises(ReconnectNeeded, match="right to post"):
        await bench.connector(base_url=listener.url).identify()


async def test_a_lost_post_comes_back_by_the_webhook(bench: Bench, listener: Heard) -> None:
    secrets = {**bench.access.secrets, "webhook_secret": "our-own_secret"}
    base = f"{bench.access.base_url}/bot{secrets['bot_token']}"
    wanted = {
        "url": f"{listener.url}/hook", "secret_token": "our-own_secret",
        "allowed_updates": ["channel_post"],
    }  # fmt: skip
    set_up = await bench.access.http.post(f"{base}/setWebhook", json=wanted)
    assert set_up.json()["result"] is True
    post = bench.post()
    receipt = await bench.connector().publish(bench.sent(post), {})
    for _ in range(1200):
        if listener.bodies:
            break
        await asyncio.sleep(0.05)
    body = json.dumps(listener.bodies[0]).encode()
    call = HookCall("POST", {}, listener.headers[0], body, MOMENT)
    (event,) = Hooks().read(call, secrets)
    assert (event.kind, event.remote_id, event.text) == ("published", receipt.remote_id, post.text)
