"""An access is renewed once for all who ask, ahead of its end, and its owner hears of failure."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from heliograph.flows.catalogue import InstalledExtensions
from heliograph.modules.channels import RENEWAL_FAILED, ChannelTools, NewChannel
from heliograph.modules.channels.jobs import renew_due
from heliograph.modules.channels.service.parts import Turns
from heliograph.modules.channels.service.renewal import Renewal
from heliograph.sdk.errors import ReconnectNeeded, TryLater
from heliograph.sdk.manifest import ConnectorManifest
from heliograph.sdk.oauth import StandardSignIn
from heliograph.sdk.sign_in import AppAccess
from tests.modules.channels.token_server import Book, token_server
from tests.support.stage import Stage

STALE = {"access_token": "access-0"}


class Renewing(InstalledExtensions):
    """Mastodon as it would be if its tokens ran out."""

    def connectors(self) -> list[ConnectorManifest]:
        return [self.connector_manifest("mastodon")]

    def connector_manifest(self, platform: str) -> ConnectorManifest:
        found = super().connector_manifest(platform)
        rules = found.sign_in.oauth
        assert rules is not None
        changed = rules.model_copy(update={"refreshes": True, "refresh_ahead_seconds": 600})
        sign_in = found.sign_in.model_copy(update={"oauth": changed})
        return found.model_copy(update={"sign_in": sign_in})

    def sign_in(self, platform: str, app: AppAccess) -> StandardSignIn:
        flow = StandardSignIn(app)
        flow.manifest = self.connector_manifest(platform)
        return flow


class Crowd(Turns):
    """The negative control: everybody at once."""

    def here(self, channel_id: UUID) -> asyncio.Lock:
        return asyncio.Lock()

    async def everywhere(self, session: AsyncSession, channel_id: UUID) -> None:
        return


@pytest.fixture
def book() -> Iterator[Book]:
    """The platform."""
    with token_server() as running:
        yield running


@pytest.fixture
def tools(stage: Stage) -> ChannelTools:
    """Services for a platform whose tokens run out."""
    return replace(stage.instance.channels, catalogue=Renewing())


async def connected(
    stage: Stage, tools: ChannelTools, book: Book, left: timedelta = timedelta(hours=1)
) -> UUID:
    """A channel whose access lasts a while."""
    ends_at = datetime.now(UTC) + left  # noqa: TID251 - the platform's own clock
    secrets = {
        "access_token": "access-0",
        "refresh_token": "refresh-0",
        "expires_at": str(int(ends_at.timestamp())),
    }
    order = NewChannel("mastodon", secrets, book.base_url)
    return await tools.service(stage.work).connect_granted(order)


async def stored(stage: Stage, channel_id: UUID) -> dict[str, str]:
    """The secrets as they stand in the database."""
    async with stage.work.transaction() as session:
        sealed = await session.scalar(
            text("SELECT secrets FROM channels_channels WHERE id = :id"), {"id": channel_id}
        )
    bound = f"channel:{stage.workspace_id}:{channel_id}"
    found: dict[str, str] = stage.instance.vault.decrypt(sealed, bound)
    return found


async def fifty_renewals(stage: Stage, processes: list[ChannelTools], channel_id: UUID) -> set[str]:
    """The tokens fifty callers get, spread over what stands for several processes."""
    asked = [
        Renewal(stage.work, processes[number % len(processes)]).renew(channel_id, STALE)
        for number in range(50)
    ]
    given = await asyncio.gather(*asked, return_exceptions=True)
    return {one["access_token"] for one in given if not isinstance(one, BaseException)}


async def test_fifty_renewals_at_once_ask_the_platform_once(
    stage: Stage, tools: ChannelTools, book: Book
) -> None:
    channel_id = await connected(stage, tools, book)
    processes = [replace(tools, turns=Turns()) for _ in range(5)]

    given = await fifty_renewals(stage, processes, channel_id)

    assert book.asked == 1
    assert given == {"access-1"}
    assert (await stored(stage, channel_id))["refresh_token"] == "refresh-1"


async def test_without_turns_the_platform_is_asked_again_and_again(
    stage: Stage, tools: ChannelTools, book: Book
) -> None:
    channel_id = await connected(stage, tools, book)

    await fifty_renewals(stage, [replace(tools, turns=Crowd())], channel_id)

    assert book.asked > 1


async def test_who_comes_late_gets_what_is_stored(
    stage: Stage, tools: ChannelTools, book: Book
) -> None:
    channel_id = await connected(stage, tools, book)
    renewal = Renewal(stage.work, tools)

    first = await renewal.renew(channel_id, STALE)
    second = await renewal.renew(channel_id, STALE)

    assert first == second
    assert book.asked == 1


async def test_an_empty_answer_overwrites_nothing(
    stage: Stage, tools: ChannelTools, book: Book
) -> None:
    book.rotates = False
    channel_id = await connected(stage, tools, book)

    await Renewal(stage.work, tools).renew(channel_id, STALE)

    kept = await stored(stage, channel_id)
    assert (kept["access_token"], kept["refresh_token"]) == ("access-1", "refresh-0")


async def test_opening_a_channel_renews_what_runs_out_soon(
    stage: Stage, tools: ChannelTools, book: Book
) -> None:
    soon = await connected(stage, tools, book, timedelta(minutes=5))

    opened = await tools.service(stage.work).open(soon)

    assert book.asked == 1
    assert (await opened.connector.identify()).name == "Leo"


async def test_opening_a_channel_asks_for_nothing_while_time_is_left(
    stage: Stage, tools: ChannelTools, book: Book
) -> None:
    channel_id = await connected(stage, tools, book, timedelta(hours=2))

    await tools.service(stage.work).open(channel_id)

    assert book.asked == 0


async def test_a_dead_refresh_token_turns_the_health(
    stage: Stage, tools: ChannelTools, book: Book
) -> None:
    channel_id = await connected(stage, tools, book)
    book.refresh = "another"

    with pytest.raises(ReconnectNeeded):
        await Renewal(stage.work, tools).renew(channel_id, STALE)

    channel = await tools.service(stage.work).get(channel_id)
    assert channel["health"]["state"] == "failed"
    assert (await stored(stage, channel_id))["refresh_token"] == "refresh-0"


async def test_a_passing_trouble_leaves_the_health_alone(
    stage: Stage, tools: ChannelTools, book: Book
) -> None:
    channel_id = await connected(stage, tools, book)
    book.says = (503, {"error": "tired"})

    with pytest.raises(TryLater):
        await Renewal(stage.work, tools).renew(channel_id, STALE)

    channel = await tools.service(stage.work).get(channel_id)
    assert channel["health"]["state"] == "good"


async def test_the_tick_renews_only_what_runs_out_soon(
    stage: Stage, tools: ChannelTools, book: Book
) -> None:
    channel_id = await connected(stage, tools, book, timedelta(minutes=5))

    renewed = [await renew_due(stage.instance.database, tools) for _ in range(2)]

    assert renewed == [1, 0]
    channel = await tools.service(stage.work).get(channel_id)
    assert channel["token_expires_at"] > datetime.now(UTC) + timedelta(hours=1)  # noqa: TID251


async def test_a_failed_tick_warns_the_owner_once(
    stage: Stage, tools: ChannelTools, book: Book
) -> None:
    channel_id = await connected(stage, tools, book, timedelta(minutes=5))
    book.says = (503, {"error": "tired"})

    for _ in range(2):
        await renew_due(stage.instance.database, tools)

    async with stage.work.transaction() as session:
        rows = await session.scalars(
            text("SELECT payload FROM kit_outbox WHERE name = :name"), {"name": RENEWAL_FAILED}
        )
    warned = [row["channel_id"] for row in rows]
    assert warned == [str(channel_id)]
    assert book.asked == 2
