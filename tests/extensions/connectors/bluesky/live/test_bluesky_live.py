"""The connector against a real data server, not against anything written here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from heliograph.extensions.connectors.bluesky import Connector
from heliograph.kit.http import HTTPClient
from heliograph.sdk.connectors import (
    ChannelAccess,
    Follows,
    Found,
    MediaFile,
    OutgoingPost,
    Secrets,
)
from heliograph.sdk.contract.bench import Bench
from heliograph.sdk.contract.connectors import WireClaims

pytestmark = [pytest.mark.live_bluesky, pytest.mark.timeout(120)]


class RealServer:
    """Reads the records of an account as anybody may."""

    def __init__(self, http: HTTPClient, url: str, identifier: str) -> None:
        self._http, self._url, self._identifier = http, url, identifier

    async def records(self) -> list[dict[str, object]]:
        """Every post of the account."""
        found, cursor = [], ""
        while True:
            params = {"repo": self._identifier, "collection": "app.bsky.feed.post", "limit": "100"}
            page = await self._http.get(
                f"{self._url}/xrpc/com.atproto.repo.listRecords",
                params=params | ({"cursor": cursor} if cursor else {}),
            )
            found += page.json()["records"]
            cursor = page.json().get("cursor", "")
            if not cursor:
                return found

    async def texts(self) -> list[str]:
        """The texts of all posts that stand."""
        return [record["value"]["text"] for record in await self.records()]

    async def trouble(self, fate: str) -> None:
        raise AssertionError("A real server cannot be told to fail.")

    async def revoke(self) -> None:
        raise AssertionError("A real server keeps its permissions.")


class TestBlueskyOnARealServer(WireClaims):
    """Every claim that needs no steering of the platform, and what only a real server can judge."""

    @pytest.fixture
    def bench(
        self,
        live_server,
        http: HTTPClient,
        pictures: tuple[MediaFile, ...],
        videos: tuple[MediaFile, ...],
        linked: Callable[[OutgoingPost], OutgoingPost],
    ) -> Bench:
        kept: dict[str, str] = {}

        async def keep(secrets: Secrets) -> None:
            kept.update(secrets)

        secrets = {"identifier": live_server.identifier, "app_password": live_server.password}
        access = ChannelAccess(live_server.url, secrets, http, keep)
        server = RealServer(http, live_server.url, live_server.identifier)
        return Bench(Connector, access, server, pictures, videos, linked)

    async def test_the_record_is_written_once_and_not_changed_by_a_repeat(
        self, bench: Bench
    ) -> None:
        post = bench.post("Read https://example.com and follow #Leo.", pictures=1)
        receipt, memory = await bench.deliver(post)
        first = await _record(bench, receipt.remote_id)
        again = await bench.connector().publish(bench.sent(post), memory)
        assert again == receipt
        assert await _record(bench, receipt.remote_id) == first

    async def test_the_server_accepts_facets_alt_text_and_shape(self, bench: Bench) -> None:
        handle = bench.access.secrets["identifier"]
        text = f"Grüße 🌙 an @{handle}: https://example.com/ä?b=1 #Löwe {bench.post().id.hex}"
        post = bench.post(text, pictures=2)
        receipt, _ = await bench.deliver(post)
        value = (await _record(bench, receipt.remote_id))["value"]
        marked = [_slice(text, facet["index"]) for facet in value["facets"]]
        assert marked == [f"@{handle}", "https://example.com/ä?b=1", "#Löwe"]
        images = value["embed"]["images"]
        assert [image["alt"] for image in images] == [file.alt for file in post.media]
        assert images[0]["aspectRatio"] == {"width": 1080, "height": 1350}

    async def test_the_server_accepts_a_video_and_a_card(self, bench: Bench) -> None:
        film, _ = await bench.deliver(bench.post(kind="video"))
        shown = (await _record(bench, film.remote_id))["value"]["embed"]
        assert shown["$type"] == "app.bsky.embed.video"
        assert shown["video"]["mimeType"] == "video/mp4"
        link, _ = await bench.deliver(bench.post(kind="link"))
        card = (await _record(bench, link.remote_id))["value"]["embed"]["external"]
        assert card["title"] == "Lanterns & lights"
        assert card["thumb"]["mimeType"] == "image/jpeg"

    async def test_the_server_accepts_the_parts_of_a_thread(self, bench: Bench) -> None:
        root, _ = await bench.deliver(bench.post(kind="thread"))
        part = replace(bench.post(), follows=Follows("reply", root, root))
        receipt, memory = await bench.deliver(part)
        first = await _record(bench, root.remote_id)
        value = (await _record(bench, receipt.remote_id))["value"]
        assert value["reply"]["root"] == {"uri": first["uri"], "cid": first["cid"]}
        assert await bench.connector().publish(bench.sent(part), memory) == receipt

    async def test_the_server_accepts_a_warning_and_tags(self, bench: Bench) -> None:
        options = {"content_label": "nudity", "tags": ("coast",)}
        receipt, _ = await bench.deliver(replace(bench.post(), options=options))
        value = (await _record(bench, receipt.remote_id))["value"]
        assert value["labels"]["values"] == [{"val": "nudity"}]
        assert value["tags"] == ["coast"]

    async def test_a_stored_session_is_used_again_and_an_expired_one_renewed(
        self, bench: Bench, http: HTTPClient
    ) -> None:
        kept: dict[str, str] = {}

        async def keep(secrets: Secrets) -> None:
            kept.update(secrets)

        access = replace(bench.access, keep_secrets=keep)
        account = await Connector(access).identify()
        only_tokens = replace(access, secrets=dict(kept))
        assert (await Connector(only_tokens).identify()).remote_id == account.remote_id
        broken = {**kept, "access_token": kept["access_token"][:-6] + "AAAAAA"}
        before = dict(kept)
        renewed = Connector(replace(access, secrets=broken))
        assert (await renewed.identify()).remote_id == account.remote_id
        assert kept["refresh_token"] != before["refresh_token"]

    async def test_a_text_of_three_hundred_graphemes_is_taken(self, bench: Bench) -> None:
        number = bench.post().id.hex
        post = bench.post(number + "é" * (300 - len(number)))
        receipt, memory = await bench.deliver(post)
        sighting = await bench.connector().look(bench.sent(post), memory)
        assert isinstance(sighting, Found)
        assert sighting.receipt == receipt


async def _record(bench: Bench, uri: str) -> dict:
    assert isinstance(bench.platform, RealServer)
    return next(one for one in await bench.platform.records() if one["uri"] == uri)


def _slice(text: str, index: dict[str, int]) -> str:
    return text.encode()[index["byteStart"] : index["byteEnd"]].decode()
