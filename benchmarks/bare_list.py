"""The baseline of `list_rows`: the same SQL through asyncpg in a handler that does nothing else.

Served by the same server with the same settings as the API. Started by `list_rows`, not by people.
"""

from __future__ import annotations

import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import asyncpg
import orjson
import uvicorn
from fastapi import FastAPI, Response


def bare_app(url: str, sql: str, workspace: str, arguments: list[Any]) -> FastAPI:
    """One route that answers with the rows of one statement."""

    async def bind(connection: Any) -> None:
        for kind in ("json", "jsonb"):
            await connection.set_type_codec(
                kind, schema="pg_catalog", encoder=json.dumps, decoder=orjson.loads
            )
        await connection.execute("SELECT set_config('heliograph.workspace', $1, false)", workspace)

    async def keep_bound(_: Any) -> None:
        """The usual reset would forget the workspace, and then no row would be seen."""

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        async with asyncpg.create_pool(
            url, min_size=1, max_size=10, init=bind, reset=keep_bound
        ) as pool:
            app.state.pool = pool
            yield

    app = FastAPI(lifespan=life)

    @app.get("/rows")
    async def rows() -> Response:
        found = await app.state.pool.fetch(sql, *arguments)
        body = orjson.dumps({"data": [dict(row) for row in found]}, default=str)
        return Response(body, media_type="application/json")

    return app


def main() -> None:
    """Serve what the first argument says, as JSON."""
    given = json.loads(sys.argv[1])
    arguments = [UUID(one) if isinstance(one, str) else one for one in given["arguments"]]
    app = bare_app(given["url"], given["sql"], given["workspace"], arguments)
    uvicorn.run(
        app, port=given["port"], loop="uvloop", http="httptools", log_config=None, access_log=False
    )


if __name__ == "__main__":
    main()
