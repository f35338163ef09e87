"""What a real AppView counts, read by the connector."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import uuid4

import pytest

from heliograph.extensions.connectors.bluesky import Connector
from heliograph.kit.clock import SystemClock
from heliograph.kit.http import HTTPClient
from heliograph.sdk.connectors import ChannelAccess, MediaFile, Secrets
from heliograph.sdk.contract.bench import Bench

pytestmark = [pytest.mark.live_bluesky, pytest.mark.timeout(120)]

SECONDS = 20


@dataclass(frozen=True)
class Reader:
    """Somebody else on the network, who answers posts by writing records of their own."""

    http: HTTPClient
    url: str
    did: str
    token: str

    @classmethod
    async def arrive(cls, http: HTTPClient, url: str) -> Reader:
        """Make an account on the same data server."""
        name = f"reader-{uuid4().hex[:10]}"
        account = {"handle": f"{name}.test", "email": f"{name}@example.test", "password": name}
        made = await http.post(f"{url}/xrpc/com.atproto.server.createAccount", json=account)
        assert made.ok, made.body
        return cls(http, url, made.json()["did"], made.json()["accessJwt"])

    async def write(self, collection: str, record: Mapping[str, object]) -> None:
        """Put a record into the reader's own repository."""
        made_at = SystemClock().now().isoformat().replace("+00:00", "Z")
        answer = await self.http.post(
            f"{self.url}/xrpc/com.atproto.repo.createRecord",
            headers={"Authorization": f"Bearer {self.token}"},
            json={
                "repo": self.did,
                "collection": collection,
                "record": {"$type": collection, "createdAt": made_at, **record},
            },
        )
        assert answer.ok, answer.body


@pytest.fixture
def bench(live_server, http: HTTPClient, pictures: tuple[MediaFile, ...]) -> Bench:
    async def keep(secrets: Secrets) -> None:
        assert all(secrets.values())

    secrets = {"identifier": live_server.identifier, "app_password": live_server.password}
    access = ChannelAccess(live_server.url, secrets, http, keep)
    return Bench(Connector, access, Silent(), pictures)


class Silent:
    """The audience's side needs no steering here."""

    async def texts(self) -> list[str]:
        raise AssertionError("The AppView is asked by the connector alone.")

    async def trouble(self, fate: str) -> None:
        raise AssertionError("A real server cannot be told to fail.")

    async def revoke(self) -> None:
        raise AssertionError("A real server keeps its permissions.")


async def test_likes_reposts_replies_and_quotes_are_counted_by_the_appview(
    bench: Bench, http: HTTPClient
) -> None:
    post = bench.post(pictures=1)
    receipt, _ = await bench.deliver(post)
    subject = await _reference(http, bench, receipt.remote_id)
    readers = [await Reader.arrive(http, bench.access.base_url) for _ in range(3)]
    for reader in readers:
        await reader.write("app.bsky.feed.like", {"subject": subject})
    for reader in readers[:2]:
        await reader.write("app.bsky.feed.repost", {"subject": subject})
    answer = {"text": "So bright!", "reply": {"root": subject, "parent": subject}}
    await readers[0].write("app.bsky.feed.post", answer)
    quote = {"$type": "app.bsky.embed.record", "record": subject}
    await readers[1].write("app.bsky.feed.post", {"text": "Look at this.", "embed": quote})

    wanted = {"likes": 3, "shares": 2, "comments": 1, "quotes": 1, "saves": 0}
    assert await _counts(bench, receipt.remote_id, wanted) == wanted


async def test_followers_are_counted_by_the_appview(bench: Bench, http: HTTPClient) -> None:
    account = await bench.connector().identify()
    before = (await bench.connector().account_metrics())["followers"]
    reader = await Reader.arrive(http, bench.access.base_url)
    await reader.write("app.bsky.graph.follow", {"subject": account.remote_id})

    for _ in range(SECONDS * 4):
        counts = await bench.connector().account_metrics()
        if counts["followers"] == before + 1:
            break
        await asyncio.sleep(0.25)
    assert counts["followers"] == before + 1
    assert counts["posts"] >= 0


async def _reference(http: HTTPClient, bench: Bench, uri: str) -> dict[str, str]:
    did, collection, rkey = uri.removeprefix("at://").split("/")
    params = {"repo": did, "collection": collection, "rkey": rkey}
    url = f"{bench.access.base_url}/xrpc/com.atproto.repo.getRecord"
    found = (await http.get(url, params=params)).json()
    return {"uri": found["uri"], "cid": found["cid"]}


async def _counts(bench: Bench, uri: str, wanted: Mapping[str, int]) -> Mapping[str, int]:
    """What the connector reads, once the AppView has caught up or the time is over."""
    counts: Mapping[str, int] = {}
    for _ in range(SECONDS * 4):
        counts = (await bench.connector().metrics([uri])).get(uri, {})
        if counts == wanted:
            break
        await asyncio.sleep(0.25)
    return counts
