"""`Idempotency-Key`: the first result of a POST is kept for a day and given again.

Results are stored encrypted, because some of them show a secret once. A result that says "not
carried out" (bad input, no permission, too many requests, no room) is not kept: the key stays
free for the corrected request.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Column, LargeBinary, Text, Uuid, delete, func, select, update
from sqlalchemy import Table as CoreTable
from sqlalchemy.dialects.postgresql import TIMESTAMP, insert
from sqlalchemy.exc import DBAPIError

from heliograph.kit.clock import Clock
from heliograph.kit.database import Database, Table
from heliograph.kit.errors import Conflict, InvalidInput
from heliograph.kit.secrets import Vault
from heliograph.kit.web.context import ASGIApp, Message, Principal, Receive, Scope, Send, passage_of
from heliograph.kit.web.errors import answer_for, answer_to

KEPT = timedelta(hours=24)
LEASE = timedelta(minutes=2)
_MOST_HELD = 8_000_000
WAIT_SECONDS = 10.0
_POLL_SECONDS = 0.2
_NOT_CARRIED_OUT = frozenset({400, 401, 403, 405, 413, 415, 422, 429, 503, 507})
_KEY = re.compile(r"[\x21-\x7e]{1,255}")
_LATE_TRIES = 110
_DATABASE_AWAY = (DBAPIError, OSError)
_STORED_HEADERS = frozenset({b"content-type", b"location"})

RESULTS = CoreTable(
    "kit_idempotency",
    Table.metadata,
    Column("workspace_id", Uuid(), primary_key=True),
    Column("user_id", Uuid(), primary_key=True),
    Column("key", Text(), primary_key=True),
    Column("fingerprint", LargeBinary(), nullable=False),
    Column("result", Text()),
    Column("begun_at", TIMESTAMP(timezone=True), nullable=False),
)


class KeyReused(InvalidInput):
    """The same key came with another request."""

    code = "idempotency.key_reused"
    title = "This Idempotency-Key belongs to another request"
    remedy = "Use a fresh key for every new request, and the same key only to repeat one."


class KeyMalformed(InvalidInput):
    """The key is not 1 to 255 visible ASCII characters."""

    code = "idempotency.key_malformed"
    status = 400
    title = "The Idempotency-Key cannot be used"
    remedy = "Send 1 to 255 visible ASCII characters, for instance a UUID."


class InProgress(Conflict):
    """The first request with this key is still being carried out."""

    code = "idempotency.in_progress"
    title = "The first request with this key is still running"
    remedy = "Send the same request with the same key again in a few seconds."
    retry_after = 2


class OutcomeUnknown(Conflict):
    """The first request with this key was cut off."""

    code = "idempotency.outcome_unknown"
    title = "The first request with this key was cut off"
    remedy = "Look whether it took effect, then send it with a new key if it did not."


@dataclass(frozen=True)
class StoredResult:
    """An answer as it was given the first time."""

    status: int
    headers: list[tuple[str, str]]
    body: str


@dataclass(frozen=True)
class _Place:
    """Whose key it is."""

    workspace_id: UUID
    user_id: UUID
    key: str

    @property
    def bound_to(self) -> str:
        return f"idempotency:{self.workspace_id}:{self.user_id}:{self.key}"


class ResultBook:
    """The stored results of all keys."""

    def __init__(self, database: Database, vault: Vault, clock: Clock) -> None:
        self._database = database
        self._vault = vault
        self._clock = clock

    async def begin(self, place: _Place, fingerprint: bytes) -> StoredResult | None:
        """None when the request may be carried out now; the stored result when it has been.

        Raises `InProgress`, `OutcomeUnknown` or `KeyReused`.
        """
        now = self._clock.now()
        work = self._database.work(place.workspace_id)
        async with work.transaction() as session:
            await session.execute(
                delete(RESULTS).where(*_at(place), RESULTS.c.begun_at < now - KEPT)
            )
            fresh = insert(RESULTS).values(
                workspace_id=place.workspace_id,
                user_id=place.user_id,
                key=place.key,
                fingerprint=fingerprint,
                begun_at=now,
            )
            mine = fresh.on_conflict_do_nothing().returning(RESULTS.c.key)
            if (await session.execute(mine)).first() is not None:
                return None
            row = (await session.execute(select(RESULTS).where(*_at(place)))).mappings().first()
            found = dict(row) if row else None
        return self._judged(place, fingerprint, found, now)

    def _judged(
        self, place: _Place, fingerprint: bytes, row: dict[str, Any] | None, now: datetime
    ) -> StoredResult:
        if row is None:
            raise InProgress()
        if row["fingerprint"] != fingerprint:
            raise KeyReused(f"the key {place.key[:40]} came with another request before")
        if row["result"] is not None:
            stored = self._vault.decrypt(row["result"], place.bound_to)
            headers = [(name, value) for name, value in stored["headers"]]
            return StoredResult(stored["status"], headers, stored["body"])
        if now - row["begun_at"] > LEASE:
            raise OutcomeUnknown()
        raise InProgress()

    async def finish(self, place: _Place, result: StoredResult) -> None:
        """Keep the result."""
        token = self._vault.encrypt(
            {"status": result.status, "headers": result.headers, "body": result.body},
            place.bound_to,
        )
        async with self._database.work(place.workspace_id).transaction() as session:
            await session.execute(update(RESULTS).where(*_at(place)).values(result=token))

    async def release(self, place: _Place) -> None:
        """Forget the key: nothing was carried out."""
        async with self._database.work(place.workspace_id).transaction() as session:
            await session.execute(delete(RESULTS).where(*_at(place)))

    async def sweep(self) -> int:
        """Remove results older than a day; returns how many."""
        old = RESULTS.c.begun_at < self._clock.now() - KEPT
        async with self._database.system_work().transaction() as session:
            count = await session.scalar(select(func.count()).select_from(RESULTS).where(old))
            await session.execute(delete(RESULTS).where(old))
        return int(count or 0)


class Idempotency:
    """ASGI middleware: repeats of a POST with the same key get the first answer again."""

    def __init__(
        self, app: ASGIApp, *, book: ResultBook, streamed: Container[str] = ()
    ) -> None:
        """`streamed` are paths whose bodies may be too large to be held: a repeat of a large one
        is known by its key and its length."""
        self._app = app
        self._book = book
        self._streamed = streamed
        self._running: dict[_Place, asyncio.Event] = {}
        # The loop holds tasks weakly: one that nobody else holds may vanish before it is done.
        self._late: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        key = _key_of(scope)
        principal = passage_of(scope).principal if key is not None else None
        if key is None or principal is None:
            await self._app(scope, receive, send)
            return
        try:
            place = _placed(principal, key)
            passage_of(scope).idempotency_key = place.key
            length = _length_of(scope)
            is_streamed = scope["path"] in self._streamed and length > _MOST_HELD
            body = b"%d" % length if is_streamed else await _read(receive)
            stored = await self._begin(place, _fingerprint(scope, body))
        except (InvalidInput, Conflict) as error:
            await answer_to(error)(scope, receive, send)
            return
        if stored is None:
            again = receive if is_streamed else _Replayed(body, receive)
            await self._carry_out(place, scope, again, send)
            return
        await _send_stored(stored, send)

    async def _begin(self, place: _Place, fingerprint: bytes) -> StoredResult | None:
        """Wait a while for a first request that is still running."""
        deadline = asyncio.get_running_loop().time() + WAIT_SECONDS
        while True:
            try:
                return await self._book.begin(place, fingerprint)
            except InProgress:
                left = deadline - asyncio.get_running_loop().time()
                if left <= 0:
                    raise
            await self._wait(place, left)

    async def _wait(self, place: _Place, seconds: float) -> None:
        running = self._running.get(place)
        if running is None:
            # Another process carries it out: only the row can tell.
            await asyncio.sleep(min(_POLL_SECONDS, seconds))
            return
        try:
            await asyncio.wait_for(running.wait(), seconds)
        except TimeoutError:
            return

    async def _carry_out(self, place: _Place, scope: Scope, receive: Receive, send: Send) -> None:
        done = self._running[place] = asyncio.Event()
        capture = _Capture()
        try:
            await self._answered(scope, receive, capture)
            try:
                await self._store(place, capture)
            except _DATABASE_AWAY:
                self._store_later(place, capture)
                raise
        finally:
            self._running.pop(place, None)
            done.set()
        for message in capture.messages:
            await send(message)

    async def _store(self, place: _Place, capture: _Capture) -> None:
        if capture.status in _NOT_CARRIED_OUT:
            await self._book.release(place)
        else:
            await self._book.finish(place, capture.result())

    def _store_later(self, place: _Place, capture: _Capture) -> None:
        """Store once the database is back: this process alone knows how the request ended."""

        async def again() -> None:
            for _ in range(_LATE_TRIES):
                await asyncio.sleep(1.0)
                try:
                    await self._store(place, capture)
                except _DATABASE_AWAY:
                    continue
                return

        task = asyncio.create_task(again())
        self._late.add(task)
        task.add_done_callback(self._late.discard)

    async def _answered(self, scope: Scope, receive: Receive, capture: _Capture) -> None:
        """A fault of ours is a result too: it is stored, so that no repeat has a second effect."""
        try:
            await self._app(scope, receive, capture)
        except Exception as error:  # noqa: BLE001 - answered, logged and stored like any result
            capture.messages.clear()
            await answer_for(error)(scope, receive, capture)


class _Capture:
    """Holds back an answer until it is stored."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.status = 500

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
        self.messages.append(message)

    def result(self) -> StoredResult:
        """The answer as it is stored; only JSON is answered to a POST."""
        headers = [
            (name.decode(), value.decode("latin-1"))
            for message in self.messages
            for name, value in message.get("headers", ())
            if name.lower() in _STORED_HEADERS
        ]
        body = b"".join(message.get("body", b"") for message in self.messages)
        return StoredResult(self.status, headers, body.decode())


