"""Bluesky's sessions: renewed once, kept at once, given up only when nothing opens another."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.doubles.sandbox import SandboxProcess

from heliograph.extensions.connectors.bluesky import Connector
from heliograph.sdk.connectors import ChannelAccess, Found, Secrets
from heliograph.sdk.contract.bench import Bench, ConnectorType
from heliograph.sdk.errors import ReconnectNeeded, TryLater


@pytest.fixture
def bench(bench_on: Callable[[ConnectorType], Bench]) -> Bench:
    return bench_on(Connector)


class Drawer:
    """Where a channel's secrets are kept, and how often they were."""

    def __init__(self, access: ChannelAccess) -> None:
        self.secrets: dict[str, str] = dict(access.secrets)
        self.times = 0
        self._access = access

    async def keep(self, secrets: Secrets) -> None:
        assert all(secrets.values())
        self.secrets.update(secrets)
        self.times += 1

    def access(self, *without: str) -> ChannelAccess:
        """The channel with its present secrets, but for some."""
        kept = {name: value for name, value in self.secrets.items() if name not in without}
        return replace(self._access, secrets=kept, keep_secrets=self.keep)


async def test_one_sign_in_serves_every_later_connector(bench: Bench) -> None:
    drawer = Drawer(bench.access)
    await Connector(drawer.access()).identify()
    await Connector(drawer.access()).identify()
    await Connector(drawer.access("app_password")).identify()
    assert drawer.times == 1


async def test_an_expired_session_is_renewed_in_the_middle_of_publishing(
    bench: Bench, sandbox: SandboxProcess
) -> None:
    drawer = Drawer(bench.access)
    connector = Connector(drawer.access())
    post = bench.post(pictures=1)
    memory = await connector.prepare(post, {})
    before = drawer.secrets["access_token"]
    sandbox.faults("bluesky", expired_token=True)
    await connector.publish(bench.sent(post), memory)
    assert drawer.secrets["access_token"] != before
    assert await bench.stand(post) == 1


async def test_an_expired_session_is_renewed_before_an_upload_and_the_file_sent_anew(
    bench: Bench, sandbox: SandboxProcess
) -> None:
    drawer = Drawer(bench.access)
    connector = Connector(drawer.access())
    await connector.identify()
    sandbox.faults("bluesky", expired_token=True)
    post = bench.post(pictures=2)
    memory = await connector.prepare(post, {})
    await connector.publish(bench.sent(post), memory)
    assert isinstance(await connector.look(bench.sent(post), memory), Found)


async def test_many_calls_at_once_renew_an_expired_session_once(
    bench: Bench, sandbox: SandboxProcess
) -> None:
    drawer = Drawer(bench.access)
    connector = Connector(drawer.access())
    await connector.identify()
    sandbox.faults("bluesky", expired_token=True)
    gone = "at://did:plc:somebody/app.bsky.feed.post/3aaaaaaaaaaa"
    await asyncio.gather(*(connector.delete(f"{gone}{letter}") for letter in "abcdefghijkl"))
    assert drawer.times == 2


async def test_a_refresh_token_alone_opens_a_session(bench: Bench) -> None:
    drawer = Drawer(bench.access)
    account = await Connector(drawer.access()).identify()
    only_refresh = drawer.access("app_password", "identifier", "access_token")
    assert await Connector(only_refresh).identify() == account


async def test_without_a_password_a_dead_session_asks_for_reconnection(bench: Bench) -> None:
    drawer = Drawer(bench.access)
    await Connector(drawer.access()).identify()
    await bench.platform.revoke()
    with pytest.raises(ReconnectNeeded):
        await Connector(drawer.access("app_password")).identify()


async def test_a_sign_in_that_fails_in_passing_means_later(
    bench: Bench, sandbox: SandboxProcess
) -> None:
    sandbox.faults("bluesky", error_503=1.0, only=["auth"])
    with pytest.raises(TryLater):
        await bench.connector().identify()


async def test_blobs_that_were_swept_away_are_uploaded_again(bench: Bench) -> None:
    post = bench.post(pictures=1)
    memory = dict(await bench.connector().prepare(post, {}))
    blob = memory["blobs"]
    link = blob.split('"$link": "')[1].split('"')[0]
    memory["blobs"] = blob.replace(link, link[:-4] + "aaaa")
    with pytest.raises(TryLater) as swept:
        await bench.connector().publish(bench.sent(post), memory)
    assert swept.value.memory is not None
    again = await bench.connector().prepare(bench.sent(post), swept.value.memory)
    assert again["blobs"] == blob
    await bench.connector().publish(bench.sent(post), again)
    assert await bench.stand(post) == 1


async def test_somebody_mentioned_is_linked_by_the_same_record_on_every_attempt(
    bench: Bench, sandbox: SandboxProcess
) -> None:
    sandbox.account("bluesky", "friend.sandbox.test")
    post = bench.post(f"Hello @friend.sandbox.test and @nobody.sandbox.test {bench.post().id.hex}")
    memory = await bench.connector().prepare(post, {})
    assert "friend.sandbox.test" in memory["people"]
    assert "nobody" not in memory["people"]
    await bench.connector().publish(bench.sent(post), memory)
    assert await bench.stand(post) == 1
