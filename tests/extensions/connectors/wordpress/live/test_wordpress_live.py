"""The connector against a real WordPress, not against anything written here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, timedelta
from html import unescape
from html.parser import HTMLParser
from typing import Any
from uuid import uuid4

import httpx
import pytest
from tests.extensions.connectors.wordpress.live.real import LiveSite

from heliograph.extensions.connectors.wordpress import Connector
from heliograph.kit.http import HTTPClient
from heliograph.sdk.connectors import ChannelAccess, Found, MediaFile, OutgoingPost, Secrets
from heliograph.sdk.contract.bench import Bench
from heliograph.sdk.contract.connectors import WireClaims
from heliograph.sdk.errors import ContentRefused, ReconnectNeeded

pytestmark = [
    pytest.mark.live_wordpress,
    pytest.mark.timeout(180),
    pytest.mark.xdist_group("live_wordpress"),
]


class Words(HTMLParser):
    """The words in the paragraphs of a content."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = self._inside or tag == "p"

    def handle_endtag(self, tag: str) -> None:
        if tag == "p":
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.parts.append(data)


class RealSite:
    """Reads the site as its editor does."""

    def __init__(self, site: LiveSite) -> None:
        self._site = site
        self._auth = (site.username, site.password)

    def get(self, path: str, **params: object) -> httpx.Response:
        """One read of the API, by its address that works with any permalinks."""
        query = {"rest_route": f"/wp/v2/{path}", **params}
        return httpx.get(f"{self._site.url}/", params=query, auth=self._auth, trust_env=False)

    def post(self, remote_id: str) -> dict[str, Any]:
        """One post with its raw texts."""
        found: dict[str, Any] = self.get(f"posts/{remote_id}", context="edit").json()
        return found

    def comment(self, remote_id: str, words: str) -> None:
        """An answer of a reader."""
        body = {"post": remote_id, "content": words}
        address = f"{self._site.url}/?rest_route=/wp/v2/comments"
        httpx.post(address, json=body, auth=self._auth, trust_env=False).raise_for_status()

    async def texts(self) -> list[str]:
        """The texts of all posts that stand."""
        found: list[str] = []
        page, pages = 1, 1
        while page <= pages:
            answer = self.get("posts", context="edit", status="any", per_page=100, page=page)
            pages = int(answer.headers["x-wp-totalpages"])
            found += [_words(post["content"]["raw"]) for post in answer.json()]
            page += 1
        return found

    async def trouble(self, fate: str) -> None:
        raise AssertionError("A real site cannot be told to fail.")

    async def revoke(self) -> None:
        raise AssertionError("A real site keeps its permissions.")


async def _keep(secrets: Secrets) -> None:
    raise AssertionError("nothing rotates here")


@pytest.fixture
def bench(
    live_site: LiveSite,
    http: HTTPClient,
    pictures: tuple[MediaFile, ...],
    videos: tuple[MediaFile, ...],
) -> Bench:
    secrets = {
        "username": live_site.username,
        "application_password": live_site.password,
    }
    access = ChannelAccess(live_site.url, secrets, http, _keep)
    return Bench(Connector, access, RealSite(live_site), pictures, videos)


@pytest.fixture
def site(live_site: LiveSite) -> RealSite:
    return RealSite(live_site)


@pytest.fixture
def plain(live_site: LiveSite) -> Iterator[None]:
    """Permalinks as they are on a fresh site, whose API has no folder of its own."""
    live_site.run("plain.php", "")
    yield
    live_site.run("plain.php", "/%postname%/")


class TestWordPressOnARealSite(WireClaims):
    """Every claim that needs no steering of the platform."""


async def test_a_gallery_is_one_the_site_shows_with_its_descriptions(
    bench: Bench, site: RealSite
) -> None:
    post = bench.carrying(many=True)
    receipt, _ = await bench.deliver(post)
    made = site.post(receipt.remote_id)
    shown = made["content"]["rendered"]
    assert shown.count("<img") == 2
    assert "wp-block-gallery" in shown
    assert "<!-- wp:" not in shown
    for file in post.media:
        assert file.alt in unescape(shown).replace("&#91;", "[")
    featured = site.get(f"media/{made['featured_media']}").json()
    assert featured["alt_text"] == post.media[0].alt
    assert featured["media_details"]["width"] == 1080
    assert (await bench.access.http.get(featured["source_url"])).status == 200


async def test_a_video_with_a_cover_stands_with_both(bench: Bench, site: RealSite) -> None:
    post = replace(bench.post(kind="video"), cover=bench.pictures[2])
    receipt, _ = await bench.deliver(post)
    made = site.post(receipt.remote_id)
    cover = site.get(f"media/{made['featured_media']}").json()
    assert "<video controls" in made["content"]["rendered"]
    assert f'poster="{cover["source_url"]}"' in made["content"]["rendered"]
    assert cover["alt_text"] == bench.pictures[2].alt


