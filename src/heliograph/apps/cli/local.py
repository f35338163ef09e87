"""The API inside this process, over the data folder: an instance runs there, or none does."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from fastapi import FastAPI

from heliograph.apps.api.__main__ import listen
from heliograph.apps.api.wiring import build_on
from heliograph.apps.cli.door import Client, Door
from heliograph.apps.cli.engine import serving, working
from heliograph.apps.up.hooks import OWNER
from heliograph.apps.up.programs import sandbox_port
from heliograph.flows.instance import Instance
from heliograph.kit.database import Database
from heliograph.kit.errors import AppError
from heliograph.kit.logs import configure_logs
from heliograph.kit.migrate import migrate
from heliograph.kit.postgres import EmbeddedPostgres, find_database
from heliograph.kit.processes import AT_WORK, AlreadyRunning, InstanceLock, running_instance
from heliograph.kit.processes import Instance as Running
from heliograph.kit.settings import DatabaseSettings, Settings
from heliograph.modules.workspaces import Owner, WorkspacesService

SMALL = DatabaseSettings(pool_size=4, max_overflow=6)
_PATIENCE = 90.0


class FolderBusy(AppError):
    """Somebody works on the data folder and does not come to an end."""

    code = "cli.folder_busy"
    status = 503
    title = "The data folder is in use"
    remedy = "Wait until it is ready, or look with `heliograph doctor` at what holds it up."


@dataclass(frozen=True)
class Place:
    """The database of a data folder, and whether nobody else works on it."""

    settings: Settings
    url: str
    is_alone: bool


@dataclass(frozen=True)
class OpenApp:
    """An API in this process, its instance, and somebody to speak as."""

    instance: Instance
    app: FastAPI
    people: WorkspacesService
    owner: Owner


@asynccontextmanager
async def open_local(settings: Settings) -> AsyncIterator[Door]:
    """The API over the data folder, in the name of its first owner."""
    async with (
        open_place(settings) as place,
        open_app(place) as opened,
        client_of(opened) as client,
    ):

        @asynccontextmanager
        async def alone() -> AsyncIterator[None]:
            # Instagram fetches media from us, so the API must really listen meanwhile.
            listening = listen(place.settings)
            async with serving(opened.app, listening), working(opened.instance):
                yield

        yield Door(client, alone, is_alone=True) if place.is_alone else Door(client)


@asynccontextmanager
async def open_place(settings: Settings, *, brings_up_to_date: bool = True) -> AsyncIterator[Place]:
    """The database of the data folder: the running one, or one that is started for now."""
    # A command says what it has to say itself, unless somebody asks for more.
    quiet = settings.log_level in ("info", "warning")
    configure_logs("error" if quiet else settings.log_level, "console")
    home = settings.home.expanduser().absolute()
    lock = await _lock(home)
    if lock is None:
        here = _as_it_runs(settings, running_instance(home))
        yield Place(here, find_database(here), False)
        return
    try:
        lock.announce(Running(os.getpid(), state=AT_WORK))
        async with _server(settings, home) as url:
            if brings_up_to_date:
                await migrate(url, lock_timeout_ms=settings.database.lock_timeout_ms)
            yield Place(settings, url, True)
    finally:
        lock.release()


@asynccontextmanager
async def open_app(place: Place) -> AsyncIterator[OpenApp]:
    """The API and its services; makes the owner of an empty database."""
    database = Database(place.url, SMALL)
    instance = Instance(place.settings, database, processes=0)
    app = build_on(instance)
    people: WorkspacesService = app.state.identity.workspaces
    try:
        async with app.router.lifespan_context(app):
            owner = await people.first_owner() or await people.create_first_owner(*OWNER)
            yield OpenApp(instance, app, people, owner)
    finally:
        await instance.close()
        await database.close()


@asynccontextmanager
async def client_of(opened: OpenApp) -> AsyncIterator[Client]:
    """A client that speaks to the app directly, as its owner."""
    token = await opened.people.new_access_token(opened.owner)
    async with Client(
        transport=httpx.ASGITransport(opened.app),
        base_url=opened.instance.settings.base_url,
        headers={"Authorization": f"Bearer {token}"},
    ) as client:
        yield client


@asynccontextmanager
async def _server(settings: Settings, home: Path) -> AsyncIterator[str]:
    async with AsyncExitStack() as stack:
        if settings.database_url:
            yield settings.database_url
            return
        server = EmbeddedPostgres(home, account=settings.database.account)
        stack.push_async_callback(server.stop)
        yield await server.start()


async def _lock(home: Path) -> InstanceLock | None:
    """The lock of the data folder when nobody has it; None when an instance is ready there.

    Another command's turn is waited for: its database ends with it.
    """
    give_up_at = time.monotonic() + _PATIENCE
    while True:
        running = running_instance(home)
        if running is not None and running.state == "ready":
            return None
        if running is None and (lock := _tried(home)) is not None:
            return lock
        if time.monotonic() > give_up_at:
            state = running.state if running else "starting"
            raise FolderBusy(f"Another process has been {state} on {home} for {_PATIENCE:g} s")
        await asyncio.sleep(0.1)


def _tried(home: Path) -> InstanceLock | None:
    lock = InstanceLock(home)
    try:
        lock.acquire()
    except AlreadyRunning:
        return None
    return lock


def _as_it_runs(settings: Settings, running: Running | None) -> Settings:
    """The settings with the ports that the running instance really has."""
    if running is None or not running.port:
        return settings
    here = settings.model_copy(update={"port": running.port})
    if "sandbox" in running.urls:
        port = int(running.urls["sandbox"].rsplit(":", 1)[1])
        if port != sandbox_port(here):
            sandbox = settings.sandbox.model_copy(update={"port": port})
            here = here.model_copy(update={"sandbox": sandbox})
    return here
