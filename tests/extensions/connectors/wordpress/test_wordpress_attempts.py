"""What earlier attempts left behind is used, and what people changed meanwhile is noticed."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest
from tests.support.loopback import TLS

from heliograph.extensions.connectors.wordpress import Connector
from heliograph.sdk.connectors import Absent, Found
from heliograph.sdk.contract.bench import Bench, ConnectorType
from heliograph.sdk.errors import ChannelClosed, ContentRefused, ReconnectNeeded, TryLater


@pytest.fixture
def bench(bench_on: Callable[[ConnectorType], Bench]) -> Bench:
    return bench_on(Connector)


def edit(bench: Bench, path: str, method: str = "POST", **values: object) -> dict[str, Any]:
    """What a person does on the site."""
    secrets = bench.access.secrets
    answer = httpx.request(
        method,
        f"{bench.access.base_url}/wp-json/wp/v2/{path}",
        json=values,
        auth=(secrets["username"], secrets["application_password"]),
        trust_env=False,
        verify=TLS,
    )
    answer.raise_for_status()
    found: dict[str, Any] = answer.json()
    return found


async def test_an_upload_that_fails_halfway_keeps_what_is_there(bench: Bench) -> None:
    post = bench.post(kind="carousel")

    async def broken() -> AsyncIterator[bytes]:
        yield b"half"
        raise httpx.ReadError("the store went away")

    stuck = replace(post, media=(post.media[0], replace(post.media[1], read=broken)))
    with pytest.raises(TryLater) as trouble:
        await bench.connector().prepare(stuck, {})
    assert trouble.value.memory is not None
    kept = trouble.value.memory["media"]
    memory = await bench.connector().prepare(post, trouble.value.memory)
    assert memory["media"].startswith(kept.removesuffix("]"))
    await bench.connector().publish(bench.sent(post), memory)
    assert await bench.stand(post) == 1


async def test_a_file_taken_out_of_the_library_is_uploaded_again(bench: Bench) -> None:
    post = bench.carrying()
    memory = await bench.connector().prepare(post, {})
    number = memory["media"].split('"id":')[1].split(",")[0]
    edit(bench, f"media/{number}?force=true", "DELETE")
    assert await bench.connector().prepare(post, memory) != memory


async def test_a_known_category_is_used_and_a_new_one_made_once(bench: Bench) -> None:
    options = {"categories": ("uncategorized", "Night & day"), "tags": ("moon",)}
    first = await bench.connector().prepare(replace(bench.post(), options=options), {})
    second = await bench.connector().prepare(replace(bench.post(), options=options), {})
    assert (first["categories"], first["tags"]) == (second["categories"], second["tags"])
    assert first["categories"].startswith("[1,")
    assert "Night & day" in (await bench.connector().offers())["categories"]


async def test_a_post_for_later_is_held_then_found(
    private_bench: Callable[[ConnectorType], Bench], private_sandbox: Any
) -> None:
    bench = private_bench(Connector)
    due = bench.access.clock.now() + timedelta(hours=1)
    post = replace(bench.post(), publish_at=due)
    receipt = await bench.connector().publish(bench.sent(post), {})
    assert receipt.state == "accepted"
    assert await bench.stand(post) == 0
    held = await bench.connector().look(bench.sent(post), {})
    assert isinstance(held, Found)
    assert held.receipt.state == "accepted"
    private_sandbox.control("POST", "/clock", {"advance_s": 3700})
    out = await bench.connector().look(bench.sent(post), {})
    assert isinstance(out, Found)
    assert (out.receipt.state, out.receipt.remote_id) == ("published", receipt.remote_id)
    assert await bench.stand(post) == 1


async def test_a_held_post_turned_back_into_a_draft_is_told(bench: Bench) -> None:
    due = bench.access.clock.now() + timedelta(hours=1)
    post = replace(bench.post(), publish_at=due)
    receipt = await bench.connector().publish(bench.sent(post), {})
    edit(bench, f"posts/{receipt.remote_id}", status="draft")
    with pytest.raises(ContentRefused) as refused:
        await bench.connector().look(bench.sent(post), {})
    assert refused.value.problems[0].rule == "wordpress.draft"


async def test_a_draft_that_was_asked_for_is_found_as_one(bench: Bench) -> None:
    post = replace(bench.post(), options={"status": "draft"})
    receipt, memory = await bench.deliver(post)
    sighting = await bench.connector().look(bench.sent(post), memory)
    assert isinstance(sighting, Found)
    assert sighting.receipt.remote_id == receipt.remote_id


async def test_a_post_of_that_words_with_another_slug_is_not_ours(bench: Bench) -> None:
    post = bench.post()
    edit(bench, "posts", title=post.text, content=post.text, status="publish")
    assert isinstance(await bench.connector().look(bench.sent(post), {}), Absent)


class Answers(BaseHTTPRequestHandler):
    """A web server that is no WordPress: it redirects, or shows a page."""

    def do_HEAD(self) -> None:
        if self.path.startswith("/moved"):
            self.send_response(301)
            self.send_header("Location", "https://www.example.com/blog/")
        else:
            self.send_response(200)
            if self.path.startswith("/thief"):
                self.send_header("Link", '<http://localhost:9/wp-json/>; rel="https://api.w.org/"')
        self.end_headers()

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(b"<html>Are you a robot?</html>")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the parent's name
        return


@pytest.fixture
def elsewhere() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


async def test_a_site_that_moved_asks_for_the_new_address(bench: Bench, elsewhere: str) -> None:
    with pytest.raises(ReconnectNeeded, match=r"https://www\.example\.com/blog/"):
        await bench.connector(base_url=f"{elsewhere}/moved").identify()


async def test_a_page_in_place_of_the_api_is_for_the_owner_to_mend(
    bench: Bench, elsewhere: str
) -> None:
    with pytest.raises(ChannelClosed, match="plugin or a firewall"):
        await bench.connector(base_url=elsewhere).identify()


async def test_the_password_is_not_carried_to_another_host(bench: Bench, elsewhere: str) -> None:
    with pytest.raises(ChannelClosed):
        await bench.connector(base_url=f"{elsewhere}/thief").identify()


async def test_a_path_without_an_api_asks_for_the_right_address(bench: Bench) -> None:
    with pytest.raises(ReconnectNeeded, match="rest_no_route"):
        await bench.connector(base_url=f"{bench.access.base_url}/nowhere").identify()


async def test_comments_are_counted_as_they_come(
    private_bench: Callable[[ConnectorType], Bench], private_sandbox: Any
) -> None:
    bench = private_bench(Connector)
    receipt, _ = await bench.deliver(bench.post())
    private_sandbox.control("POST", "/clock", {"advance_s": 3600})
    counts = await bench.connector().metrics([receipt.remote_id])
    assert counts[receipt.remote_id]["comments"] > 0
    assert await bench.connector().account_metrics() == {"posts": 1}
