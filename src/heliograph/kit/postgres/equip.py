"""What only a superuser can give a database: vectors, and word search that its index may serve."""

from __future__ import annotations

import asyncpg

_IS_EQUIPPED = """
    SELECT EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'vector')
       AND (SELECT proleakproof FROM pg_proc
            WHERE oid = 'pg_catalog.ts_match_vq(tsvector, tsquery)'::regprocedure)
"""
_OFFERED = "SELECT true FROM pg_available_extensions WHERE name = 'vector'"
_VECTORS = "CREATE EXTENSION IF NOT EXISTS vector"
# Row-level security runs before every function that might tell what it saw, so PostgreSQL looks
# at each row of a workspace instead of into the index of words. This one compares and says yes
# or no; nothing of a row gets out through it.
_WORDS = "ALTER FUNCTION pg_catalog.ts_match_vq(tsvector, tsquery) LEAKPROOF"


async def equip(url: str, superuser_url: str) -> None:
    """Prepare a database for search, once; quick when that is done. Without it everything works:
    meaning is not searched, and words are searched row by row."""
    connection = await asyncpg.connect(url, timeout=10)
    try:
        if await connection.fetchval(_IS_EQUIPPED):
            return
    finally:
        await connection.close()
    connection = await asyncpg.connect(superuser_url, timeout=10)
    try:
        if await connection.fetchval(_OFFERED):
            await connection.execute(_VECTORS)
        await connection.execute(_WORDS)
    finally:
        await connection.close()
