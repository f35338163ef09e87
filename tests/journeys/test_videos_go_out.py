"""What the studio is for, as a person does it in the browser: a daily video and a verse video are
made, judged, scheduled, and stand on TikTok, Instagram and YouTube; a reference becomes a style,
and the style a video. What needs a person's yes waits for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import cv2
import httpx
import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from heliograph.extensions.packs.islamic.quran.install import has_text
from tests.extensions.packs.islamic.places import text_folder
from tests.extensions.providers.style_analysis.films import held, written
from tests.support.browser import CHROMIUM, signed_in_page
from tests.support.running import RunningInstance, alone, asked, connected, eventually

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.xdist_group("journey"),
    pytest.mark.timeout(900),
    pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed: apt-get install chromium"),
]
NETWORKS = ("tiktok", "instagram", "youtube")
LONG = 300_000
"""Milliseconds that speaking, drawing, rendering and delivering may take on a slow machine."""
OPENING = "\N{ORNATE RIGHT PARENTHESIS}"
SHOT_FRAMES = 40


@pytest.fixture(scope="module")
def running() -> Iterator[RunningInstance]:
    """An empty instance of its own: accounts that serve every brand would be seen by others."""
    with alone(HELIOGRAPH_FIRST_RUN_DEMO="false") as instance:
        yield instance


@pytest.fixture(scope="module")
def client(running: RunningInstance) -> Iterator[httpx.Client]:
    with closing(running.client()) as signed_in:
        yield signed_in


@pytest.fixture(scope="module")
def page(running: RunningInstance) -> Iterator[Page]:
    with signed_in_page(running) as opened:
        yield opened


@pytest.fixture(scope="module")
def leo(running: RunningInstance, client: httpx.Client) -> str:
    brand = {"name": "Leo Daily", "handle": "leodaily", "pack": "zodiac", "subject": "leo"}
    return _brand(running, client, brand, ("mastodon", *NETWORKS))


@pytest.fixture(scope="module")
def ayah(running: RunningInstance, client: httpx.Client) -> str:
    source = text_folder()
    if not has_text(source):
        pytest.skip(f"the Qur'an's text is not at {source}; set HELIOGRAPH_DATA_FOLDERS")
    running.command("quran", "install", "--from", str(source))
    brand = {
        "name": "Ayah", "handle": "ayah", "pack": "islamic", "subject": "readers",
        "language": "ar",
    }  # fmt: skip
    return _brand(running, client, brand, NETWORKS)


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Somebody's film of eight shots with hard cuts, a little longer than ten seconds."""
    shots = [frame for seed in range(8) for frame in held(seed, SHOT_FRAMES, drift=0.6)]
    return written(tmp_path_factory.mktemp("reference") / "theirs.mp4", shots)


def test_a_daily_video_is_made_judged_scheduled_and_stands_on_three_networks(
    page: Page, running: RunningInstance, client: httpx.Client, leo: str
) -> None:
    page.goto(f"{running.url}/create?brand={leo}&type=daily_horoscope&date=2026-11-21")
    page.get_by_role("button", name="Make it").click()
    expect(page.get_by_text(re.compile("Passed with"))).to_be_visible(timeout=LONG)
    page.get_by_role("link", name="Make a video").click()
    video = _made(page, client)
    _shortened(client, video, [one["id"] for one in video["timeline"]["scenes"][:2]])
    _rendered(page)

    page.get_by_role("link", name="Schedule").click()
    _for_the_three(page, "leodaily")
    _box(page, "Mastodon @leodaily").uncheck()
    expect(page.get_by_role("button", name=re.compile("^Schedule for "))).to_be_enabled()
    page.get_by_role("button", name=re.compile("^Schedule for ")).click()
    expect(page.get_by_text("On its way")).to_be_visible(timeout=LONG)

    posts = asked(client.get("/posts", params={"brand_id": leo}))
    assert {one["status"] for one in posts} == {"scheduled"}
    before = _stood(running)
    for post in posts:
        page.goto(f"{running.url}/posts/{post['id']}")
        page.get_by_role("button", name="Publish now").click()
        expect(page.get_by_role("button", name="Publish now")).to_have_count(0)
    _standing(running, client, leo, before)


