"""Connections are kept, shared out in bounds, and given back however a request ends."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from heliograph.kit.http import (
    HTTPClient,
    HTTPLimits,
    NoAnswer,
    NotSent,
    Unreachable,
    sending_until,
)

LOOPBACK = ("127.0.0.0/8",)
ANSWER = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"
Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def serving(serve: Serve) -> AsyncIterator[str]:
    """A server of our own; gives its address."""
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    yield f"http://{host}:{port}/"
    server.close()


class Counting:
    """Answers every request after a moment and counts connections."""

    def __init__(self, pause: float = 0.0, closing: bool = False) -> None:
        self.connections = self.open = self.most_open = 0
        self._pause, self._closing = pause, closing

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.open += 1
        self.most_open = max(self.most_open, self.open)
        try:
            while await reader.readuntil(b"\r\n\r\n"):
                await asyncio.sleep(self._pause)
                writer.write(ANSWER)
                await writer.drain()
                if self._closing:
                    return
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        finally:
            self.open -= 1
            writer.close()


async def test_one_connection_serves_request_after_request() -> None:
    counting = Counting()
    async with serving(counting) as url, HTTPClient(private_networks=LOOPBACK) as client:
        for _ in range(20):
            assert (await client.get(url)).body == b"ok"
    assert counting.connections == 1


async def test_no_more_connections_are_used_at_once_than_allowed() -> None:
    counting = Counting(pause=0.01)
    limits = HTTPLimits(max_connections=5)
    async with serving(counting) as url, HTTPClient(limits, LOOPBACK) as client:
        answers = await asyncio.gather(*(client.get(url) for _ in range(60)))
    assert [answer.body for answer in answers] == [b"ok"] * 60
    assert counting.most_open <= 5


async def test_a_connection_that_the_server_closed_is_not_used_again() -> None:
    counting = Counting(closing=True)
    async with serving(counting) as url, HTTPClient(private_networks=LOOPBACK) as client:
        for _ in range(5):
            assert (await client.post(url)).ok
            await asyncio.sleep(0.02)
    assert counting.connections == 5


async def test_a_request_that_was_given_up_frees_its_place() -> None:
    slow, limits = Counting(pause=30), HTTPLimits(max_connections=1, read_retries=0)
    async with serving(slow) as url, HTTPClient(limits, LOOPBACK) as client:
        with pytest.raises(NoAnswer):
            await client.get(url, seconds=0.1)
        quick = Counting()
        async with serving(quick) as other:
            assert (await client.get(other)).body == b"ok"


async def test_a_full_pool_is_told_apart_from_a_server_that_is_away() -> None:
    slow = Counting(pause=30)
    limits = HTTPLimits(max_connections=1, read_seconds=0.2, read_retries=0)
    async with serving(slow) as url, HTTPClient(limits, LOOPBACK) as client:
        first = asyncio.create_task(client.post(url, timeout=30))
        await asyncio.sleep(0.05)
        with pytest.raises(NotSent) as full:
            await client.post(url)
        first.cancel()
        await asyncio.gather(first, return_exceptions=True)
        with pytest.raises(Unreachable):
            await client.post("http://127.0.0.1:9/")
    assert not isinstance(full.value, Unreachable)


async def test_what_changes_something_is_not_sent_after_its_time() -> None:
    counting = Counting()
    async with serving(counting) as url, HTTPClient(private_networks=LOOPBACK) as client:
        with sending_until(time.monotonic() - 1):
            with pytest.raises(NotSent):
                await client.post(url)
            assert (await client.get(url)).ok
        assert (await client.post(url)).ok
