"""The database is stopped at once, again and again, while people plan posts and posts go out.

Posts are made over the REST API, each under an `Idempotency-Key`, and asked for again under the
same key until the API says yes: what it said yes to must be there in the end, once. `KILLS` is
how many stops there are; the next comes only after something was published.
"""

from __future__ import annotations

import asyncio
import signal
import statistics
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import httpx
import psutil
from sqlalchemy import text
from tests.support.arena import Arena

from benchmarks.making import sign_in
from benchmarks.planning import DROP, Planned, Sender, open_senders
from benchmarks.report import say
from benchmarks.storm.judge import counts
from benchmarks.storm.kill import settled
from benchmarks.storm.order import Order
from benchmarks.workers import Supervised

WORKERS = 2
WRITERS = 4
VARIABLES = {
    "HELIOGRAPH_SECURITY__REQUESTS_PER_HOUR": "1000000000",
    "HELIOGRAPH_WORKER__BATCH_SIZE": "10",
}
SLOW_MS, LATE_MS = 50, 50
FIRST_WITHIN = 30.0
BETWEEN = 8.0
CUT_OFF, SERVER_TROUBLE = 409, 500
_THERE = text("SELECT id, text FROM scheduling_posts")


@dataclass
class Desk:
    """People who plan posts over the API, and what they were promised."""

    client: httpx.AsyncClient  # noqa: TID251 - it stands for a person's own program
    senders: Sequence[Sender]
    bodies: Mapping[str, Mapping[str, Any]]
    wanted: int
    promised: dict[UUID, str] = field(default_factory=dict)
    planned: list[Planned] = field(default_factory=list)
    unsure: list[int] = field(default_factory=list)
    asked: int = 0
    refused: int = 0
    allowed: int = 0

    async def write(self) -> None:
        """Make the next post, and the next, as far as the stops have come."""
        while self.asked < self.wanted:
            if self.asked >= self.allowed:
                await asyncio.sleep(0.05)
                continue
            number = self.asked
            self.asked += 1
            await self._promise(number)

    async def let(self, count: int) -> None:
        """Let that many posts be asked for in all; returns when most of them were, and the next
        stop may strike in the middle of the rest."""
        self.allowed = count
        give_up_at = time.monotonic() + BETWEEN
        while time.monotonic() < give_up_at:
            if len(self.promised) + len(self.unsure) >= count - WRITERS:
                return
            await asyncio.sleep(0.02)

    async def settle(self, there: Mapping[str, UUID]) -> None:
        """Do what the API advises for requests that were cut off: look, and ask anew if need be."""
        say(f"{len(self.unsure)} requests were cut off; {len(there)} posts are there")
        for number in self.unsure:
            found = there.get(self._words(number))
            if found is None:
                await self._promise(number, "-again")
            else:
                self._keep(number, found)

    async def _promise(self, number: int, again: str = "") -> None:
        words = self._words(number)
        body = {**self.bodies[self._sender(number).platform], "text": words}
        headers = {"Idempotency-Key": words.replace(" ", "-") + again}
        while True:
            try:
                answer = await self.client.post("/posts", json=body, headers=headers)
            except httpx.TransportError:
                self.refused += 1
                continue
            if answer.is_success:
                self._keep(number, UUID(answer.json()["data"]["id"]))
                return
            if answer.status_code == CUT_OFF:
                self.unsure.append(number)
                return
            if answer.status_code < SERVER_TROUBLE:
                raise RuntimeError(f"{words}: {answer.status_code} {answer.text}")
            self.refused += 1
            await asyncio.sleep(0.3)

    def _keep(self, number: int, post_id: UUID) -> None:
        words = self._words(number)
        self.promised[post_id] = words
        self.planned.append(Planned(post_id, self._sender(number).platform, words))

    def _words(self, number: int) -> str:
        return f"Storm post {number:05} on {self._sender(number).platform}"

    def _sender(self, number: int) -> Sender:
        return self.senders[number % len(self.senders)]


async def storm(arena: Arena, order: Order) -> tuple[list[Planned], dict[str, Any]]:
    """Stop, start, wait for the first post; then compare what was promised with what is there."""
    desk = await open_desk(arena, order)
    began = time.monotonic()
    writers = [asyncio.create_task(desk.write()) for _ in range(WRITERS)]
    waits = []
    async with Supervised(arena, WORKERS):
        for number in range(1, order.kills + 1):
            await desk.let(order.posts * number // order.kills)
            waits.append(await stop_once(arena, desk))
            if number % 10 == 0:
                say(f"{number} stops; {dict(await counts(arena))}; slowest {max(waits):.1f} s")
        desk.allowed = order.posts
        await asyncio.gather(*writers)
        await desk.settle({words: key for key, words in (await posts(arena)).items()})
        await settled(arena, time.monotonic() + 240)
    there = await posts(arena)
    lost = [words for key, words in desk.promised.items() if there.get(key) != words]
    twice = len(there) - len(set(there.values()))
    await desk.client.aclose()
    return desk.planned, {
        "stops": order.kills,
        "acknowledged": len(desk.promised),
        "lost_writes": len(lost),
        "doubled_writes": twice,
        "cut_off": len(desk.unsure),
        "answered_try_again": desk.refused,
        "first_publish_s": {
            "most": round(max(waits, default=0.0), 1),
            "middle": round(statistics.median(waits or [0.0]), 1),
        },
        "seconds": round(time.monotonic() - began, 1),
        "broken": len(lost) + twice + sum(wait > FIRST_WITHIN for wait in waits),
    }


async def posts(arena: Arena) -> dict[UUID, str]:
    """What is there, by its id."""
    async with arena.work.transaction() as session:
        return {row.id: row.text for row in await session.execute(_THERE)}


async def open_desk(arena: Arena, order: Order) -> Desk:
    """The API's client with a key of the workspace's owner, and what each platform is sent."""
    key = await sign_in(arena)
    senders = await open_senders(arena, order.platforms)
    bodies = {one.platform: await body_of(arena, one) for one in senders}
    client = httpx.AsyncClient(  # noqa: TID251 - as above
        base_url=f"{arena.instance.settings.base_url}/api/v1",
        headers={"authorization": f"Bearer {key}"},
        timeout=20,
        trust_env=False,
    )
    return Desk(client, senders, bodies, order.posts)


async def body_of(arena: Arena, sender: Sender) -> dict[str, Any]:
    """What a person asks for to get a post like the channel's first one, which goes."""
    async with arena.work.transaction() as session:
        await session.execute(DROP, {"pattern": sender.pattern})
    return {
        "channel_id": str(sender.channel_id),
        "kind": sender.kind,
        "asset_ids": [str(one) for one in sender.files],
        "extras": dict(sender.extras),
        "now": True,
    }


async def stop_once(arena: Arena, desk: Desk) -> float:
    """Stop the server at once and start it again; seconds from its recovery to the first post."""
    pid = arena.server.pid()
    if pid is None:
        raise RuntimeError("the database is not running")
    server = psutil.Process(pid)
    server.send_signal(signal.SIGQUIT)
    await arena.server.gone()
    await arena.server.start()
    await arena.database.engine.dispose()  # our own connections are dead as well
    recovered = time.monotonic()
    stood = await standing(arena)
    while time.monotonic() - recovered < FIRST_WITHIN * 2:
        await asyncio.sleep(0.1)
        if await standing(arena) > stood or len(desk.promised) >= desk.wanted:
            break
    return time.monotonic() - recovered


async def standing(arena: Arena) -> int:
    """How many posts stand on the sandbox."""
    health = await asyncio.to_thread(arena.sandbox.control, "GET", "/health")
    return int(health["posts"])
