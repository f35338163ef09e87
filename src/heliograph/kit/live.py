"""What happens right now, for open dashboards: heard from PostgreSQL over one connection."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import asyncpg
import orjson
import structlog

from heliograph.kit.database import as_plain
from heliograph.kit.events import LIVE_CHANNEL

RESUMED = "live.resumed"
"""Heard after the connection was lost: something may have been missed, so look again."""

_MOST_WAITING = 500
_FIRST_PAUSE = 0.2
_LONGEST_PAUSE = 5.0

log = structlog.get_logger()


@dataclass(frozen=True)
class LiveNotice:
    """Something of a workspace changed; the ids say what, the reader fetches how."""

    name: str
    workspace_id: UUID
    ids: dict[str, str]


class LiveFeed:
    """Hands the notices of a workspace to whoever subscribes in this process.

    A subscriber who does not keep up loses its oldest notices and hears `live.resumed` instead.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._subscribers: dict[UUID, set[asyncio.Queue[LiveNotice]]] = {}
        self._task: asyncio.Task[None] | None = None
        self._listening = asyncio.Event()

    async def start(self) -> None:
        """Begin to listen; returns when the connection stands."""
        if self._task is None:
            self._task = asyncio.create_task(self._listen(), name="live feed")
        await self._listening.wait()

    async def stop(self) -> None:
        """Stop listening."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    async def subscribe(self, workspace_id: UUID) -> AsyncIterator[LiveNotice]:
        """The notices of one workspace from now on, until the caller stops reading."""
        waiting: asyncio.Queue[LiveNotice] = asyncio.Queue(_MOST_WAITING)
        self._subscribers.setdefault(workspace_id, set()).add(waiting)
        try:
            while True:
                yield await waiting.get()
        finally:
            others = self._subscribers[workspace_id]
            others.discard(waiting)
            if not others:
                del self._subscribers[workspace_id]

    async def _listen(self) -> None:
        pause = _FIRST_PAUSE
        while True:
            try:
                await self._listen_once()
                pause = _FIRST_PAUSE
            except (OSError, asyncpg.PostgresError, TimeoutError) as error:
                log.warning("live.lost", reason=str(error))
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)

    async def _listen_once(self) -> None:
        connection = await asyncpg.connect(as_plain(self._url), timeout=10)
        ended = asyncio.Event()
        connection.add_termination_listener(lambda _: ended.set())
        try:
            await connection.add_listener(LIVE_CHANNEL, self._hear)
            if self._listening.is_set():
                self._tell_everybody()
            self._listening.set()
            await ended.wait()
        finally:
            connection.terminate()

    def _hear(self, _: Any, __: int, ___: str, text: str) -> None:
        heard = orjson.loads(text)
        workspace_id = UUID(heard["workspace_id"])
        notice = LiveNotice(heard["name"], workspace_id, heard["ids"])
        for waiting in self._subscribers.get(workspace_id, ()):
            _hand_over(waiting, notice)

    def _tell_everybody(self) -> None:
        for workspace_id, subscribers in self._subscribers.items():
            for waiting in subscribers:
                _hand_over(waiting, LiveNotice(RESUMED, workspace_id, {}))


def _hand_over(waiting: asyncio.Queue[LiveNotice], notice: LiveNotice) -> None:
    if not waiting.full():
        waiting.put_nowait(notice)
        return
    while not waiting.empty():
        waiting.get_nowait()
    waiting.put_nowait(LiveNotice(RESUMED, notice.workspace_id, {}))
