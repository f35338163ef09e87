"""Outgoing HTTP: time-outs, few retries and only of reads, redaction, no private addresses.

Limits come in as arguments, never from settings, so that extensions may use this file.
"""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import random
import socket
import ssl
import time
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Self

import httpcore
import httpx
import structlog

from heliograph.kit.http_pool import ConnectionPool

log = structlog.get_logger("heliograph.http")
# httpx writes whole addresses to its log, and some platforms take tokens in the query.
logging.getLogger("httpx").setLevel(logging.WARNING)

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
JSON = Any  # reason: the shape of a foreign answer is checked by the caller's mapping

_NOT_AFTER: ContextVar[float | None] = ContextVar("heliograph.http.not_after", default=None)
READS = frozenset({"GET", "HEAD", "OPTIONS"})
PASSING = frozenset({502, 503, 504})
_NEVER_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.InvalidURL,
    httpx.UnsupportedProtocol,
)
PRIVATE_PARTS = frozenset(
    {"authorization", "access_token", "refresh_token", "client_secret", "password", "token", "code"}
)


class HTTPTrouble(Exception):
    """The common parent of what can go wrong before an answer is read."""


class NotSent(HTTPTrouble):
    """No byte of the request can have reached the server's application: safe to send again."""


class Unreachable(NotSent):
    """No connection came about: the server, or the road to it, is away."""


class NoAnswer(HTTPTrouble):
    """The request may have been carried out, but no whole answer came back."""


class AddressRefused(HTTPTrouble):
    """The host resolves to a private address that no setting allows."""


@dataclass(frozen=True)
class HTTPLimits:
    """Seconds and sizes of every request made by one client."""

    connect_seconds: float = 5.0
    read_seconds: float = 30.0
    total_seconds: float = 60.0
    read_retries: int = 2
    max_connections: int = 200
    max_answer_bytes: int = 20_000_000


@dataclass(frozen=True)
class Answer:
    """A whole answer, read into memory."""

    status: int
    headers: httpx.Headers
    body: bytes
    url: str

    def json(self) -> JSON:
        """The body as JSON; `{}` when it is none, because error pages often are not."""
        try:
            return httpx.Response(self.status, content=self.body).json()
        except ValueError:
            return {}

    @property
    def ok(self) -> bool:
        """Whether the status says success."""
        return 200 <= self.status < 300


@dataclass(frozen=True)
class Reading:
    """An answer whose body is read piece by piece, exactly as the server sends it."""

    status: int
    headers: httpx.Headers
    body: AsyncIterator[bytes]


@dataclass(frozen=True)
class Part:
    """One file of a multipart form, held in memory."""

    filename: str
    data: bytes
    mime: str


class _GuardedBackend(httpcore.AsyncNetworkBackend):
    """Resolves a name once, checks every address, and connects to the checked one."""

    def __init__(self, allowed: tuple[Network, ...]) -> None:
        self._allowed = allowed
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the parent's signature
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        address = await self._checked_address(host, port)
        return await self._inner.connect_tcp(
            address,
            port,
            timeout=timeout,
            local_address=local_address,
            socket_options=socket_options,
        )

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    async def _checked_address(self, host: str, port: int) -> str:
        loop = asyncio.get_running_loop()
        try:
            rows = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except OSError as error:
            raise httpcore.ConnectError(f"{host} does not resolve") from error
        addresses = [str(row[4][0]) for row in rows]
        for address in addresses:
            if not self._permits(address):
                raise AddressRefused(
                    f"{host} is the private address {address}, which no setting allows"
                )
        return addresses[0]

    def _permits(self, address: str) -> bool:
        ip = ipaddress.ip_address(address.split("%")[0])
        if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
            ip = ip.ipv4_mapped
        if ip.is_global and not ip.is_multicast:
            return True
        return any(ip in network for network in self._allowed if network.version == ip.version)


@contextmanager
def sending_until(moment: float) -> Iterator[None]:
    """Within the block nothing that changes anything is sent after that moment of the monotonic
    clock: a process that stood still must not send what is no longer its own to send."""
    token = _NOT_AFTER.set(moment)
    try:
        yield
    finally:
        _NOT_AFTER.reset(token)


@cache
def _trusted() -> ssl.SSLContext:
    """Whom TLS trusts; all clients of a process share it, for it takes time and memory to read."""
    return httpx.create_ssl_context(trust_env=False)


