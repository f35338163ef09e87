"""Every network's every kind of post goes out once, stands on the timeline, and is counted."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from heliograph.flows.catalogue import InstalledExtensions
from heliograph.sdk.manifest import OptionField
from tests.apps.sandbox.pictures import picture
from tests.support.loopback import TLS
from tests.support.running import RunningInstance, alone, asked, connected, eventually
from tests.support.videos import write_video

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("journey")]

MANIFESTS = {one.id: one for one in InstalledExtensions().connectors()}
PAIRS = [(one.id, kind) for one in MANIFESTS.values() for kind in one.kinds]
SILENT = ("telegram",)
"""Its API tells no counts of a post."""
WORDLESS = {("instagram", "story"), ("facebook", "story")}
"""A story of theirs carries no words."""
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PATIENCE = 150.0


@pytest.fixture(scope="module")
def running() -> Iterator[RunningInstance]:
    """An empty instance of its own, whose channels send as much as they are asked."""
    with alone(HELIOGRAPH_FIRST_RUN_DEMO="false") as instance:
        yield instance


@pytest.fixture(scope="module")
def client(running: RunningInstance) -> Iterator[httpx.Client]:
    signed_in = running.client()
    yield signed_in
    signed_in.close()


@pytest.fixture(scope="module")
def channels(running: RunningInstance, client: httpx.Client) -> dict[str, dict[str, Any]]:
    """An account on every network."""
    found = {}
    for platform in MANIFESTS:
        found[platform] = connected(running, client, platform, "everykind")
        guards = {"guards": {"fuse": {"posts": 0, "minutes": 1}}}
        asked(client.patch(f"/channels/{found[platform]['id']}", json=guards))
    return found


@pytest.fixture(scope="module")
def files(client: httpx.Client, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Two pictures, a video and a document in the library."""
    film: Path = tmp_path_factory.mktemp("film") / "film.mp4"
    write_video(film, 4, grain=60)
    pictures = [kept(client, "a.jpg", picture(1080, 1350, "jpg", 60 * number)) for number in (1, 2)]
    return {
        "picture": pictures,
        "video": [kept(client, "film.mp4", film.read_bytes())],
        "document": [kept(client, "slides.pdf", PDF)],
    }


@pytest.fixture(scope="module")
def posts(
    client: httpx.Client, channels: dict[str, dict[str, Any]], files: dict[str, list[str]]
) -> dict[tuple[str, str], dict[str, Any]]:
    """A post of every kind on every network, all asked for at once."""
    return {
        pair: asked(client.post("/posts", json=order(client, channels[pair[0]], pair, files)))
        for pair in PAIRS
    }


def kept(client: httpx.Client, name: str, data: bytes) -> str:
    upload = {"file": (name, data)}
    asset: str = asked(client.post("/assets", files=upload, data={"alt": "A lantern"}))["id"]
    return asset


def words_for(pair: tuple[str, str]) -> str:
    return "" if pair in WORDLESS else f"A lantern of the kind {pair[1]} on {pair[0]}"


def order(
    client: httpx.Client,
    channel: dict[str, Any],
    pair: tuple[str, str],
    files: dict[str, list[str]],
) -> dict[str, Any]:
    platform, kind = pair
    manifest = MANIFESTS[platform]
    own = manifest.by_kind.get(kind)
    extras: dict[str, Any] = {}
    if (own and own.title) or manifest.title:
        extras["title"] = f"Lantern, {kind}"
    if kind == "link":
        extras["link"] = "https://example.com/lantern"
    if kind == "poll":
        extras["poll"] = {"answers": ["North", "South"], "seconds": 86_400}
    if kind == "thread":
        extras["parts"] = [{"text": f"The second part on {platform}", "asset_ids": []}]
    needed = [one for one in manifest.options if one.required and kind in (one.kinds or (kind,))]
    if needed:
        offered = asked(client.get(f"/channels/{channel['id']}/offers"))["choices"]
        extras["options"] = {one.name: choice(one, offered.get(one.name, [])) for one in needed}
    return {
        "channel_id": channel["id"],
        "kind": kind,
        "text": words_for(pair),
        "asset_ids": media(pair, files),
        "extras": extras,
        "now": True,
    }


def media(pair: tuple[str, str], files: dict[str, list[str]]) -> list[str]:
    _, kind = pair
    if kind in ("image", "story"):
        return files["picture"][:1]
    if kind == "carousel":
        return files["picture"]
    if kind in ("video", "reel"):
        return files["video"]
    return files["document"] if kind == "document" else []


def choice(option: OptionField, offered: list[str]) -> str | bool:
    if option.type == "yes_no":
        return False
    return next(iter((*offered, *option.choices, "lanterns")))


@pytest.mark.timeout(400)
def test_every_kind_goes_out_everywhere(
    client: httpx.Client, posts: dict[tuple[str, str], dict[str, Any]]
) -> None:
    give_up_at = time.monotonic() + PATIENCE
    while True:
        shown = {one["id"]: one for one in asked(client.get("/posts", params={"per_page": 100}))}
        now = {pair: shown[post["id"]] for pair, post in posts.items()}
        told = {pair: one["status"] for pair, one in now.items() if one["status"] != "published"}
        assert set(told.values()) <= {"scheduled", "publishing", "retrying"}, told
        if not told or time.monotonic() > give_up_at:
            break
        time.sleep(0.5)
    posts.update(now)
    assert {pair: now[pair]["status_sentence"] for pair in told} == {}


@pytest.mark.timeout(200)
def test_each_stands_once_and_on_the_timeline(
    running: RunningInstance, posts: dict[tuple[str, str], dict[str, Any]]
) -> None:
    standing = running.standing()
    per_platform = {
        platform: [one for one in standing if one["platform"] == platform] for platform in MANIFESTS
    }
    counts = {platform: len(found) for platform, found in per_platform.items()}
    wanted = {
        platform: sum(1 for pair in PAIRS if pair[0] == platform) + ((platform, "thread") in PAIRS)
        for platform in MANIFESTS
    }
    assert counts == wanted
    pages = {
        platform: httpx.get(
            f"{running.sandbox_url}/timeline?platform={platform}",
            timeout=60,
            trust_env=False,
            verify=TLS,
        ).text
        for platform in MANIFESTS
    }
    missing = [pair for pair in PAIRS if words_for(pair) and words_for(pair) not in pages[pair[0]]]
    assert missing == []


@pytest.mark.timeout(300)
def test_each_is_counted(
    client: httpx.Client, posts: dict[tuple[str, str], dict[str, Any]]
) -> None:
    waiting = [pair for pair in PAIRS if pair[0] not in SILENT]

    def all_are() -> bool:
        """Whether each has numbers; one that has is not asked again, as the hour's requests end."""
        while waiting:
            if not asked(client.get(f"/posts/{posts[waiting[-1]]['id']}/metrics"))["snapshots"]:
                return False
            waiting.pop()
        return True

    eventually(all_are, PATIENCE, 2.0)
