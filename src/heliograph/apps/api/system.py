"""Health, readiness and metrics, at the root and without signing in."""

from __future__ import annotations

import asyncio
from typing import Annotated, Literal

import structlog
from fastapi import APIRouter, Response
from pydantic import BaseModel
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

import heliograph
from heliograph.apps.api.alerts import AlertGauges
from heliograph.apps.api.metrics import CONTENT_TYPE, Metrics
from heliograph.kit.database import Database
from heliograph.kit.web.envelope import dumped
from heliograph.kit.web.permissions import offered, public

log = structlog.get_logger("heliograph.api")
router = APIRouter(tags=["system"])
_PATIENCE_SECONDS = 3.0


class Health(BaseModel):
    """The process answers."""

    status: Literal["ok"] = "ok"
    version: str = heliograph.__version__


class Readiness(BaseModel):
    """Whether requests can be served, and what is missing if not."""

    status: Literal["ready", "not_ready"]
    database: bool
    migrated: bool
    schema_version: str | None
    remedy: str = ""


class SchemaVersion:
    """The schema this program was written for."""

    def __init__(self, expected: str) -> None:
        self.expected = expected


@router.get("/health", dependencies=[public()])
async def health() -> Health:
    """Whether this process runs."""
    return Health()


@router.get("/ready", dependencies=[public()], response_model=Readiness)
async def ready(
    database: Annotated[Database, offered(Database)],
    schema: Annotated[SchemaVersion, offered(SchemaVersion)],
) -> Response:
    """Whether the database answers and has this program's schema."""
    state = await _readiness(database, schema.expected)
    is_ready = state.status == "ready"
    return Response(
        dumped(state.model_dump()),
        200 if is_ready else 503,
        {} if is_ready else {"Retry-After": "2"},
        media_type="application/json",
    )


@router.get("/metrics", dependencies=[public()], include_in_schema=False)
async def metrics(
    book: Annotated[Metrics, offered(Metrics)],
    alerts: Annotated[AlertGauges, offered(AlertGauges)],
) -> Response:
    """Counts and times, as Prometheus reads them."""
    await alerts.refresh()
    return Response(book.text(), media_type=CONTENT_TYPE)


async def _readiness(database: Database, expected: str) -> Readiness:
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            found = await _stored_version(database)
    except (SQLAlchemyError, OSError, TimeoutError) as error:
        log.warning("ready.refused", cause=type(error).__name__)
        return _not_ready(None, "Start the database, or correct HELIOGRAPH_DATABASE_URL.")
    if found != expected:
        return _not_ready(found, "Run `heliograph up`, which brings the schema up to date.", True)
    return Readiness(status="ready", database=True, migrated=True, schema_version=found)


def _not_ready(found: str | None, remedy: str, has_database: bool = False) -> Readiness:
    return Readiness(
        status="not_ready",
        database=has_database,
        migrated=False,
        schema_version=found,
        remedy=remedy,
    )


async def _stored_version(database: Database) -> str | None:
    """The schema version in the database; None when nothing was migrated yet."""
    async with database.engine.connect() as connection:
        known = await connection.scalar(text("SELECT to_regclass('alembic_version')::text"))
        if known is None:
            return None
        found = await connection.scalar(text("SELECT version_num FROM alembic_version"))
    return None if found is None else str(found)