async def test_title_terms_excerpt_and_comments_arrive(bench: Bench, site: RealSite) -> None:
    word = uuid4().hex[:8]
    options = {
        "categories": ("Uncategorized", f"Night & day {word}"),
        "tags": (f"moon {word}", f"قمر {word}"),
        "excerpt": "In short: <light>.",
        "comments": False,
    }
    title = "Grüße & “Licht” <heute>"
    post = replace(bench.post(), title=title, options=options)
    receipt, memory = await bench.deliver(post)
    made = site.post(receipt.remote_id)
    assert unescape(made["title"]["raw"]) == title
    assert "<heute>" not in made["title"]["rendered"]
    assert unescape(made["excerpt"]["raw"]) == "In short: <light>."
    assert made["comment_status"] == "closed"
    tags = [unescape(site.get(f"tags/{one}").json()["name"]) for one in made["tags"]]
    assert sorted(tags) == sorted(options["tags"])
    assert len(made["categories"]) == 2
    assert f"Night & day {word}" in (await bench.connector().offers())["categories"]
    again = replace(bench.post(), options=options)
    assert (await bench.connector().prepare(again, {}))["tags"] == memory["tags"]


async def test_a_post_for_later_is_held_by_the_site_and_found_when_it_is_out(
    bench: Bench, site: RealSite, live_site: LiveSite
) -> None:
    due = bench.access.clock.now().replace(microsecond=0) + timedelta(hours=2)
    post = replace(bench.post(), publish_at=due)
    memory = await bench.connector().prepare(post, {})
    receipt = await bench.connector().publish(bench.sent(post), memory)
    assert receipt.state == "accepted"
    made = site.post(receipt.remote_id)
    assert (made["status"], made["date_gmt"]) == ("future", due.astimezone(UTC).isoformat()[:19])
    held = await bench.connector().look(bench.sent(post), memory)
    assert isinstance(held, Found)
    assert held.receipt.state == "accepted"
    live_site.run("cron.php", receipt.remote_id)
    out = await bench.connector().look(bench.sent(post), memory)
    assert isinstance(out, Found)
    assert (out.receipt.state, out.receipt.remote_id) == ("published", receipt.remote_id)


async def test_a_draft_and_a_private_post_are_found_again(bench: Bench, site: RealSite) -> None:
    for status in ("draft", "private", "pending"):
        post = replace(bench.post(), options={"status": status})
        receipt, memory = await bench.deliver(post)
        assert site.post(receipt.remote_id)["status"] == status
        sighting = await bench.connector().look(bench.sent(post), memory)
        assert isinstance(sighting, Found)
        assert sighting.receipt.remote_id == receipt.remote_id


async def test_brackets_run_no_shortcode_and_tags_stay_words(bench: Bench, site: RealSite) -> None:
    post = bench.post(f"[gallery] <script>alert(1)</script> {uuid4().hex}")
    receipt, _ = await bench.deliver(post)
    shown = site.post(receipt.remote_id)["content"]["rendered"]
    assert "<script" not in shown
    assert "gallery]" in unescape(shown)
    assert await bench.stand(post) == 1


async def test_a_site_without_pretty_permalinks_is_found_all_the_same(
    bench: Bench, plain: None
) -> None:
    account = await bench.connector().identify()
    assert account.handle.startswith("@helio@127.0.0.1")
    post = bench.carrying()
    receipt, memory = await bench.deliver(post)
    assert isinstance(await bench.connector().look(bench.sent(post), memory), Found)
    await bench.connector().delete(receipt.remote_id)
    assert await bench.stand(post) == 0


async def test_a_user_who_may_not_publish_is_told_so(bench: Bench, live_site: LiveSite) -> None:
    secrets = {
        "username": live_site.contributor,
        "application_password": live_site.contributor_password,
    }
    connector = bench.connector(secrets=secrets)
    with pytest.raises(ReconnectNeeded, match="may not publish posts or upload files"):
        await connector.identify()
    post = bench.post()
    with pytest.raises(ReconnectNeeded):
        await connector.publish(bench.sent(post), {})
    assert await bench.stand(post) == 0


async def test_a_file_that_is_not_what_it_says_is_refused_for_good(bench: Bench) -> None:
    async def words():
        yield b"no video at all"

    fake = replace(bench.videos[0], size=15, read=words)
    post: OutgoingPost = replace(bench.post(kind="video"), media=(fake,))
    with pytest.raises(ContentRefused) as refused:
        await bench.connector().prepare(post, {})
    assert refused.value.problems[0].field == "media"


async def test_comments_are_counted_and_the_users_posts(bench: Bench, site: RealSite) -> None:
    receipt, _ = await bench.deliver(bench.post())
    before = await bench.connector().account_metrics()
    assert before["posts"] >= 1
    site.comment(receipt.remote_id, "Thank you.")
    found = await bench.connector().metrics([receipt.remote_id, "999999"])
    assert found == {receipt.remote_id: {"comments": 1}}


def _words(content: str) -> str:
    reader = Words()
    reader.feed(content)
    return " ".join(reader.parts)
