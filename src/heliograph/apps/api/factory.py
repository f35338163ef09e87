"""Builds the API from its parts. Nothing here reads the environment."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import structlog
from fastapi import APIRouter, FastAPI
from starlette.middleware.cors import CORSMiddleware

import heliograph
from heliograph.apps.api import live, system
from heliograph.apps.api.alerts import AlertGauges
from heliograph.apps.api.dashboard import FOLDER, Dashboard
from heliograph.apps.api.metrics import Metrics
from heliograph.apps.api.routers import AT_ROOT, UNDER_API
from heliograph.apps.api.system import SchemaVersion
from heliograph.kit.clock import Clock, SystemClock
from heliograph.kit.database import Database
from heliograph.kit.live import LiveFeed
from heliograph.kit.migrate import latest_version
from heliograph.kit.secrets import Vault
from heliograph.kit.settings import Settings
from heliograph.kit.storage import Storage
from heliograph.kit.web.context import Offers
from heliograph.kit.web.envelope import Failure
from heliograph.kit.web.errors import install_error_answers
from heliograph.kit.web.frame import Frame, Paths
from heliograph.kit.web.idempotency import Idempotency, ResultBook
from heliograph.kit.web.identify import Identify
from heliograph.kit.web.listing import Reader
from heliograph.kit.web.mounting import mount
from heliograph.modules.workspaces.module import Identity, identity

log = structlog.get_logger("heliograph.api")
MAX_BODY_BYTES = 64 * 1024 * 1024
_SWEEP_SECONDS = 3600.0
_UPLOADS = Paths("/api/v1/assets", "/api/v1/assets/uploads/*", "/api/v1/assets/*/versions")
_SENT = ("Authorization", "Content-Type", "Idempotency-Key", "X-Request-Id")
_SENT_BY_UPLOADS = ("Tus-Resumable", "Upload-Length", "Upload-Metadata", "Upload-Offset")
_SHOWN = ("X-Request-Id", "X-RateLimit-Limit", "X-RateLimit-Remaining")
_SHOWN_BY_UPLOADS = (
    "Heliograph-Asset", "Location", "Tus-Resumable", "Upload-Expires", "Upload-Length",
    "Upload-Offset",
)  # fmt: skip
_SIGN_IN = frozenset({"/api/v1/auth/login", "/api/v1/auth/sign-in-link"})
_FAILURE = {"application/json": {"schema": {"$ref": "#/components/schemas/Failure"}}}
_REFUSALS: dict[int | str, dict[str, Any]] = {
    # One model for each route brings the schema; with eleven, starting takes twice as long.
    400: {"model": Failure, "description": "The request cannot be read"},
    401: {"content": _FAILURE, "description": "Sign in first"},
    403: {"content": _FAILURE, "description": "The role does not permit it"},
    404: {"content": _FAILURE, "description": "No such thing in this workspace"},
    409: {"content": _FAILURE, "description": "Not possible in its present state"},
    413: {"content": _FAILURE, "description": "The body is too large"},
    415: {"content": _FAILURE, "description": "The body is of a type that is not read"},
    422: {"content": _FAILURE, "description": "The input breaks a rule"},
    429: {"content": _FAILURE, "description": "Too many requests"},
    503: {"content": _FAILURE, "description": "A part of the instance does not answer"},
    507: {"content": _FAILURE, "description": "The disk is full"},
}


@dataclass(frozen=True)
class Parts:
    """What the API is made of."""

    settings: Settings
    database: Database
    storage: Storage
    vault: Vault
    clock: Clock = field(default_factory=SystemClock)
    offers: Sequence[object] = ()
    dashboard: Path = FOLDER


def create_api(
    parts: Parts,
    routers: Sequence[APIRouter] = UNDER_API,
    root_routers: Sequence[APIRouter] = AT_ROOT,
) -> FastAPI:
    """The whole HTTP side of an instance. The database stays the caller's to close.

    `parts.offers` are the long-lived objects that modules' routes look for with `offered(Kind)`.
    """
    people = identity(parts.database, parts.vault, parts.settings, parts.clock)
    reader = Reader(parts.database.url, parts.settings.database.pool_size)
    book = ResultBook(parts.database, parts.vault, parts.clock)
    feed = LiveFeed(parts.database.url)
    app = FastAPI(
        title="Heliograph",
        version=heliograph.__version__,
        description="Make, approve, publish exactly once, measure, learn.",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=partial(_lifespan, reader=reader, feed=feed, book=book),
    )
    metrics = Metrics()
    alerts = AlertGauges(metrics, parts.database)
    app.state.metrics = metrics
    app.state.identity = people
    app.state.offers = _offers(parts, people, (reader, book, feed, metrics, alerts))
    install_error_answers(app)
    _add_middleware(app, parts.settings, people, book)
    for router in (*routers, live.router):
        mount(app, router, "/api/v1", _REFUSALS)
    for router in (system.router, *root_routers):
        mount(app, router)
    images = ["https:"] + ([parts.settings.sandbox_url] if parts.settings.sandbox.enabled else [])
    app.router.default = Dashboard(parts.dashboard, images)
    return app


def _offers(parts: Parts, people: Identity, more: Sequence[object]) -> Offers:
    offers = Offers((parts.settings, parts.database, parts.storage, parts.vault))
    offers.add(parts.clock, under=Clock)
    offers.add(SchemaVersion(latest_version()))
    for thing in (*people.offers(), *more, *parts.offers):
        offers.add(thing)
    return offers


def _add_middleware(app: FastAPI, settings: Settings, people: Identity, book: ResultBook) -> None:
    """The last one added is the outermost."""
    app.add_middleware(Idempotency, book=book, streamed=_UPLOADS)
    app.add_middleware(
        Identify,
        authenticator=people.gatekeeper,
        settings=settings.security,
        sign_in_paths=_SIGN_IN,
    )
    if settings.security.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=list(settings.security.cors_origins),
            allow_methods=["GET", "POST", "PUT", "PATCH", "DELETE"],
            allow_headers=[*_SENT, *_SENT_BY_UPLOADS],
            expose_headers=[*_SHOWN, *_SHOWN_BY_UPLOADS],
        )
    app.add_middleware(
        Frame,
        counter=app.state.metrics,
        max_body_bytes=MAX_BODY_BYTES,
        # A form is a little larger than the file in it.
        roomy=_UPLOADS,
        roomy_bytes=settings.uploads.max_bytes + 1_000_000,
        is_secure=settings.security.secure_cookies,
    )


@contextlib.asynccontextmanager
async def _lifespan(
    app: FastAPI, *, reader: Reader, feed: LiveFeed, book: ResultBook
) -> AsyncIterator[None]:
    # The feed waits for the database; the API answers meanwhile, with 503 where it must.
    chores = [asyncio.create_task(feed.start()), asyncio.create_task(_sweep(book))]
    log.info("api.started", version=app.version)
    try:
        yield
    finally:
        for chore in chores:
            chore.cancel()
        await asyncio.gather(*chores, return_exceptions=True)
        await feed.stop()
        await reader.close()
        log.info("api.stopped")


async def _sweep(book: ResultBook) -> None:
    """Forget old results once an hour."""
    while True:
        await asyncio.sleep(_SWEEP_SECONDS)
        try:
            log.info("idempotency.swept", count=await book.sweep())
        except Exception as error:  # noqa: BLE001 - a chore must not end because of one bad hour
            log.warning("idempotency.sweep_failed", cause=type(error).__name__)
