"""Requests per second of the lists with 20 rows, signed in, against bare handlers.

The bare handlers run the same SQL through asyncpg in a process set up like the API's: FastAPI,
uvicorn with uvloop and httptools, one process, a pool of ten. Both are asked in turn, second by
second, so that other programs on the machine spoil both alike. The baseline of each figure is the
bare handler's rate.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import sys
import time
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text
from tests.support.arena import Arena, end, free_port, open_arena

from benchmarks.making import make_brand, make_content, sign_in
from benchmarks.report import Result, report, say
from heliograph.kit.logs import configure_logs
from heliograph.kit.web.listing import Listing
from heliograph.kit.web.pagination import Page
from heliograph.modules.content.routes import CONTENTS
from heliograph.modules.scheduling import Piece, When
from heliograph.modules.scheduling.routes import POSTS

ROWS, PER_PAGE = 200, 20
CALLERS, ROUNDS, SECONDS = 8, 8, 1.0
NO_LIMIT = {"HELIOGRAPH_SECURITY__REQUESTS_PER_HOUR": "1000000000"}
LISTS: dict[str, Listing] = {"content": CONTENTS, "posts": POSTS}


def main() -> int:
    """Measure and print."""
    configure_logs("warning")
    for result in asyncio.run(measure()):
        report(result)
    return 0


async def measure() -> list[Result]:
    """Both lists, each against its bare twin."""
    async with open_arena(NO_LIMIT) as arena:
        key = await sign_in(arena)
        await fill(arena)
        port, orders = free_port(), arena.home / "queries.json"
        orders.write_text(json.dumps(queries(arena)))
        bare = arena.start("bare", "benchmarks.baselines.bare_api", str(port), str(orders))
        try:
            await asyncio.sleep(2)
            ours = arena.instance.settings.port
            return [await compare(name, (ours, port), key) for name in LISTS]
        finally:
            end(bare)


async def compare(name: str, ports: tuple[int, int], key: str) -> Result:
    """Rates of our list and of the bare one, the middle of several turns."""
    ours = f"GET /api/v1/{name}?per_page={PER_PAGE} HTTP/1.1\r\nhost: x\r\n"
    ours += f"authorization: Bearer {key}\r\n\r\n"
    bare = f"GET /{name} HTTP/1.1\r\nhost: x\r\n\r\n"
    rates: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS + 1):
        for place, (port, request) in enumerate(zip(ports, (ours, bare), strict=True)):
            rates[place].append(await rate(port, request.encode()))
    # The first turn opens connections and prepares statements.
    ours_rate, bare_rate = (statistics.median(found[1:]) for found in rates)
    say(f"{name}: {ours_rate:.0f} requests/s, bare handler {bare_rate:.0f} requests/s")
    return Result(f"list_rows_{name}", ours_rate, "requests/s", bare_rate)


async def rate(port: int, request: bytes) -> float:
    """Requests per second with some callers at once."""
    counted = [0] * CALLERS
    stop_at = time.monotonic() + SECONDS

    async def call(place: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while time.monotonic() < stop_at:
            writer.write(request)
            await answered(reader)
            counted[place] += 1
        writer.close()

    began = time.monotonic()
    await asyncio.gather(*(call(place) for place in range(CALLERS)))
    return sum(counted) / (time.monotonic() - began)


async def answered(reader: asyncio.StreamReader) -> None:
    """Read one whole answer; raises when it is no success."""
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    if not head.startswith(b"http/1.1 200"):
        raise RuntimeError(head.decode())
    length = int(head.split(b"content-length:", 1)[1].split(b"\r\n", 1)[0])
    await reader.readexactly(length)


async def fill(arena: Arena) -> None:
    """Contents and posts of the usual size: one is made, the others are copies of it."""
    brand_id = await make_brand(arena, "leo")
    content_id = await make_content(arena, brand_id, date(2026, 11, 21))
    await copy(arena, "content_contents", content_id)
    channel, words = await arena.channel("mastodon"), "A reading of some length. " * 15
    picture = await arena.picture()
    media = await arena.instance.assets.service(arena.work).references([picture])
    due = arena.instance.clock.now() + timedelta(days=30)
    service = arena.instance.scheduling.service(arena.work)
    made = await service.create(channel, Piece(text=words, media=media), When(due_at=due))
    await copy(arena, "scheduling_posts", made["id"])


async def copy(arena: Arena, table: str, row_id: UUID) -> None:
    """Fill a table with copies of one row."""
    made = (
        f"INSERT INTO {table} SELECT (jsonb_populate_record(one, jsonb_build_object("  # noqa: S608
        f"'id', gen_random_uuid(), 'created_at', one.created_at - number * interval '1 hour'))).*"
        f" FROM {table} one, generate_series(1, :copies) number WHERE one.id = :id"
    )
    async with arena.work.transaction() as session:
        await session.execute(text(made), {"copies": ROWS - 1, "id": row_id})


def queries(arena: Arena) -> dict[str, Any]:
    """What the bare process runs: the very SQL of the lists, with its arguments."""
    found = {}
    for name, listing in LISTS.items():
        page = Page(1, PER_PAGE, listing.default)
        query = listing.query(page, frozenset())
        known = {"workspace_id": arena.workspace_id, "offset_": 0, "limit_": PER_PAGE + 1}
        arguments = [_plain(one) for one in query.arguments(known)]
        found[f"/{name}"] = {"sql": query.sql, "arguments": arguments}
    url = arena.database.url
    return {"url": url, "workspace": str(arena.workspace_id), "queries": found}


def _plain(value: Any) -> Any:
    return {"uuid": str(value)} if isinstance(value, UUID) else value


if __name__ == "__main__":
    sys.exit(main())
