"""Fifty at once: one effect of one order, and one renewal of one token.

    python -m benchmarks.races

Fifty people press “Publish now” under one `Idempotency-Key`; a hundredth of a second later somebody
sends other words under the same key. Then fifty callers in two processes' worth of services find
the same token expired.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import httpx
from sqlalchemy import text
from tests.support.arena import Arena, end, open_arena

from benchmarks.making import sign_in
from benchmarks.report import Result, report, say
from heliograph.flows.instance import Instance
from heliograph.kit.database import Database
from heliograph.kit.logs import configure_logs
from heliograph.modules.channels.service.renewal import Renewal

AT_ONCE = 50
WORDS = "Pressed fifty times"
RENEWING = "reddit"
PATIENCE = 60
_SECRETS = text("SELECT secrets FROM channels_channels WHERE id = :id")
_OPEN = text("SELECT count(*) FROM scheduling_posts WHERE status <> 'published'")


def main() -> int:
    """Measure and print; 1 when there was more than one of either."""
    configure_logs("warning")
    results = asyncio.run(measure())
    for result in results:
        report(result)
    return 0 if all(result.figure == result.baseline for result in results) else 1


async def measure() -> list[Result]:
    """Both races on one instance of real processes."""
    async with open_arena() as arena:
        standing = await publish_now(arena)
        renewals = await renewed(arena)
    return [
        Result("publish_now_effects", standing, "posts", 1.0),
        Result("token_renewals", renewals, "calls", 1.0),
    ]


async def publish_now(arena: Arena) -> int:
    """How many posts stand after fifty equal orders under one key."""
    key = await sign_in(arena)
    channel = await arena.channel("mastodon")
    order = {"channel_id": str(channel), "text": WORDS, "now": True}
    worker = arena.start_worker("worker-publishing-1")
    client = httpx.AsyncClient(  # noqa: TID251 - it stands for people's own programs
        base_url=f"{arena.instance.settings.base_url}/api/v1",
        headers={"authorization": f"Bearer {key}", "idempotency-key": "pressed"},
        timeout=30,
        trust_env=False,
    )
    try:
        async with client:
            answers = await asyncio.gather(
                *(client.post("/posts", json=order) for _ in range(AT_ONCE))
            )
            other = await client.post("/posts", json=order | {"text": "Other words"})
        await settled(arena)
    finally:
        end(worker)
    bodies = {(answer.status_code, answer.json()["data"]["id"]) for answer in answers}
    say(f"{len(answers)} answers, {len(bodies)} different; other words: {other.status_code}")
    if len(bodies) != 1 or other.status_code not in (409, 422):
        raise RuntimeError("the answers are not equal, or other words were taken")
    return len(arena.sandbox.posts("mastodon"))


async def settled(arena: Arena) -> None:
    """Wait until everything that was ordered went out."""
    for _ in range(PATIENCE * 5):
        async with arena.work.transaction() as session:
            if not await session.scalar(_OPEN):
                return
        await asyncio.sleep(0.2)
    raise TimeoutError("something that was ordered did not go out")


async def renewed(arena: Arena) -> int:
    """How many times the platform was asked to renew one token for fifty callers."""
    channel = await arena.channel(RENEWING)
    stale = await secrets_of(arena, channel)
    database = Database(arena.database.url)
    other = Instance(arena.instance.settings, database, 0)
    arena.sandbox.control("DELETE", "/calls")
    try:
        tools = (arena.instance.channels, other.channels)
        given = await asyncio.gather(
            *(
                Renewal(database.work(arena.workspace_id), tools[number % 2]).renew(channel, stale)
                for number in range(AT_ONCE)
            )
        )
    finally:
        await other.close()
        await database.close()
    calls = arena.sandbox.control("GET", f"/calls?platform={RENEWING}")
    asked = [call for call in calls if call["path"].endswith("/access_token")]
    tokens = {one["access_token"] for one in given}
    say(f"{len(given)} callers got {len(tokens)} token; the platform was asked {len(asked)} times")
    if len(tokens) != 1 or tokens == {stale["access_token"]}:
        raise RuntimeError("the callers got different tokens, or the old one")
    return len(asked)


async def secrets_of(arena: Arena, channel: UUID) -> Mapping[str, Any]:
    """What a worker would hold of the channel's secrets."""
    async with arena.work.transaction() as session:
        sealed = await session.scalar(_SECRETS, {"id": channel})
    bound = f"channel:{arena.workspace_id}:{channel}"
    found: Mapping[str, Any] = arena.instance.vault.decrypt(sealed, bound)
    return found


if __name__ == "__main__":
    sys.exit(main())
