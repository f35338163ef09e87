"""The video studio as a person uses it: from a ready piece to the writer with a finished video."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.browser import CHROMIUM, signed_in_page
from tests.support.running import RunningInstance, eventually

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.xdist_group("journey"),
    pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed: apt-get install chromium"),
]

LONG = 300_000
"""Milliseconds that speaking, drawing and rendering may take on a slow machine."""


@pytest.fixture(scope="module")
def page(running: RunningInstance) -> Iterator[Page]:
    """A signed-in page, by a link of the command line."""
    with closing(running.client()) as client:
        eventually(lambda: _ready_pieces(client), patience=120)
    with signed_in_page(running) as opened:
        yield opened


def test_a_piece_becomes_a_video_that_is_changed_rendered_and_taken_to_the_writer(
    page: Page, running: RunningInstance
) -> None:
    _order(page, running)
    scenes = _scenes(page)
    expect(scenes.first).to_be_visible(timeout=LONG)

    while scenes.count() > 2:
        left = scenes.count()
        page.get_by_role("button", name=f"Remove scene {left - 1}").click()
        expect(scenes).to_have_count(left - 1)
    _choose(page, 1)
    line = page.get_by_label("Line", exact=True)
    line.fill("Keep one hour free tomorrow.")
    before = page.get_by_role("region", name="Player").get_by_role("img").get_attribute("src")
    page.get_by_role("button", name="Save the line").click()
    expect(page.get_by_text(re.compile("The voice says the changed lines"))).to_have_count(
        0, timeout=LONG
    )
    expect(scenes.first).to_contain_text("Keep one hour free tomorrow.")
    player = page.get_by_role("region", name="Player")
    expect(player.get_by_role("img")).not_to_have_attribute("src", before or "", timeout=LONG)

    page.get_by_role("button", name="Render", exact=True).click()
    expect(page.get_by_role("progressbar", name="Progress of the render")).to_be_visible()
    expect(page.get_by_text("Passed the gate")).to_be_visible(timeout=LONG)
    report = page.get_by_role("region", name="Gate report")
    report.get_by_text(re.compile("checks hold")).click()
    report.get_by_text("As loud as networks play").click()
    expect(report.get_by_text(re.compile("LUFS")).first).to_be_visible()

    page.get_by_role("link", name="Schedule").click()
    expect(page).to_have_url(re.compile(r"/create/post\?.*video="))
    # The field is called as the network of the piece's brand calls it.
    written = page.get_by_label(re.compile("^(Caption|Description)$"))
    expect(written).to_have_value(re.compile(r"\S"))
    expect(page.locator("video").first).to_be_visible()


def test_two_versions_stand_side_by_side_and_an_earlier_one_comes_back(page: Page) -> None:
    page.goto(_video_address(page))
    page.get_by_role("radio", name="Versions").click()
    panel = page.get_by_role("region", name="Panel")
    expect(panel.locator("ins, del").first).to_be_visible()
    panel.get_by_role("button", name="Side by side").click()
    beside = page.get_by_role("dialog", name="Side by side")
    scene = beside.get_by_role("button", name=re.compile("Other words"))
    expect(scene.locator("ins").first).to_be_visible()
    scene.click()
    drawn = beside.get_by_role("img", name=re.compile("^Keep one hour free tomorrow"))
    expect(drawn.first).to_be_visible(timeout=LONG)
    beside.get_by_role("button", name="Close").click()
    page.get_by_role("button", name="Bring version 1 back").click()
    expect(page.get_by_text("Version 1 is back, as a new version")).to_be_visible()
    eventually(lambda: _scenes(page).count() > 2)


def test_a_scene_plays_in_draft_before_anything_is_rendered(page: Page) -> None:
    page.goto(_video_address(page))
    _choose(page, 2)
    page.get_by_role("button", name="Play this scene").click()
    played = page.get_by_label(re.compile("^Scene .*, draft$"))
    expect(played).to_be_visible(timeout=LONG)
    eventually(lambda: played.evaluate("one => one.duration > 0.5"))


def test_a_shipped_style_is_copied_and_changed(page: Page, running: RunningInstance) -> None:
    page.goto(f"{running.url}/videos/styles")
    page.get_by_role("button", name=re.compile("^Nocturne")).click()
    page.get_by_role("button", name="Copy it to change it").click()
    page.get_by_label("Seconds a scene").fill("2.2")
    page.get_by_role("button", name="Save the style").click()
    expect(page.get_by_text(re.compile("^Saved. New videos"))).to_be_visible()
    page.reload()
    expect(page.get_by_label("Seconds a scene")).to_have_value("2.2")


def _ready_pieces(client: httpx.Client) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = client.get("/content?status=ready&per_page=5").json()["data"]
    return rows


def _order(page: Page, running: RunningInstance) -> None:
    page.goto(f"{running.url}/videos")
    page.get_by_role("button", name="New video").first.click()
    dialog = page.get_by_role("dialog", name="New video")
    dialog.get_by_role("list", name="Piece").get_by_role("button").first.click()
    dialog.get_by_role("switch", name="Render it as soon as it is made").click()
    dialog.get_by_role("button", name="Make the video").click()
    expect(page).to_have_url(re.compile(r"/videos/[0-9a-f-]{36}"))


def _scenes(page: Page) -> Locator:
    return page.get_by_role("region", name="Scenes").get_by_role(
        "button", name=re.compile(r"^Scene \d+")
    )


def _choose(page: Page, number: int) -> None:
    scene = page.get_by_role("button", name=re.compile(rf"^Scene {number}\b"))
    if scene.get_attribute("aria-expanded") != "true":
        scene.click()


def _video_address(page: Page) -> str:
    found: str = page.evaluate(
        "async () => (await (await fetch('/api/v1/videos')).json()).data[0].id"
    )
    origin: str = page.evaluate("location.origin")
    return f"{origin}/videos/{found}"