class _Replayed:
    """A body that has been read, given to the app again."""

    def __init__(self, body: bytes, receive: Receive) -> None:
        self._body: bytes | None = body
        self._receive = receive

    async def __call__(self) -> Message:
        if self._body is None:
            return await self._receive()
        body, self._body = self._body, None
        return {"type": "http.request", "body": body, "more_body": False}


def _length_of(scope: Scope) -> int:
    """What the headers say; a body that does not say how long it is counts as a large one."""
    lengths = (value for name, value in scope["headers"] if name == b"content-length")
    said = next(lengths, b"")
    return int(said) if said.isdigit() else _MOST_HELD + 1


def _key_of(scope: Scope) -> str | None:
    if scope["type"] != "http" or scope["method"] != "POST":
        return None
    for name, value in scope["headers"]:
        if name == b"idempotency-key":
            return str(value.decode("latin-1"))
    return None


def _placed(principal: Principal, key: str) -> _Place:
    if not _KEY.fullmatch(key):
        raise KeyMalformed("the key is empty, too long or holds unusual characters")
    return _Place(principal.workspace_id, principal.user_id, key)


def _fingerprint(scope: Scope, body: bytes) -> bytes:
    """What makes two requests the same: the address and the body, without its random boundary."""
    kind = next((value for name, value in scope["headers"] if name == b"content-type"), b"")
    boundary = kind.partition(b"boundary=")[2].split(b";")[0].strip(b'" ')
    plain = body.replace(boundary, b"") if boundary else body
    place = f"{scope['path']}?{scope['query_string'].decode('latin-1')}\n".encode()
    return hashlib.sha256(place + plain).digest()


async def _read(receive: Receive) -> bytes:
    pieces: list[bytes] = []
    while True:
        message = await receive()
        pieces.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(pieces)


async def _send_stored(stored: StoredResult, send: Send) -> None:
    headers = [(name.encode(), value.encode("latin-1")) for name, value in stored.headers]
    body = stored.body.encode()
    headers += [
        (b"content-length", b"%d" % len(body)),
        (b"idempotency-replayed", b"true"),
    ]
    await send({"type": "http.response.start", "status": stored.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _at(place: _Place) -> tuple[Any, ...]:
    return (
        RESULTS.c.workspace_id == place.workspace_id,
        RESULTS.c.user_id == place.user_id,
        RESULTS.c.key == place.key,
    )