def test_an_arabic_verse_video_waits_for_a_persons_yes_and_then_goes_out(
    page: Page, running: RunningInstance, client: httpx.Client, ayah: str
) -> None:
    content_id = _piece(client, ayah, "verse_of_the_day", options={"reference": "94:5"})
    page.goto(f"{running.url}/videos?make=true&piece={content_id}")
    video = _made(page, client)
    scenes = video["timeline"]["scenes"]
    verses = [one for one in scenes if _verses(one)]
    text = asked(client.get(f"/content/{content_id}"))["text"]
    assert verses
    assert all(words in text for one in verses for words in _verses(one)), "to the byte"
    assert not any(one["speech"] for one in verses), "never spoken"
    assert video["timeline"]["music"]["mood"] == "stillness"
    _shortened(client, video, [scenes[0]["id"], verses[0]["id"], scenes[-1]["id"]])
    _rendered(page)

    page.get_by_role("link", name="Schedule").click()
    _for_the_three(page, "ayah")
    page.get_by_role("radio", name="Now", exact=True).click()
    page.get_by_role("button", name="Publish now to 3 channels").click()
    expect(page.get_by_text("On its way")).to_be_visible(timeout=LONG)
    posts = asked(client.get("/posts", params={"brand_id": ayah}))
    assert all(one["needs_approval"] for one in posts)
    # With words of somebody's own it is still the video of that piece.
    [instagram] = [one for one in posts if one["channel"]["platform"] == "instagram"]
    own = {"channel_id": instagram["channel"]["id"], "text": "Look", "kind": "reel", "now": True}
    film = _film(client, video)["asset_id"]
    bare = asked(client.post("/posts", json=own | {"asset_ids": [film]}))
    assert bare["needs_approval"]
    asked(client.post(f"/posts/{bare['id']}/cancel"))

    before = _stood(running)
    page.goto(f"{running.url}/approvals")
    together = page.get_by_role("button", name=re.compile("Approve for 3 channels"))
    expect(together).to_be_visible(timeout=LONG)
    page.keyboard.press("a")
    expect(page.get_by_text(re.compile("^Approved. It goes out"))).to_be_visible()
    standing = _standing(running, client, ayah, before)
    assert all(OPENING in one["text"] for one in standing)


def test_a_reference_becomes_a_style_and_the_style_a_video(
    page: Page,
    running: RunningInstance,
    client: httpx.Client,
    leo: str,
    reference: Path,
    tmp_path: Path,
) -> None:
    content_id = _piece(client, leo, "daily_horoscope", target_date="2026-12-09")
    page.goto(f"{running.url}/videos/styles")
    page.get_by_role("button", name="Learn from a video").first.click()
    dialog = page.get_by_role("dialog", name="Learn from a video")
    dialog.get_by_label("Upload a video").set_input_files(reference)
    expect(dialog.get_by_role("button", name="theirs", pressed=True)).to_be_visible(timeout=LONG)
    dialog.get_by_label("Name of the style").fill("Like theirs")
    dialog.get_by_role("button", name="Learn its style").click()
    made = page.get_by_role("region", name="Made in this style")
    expect(made.get_by_role("link", name="Make a video in it")).to_be_visible(timeout=LONG)
    expect(page.get_by_text(re.compile("s a shot"))).to_contain_text(re.compile(r"^1\.[34] s"))
    [style] = [one for one in asked(client.get("/styles")) if not one["is_shipped"]]
    place = page.url

    made.get_by_role("link", name="Make a video in it").click()
    chosen = page.get_by_role("dialog", name="New video")
    expect(chosen.get_by_role("radio", name=re.compile("^Like theirs"))).to_be_checked()
    page.goto(f"{running.url}/videos?make=true&style={style['id']}&piece={content_id}")
    video = _made(page, client)
    assert video["style"] == style["id"]
    assert {one["transition"]["kind"] for one in video["timeline"]["scenes"]} == {"cut"}
    _shortened(client, video, [one["id"] for one in video["timeline"]["scenes"][2:4]])
    _rendered(page)
    report = page.get_by_role("region", name="Gate report")
    report.get_by_text(re.compile("checks hold")).click()
    expect(report.get_by_text("Nothing taken from a reference")).to_be_visible()

    page.goto(place)
    expect(made.get_by_role("link", name=re.compile(re.escape(video["title"])))).to_be_visible()
    expect(page.get_by_label("theirs", exact=True)).to_be_visible()
    _compared(page, made)
    _graded(page, tmp_path)