class HTTPClient:
    """One pool of connections with one set of limits.

    `private_networks` are the private networks that may be reached, as CIDR texts
    (`"127.0.0.0/8"`); everything else that is not a public address is refused.
    """

    def __init__(
        self, limits: HTTPLimits | None = None, private_networks: Iterable[str] = ()
    ) -> None:
        self.limits = limits or HTTPLimits()
        allowed = tuple(ipaddress.ip_network(network) for network in private_networks)
        transport = httpx.AsyncHTTPTransport(
            verify=_trusted(),
            limits=httpx.Limits(max_connections=self.limits.max_connections),
            trust_env=False,
        )
        transport._pool = ConnectionPool(  # type: ignore[assignment]  # it offers what is called
            self.limits.max_connections,
            _trusted(),
            _GuardedBackend(allowed),
        )
        self._client = httpx.AsyncClient(  # noqa: TID251 - this file is the one place
            transport=transport,
            timeout=httpx.Timeout(self.limits.read_seconds, connect=self.limits.connect_seconds),
            follow_redirects=False,
            trust_env=False,
            headers={"user-agent": "Heliograph/0.1"},
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Close every connection."""
        await self._client.aclose()

    async def get(self, url: str, **parts: Any) -> Answer:
        """Read; repeated a few times on passing trouble."""
        return await self.request("GET", url, **parts)

    async def post(self, url: str, **parts: Any) -> Answer:
        """Write; never repeated here."""
        return await self.request("POST", url, **parts)

    @asynccontextmanager
    async def reading(self, url: str) -> AsyncIterator[Reading]:
        """A GET whose body is read within the block and the limit of time; redirects are not
        followed, and what is packed is not unpacked. Raises as `request` does."""
        shown = _place(url)
        try:
            async with (
                asyncio.timeout(self.limits.total_seconds),
                self._client.stream(
                    "GET", url, headers={"accept-encoding": "identity"}
                ) as response,
            ):
                yield Reading(response.status_code, response.headers, response.aiter_raw())
        except _NEVER_SENT as error:
            raise NotSent(f"GET {shown}: {error or type(error).__name__}") from error
        except (httpx.HTTPError, TimeoutError) as error:
            raise NoAnswer(f"GET {shown}: {error or type(error).__name__}") from error

    async def request(self, method: str, url: str, **parts: Any) -> Answer:
        """One request. Keywords are httpx's: headers, params, json, data, content, files; and
        `seconds` for a total limit of its own; and `hidden` for a secret that the path itself
        carries, which then appears in no log, no error and no `Answer.url`.

        Raises `NotSent` when the server cannot have seen it, `NoAnswer` when it may have,
        `AddressRefused` for a private address.
        """
        seconds = parts.pop("seconds", self.limits.total_seconds)
        shown = _place(url, parts.pop("hidden", ""))
        tries = 1 + (self.limits.read_retries if method in READS else 0)
        for left in range(tries - 1, -1, -1):
            try:
                answer = await self._once(method, url, shown, seconds, parts)
            except (NotSent, NoAnswer):
                if left == 0:
                    raise
            else:
                if left == 0 or answer.status not in PASSING:
                    return answer
            await asyncio.sleep(random.uniform(0.1, 0.4))  # noqa: S311 - jitter, not a secret
        raise AssertionError("unreachable: the last try returns or raises")

    async def _once(
        self, method: str, url: str, shown: str, seconds: float, parts: Mapping[str, Any]
    ) -> Answer:
        started = asyncio.get_running_loop().time()
        not_after = _NOT_AFTER.get()
        if method not in READS and not_after is not None and time.monotonic() > not_after:
            raise NotSent(f"{method} {shown}: it is too late to send this")
        try:
            async with asyncio.timeout(seconds):
                answer = await self._read(method, url, parts)
        except _NEVER_SENT as error:
            _mask(error, method, url, shown)
            away = isinstance(error, (httpx.ConnectError, httpx.ConnectTimeout))
            kind = Unreachable if away else NotSent
            raise kind(f"{method} {shown}: {error or type(error).__name__}") from error
        except (httpx.HTTPError, TimeoutError) as error:
            _mask(error, method, url, shown)
            raise NoAnswer(f"{method} {shown}: {error or type(error).__name__}") from error
        took = round((asyncio.get_running_loop().time() - started) * 1000)
        log.debug("http.answered", method=method, url=shown, status=answer.status, ms=took)
        return answer if _place(url) == shown else replace(answer, url=shown)

    async def _read(self, method: str, url: str, parts: Mapping[str, Any]) -> Answer:
        async with self._client.stream(method, url, **parts) as response:
            body = bytearray()
            async for chunk in response.aiter_bytes():
                body += chunk
                if len(body) > self.limits.max_answer_bytes:
                    raise httpx.ReadError("the answer is larger than the limit")
            return Answer(response.status_code, response.headers, bytes(body), str(response.url))


def _place(url: str, hidden: str = "") -> str:
    """A URL without its query, which may carry secrets, and without a secret in its path."""
    place = url.split("?", 1)[0]
    return place.replace(hidden, "***") if hidden else place


def _mask(error: Exception, method: str, url: str, shown: str) -> None:
    """Take the address that carries a secret out of an error that keeps its request."""
    if isinstance(error, httpx.RequestError) and _place(url) != shown:
        error.request = httpx.Request(method, shown)


def redact(values: Mapping[str, Any]) -> dict[str, Any]:
    """A copy fit for a log: the values of secret-looking names become `***`."""
    return {
        name: "***" if any(part in name.lower() for part in PRIVATE_PARTS) else value
        for name, value in values.items()
    }


async def read_all(stream: AsyncIterator[bytes]) -> bytes:
    """Join a stream that is known to be small."""
    return b"".join([chunk async for chunk in stream])
