"""The outbox: announced with its transaction, delivered exactly once, heard live."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import text

from heliograph.kit.database import Database, UnitOfWork
from heliograph.kit.events import DELIVER, Event, EventListeners, Events
from heliograph.kit.ids import new_id
from heliograph.kit.jobs import JobQueue, JobRegistry, run_worker
from heliograph.kit.live import RESUMED, LiveFeed, LiveNotice
from heliograph.kit.settings import WorkerSettings
from tests.support.waiting import until
from tests.support.workers import make_table, marks, worker

EVENTS = Events()
EPOCH = datetime(2020, 1, 1, tzinfo=UTC)


def published(workspace: UUID) -> Event:
    return Event("publishing.post_published", workspace, {"post_id": "p1", "words": 12})


async def announce(database: Database, event: Event) -> None:
    async with database.work(event.workspace_id).transaction() as session:
        await EVENTS.announce(session, event)


async def jobs_left(database: Database) -> int:
    async with database.system_work().transaction() as session:
        return sum(row.due + row.running for row in await JobQueue().health(session))


async def delivered(database: Database) -> bool:
    async with database.system_work().transaction() as session:
        return bool(
            (
                await session.execute(
                    text("SELECT bool_and(delivered_at IS NOT NULL) FROM kit_outbox")
                )
            ).scalar()
        )


class Diary:
    """A listener that writes one row into the transaction it is given."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.heard: list[Event] = []
        self.failures = 0

    async def __call__(self, event: Event, work: UnitOfWork) -> None:
        self.heard.append(event)
        await work.session.execute(
            text("INSERT INTO test_marks (job, process) VALUES (:name, 0)"), {"name": self.name}
        )
        if self.failures:
            self.failures -= 1
            raise RuntimeError("not this time")


@pytest.fixture(autouse=True)
async def table(database: Database) -> None:
    """An empty table of marks."""
    await make_table(database)


@pytest.fixture
async def run(database: Database, database_url: str) -> AsyncIterator[Callable[..., None]]:
    """Starts a worker for listeners, and stops it at the end."""
    stop = asyncio.Event()
    tasks: list[asyncio.Task[None]] = []

    def start(listeners: EventListeners) -> None:
        registry = JobRegistry()
        listeners.register(registry, queue="studio")
        settings = WorkerSettings(poll_seconds=5)
        tasks.append(
            asyncio.create_task(run_worker(database_url, registry, ["studio"], settings, stop))
        )

    yield start
    stop.set()
    await asyncio.gather(*tasks)


async def test_every_listener_hears_an_event_once(
    database: Database, run: Callable[[EventListeners], None]
) -> None:
    first, second, deaf = Diary("first"), Diary("second"), Diary("deaf")
    listeners = EventListeners(database)
    listeners.on("publishing.post_published", first, listener="first")
    listeners.on("publishing.post_published", second, listener="second")
    listeners.on("publishing.post_failed", deaf, listener="deaf")
    run(listeners)
    event = published(new_id())
    await announce(database, event)
    await until(lambda: delivered(database))
    assert [heard.payload for heard in first.heard] == [{"post_id": "p1", "words": 12}]
    assert first.heard[0].workspace_id == event.workspace_id
    assert len(second.heard) == 1
    assert deaf.heard == []


async def test_an_event_of_a_rolled_back_transaction_was_never_announced(
    database: Database,
) -> None:
    workspace = new_id()

    async def announce_then_fail() -> None:
        async with database.work(workspace).transaction() as session:
            await EVENTS.announce(session, published(workspace))
            raise RuntimeError("the caller changes its mind")

    with pytest.raises(RuntimeError):
        await announce_then_fail()
    async with database.system_work().transaction() as session:
        assert (await session.execute(text("SELECT count(*) FROM kit_outbox"))).scalar() == 0
    assert await jobs_left(database) == 0


async def test_a_failing_listener_is_repeated_alone_and_leaves_nothing_half_done(
    database: Database, run: Callable[[EventListeners], None]
) -> None:
    good, bad = Diary("good"), Diary("bad")
    bad.failures = 1
    listeners = EventListeners(database)
    listeners.on("publishing.post_published", bad, listener="bad")
    listeners.on("publishing.post_published", good, listener="good")
    run(listeners)
    await announce(database, published(new_id()))
    await until(lambda: delivered(database))
    assert (len(good.heard), len(bad.heard)) == (1, 2)
    # What the failed try had written went away with its transaction.
    assert sorted(job for job, _ in await marks(database)) == ["bad", "good"]


async def test_delivering_twice_at_once_acts_once(database: Database) -> None:
    diary = Diary("once")
    listeners = EventListeners(database)
    listeners.on("publishing.post_published", diary, listener="once")
    event = published(new_id())
    await announce(database, event)
    args = {"event": str(event.id)}
    await asyncio.gather(*(listeners.deliver(args) for _ in range(5)))
    assert len(await marks(database)) == 1