def test_what_the_gate_finds_is_shown_at_its_moment(
    page: Page, running: RunningInstance, client: httpx.Client, leo: str, tmp_path: Path
) -> None:
    content_id = _piece(client, leo, "daily_horoscope", target_date="2026-12-10")
    page.goto(f"{running.url}/videos?make=true&piece={content_id}")
    video = _made(page, client)
    kept = [one["id"] for one in video["timeline"]["scenes"][1:3]]
    _shortened(client, video, kept)
    wall = tmp_path / "wall.png"
    cv2.imwrite(str(wall), np.full((1920, 1080, 3), 40, np.uint8))
    with wall.open("rb") as file:
        form = {"files": {"file": ("wall.png", file)}, "data": {"alt": "A bare wall"}}
        bare = asked(client.post("/assets", **form))["id"]
    licence = {"licence": {"kind": "own_work"}}
    asked(client.patch(f"/assets/{bare}", json=licence))
    wished = {"asset_id": bare, "cues": [], "titles": [], "least": 6}
    wished["version"] = video["version"] + 1
    asked(client.patch(f"/videos/{video['id']}/scenes/{kept[1]}", json=wished))

    page.reload()
    page.get_by_role("button", name="Render", exact=True).click()
    report = page.get_by_role("region", name="Gate report")
    expect(report).to_contain_text("This file does not go out", timeout=LONG)
    expect(report.get_by_text("Nothing stands frozen")).to_be_visible()
    report.get_by_role("button", name=re.compile("^Go to ")).first.click()
    expect(page.get_by_role("status").get_by_text(re.compile("^What is seen at "))).to_be_visible()
    expect(page).to_have_url(re.compile(f"scene={kept[1]}"))

    # On a phone the report stands far below the picture.
    page.set_viewport_size({"width": 390, "height": 844})
    report.get_by_role("button", name=re.compile("^Go to ")).first.click()
    expect(page.get_by_role("status").get_by_text(re.compile("^What is"))).to_be_in_viewport()
    page.set_viewport_size({"width": 1440, "height": 900})


def _compared(page: Page, made: Locator) -> None:
    """The film is measured and stands beside its reference, feature by feature."""
    made.get_by_role("button", name=re.compile("^Compare with the reference")).click()
    beside = page.get_by_role("dialog", name=re.compile("and its reference$"))
    beside.get_by_role("button", name="Measure the film").click()
    expect(beside.get_by_text(re.compile("% alike as a whole"))).to_be_visible(timeout=LONG)
    joins = beside.get_by_role("row", name=re.compile("^Joins"))
    expect(joins.get_by_role("cell").first).to_have_text("Cut 100%")
    page.keyboard.press("Escape")


def _graded(page: Page, folder: Path) -> None:
    """A .cube file of one's own is taken over, given out as it is, and taken away."""
    table = page.get_by_role("region", name="Colour table")
    picker = table.get_by_label("Upload a .cube file")
    broken = folder / "broken.cube"
    broken.write_text("LUT_3D_SIZE 2\n0 0 0\n")
    picker.set_input_files(broken)
    expect(table.get_by_role("alert")).to_be_visible()
    evening = folder / "evening.cube"
    evening.write_text(_warm(2))
    picker.set_input_files(evening)
    expect(table.get_by_text("evening.cube", exact=True)).to_be_visible()
    expect(table.get_by_role("alert")).to_have_count(0)
    with page.expect_download() as given:
        table.get_by_role("button", name="Download").click()
    assert given.value.path().read_text() == evening.read_text()
    table.get_by_role("button", name="Take it away").click()
    page.get_by_role("dialog").get_by_role("button", name="Take it away").click()
    expect(table.get_by_text("evening.cube", exact=True)).to_have_count(0)


