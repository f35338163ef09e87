"""The way into an instance: its REST API, over HTTP or inside this process."""

from __future__ import annotations

import asyncio
import importlib
import signal
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import quote

import httpx

from heliograph.apps.cli.failures import AnswerLost, InstanceAway, Refused
from heliograph.kit.settings import Settings, load_settings

T = TypeVar("T")
Client = httpx.AsyncClient  # noqa: TID251 - kit.http cannot speak to an app in this process
Working = Callable[[], AbstractAsyncContextManager[None]]
_SECONDS = httpx.Timeout(120.0, connect=5.0)


@dataclass(frozen=True)
class Request:
    """What goes with a call besides its address."""

    body: Any = None
    params: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, Any] | None = None
    form: Mapping[str, str] | None = None
    key: str | None = None
    """An idempotency key: the same call with the same key takes effect once."""
    content: bytes | None = None
    """A body that is no JSON; its type is among the headers."""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Reply:
    """The data of an answer, and where it stands in its list."""

    data: Any
    pagination: Mapping[str, Any]


@asynccontextmanager
async def _others_work() -> AsyncIterator[None]:
    """The workers of the running instance do the jobs."""
    yield


@dataclass(frozen=True)
class Door:
    """An open way into one instance, in one person's name.

    While `working()` is entered, somebody carries out the jobs: the running instance's workers,
    or this process when it `is_alone` because no instance runs.
    """

    client: Client
    working: Working = _others_work
    is_alone: bool = False

    async def get(self, *path: str, **params: Any) -> Any:
        """The data at an address; parameters that are None are left out."""
        return (await self.ask("GET", path, Request(params=params))).data

    async def post(self, *path: str, body: Any = None, key: str | None = None) -> Any:
        """The answer to a POST."""
        return (await self.ask("POST", path, Request(body, key=key))).data

    async def put(self, *path: str, body: Any) -> Any:
        """The answer to a PUT."""
        return (await self.ask("PUT", path, Request(body))).data

    async def delete(self, *path: str) -> None:
        """Remove what is at an address."""
        await self.ask("DELETE", path, Request())

    async def ask(self, method: str, path: tuple[str, ...], request: Request) -> Reply:
        """One call; raises `Refused` with the API's own words, `InstanceAway` or `AnswerLost`."""
        address = "/api/v1/" + "/".join(quote(part, safe="") for part in path)
        answer = await self._sent(method, address, request)
        if answer.status_code == 204:
            return Reply(None, {})
        envelope = _envelope(answer)
        if not answer.is_success:
            raise Refused(answer.status_code, envelope.get("errors", []))
        return Reply(envelope["data"], envelope.get("pagination") or {})

    async def fetch(self, address: str, **params: Any) -> bytes:
        """The bytes at a path of the instance, such as a picture; raises as `ask` does."""
        answer = await self._sent("GET", address, Request(params=params))
        if not answer.is_success:
            raise Refused(answer.status_code, _errors(answer))
        return answer.content

    async def _sent(self, method: str, address: str, request: Request) -> httpx.Response:
        parts: dict[str, Any] = {"files": request.files, "data": request.form}
        if request.body is not None:
            parts["json"] = request.body
        if request.content is not None:
            parts["content"] = request.content
        key = {"Idempotency-Key": request.key} if request.key is not None else {}
        parts["headers"] = {**request.headers, **key}
        params = {name: value for name, value in request.params.items() if value is not None}
        try:
            return await self.client.request(method, address, params=params, **parts)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.UnsupportedProtocol) as error:
            raise InstanceAway(f"Nothing answers at {self.client.base_url}") from error
        except httpx.TransportError as error:
            raise AnswerLost(f"{method} {address}: no answer came back") from error


@asynccontextmanager
async def open_door() -> AsyncIterator[Door]:
    """Into the instance at `HELIOGRAPH_URL` with a token; into the data folder without one."""
    settings = load_settings()
    if settings.token:
        async with open_remote(settings) as door:
            yield door
        return
    # The whole product is only imported when it is to run in this process.
    local = importlib.import_module("heliograph.apps.cli.local")
    async with local.open_local(settings) as door:
        yield door


@asynccontextmanager
async def open_remote(settings: Settings) -> AsyncIterator[Door]:
    """Over HTTP."""
    headers = {"Authorization": f"Bearer {settings.token}"}
    async with Client(
        base_url=settings.url or settings.base_url,
        headers=headers,
        timeout=_SECONDS,
        trust_env=False,
    ) as client:
        yield Door(client)


def through(act: Callable[[Door], Coroutine[Any, Any, T]]) -> T:
    """Open the door, do one thing, close it."""

    async def entered() -> T:
        async with open_door() as door:
            return await act(door)

    return run(entered())


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run to the end; Ctrl-C and SIGTERM end it in order, with everything cleaned up."""

    async def guarded() -> T:
        task = asyncio.current_task()
        if task is not None:
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
        return await work

    return asyncio.run(guarded())


def _errors(answer: httpx.Response) -> list[dict[str, Any]]:
    """What the API says of a file it does not give; other servers may say nothing we can read."""
    try:
        found = answer.json()
    except ValueError:
        return []
    return found.get("errors") or [] if isinstance(found, dict) else []


def _envelope(answer: httpx.Response) -> dict[str, Any]:
    try:
        found = answer.json()
    except ValueError:
        found = None
    if not isinstance(found, dict) or not ({"data", "errors"} & found.keys()):
        raise InstanceAway(f"{answer.url} does not answer as Heliograph does")
    return found
