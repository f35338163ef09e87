"""A file is fetched from a public address, and never from anywhere inside."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import httpx
import pytest

from heliograph.kit.database import Database
from tests.apps.api.support import Client, RunningAPI, running_api
from tests.modules.assets.making import code_of, files_under, noise, saved, scene

PRIVATE = [
    "http://127.0.0.2/a.png",
    "http://127.1.1.1:80/",
    "http://0.0.0.0/",
    "http://0/",
    "http://[::1]/",
    "http://[::ffff:10.0.0.1]/",
    "http://10.0.0.1/",
    "http://192.168.1.1/",
    "http://172.16.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://100.64.0.1/",
    "http://[fe80::1]/",
    "http://[fc00::1]/",
    "http://224.0.0.1/",
]
ODD = [
    "ftp://example.org/a.png",
    "file:///etc/passwd",
    "gopher://example.org/",
    "http://",
    "a.png",
    "",
    "http://user:word@example.org/a.png",
    "http://example.org:99999/",
    "http://[::1/",
]


@dataclass
class Web:
    """A server on this machine that answers what it is told to."""

    port: int = 0
    pages: dict[str, bytes] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)
    stalls: bool = False

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def page(self, path: str, body: bytes, *headers: str, status: str = "200 OK") -> str:
        told = "".join(f"{one}\r\n" for one in (f"content-length: {len(body)}", *headers))
        self.pages[path] = f"HTTP/1.1 {status}\r\n{told}\r\n".encode() + body
        return self.url(path)

    def passed_on(self, path: str, to: str, status: str = "302 Found") -> str:
        return self.page(path, b"", f"location: {to}", status=status)


@asynccontextmanager
async def web_server() -> AsyncIterator[Web]:
    web = Web()

    tasks: set[asyncio.Task[None] | None] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        tasks.add(asyncio.current_task())
        try:
            path = (await reader.readuntil(b"\r\n\r\n")).decode().split()[1]
            web.seen.append(path)
            answer = web.pages.get(path, b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n")
            if web.stalls:
                for start in range(0, len(answer), 64):
                    writer.write(answer[start : start + 64])
                    await asyncio.sleep(0.2)
            writer.write(answer)
        except (asyncio.CancelledError, asyncio.IncompleteReadError):
            return
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    web.port = server.sockets[0].getsockname()[1]
    async with server:
        yield web
        for task in tasks:
            if task is not None:
                task.cancel()


@pytest.fixture
async def web() -> AsyncIterator[Web]:
    """A server that stands for the web."""
    async with web_server() as server:
        yield server


async def fetched(client: Client, url: str, **more: object) -> httpx.Response:
    return await client.post("/api/v1/assets/fetch", json={"url": url, **more})


async def test_a_file_is_judged_by_its_content_and_its_licence_is_unknown(
    owner: Client, web: Web
) -> None:
    data = saved(scene())
    url = web.page("/pictures/red-moon_rising.gif", data, "content-type: text/html")

    answer = await fetched(owner, url, alt="A red moon", tags=["Moon"])

    asset = answer.json()["data"]
    assert answer.status_code == 201
    assert (asset["mime"], asset["title"], asset["alt"]) == (
        "image/png",
        "red moon rising",
        "A red moon",
    )
    assert (asset["origin"], asset["source_url"], asset["tags"]) == ("url", url, ["moon"])
    assert (asset["licence"]["kind"], asset["licence"]["stated_by"]) == ("unknown", None)
    assert (await owner.get(asset["url"])).content == data


async def test_a_licence_may_be_stated_at_once(owner: Client, web: Web) -> None:
    url = web.page("/a.png", saved(scene()))
    terms = {"kind": "cc_by", "author": "Ada", "url": "https://example.org/a"}

    asset = (await fetched(owner, url, licence=terms)).json()["data"]

    assert asset["licence"]["author"] == "Ada"
    assert asset["licence"]["stated_by"] is not None


@pytest.mark.parametrize("url", PRIVATE)
async def test_no_address_leads_inside(owner: Client, api: RunningAPI, url: str) -> None:
    answer = await fetched(owner, url)

    assert (answer.status_code, code_of(answer)) == (422, "assets.address_refused")
    assert "network" in answer.json()["errors"][0]["detail"]
    assert files_under(api) == []


@pytest.mark.parametrize("url", ODD)
async def test_only_web_addresses_are_fetched(owner: Client, url: str) -> None:
    answer = await fetched(owner, url)

    assert answer.status_code == 422
    assert code_of(answer) in ("assets.address_refused", "assets.fetch_failed")


async def test_this_machine_itself_is_inside_unless_a_setting_says_otherwise(
    database: Database, web: Web
) -> None:
    web.page("/a.png", saved(scene()))
    async with running_api(database) as api, api.with_key(api.owner_key) as owner:
        answer = await fetched(owner, web.url("/a.png"))
        named = await fetched(owner, web.url("/a.png").replace("127.0.0.1", "localhost"))

    assert [code_of(one) for one in (answer, named)] == ["assets.address_refused"] * 2
    assert web.seen == []


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See", "307 T", "308 P"])
async def test_an_address_that_was_passed_on_is_followed(
    owner: Client, web: Web, status: str
) -> None:
    web.page("/real.png", saved(scene()))
    url = web.passed_on("/short", "/real.png", status)

    answer = await fetched(owner, url)

    assert answer.status_code == 201
    assert web.seen == ["/short", "/real.png"]


@pytest.mark.parametrize("to", ["http://127.0.0.2/", "http://169.254.169.254/x", "http://[::1]/"])
async def test_a_public_address_cannot_pass_on_to_the_inside(
    owner: Client, web: Web, to: str
) -> None:
    answer = await fetched(owner, web.passed_on("/short", to))

    assert code_of(answer) == "assets.address_refused"


async def test_a_file_cannot_be_passed_on_to_a_local_file_or_for_ever(
    owner: Client, web: Web
) -> None:
    local = await fetched(owner, web.passed_on("/a", "file:///etc/passwd"))
    circle = await fetched(owner, web.passed_on("/circle", "/circle"))

    assert code_of(local) == "assets.address_refused"
    assert code_of(circle) == "assets.fetch_failed"
    assert web.seen.count("/circle") == 6


async def test_a_page_is_no_picture_whatever_its_header_says(
    owner: Client, web: Web, api: RunningAPI
) -> None:
    url = web.page("/a.png", b"<html>Sign in</html>", "content-type: image/png")

    answer = await fetched(owner, url)

    assert (answer.status_code, code_of(answer)) == (415, "assets.refused")
    assert files_under(api) == []


@pytest.mark.parametrize(("status", "detail"), [("404 Not Found", "404"), ("500 Oh", "500")])
async def test_what_the_server_refused_is_told(
    owner: Client, web: Web, status: str, detail: str
) -> None:
    answer = await fetched(owner, web.page("/a.png", b"", status=status))

    assert code_of(answer) == "assets.fetch_failed"
    assert detail in answer.json()["errors"][0]["detail"]


async def test_a_packed_answer_is_never_unpacked(owner: Client, web: Web) -> None:
    bomb = gzip.compress(bytes(50_000_000))
    answer = await fetched(owner, web.page("/a.png", bomb, "content-encoding: gzip"))

    assert code_of(answer) == "assets.fetch_failed"
    assert "packed" in answer.json()["errors"][0]["detail"]


async def test_a_file_larger_than_allowed_is_not_read_to_its_end(database: Database) -> None:
    uploads = {"fetch_networks": ("127.0.0.1/32",), "fetch_bytes": 100_000}
    async with (
        web_server() as web,
        running_api(database, uploads=uploads) as api,
        api.with_key(api.owner_key) as owner,
    ):
        data = noise(400_000)
        said = await fetched(owner, web.page("/said.png", data))
        web.pages["/silent.png"] = b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n" + data
        silent = await fetched(owner, web.url("/silent.png"))

        assert [code_of(one) for one in (said, silent)] == ["assets.too_large"] * 2
        assert files_under(api) == []


async def test_a_file_that_breaks_off_or_trickles_is_not_kept(
    owner: Client, web: Web, api: RunningAPI
) -> None:
    whole = web.page("/a.png", noise(200_000))
    web.pages["/a.png"] = web.pages["/a.png"][:150_000]
    broken = await fetched(owner, whole)
    web.stalls = True
    web.page("/b.png", noise(200_000))
    slow = await asyncio.wait_for(fetched(owner, web.url("/b.png")), 60)

    assert [code_of(one) for one in (broken, slow)] == ["assets.fetch_failed"] * 2
    assert files_under(api) == []
