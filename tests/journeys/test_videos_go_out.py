"""A daily video and a verse video: made, judged, scheduled with their piece, and standing on
TikTok, Instagram and YouTube; what needs a person's yes waits for it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from heliograph.extensions.packs.islamic.quran.install import has_text
from heliograph.flows.catalogue import InstalledExtensions
from tests.extensions.packs.islamic.places import text_folder
from tests.support.running import RunningInstance, asked, connected

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("journey"), pytest.mark.timeout(900)]
NETWORKS = {"tiktok": "video", "instagram": "reel", "youtube": "video"}
PATIENCE = 420.0


@pytest.fixture(scope="module")
def running() -> Iterator[RunningInstance]:
    """An empty instance of its own."""
    instance = RunningInstance(HELIOGRAPH_FIRST_RUN_DEMO="false")
    try:
        yield instance.start()
    finally:
        instance.remove()


@pytest.fixture(scope="module")
def client(running: RunningInstance) -> Iterator[httpx.Client]:
    signed_in = running.client()
    yield signed_in
    signed_in.close()


def once(client: httpx.Client, path: str, *states: str) -> Any:
    """What lies at a path as soon as it is in one of these states."""
    give_up_at = time.monotonic() + PATIENCE
    while time.monotonic() < give_up_at:
        found = asked(client.get(path))
        if found["status"] in states:
            return found
        assert found["status"] not in ("failed", "refused", "cancelled"), found
        time.sleep(0.5)
    raise AssertionError(f"{path} is still {found['status']}")


def channels(running: RunningInstance, client: httpx.Client, handle: str) -> dict[str, str]:
    return {one: connected(running, client, one, handle)["id"] for one in NETWORKS}


def made(client: httpx.Client, brand: dict[str, Any], kind: str, **wish: Any) -> dict[str, Any]:
    """A piece of a new brand, and its video cut down to its first scenes and rendered."""
    brand_id = asked(client.post("/brands", json=brand))["id"]
    order = {"brand_id": brand_id, "content_type": kind, "target_date": "2026-11-21", **wish}
    run = asked(client.post("/content/generate", json=order))
    once(client, f"/content/runs/{run['id']}", "done")
    wanted = {"content_id": run["content_id"], "render": False}
    video = asked(client.post("/videos", json=wanted))
    video = once(client, f"/videos/{video['id']}", "ready")
    scenes = [one["id"] for one in video["timeline"]["scenes"]]
    kept = {"version": 1, "scenes": [*scenes[:2], scenes[-1]]}
    asked(client.put(f"/videos/{video['id']}/scenes", json=kept))
    render = asked(client.post(f"/videos/{video['id']}/renders", json={}))
    render = once(client, f"/renders/{render['id']}", "done")
    assert render["quality"]["passed"], render["quality"]
    return {"content_id": run["content_id"], "asset_id": render["asset_id"], "video": video}


def post(client: httpx.Client, channel: str, platform: str, piece: dict[str, Any]) -> Any:
    extras: dict[str, Any] = {"title": "Made by the studio"} if platform == "youtube" else {}
    offered = asked(client.get(f"/channels/{channel}/offers"))["choices"]
    kind = NETWORKS[platform]
    extras["options"] = {
        one.name: False if one.type == "yes_no" else (*offered.get(one.name, ()), *one.choices)[0]
        for one in InstalledExtensions().connector_manifest(platform).options
        if one.required and kind in (one.kinds or (kind,))
    }
    order = {
        "channel_id": channel,
        "content_id": piece["content_id"],
        "asset_ids": [piece["asset_id"]],
        "kind": kind,
        "extras": extras,
        "now": True,
    }
    return asked(client.post("/posts", json=order))


def test_a_daily_video_stands_on_three_networks(
    running: RunningInstance, client: httpx.Client
) -> None:
    brand = {"name": "Leo Daily", "handle": "leodaily", "pack": "zodiac", "subject": "leo"}
    piece = made(client, brand, "daily_horoscope")
    accounts = channels(running, client, "leodaily")
    posts = {one: post(client, accounts[one], one, piece) for one in NETWORKS}
    for platform, ordered in posts.items():
        shown = once(client, f"/posts/{ordered['id']}", "published")
        assert shown["kind"] == NETWORKS[platform]
    standing = [one["platform"] for one in running.standing()]
    assert sorted(standing) == sorted(NETWORKS)


def test_an_arabic_verse_video_waits_for_a_persons_yes(
    running: RunningInstance, client: httpx.Client
) -> None:
    source = text_folder()
    if not has_text(source):
        pytest.skip(f"the Qur'an's text is not at {source}; set HELIOGRAPH_DATA_FOLDERS")
    running.command("quran", "install", "--from", str(source))
    brand = {
        "name": "Ayah", "handle": "ayah", "pack": "islamic", "subject": "readers",
        "language": "ar",
    }  # fmt: skip
    piece = made(client, brand, "verse_of_the_day", options={"reference": "94:5"})
    verses = [
        title["text"]
        for scene in piece["video"]["timeline"]["scenes"]
        for title in scene["titles"]
        if title["role"] == "verse"
    ]
    text = asked(client.get(f"/content/{piece['content_id']}"))["text"]
    assert verses
    assert all(verse in text for verse in verses), "to the byte"
    assert piece["video"]["timeline"]["music"]["mood"] == "stillness"

    accounts = channels(running, client, "ayah")
    ordered = post(client, accounts["instagram"], "instagram", piece)
    assert ordered["needs_approval"]
    assert ordered["status"] != "published"
    # With words of somebody's own it is still the video of that piece.
    own = {"channel_id": accounts["instagram"], "text": "Look", "asset_ids": [piece["asset_id"]]}
    bare = asked(client.post("/posts", json=own | {"kind": "reel", "now": True}))
    assert bare["needs_approval"]
    yes = {"revision": ordered["revision"]}
    asked(client.post(f"/posts/{ordered['id']}/approve", json=yes))
    once(client, f"/posts/{ordered['id']}", "published")
