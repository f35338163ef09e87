"""News between modules: written with the change it tells of, delivered once to every listener.

An event is a row of the outbox, so it is announced exactly when its transaction commits. A job
delivers it. Each listener runs in one transaction with the note that it has run, so a crash or a
repeat never lets a listener act twice. Listeners therefore do database work only, and leave calls
to the outside to jobs they enqueue.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

import orjson
import structlog
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from heliograph.kit.database import Database, UnitOfWork
from heliograph.kit.faults import fault_point
from heliograph.kit.ids import new_id
from heliograph.kit.jobs import Args, JobQueue, JobRegistry
from heliograph.kit.statements import Statement

DELIVER = "events.deliver"
LIVE_CHANNEL = "heliograph_live"
SWEEP_SECONDS = 30.0
_OVERDUE = timedelta(seconds=30)
_SWEPT = 1000
# PostgreSQL takes notifications below 8000 bytes; ids are all a listener needs.
_LONGEST_NOTICE = 7900

Payload = dict[str, str | int | float | bool | None]

log = structlog.get_logger()


@dataclass(frozen=True)
class Event:
    """Something that has happened, named in the past tense: `publishing.post_published`."""

    name: str
    workspace_id: UUID
    payload: Payload
    id: UUID = field(default_factory=new_id)
    occurred_at: datetime | None = None


Listener = Callable[[Event, UnitOfWork], Awaitable[None]]
"""Gets the event and a unit of work of its workspace, in which a transaction is open."""

_WRITE = Statement(
    "INSERT INTO kit_outbox (id, workspace_id, name, payload)"
    " VALUES (:id, :workspace_id, :name, cast(:payload AS jsonb))"
)
_NOTIFY = Statement("SELECT pg_notify(:channel, :notice)")
_READ = text("SELECT id, workspace_id, name, payload, occurred_at FROM kit_outbox WHERE id = :id")
_MARK = text(
    "INSERT INTO kit_deliveries (event_id, listener, workspace_id)"
    " VALUES (:event_id, :listener, :workspace_id) ON CONFLICT DO NOTHING RETURNING true"
)
_DONE = text("UPDATE kit_outbox SET delivered_at = now() WHERE id = :id AND delivered_at IS NULL")
_FORGOTTEN = text(
    "SELECT id FROM kit_outbox WHERE delivered_at IS NULL"
    " AND occurred_at < now() - cast(:overdue AS interval)"
    " AND NOT EXISTS (SELECT FROM pgq.pgqueuer WHERE dedupe_key = 'event ' || kit_outbox.id)"
    " ORDER BY occurred_at LIMIT :most"
)
_REPLAY = text("SELECT id FROM kit_outbox WHERE name = :name AND occurred_at >= :since ORDER BY id")


class Events:
    """Announces events in the caller's transaction."""

    def __init__(self, queue: JobQueue | None = None) -> None:
        self._queue = queue or JobQueue()

    async def announce(self, session: AsyncSession, event: Event) -> None:
        """Write the event, its delivery and the live notice; all of it or nothing commits."""
        payload = orjson.dumps(event.payload).decode()
        await _WRITE.run(
            session,
            {
                "id": event.id,
                "workspace_id": event.workspace_id,
                "name": event.name,
                "payload": payload,
            },
        )
        await self._queue.enqueue(
            session, DELIVER, {"event": str(event.id)}, key=f"event {event.id}"
        )
        await _NOTIFY.run(session, {"channel": LIVE_CHANNEL, "notice": _notice(event)})

    async def replay(self, session: AsyncSession, name: str, since: datetime) -> int:
        """Deliver past events again to listeners that have not seen them, such as new ones."""
        found = (await session.scalars(_REPLAY, {"name": name, "since": since})).all()
        return await self._redeliver(session, list(found))

    async def deliver_forgotten(self, session: AsyncSession) -> int:
        """Enqueue undelivered events that have lost their job; needs system work."""
        found = await session.scalars(_FORGOTTEN, {"overdue": _OVERDUE, "most": _SWEPT})
        return await self._redeliver(session, list(found.all()))

    async def _redeliver(self, session: AsyncSession, ids: list[UUID]) -> int:
        return await self._queue.enqueue_many(
            session, DELIVER, [{"event": str(one)} for one in ids], keys=[f"event {i}" for i in ids]
        )


