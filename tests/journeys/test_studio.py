"""The studio as a person uses it: from signing in to a scheduled piece, in headless Chromium."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

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

DAY = "2026-12-24"


@pytest.fixture(scope="module")
def page(running: RunningInstance) -> Iterator[Page]:
    """A signed-in page, by a link of the command line."""
    with signed_in_page(running) as opened:
        yield opened


def test_a_brief_becomes_a_scheduled_piece_by_way_of_variants_and_a_rewording(
    page: Page, running: RunningInstance
) -> None:
    page.goto(f"{running.url}/create")
    page.get_by_text("Libra", exact=True).click()
    page.get_by_label("For the day").fill(DAY)
    expect(page.get_by_text("Words: built in")).to_be_visible()
    page.get_by_role("button", name="Make it").click()
    expect(page.get_by_text(re.compile("Passed with"))).to_be_visible(timeout=PATIENCE)

    page.get_by_role("button", name=re.compile("Make 3 alternatives · free")).click()
    second = page.get_by_role("article", name="Alternatives 2")
    second.get_by_role("button", name="Show what differs").click()
    expect(second.locator("ins").first).to_be_visible()
    second.get_by_role("button", name="Use this one").click()
    expect(second.get_by_text("In use")).to_be_visible()
    first = page.get_by_role("article", name="Alternatives 1")
    first.get_by_role("button", name="Discard this wording").click()
    expect(page.get_by_role("article", name=re.compile("^Alternatives"))).to_have_count(2)

    text = page.get_by_label("Text", exact=True)
    reworded = f"{text.input_value()} Keep one hour free."
    text.fill(reworded)
    page.get_by_role("button", name="Save and check again").click()
    expect(page.get_by_text(re.compile("Saved as version 3"))).to_be_visible()
    expect(page.get_by_text(re.compile("Passed with"))).to_be_visible()
    _open_report(page)
    expect(page.get_by_text("Facts stand in the plan")).to_be_visible()

    page.get_by_role("radio", name="Versions").click()
    expect(page.locator("ins", has_text="Keep one hour free.")).to_be_visible()

    page.get_by_role("button", name=re.compile("^Schedule")).click()
    waiting = eventually(lambda: _scheduled_with(page, "Keep one hour free."))
    assert {row["channel"]["platform"] for row in waiting} == {"bluesky", "instagram", "mastodon"}


def test_an_earlier_wording_comes_back_and_nothing_is_lost(
    page: Page, running: RunningInstance
) -> None:
    page.goto(f"{running.url}/create?date={DAY}&type=daily_horoscope")
    page.get_by_text("Pisces", exact=True).click()
    page.get_by_role("button", name="Make it").click()
    text = page.get_by_label("Text", exact=True)
    expect(text).to_be_visible(timeout=PATIENCE)
    first = text.input_value()
    text.fill("Nothing of it is left.")
    page.get_by_role("button", name="Save and check again").click()
    expect(page.get_by_text("Refused", exact=True)).to_be_visible()

    page.get_by_role("radio", name="Versions").click()
    page.get_by_role("button", name="Bring version 1 back").click()

    expect(text).to_have_value(first)
    expect(page.get_by_role("button", name=re.compile("Version 2"))).to_be_visible()


def test_a_week_for_one_brand_is_ordered_counted_and_done(
    page: Page, running: RunningInstance
) -> None:
    page.goto(f"{running.url}/create/month")
    page.get_by_role("button", name="None", exact=True).click()
    page.get_by_text("Taurus Daily", exact=True).click()
    page.get_by_label("From").fill("2027-01-04")
    page.get_by_text("A week", exact=True).click()
    page.get_by_text("Keep as drafts", exact=True).click()
    page.get_by_role("button", name=re.compile("Make 7 pieces · free")).click()

    order = page.get_by_role("article").first
    expect(order.get_by_text("Finished")).to_be_visible(timeout=PATIENCE)
    expect(order.get_by_text("7 pieces for 1 brand")).to_be_visible()
    expect(page.get_by_text("7 are there already and stay as they are.")).to_be_visible()


def _open_report(page: Page) -> None:
    """A report of which everything holds is folded up; the checks that hold are, too."""
    held = page.get_by_text(re.compile(r"^\d+ checks? holds?"))
    # With a warning in it the report is open already, and a click would fold it up.
    if not held.is_visible():
        page.get_by_text(re.compile("Passed with")).click()
    if not page.get_by_text("Facts stand in the plan").is_visible():
        held.click()


def _scheduled_with(page: Page, words: str) -> list[dict[str, Any]]:
    """The waiting posts of the piece that says it; the shortest network cuts its last words."""
    rows: list[dict[str, Any]] = page.evaluate(
        "async (path) => (await (await fetch(path)).json()).data",
        "/api/v1/posts?status=scheduled&sort=-created_at&per_page=50",
    )
    pieces = {row["content_id"] for row in rows if words in row["text"]}
    return [row for row in rows if row["content_id"] in pieces]
