"""What the product adds to the life of an instance: an owner, a first trip, a way to sign in."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from heliograph.apps.up.run import Hooks
from heliograph.flows.first_run import first_run
from heliograph.flows.instance import Instance
from heliograph.kit.database import Database
from heliograph.kit.settings import DatabaseSettings, Settings
from heliograph.modules.workspaces.module import Identity, identity

OWNER = ("owner@heliograph.local", "Owner", "My newsroom")
FEW = DatabaseSettings(pool_size=2, max_overflow=2)


async def prepare(settings: Settings, url: str) -> None:
    """The owner and their workspace stand before anything answers."""
    async with _opened(settings, url) as (_, people):
        if not await people.workspaces.workspaces():
            await people.workspaces.create_first_owner(*OWNER)


async def ready(settings: Settings, url: str) -> Sequence[str]:
    """Fill a new instance; the lines say how to get in."""
    async with _opened(settings, url) as (instance, people):
        lines = []
        first = (await people.workspaces.workspaces())[0]
        if settings.sandbox.enabled and await first_run(instance, first.id):
            lines.append("First run: twelve zodiac brands publish to the sandbox now")
        link = await people.workspaces.new_sign_in_link(base_url=settings.base_url)
        lines.append(f"Sign in once with {link}")
        lines.append("Another link: heliograph sign-in-link    Stop: Ctrl-C")
        return lines


@asynccontextmanager
async def _opened(settings: Settings, url: str) -> AsyncIterator[tuple[Instance, Identity]]:
    database = Database(url, FEW)
    instance = Instance(settings, database)
    try:
        yield instance, identity(database, instance.vault, settings)
    finally:
        await instance.close()
        await database.close()


HOOKS = Hooks(prepare=prepare, ready=ready)
