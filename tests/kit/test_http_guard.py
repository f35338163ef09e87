"""Outgoing HTTP never reaches a private address that no setting allows."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest

from heliograph.kit.http import AddressRefused, HTTPClient, HTTPTrouble

PRIVATE = [
    "127.0.0.1",
    "localhost",
    "127.1",
    "127.0.1",
    "0.0.0.0",  # noqa: S104 - nothing is bound to it
    "0",
    "2130706433",
    "0x7f000001",
    "0x7f.0.0.1",
    "017700000001",
    "0177.0.0.1",
    "[::1]",
    "[0:0:0:0:0:0:0:1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::]",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "[::ffff:169.254.169.254]",
    "100.64.0.1",
    "[fe80::1]",
    "[fc00::1]",
    "224.0.0.1",
    "255.255.255.255",
    "user:password@127.0.0.1",
]


@dataclass
class Trap:
    """A server that must not be reached."""

    port: int = 0
    seen: list[bytes] = field(default_factory=list)
    answer: bytes = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"


@asynccontextmanager
async def trap() -> AsyncIterator[Trap]:
    state = Trap()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        state.seen.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(state.answer)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    state.port = server.sockets[0].getsockname()[1]
    async with server:
        yield state


@pytest.mark.parametrize("host", PRIVATE)
async def test_no_spelling_of_a_private_address_is_reached(host: str) -> None:
    async with trap() as server, HTTPClient() as client:
        with pytest.raises((AddressRefused, HTTPTrouble)):
            await client.get(f"http://{host}:{server.port}/")
        assert server.seen == []


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1", "0x7f000001"])
async def test_loopback_is_reached_once_a_setting_allows_it(host: str) -> None:
    async with trap() as server, HTTPClient(private_networks=("127.0.0.0/8", "::1/128")) as client:
        assert (await client.get(f"http://{host}:{server.port}/")).body == b"ok"
        assert len(server.seen) == 1


async def test_allowing_loopback_does_not_allow_the_local_network() -> None:
    async with HTTPClient(private_networks=("127.0.0.0/8",)) as client:
        with pytest.raises(AddressRefused):
            await client.get("http://169.254.169.254/latest/meta-data/")


async def test_a_redirect_is_handed_back_and_not_followed() -> None:
    async with trap() as inner, trap() as outer:
        location = f"location: http://127.0.0.1:{inner.port}/\r\n".encode()
        outer.answer = b"HTTP/1.1 302 Found\r\n" + location + b"content-length: 0\r\n\r\n"
        async with HTTPClient(private_networks=("127.0.0.0/8",)) as client:
            answer = await client.get(f"http://127.0.0.1:{outer.port}/")
        assert answer.status == 302
        assert inner.seen == []


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://example.org/", "gopher://x/"])
async def test_other_schemes_are_refused(url: str) -> None:
    async with HTTPClient() as client:
        with pytest.raises(HTTPTrouble):
            await client.get(url)


async def test_an_answer_larger_than_the_limit_is_given_up() -> None:
    async with trap() as server, HTTPClient(private_networks=("127.0.0.0/8",)) as client:
        server.answer = b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n" + b"x" * 21_000_000
        with pytest.raises(HTTPTrouble):
            await client.post(f"http://127.0.0.1:{server.port}/")
