"""Kept connections, handed out in constant time.

httpcore's own pool walks over all of its connections, for each of them, on every request: with two
hundred calls at once a worker would spend most of its time there.
"""

from __future__ import annotations

import asyncio
import ssl
from collections import defaultdict, deque
from collections.abc import AsyncIterable, AsyncIterator
from typing import Self, cast

import httpcore

KEPT_SECONDS = 30.0


class ConnectionPool:
    """At most so many connections in use at once, over all servers; idle ones are kept a while.

    Stands in for `httpcore.AsyncConnectionPool` below httpx's transport.
    """

    def __init__(
        self, most: int, context: ssl.SSLContext, backend: httpcore.AsyncNetworkBackend
    ) -> None:
        self._most = most
        self._context = context
        self._backend = backend
        self._free = asyncio.Semaphore(most)
        self._idle: dict[str, deque[httpcore.AsyncHTTPConnection]] = defaultdict(deque)
        self._idle_count = 0

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def handle_async_request(self, request: httpcore.Request) -> httpcore.Response:
        """Send a request over a kept connection, or a new one; the connection comes back when the
        body of the answer is closed. Raises `httpcore.PoolTimeout` when none gets free in time."""
        if request.url.scheme not in (b"http", b"https"):
            raise httpcore.UnsupportedProtocol(f"{request.url.scheme.decode()} is not spoken here")
        try:
            async with asyncio.timeout(request.extensions.get("timeout", {}).get("pool")):
                await self._free.acquire()
        except TimeoutError:
            raise httpcore.PoolTimeout("all connections are in use") from None
        connection = None
        try:
            while True:
                connection = await self._taken(request.url.origin)
                try:
                    response = await connection.handle_async_request(request)
                    break
                except httpcore.ConnectionNotAvailable:
                    await _close(connection)
        except BaseException:
            await self._give_back(connection, request.url.origin)
            raise
        # A connection made for async use never gives the other kind of stream.
        stream = cast("AsyncIterable[bytes]", response.stream)
        body = _Body(stream, self, connection, request.url.origin)
        return httpcore.Response(
            response.status,
            headers=response.headers,
            content=body,
            extensions=response.extensions,
        )

    async def aclose(self) -> None:
        """Close what is idle; what is in use is closed when it comes back."""
        self._most = 0
        for kept in self._idle.values():
            while kept:
                await _close(kept.pop())
        self._idle_count = 0

    async def _taken(self, origin: httpcore.Origin) -> httpcore.AsyncHTTPConnection:
        kept = self._idle[str(origin)]
        while kept:
            # The one used last is the one least likely to have been closed by the server.
            connection = kept.pop()
            self._idle_count -= 1
            if not connection.has_expired():
                return connection
            await _close(connection)
        return httpcore.AsyncHTTPConnection(
            origin=origin,
            ssl_context=self._context,
            keepalive_expiry=KEPT_SECONDS,
            network_backend=self._backend,
        )

    async def _give_back(
        self, connection: httpcore.AsyncHTTPConnection | None, origin: httpcore.Origin
    ) -> None:
        self._free.release()
        if connection is None:
            return
        if connection.is_idle() and not connection.is_closed() and self._idle_count < self._most:
            self._idle[str(origin)].append(connection)
            self._idle_count += 1
        else:
            await _close(connection)
        await self._drop_expired(origin)

    async def _drop_expired(self, origin: httpcore.Origin) -> None:
        kept = self._idle[str(origin)]
        while kept and kept[0].has_expired():
            self._idle_count -= 1
            await _close(kept.popleft())


class _Body:
    """An answer's body; gives its connection back once, however it ends."""

    def __init__(
        self,
        stream: AsyncIterable[bytes],
        pool: ConnectionPool,
        connection: httpcore.AsyncHTTPConnection,
        origin: httpcore.Origin,
    ) -> None:
        self._stream = stream
        self._pool = pool
        self._connection = connection
        self._origin = origin
        self._closed = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for part in self._stream:
                yield part
        except BaseException:
            await self.aclose()
            raise

    async def aclose(self) -> None:
        if self._closed:
            return
        self._closed = True
        try:
            close = getattr(self._stream, "aclose", None)
            if close is not None:
                await asyncio.shield(close())
        finally:
            await self._pool._give_back(self._connection, self._origin)


async def _close(connection: httpcore.AsyncHTTPConnection) -> None:
    await asyncio.shield(connection.aclose())