async def test_a_worker_killed_between_two_listeners_delivers_to_each_exactly_once(
    database: Database, database_url: str, home: Path
) -> None:
    await announce(database, published(new_id()))
    async with worker(
        database_url, home, "events", fault_point="events.between_listeners"
    ) as first:
        assert await asyncio.wait_for(first.wait(), 60) == -9
    assert [job for job, _ in await marks(database)] == ["first listener"]
    async with worker(database_url, home, "events", fault_point="events.between_listeners"):
        await until(lambda: delivered(database))
    assert [job for job, _ in await marks(database)] == ["first listener", "second listener"]


async def test_an_event_whose_job_was_lost_is_found_again(database: Database) -> None:
    await announce(database, published(new_id()))
    async with database.system_work().transaction() as session:
        await session.execute(text("DELETE FROM pgq.pgqueuer"))
        assert await EVENTS.deliver_forgotten(session) == 0
        await session.execute(text("UPDATE kit_outbox SET occurred_at = now() - interval '1 hour'"))
        assert await EVENTS.deliver_forgotten(session) == 1
        assert await EVENTS.deliver_forgotten(session) == 0


async def test_a_new_listener_can_be_given_the_past(database: Database) -> None:
    old, new = Diary("old"), Diary("new")
    listeners = EventListeners(database)
    listeners.on("publishing.post_published", old, listener="old")
    event = published(new_id())
    await announce(database, event)
    await listeners.deliver({"event": str(event.id)})
    listeners.on("publishing.post_published", new, listener="new")
    async with database.system_work().transaction() as session:
        await session.execute(text("DELETE FROM pgq.pgqueuer"))
        assert await EVENTS.replay(session, event.name, EPOCH) == 1
    await listeners.deliver({"event": str(event.id)})
    assert (len(old.heard), len(new.heard)) == (1, 1)


async def test_a_listener_is_registered_once(database: Database) -> None:
    listeners = EventListeners(database)
    listeners.on("publishing.post_published", Diary("a"), listener="a")
    with pytest.raises(ValueError, match="listens to"):
        listeners.on("publishing.post_published", Diary("a"), listener="a")


@pytest.fixture
async def feed(database_url: str) -> AsyncIterator[LiveFeed]:
    """A feed that listens."""
    feed = LiveFeed(database_url)
    await feed.start()
    yield feed
    await feed.stop()


def hear(feed: LiveFeed, workspace: UUID) -> Awaitable[LiveNotice]:
    """The next notice, with the subscription made at once."""
    stream = feed.subscribe(workspace)

    async def first() -> LiveNotice:
        try:
            return await anext(stream)
        finally:
            await stream.aclose()  # type: ignore[attr-defined]  # reason: it is a generator

    return asyncio.create_task(first())


async def test_a_subscriber_hears_its_own_workspace_only(
    database: Database, feed: LiveFeed
) -> None:
    mine, theirs = new_id(), new_id()
    heard = hear(feed, mine)
    await asyncio.sleep(0)
    await announce(database, published(theirs))
    await announce(database, published(mine))
    notice = await asyncio.wait_for(heard, 60)
    assert notice == LiveNotice("publishing.post_published", mine, {"post_id": "p1"})


async def test_a_subscriber_learns_that_the_connection_was_lost(
    database: Database, feed: LiveFeed
) -> None:
    mine = new_id()
    heard = hear(feed, mine)
    await asyncio.sleep(0)
    async with database.system_work().transaction() as session:
        await session.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE"
                " datname = current_database() AND query LIKE 'LISTEN%'"
            )
        )
    assert (await asyncio.wait_for(heard, 60)).name == RESUMED
    again = hear(feed, mine)
    await announce(database, published(mine))
    assert (await asyncio.wait_for(again, 60)).name == "publishing.post_published"


async def test_a_slow_subscriber_is_told_to_look_again(database: Database, feed: LiveFeed) -> None:
    mine = new_id()
    stream = feed.subscribe(mine)
    reading = asyncio.ensure_future(anext(stream))
    await asyncio.sleep(0)
    async with database.work(mine).transaction() as session:
        for _ in range(600):
            await session.execute(
                text("SELECT pg_notify('heliograph_live', :notice)"),
                {"notice": f'{{"workspace_id":"{mine}","name":"n{_}","ids":{{}}}}'},
            )
    await asyncio.wait_for(reading, 60)
    await asyncio.sleep(0.5)
    names = [reading.result().name, (await anext(stream)).name]
    assert RESUMED in names
    # What came after the gap is heard in order.
    assert (await anext(stream)).name.startswith("n5")
    await stream.aclose()  # type: ignore[attr-defined]  # reason: it is a generator


async def test_a_long_event_still_fits_into_a_notice(database: Database, feed: LiveFeed) -> None:
    mine = new_id()
    heard = hear(feed, mine)
    await asyncio.sleep(0)
    await announce(database, Event("content.made", mine, {"text_id": "x" * 9000}))
    assert (await asyncio.wait_for(heard, 60)).ids == {}


def test_the_delivery_job_has_a_fixed_name() -> None:
    assert DELIVER == "events.deliver"
