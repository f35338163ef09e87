"""The whole look: at the instance of this data folder, or at one behind a token."""

from __future__ import annotations

from contextlib import AsyncExitStack
from typing import Any

from heliograph.apps.cli.door import Door, open_remote
from heliograph.apps.cli.health import database as databases
from heliograph.apps.cli.health import machine
from heliograph.apps.cli.health.findings import Finding, broken, broken_by, good, warning
from heliograph.apps.cli.local import Place, client_of, open_app, open_place
from heliograph.kit.errors import AppError
from heliograph.kit.processes import running_instance
from heliograph.kit.settings import Settings


async def look(settings: Settings) -> list[Finding]:
    """Everything that was found, good or not."""
    if settings.token:
        return await _look_from_afar(settings)
    findings = [
        machine.look_at_home(settings),
        machine.look_at_disk(settings),
        machine.look_at_fonts(),
        machine.look_at_dashboard(),
    ]
    if findings[0].state == "broken":
        return findings
    if not settings.database_url and not (settings.home / "postgres" / "data").exists():
        findings.append(good("database", "There is none yet; `heliograph up` makes it."))
        return findings + await _programs(settings)
    try:
        async with open_place(settings, brings_up_to_date=False) as place:
            findings += await _programs(place.settings)
            return findings + await _inside(place)
    except AppError as error:
        return [*findings, broken_by("database", error)]


async def _programs(settings: Settings) -> list[Finding]:
    running = running_instance(settings.home)
    return [
        await machine.look_at_api(settings, running),
        await machine.look_at_sandbox(settings, running),
    ]


async def _inside(place: Place) -> list[Finding]:
    findings = await databases.look_at_database(place.url)
    if findings[0].state == "broken":
        return findings
    async with AsyncExitStack() as stack:
        opened = await stack.enter_async_context(open_app(place))
        client = await stack.enter_async_context(client_of(opened))
        findings.append(await databases.look_at_jobs(opened.instance.database, not place.is_alone))
        return findings + await _channels(Door(client), asks=not place.is_alone)


async def _look_from_afar(settings: Settings) -> list[Finding]:
    async with open_remote(settings) as door:
        try:
            me = await door.get("me")
            findings = [good("API", f"It answers and knows you as {me['email']}.")]
            return findings + await _channels(door, asks=True)
        except AppError as error:
            return [broken_by("API", error)]


async def _channels(door: Door, asks: bool) -> list[Finding]:
    """How each account is; the platforms are only asked while the instance runs."""
    found = await door.get("channels")
    if not found:
        return [good("channels", "None is connected yet.")]
    return [
        _channel(await door.post("channels", one["id"], "check") if asks else one) for one in found
    ]


def _channel(channel: dict[str, Any]) -> Finding:
    name = f"channel {channel['platform']} {channel['handle']}"
    health = channel["health"]
    if health["state"] == "failed":
        remedy = f"Connect it again: `heliograph channels reconnect {channel['id']}`."
        return broken(name, health["sentence"], remedy)
    if health["state"] == "waiting":
        return warning(name, health["sentence"], "It is tried again by itself.")
    return good(name, health["sentence"])