class EventListeners:
    """Who acts on which event; every listener is named, and its name stays with its deliveries."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._listeners: dict[str, list[tuple[str, Listener]]] = {}

    def on(self, name: str, handler: Listener, *, listener: str = "") -> None:
        """Let `handler` act on events of this name.

        `listener` is the name under which its deliveries are kept, by default that of the
        function with its module; give one when two functions share it. Raises `ValueError` for
        a name that is taken.
        """
        known = self._listeners.setdefault(name, [])
        chosen = listener or f"{handler.__module__}.{handler.__qualname__}"
        if any(chosen == other for other, _ in known):
            raise ValueError(f"{chosen} listens to {name} already")
        known.append((chosen, handler))

    @property
    def names(self) -> frozenset[str]:
        """The names of all events somebody listens to."""
        return frozenset(self._listeners)

    def register(self, registry: JobRegistry, *, queue: str) -> None:
        """Let workers of this queue deliver events, and look for forgotten ones."""
        events = Events()

        async def sweep() -> None:
            async with self._database.system_work().transaction() as session:
                found = await events.deliver_forgotten(session)
            if found:
                log.info("events.swept", count=found)

        registry.job(DELIVER, queue=queue)(self.deliver)
        registry.every("events.sweep", SWEEP_SECONDS, queue=queue)(sweep)

    async def deliver(self, args: Args) -> None:
        """The job: let every listener act that has not acted yet; raises if one of them failed."""
        event = await self._read(UUID(args["event"]))
        if event is None:
            return
        failed: list[Exception] = []
        for listener, handler in self._listeners.get(event.name, []):
            try:
                await self._let_act(event, listener, handler)
            except Exception as error:  # noqa: BLE001 - the others still get their turn
                log.warning("event.listener_failed", listener=listener, name=event.name)
                failed.append(error)
            fault_point("events.between_listeners")
        if failed:
            raise ExceptionGroup(f"listeners of {event.name} failed", failed)
        async with self._database.work(event.workspace_id).transaction() as session:
            await session.execute(_DONE, {"id": event.id})

    async def _let_act(self, event: Event, listener: str, handler: Listener) -> None:
        work = self._database.work(event.workspace_id)
        async with work.transaction() as session:
            mark = {
                "event_id": event.id,
                "listener": listener,
                "workspace_id": event.workspace_id,
            }
            # Another delivery of the same event waits here until this one commits or fails.
            if (await session.execute(_MARK, mark)).first() is not None:
                await handler(event, work)

    async def _read(self, event_id: UUID) -> Event | None:
        async with self._database.system_work().transaction() as session:
            row = (await session.execute(_READ, {"id": event_id})).first()
        if row is None:
            return None
        return Event(row.name, row.workspace_id, row.payload, row.id, row.occurred_at)


def _notice(event: Event) -> str:
    """What live listeners hear: which things changed, not how."""
    ids = {
        name: value
        for name, value in event.payload.items()
        if isinstance(value, str) and (name == "id" or name.endswith("_id"))
    }
    notice = {"workspace_id": str(event.workspace_id), "name": event.name, "ids": ids}
    written = orjson.dumps(notice)
    if len(written) > _LONGEST_NOTICE:
        written = orjson.dumps(notice | {"ids": {}})
    return written.decode()


async def announce(session: AsyncSession, event: Event) -> None:
    """`Events().announce`, for callers that need nothing else of it."""
    await Events().announce(session, event)


async def tell_live(
    session: AsyncSession, workspace_id: UUID, name: str, ids: dict[str, str]
) -> None:
    """Tell open dashboards that something changed; no event, nothing is kept."""
    notice = {"workspace_id": str(workspace_id), "name": name, "ids": ids}
    await _NOTIFY.run(session, {"channel": LIVE_CHANNEL, "notice": orjson.dumps(notice).decode()})
