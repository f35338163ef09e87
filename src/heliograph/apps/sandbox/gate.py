"""The gate before each platform: classifies a call, lets faults strike, speaks its refusals."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from heliograph.apps.sandbox.answers import Refusal
from heliograph.apps.sandbox.drop import drop_connection
from heliograph.apps.sandbox.faults import ANSWER, BEFORE, answer_in
from heliograph.apps.sandbox.networks import Call, Manners, Particular, Remembering
from heliograph.apps.sandbox.world import LoggedCall, World

log = logging.getLogger("heliograph.sandbox")


class Gate:
    """Wraps a platform's routes; answers are held back until their fate is decided."""

    def __init__(self, inner: ASGIApp, manners: Manners, world: World) -> None:
        self._inner = inner
        self._manners = manners
        self._world = world

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._inner(scope, receive, send)
            return
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        kind = self._manners.kind_of(_call(scope, path))
        name = self._manners.name
        fate = self._world.faults.draw(name, kind)
        by_chance = fate == "refused" and self._world.faults.programme(name).refused > 0
        if by_chance and await self._is_repeat(_call(scope, path)):
            fate = "ok"
        began = self._world.clock.seconds()
        messages = await self._carry_out(fate, scope, receive)
        status, word = messages[0]["status"], fate.partition(":{")[0]
        seen = LoggedCall(began, name, scope["method"], path, kind, status, word)
        self._world.calls.append(seen)
        await asyncio.sleep(self._world.faults.slowness(name))
        await _deliver(fate, messages, scope, send)

    async def _is_repeat(self, call: Call) -> bool:
        manners = self._manners
        if not isinstance(manners, Remembering):
            return False
        return await self._world.store.read(lambda db: manners.is_repeat(call, db))

    async def _carry_out(self, fate: str, scope: Scope, receive: Receive) -> list[Message]:
        word = fate.partition(":")[0]
        if word == ANSWER:
            await _drain(receive)
            return await _collect(_given(fate), scope)
        if word in BEFORE:
            await _drain(receive)
            return await self._refusal(fate, scope)
        late = self._world.faults.programme(self._manners.name).late_ms
        if late:
            # The body is read first: the work starts although the caller may have hung up.
            receive = await _held(receive)
            await asyncio.sleep(late / 1000)
        messages = await self._answer(scope, receive)
        return await self._refusal("error_500", scope) if fate == "committed_500" else messages

    async def _answer(self, scope: Scope, receive: Receive) -> list[Message]:
        messages: list[Message] = []

        async def keep(message: Message) -> None:
            messages.append(message)

        try:
            await self._inner(scope, receive, keep)
        except Refusal as refusal:
            return await _collect(refusal.answer(), scope)
        except HTTPException:  # the router knows no such path or method
            return await _collect(self._manners.not_found().answer(), scope)
        except ClientDisconnect:  # the caller died in the middle of its body; nobody listens
            return await self._refusal("error_500", scope)
        except Exception:  # a bug in the sandbox must look like a platform's bug, and be logged
            log.exception("sandbox.failed")
            return await self._refusal("error_500", scope)
        if messages and messages[0]["status"] == 404 and _is_plain(messages[0]):
            return await _collect(self._manners.not_found().answer(), scope)
        return messages

    async def _refusal(self, name: str, scope: Scope) -> list[Message]:
        word, _, which = name.partition(":")
        if which and isinstance(self._manners, Particular):
            refusal = self._manners.refusal(which)
        else:
            refusal = self._manners.trouble(word, self._world.clock.seconds())
        return await _collect(refusal.answer(), scope)


def _given(fate: str) -> Response:
    """The answer that was programmed word for word."""
    wanted = answer_in(fate)
    headers = {"content-type": "application/json", **wanted.get("headers", {})}
    return Response(wanted.get("body", ""), wanted["status"], headers)


def _call(scope: Scope, path: str) -> Call:
    headers = {name.decode().lower(): value.decode("latin-1") for name, value in scope["headers"]}
    return Call(scope["method"], path, headers, dict(parse_qsl(scope["query_string"].decode())))


async def _collect(response: Response, scope: Scope) -> list[Message]:
    messages: list[Message] = []

    async def keep(message: Message) -> None:
        messages.append(message)

    async def nothing() -> Message:
        return {"type": "http.disconnect"}

    await response(scope, nothing, keep)
    return messages


async def _drain(receive: Receive) -> None:
    while (await receive()).get("more_body"):
        continue


async def _held(receive: Receive) -> Receive:
    held: list[Message] = [await receive()]
    while held[-1].get("more_body"):
        held.append(await receive())

    async def replay() -> Message:
        return held.pop(0) if held else await receive()

    return replay


def _is_plain(start: Message) -> bool:
    """Whether a 404 is the router's own, in plain text."""
    return (b"content-type", b"text/plain; charset=utf-8") in list(start["headers"])


async def _deliver(fate: str, messages: list[Message], scope: Scope, send: Send) -> None:
    if fate == "lost_answer":
        await drop_connection(scope, flush=False)
        return
    start, body = messages[0], b"".join(message.get("body", b"") for message in messages[1:])
    if fate in ("truncated", "half_closed") and not body:
        # An answer without a body can only be cut within its head.
        await drop_connection(scope, flush=False)
        return
    start["headers"] = _stamped(start["headers"], scope)
    if fate == "truncated":
        body = body[: len(body) // 2]
        start["headers"] = _with_length(start["headers"], len(body))
    await send(start)
    if fate == "half_closed":
        await send(
            {"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True}
        )
        await drop_connection(scope, flush=True)
        return
    await send({"type": "http.response.body", "body": body})


def _stamped(headers: list[tuple[bytes, bytes]], scope: Scope) -> list[tuple[bytes, bytes]]:
    stamps: Mapping[str, str] = scope.get("state", {}).get("stamps", {})
    return [*headers, *((name.encode(), value.encode()) for name, value in stamps.items())]


def _with_length(headers: list[tuple[bytes, bytes]], length: int) -> list[tuple[bytes, bytes]]:
    kept = [pair for pair in headers if pair[0] != b"content-length"]
    return [*kept, (b"content-length", str(length).encode())]


def stamp(request: Request, headers: Mapping[str, object]) -> None:
    """Remember headers that go onto whatever answer this request gets."""
    state = request.scope.setdefault("state", {})
    texts = {
        name: value if isinstance(value, str) else json.dumps(value)
        for name, value in headers.items()
    }
    state["stamps"] = {**state.get("stamps", {}), **texts}
