"""The baseline of `list_rows`: a handler that runs the same SQL through asyncpg and no more.

`python -m benchmarks.baselines.bare_api PORT QUERIES.json`, where the file maps a path to its SQL,
its arguments, and the workspace whose rows are read.
"""

from __future__ import annotations

import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import orjson
import uvicorn
from fastapi import FastAPI, Response

POOL = 10


def make(orders: dict[str, Any]) -> FastAPI:
    """One route for each query."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with asyncpg.create_pool(
            orders["url"], min_size=0, max_size=POOL, init=_bind, reset=_leave
        ) as pool:
            app.state.pool = pool
            yield

    async def _bind(connection: Any) -> None:
        scope = "SELECT set_config('heliograph.workspace', $1, false)"
        await connection.execute(scope, orders["workspace"])

    app = FastAPI(lifespan=lifespan, openapi_url=None)
    for path, query in orders["queries"].items():
        app.get(path)(_route(app, query["sql"], _typed(query["arguments"])))
    return app


def _route(app: FastAPI, sql: str, arguments: list[Any]) -> Any:
    async def rows() -> Response:
        async with app.state.pool.acquire() as connection:
            found = await connection.fetch(sql, *arguments)
        body = orjson.dumps([dict(row) for row in found], default=str)
        return Response(body, media_type="application/json")

    return rows


async def _leave(_: Any) -> None:
    """The connection needs no resetting, as in the product."""


def _typed(arguments: list[Any]) -> list[Any]:
    return [UUID(one["uuid"]) if isinstance(one, dict) else one for one in arguments]


def main() -> int:
    """Serve until a signal."""
    port, file = int(sys.argv[1]), Path(sys.argv[2])
    app = make(json.loads(file.read_text()))
    uvicorn.run(app, port=port, loop="uvloop", http="httptools", log_config=None, access_log=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
