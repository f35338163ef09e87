"""The dashboard as a person uses it, in headless Chromium."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import CHROMIUM, PATIENCE, signed_in_page
from tests.support.running import RunningInstance, eventually

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.xdist_group("journey"),
    pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed: apt-get install chromium"),
]


@pytest.fixture(scope="module")
def page(running: RunningInstance) -> Iterator[Page]:
    """A signed-in page, by the link that `up` has printed."""
    with signed_in_page(running) as opened:
        yield opened


def test_a_person_signs_in_makes_schedules_publishes_and_sees_numbers(
    page: Page, running: RunningInstance
) -> None:
    before = len(running.standing())

    page.goto(f"{running.url}/create")
    page.get_by_text("Virgo", exact=True).click()
    page.get_by_label("For the day").fill("2026-12-31")
    page.get_by_role("button", name="Make it").click()
    expect(page.get_by_text(re.compile("Passed with"))).to_be_visible(timeout=PATIENCE)
    page.get_by_text("Now", exact=True).click()
    page.get_by_role("button", name=re.compile("Publish now to 3 channels")).click()

    eventually(lambda: len(running.standing()) >= before + 3)

    newest = page.evaluate(
        "async (path) => (await (await fetch(path)).json()).data[0].id",
        "/api/v1/posts?status=published&sort=-created_at",
    )
    page.goto(f"{running.url}/posts/{newest}")
    expect(page.get_by_text(re.compile("accepted it. Published."))).to_be_visible()
    expect(page.get_by_text(re.compile("reactions? after"))).to_be_visible(timeout=PATIENCE)


def test_arabic_runs_from_right_to_left_and_stays(page: Page, running: RunningInstance) -> None:
    page.goto(f"{running.url}/settings")
    page.evaluate("localStorage.setItem('heliograph.language', 'ar')")
    page.goto(running.url)

    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.get_by_role("heading", name="اليوم", exact=True)).to_be_visible()
    page.evaluate("localStorage.setItem('heliograph.language', 'en')")


def test_a_phone_reaches_every_page_from_the_bottom_bar(
    page: Page, running: RunningInstance
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(running.url)
    page.get_by_role("link", name="Calendar").last.click()

    expect(page.get_by_role("heading", name="Calendar")).to_be_visible()
    overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert overflow <= 0