def _warm(size: int) -> str:
    """A table that takes a fifth of the blue away."""
    steps = [one / (size - 1) for one in range(size)]
    rows = [f"{r} {g} {b * 0.8}" for b in steps for g in steps for r in steps]
    return "\n".join([f"LUT_3D_SIZE {size}", *rows, ""])


def _brand(
    running: RunningInstance, client: httpx.Client, brand: dict[str, Any], networks: tuple[str, ...]
) -> str:
    """A new brand with accounts that are its alone."""
    brand_id: str = asked(client.post("/brands", json=brand))["id"]
    for one in networks:
        channel = connected(running, client, one, brand["handle"])
        asked(client.patch(f"/channels/{channel['id']}", json={"brand_ids": [brand_id]}))
    return brand_id


def _piece(client: httpx.Client, brand_id: str, kind: str, **wish: Any) -> str:
    order = {"brand_id": brand_id, "content_type": kind, "target_date": "2026-11-21", **wish}
    run = asked(client.post("/content/generate", json=order))
    eventually(lambda: asked(client.get(f"/content/runs/{run['id']}"))["status"] == "done", 120)
    content_id: str = run["content_id"]
    return content_id


def _made(page: Page, client: httpx.Client) -> dict[str, Any]:
    """Order the video in the dialog that is open, without a render; gives it once it is there."""
    dialog = page.get_by_role("dialog", name="New video")
    expect(dialog.get_by_role("status", name="What it costs")).to_contain_text("Free", timeout=LONG)
    dialog.get_by_role("switch", name="Render it as soon as it is made").click()
    dialog.get_by_role("button", name="Make the video").click()
    expect(page).to_have_url(re.compile(r"/videos/[0-9a-f-]{36}"))
    expect(page.get_by_role("region", name="Scenes")).to_be_visible(timeout=LONG)
    found: dict[str, Any] = asked(client.get(f"/videos/{page.url.split('/')[-1]}"))
    return found


def _shortened(client: httpx.Client, video: dict[str, Any], scenes: list[str]) -> None:
    """Only these scenes, so that the test is short too."""
    kept = {"version": video["version"], "scenes": scenes}
    asked(client.put(f"/videos/{video['id']}/scenes", json=kept))


def _rendered(page: Page) -> None:
    page.reload()
    page.get_by_role("button", name="Render", exact=True).click()
    report = page.get_by_role("region", name="Gate report")
    expect(report).to_contain_text(re.compile(r"\S"), timeout=LONG)
    expect(report, "the gate lets it through").to_contain_text("Every check that must hold, holds")


def _film(client: httpx.Client, video: dict[str, Any]) -> dict[str, Any]:
    renders: list[dict[str, Any]] = asked(client.get(f"/videos/{video['id']}"))["renders"]
    return renders[0]


def _verses(scene: dict[str, Any]) -> list[str]:
    return [one["text"] for one in scene["titles"] if one["role"] == "verse"]


def _box(page: Page, account: str) -> Locator:
    return page.get_by_role("checkbox", name=re.compile(f"^{account}"))


def _for_the_three(page: Page, handle: str) -> None:
    """The writer has chosen the three networks by itself; answer what they must be told."""
    for one in ("TikTok", "Instagram", "YouTube"):
        expect(_box(page, f"{one} @{handle}")).to_be_checked(timeout=LONG)
    page.get_by_label("Who may see this post").select_option(label="Everyone")
    page.get_by_role("radio", name="No", exact=True).click()


def _stood(running: RunningInstance) -> set[str]:
    return {one["id"] for one in running.standing()}


def _standing(
    running: RunningInstance, client: httpx.Client, brand_id: str, before: set[str]
) -> list[dict[str, Any]]:
    """What stands on the sandbox since then, once all posts of a brand went out, as reels."""

    def out() -> list[dict[str, Any]]:
        posts = [
            one
            for one in asked(client.get("/posts", params={"brand_id": brand_id}))
            if one["status"] != "cancelled"
        ]
        return posts if all(one["status"] == "published" for one in posts) else []

    posts = eventually(out, 300)
    assert len(posts) == len(NETWORKS)
    assert {one["kind"] for one in posts} == {"reel"}
    found = [one for one in running.standing() if one["id"] not in before]
    assert sorted(one["platform"] for one in found) == sorted(NETWORKS)
    return found
