"""A good week for a zodiac brand and for an Islamic one, made and published from the dashboard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from heliograph.extensions.packs.islamic.quran.install import has_text
from tests.extensions.packs.islamic.places import text_folder
from tests.support.browser import CHROMIUM, PATIENCE, signed_in_page
from tests.support.running import RunningInstance, eventually

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.xdist_group("journey"),
    pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed: apt-get install chromium"),
]

MONDAY = "2027-02-01"
# A letter with the vowel over it, as verses and names are written.
VOWELLED = re.compile("[\u0621-\u064a][\u064b-\u0652]")


@pytest.fixture(scope="module")
def page(running: RunningInstance) -> Iterator[Page]:
    """A signed-in page, by a link of the command line."""
    with signed_in_page(running) as opened:
        yield opened


@pytest.fixture(scope="module")
def with_text(running: RunningInstance) -> None:
    """The Qur'an's text, brought to the instance the way a person brings it."""
    source = text_folder()
    if not has_text(source):
        pytest.skip(f"the Qur'an's text is not at {source}; set HELIOGRAPH_DATA_FOLDERS")
    running.command("quran", "install", "--from", str(source))


def test_a_week_of_several_types_is_planned_made_and_published(
    page: Page, running: RunningInstance
) -> None:
    _plan(page, running, "Cancer Daily", ["Daily horoscope", "Weekly horoscope", "Love", "Meme"])
    order = _ordered(page, 10)

    rows = _week(page, "Cancer Daily")
    assert len({row["content_id"] for row in rows}) >= 9
    assert not any(row["needs_approval"] for row in rows)
    order.get_by_role("link", name="See the calendar").click()
    expect(page.get_by_role("button", name=re.compile("Bluesky.*Scheduled")).first).to_be_visible()

    _publish_now(page, running, rows[0])


@pytest.mark.usefixtures("with_text")
def test_an_islamic_week_goes_out_only_after_a_persons_yes(
    page: Page, running: RunningInstance
) -> None:
    page.goto(f"{running.url}/brands")
    page.get_by_role("button", name="Make a brand").click()
    page.get_by_label("Pack").select_option(label="Islamic")
    page.get_by_label("Name").fill("Quiet Light")
    page.get_by_role("button", name="Make Quiet Light").click()
    expect(page.get_by_role("heading", name="Quiet Light")).to_be_visible()
    expect(page.get_by_text("0 channels")).to_be_visible()
    _connect_own(page, running, "Quiet Light")

    _plan(page, running, "Quiet Light", ["Verse of the day", "Names of Allah"])
    _ordered(page, 8)
    rows = _week(page, "Quiet Light")
    assert rows
    assert all(row["needs_approval"] for row in rows)
    page.goto(f"{running.url}/posts/{rows[0]['id']}")
    expect(page.get_by_role("button", name="Approve")).to_be_visible()
    expect(page.get_by_role("button", name="Publish now")).to_have_count(0)

    page.goto(running.url)
    page.get_by_role("link", name=re.compile("wait for a person's yes")).first.click()
    expect(page.get_by_role("button", name=re.compile("Approve for 1 channel"))).to_be_visible()
    page.keyboard.press("a")

    expect(page.get_by_text(re.compile("^Approved. It goes out"))).to_be_visible()
    approved = eventually(lambda: [row for row in _week(page, "Quiet Light") if _has_yes(row)])
    assert {row["content_id"] for row in approved} == {rows[0]["content_id"]}
    standing = _publish_now(page, running, approved[0])
    # A verse or a name, whichever of the two comes first that day: Arabic with its vowels.
    assert VOWELLED.search(standing["text"])


def _connect_own(page: Page, running: RunningInstance, name: str) -> None:
    """The pack keeps apart from the others: its brand gets an account of its own."""
    page.get_by_role("link", name="Connect an account of its own").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Mastodon").click()
    dialog.get_by_role("radio", name="Sandbox").click()
    dialog.get_by_role("button", name=re.compile("Go on at")).click()
    page.wait_for_url(re.compile(f"^{re.escape(running.sandbox_url)}/"))
    page.get_by_label("Name of a new account").fill(name)
    page.get_by_role("button", name="Make the account").click()
    page.get_by_role("button", name=re.compile(f"^Allow as {name}")).click()
    page.wait_for_url(re.compile(rf"^{re.escape(running.url)}/channels\?consent="))
    expect(dialog.get_by_text("is connected.")).to_be_visible()


def _plan(page: Page, running: RunningInstance, brand: str, types: list[str]) -> None:
    page.goto(f"{running.url}/create/month")
    page.get_by_role("button", name="None", exact=True).click()
    page.get_by_text(brand, exact=True).click()
    page.get_by_label("From").fill(MONDAY)
    page.get_by_text("A week", exact=True).click()
    for name in types:
        page.get_by_role("button", name=name, exact=True).click()


def _ordered(page: Page, count: int) -> Locator:
    """The order's card, once all of it is made."""
    page.get_by_role("button", name=re.compile(f"Make {count} pieces · free")).click()
    order = page.get_by_role("article").filter(has_text=f"{count} pieces for 1 brand")
    # The twelve brands of a first run are made before it, on a busy machine slowly.
    expect(order.get_by_text("Finished")).to_be_visible(timeout=3 * PATIENCE)
    return order


def _week(page: Page, brand: str) -> list[dict[str, Any]]:
    """The brand's posts of the week, the earliest first."""
    rows: list[dict[str, Any]] = page.evaluate(
        """async ([name, monday]) => {
          const read = async (path) => (await (await fetch("/api/v1" + path)).json()).data;
          const brand = (await read("/brands?per_page=100")).find((one) => one.name === name);
          const wanted = `brand_id=${brand.id}&from=${monday}T00:00:00Z&sort=due_at&per_page=100`;
          return read(`/posts?${wanted}`);
        }""",
        [brand, MONDAY],
    )
    return rows


def _has_yes(row: dict[str, Any]) -> bool:
    return not row["needs_approval"]


def _publish_now(page: Page, running: RunningInstance, row: dict[str, Any]) -> dict[str, Any]:
    """Send one post of the week at once, and find it on the sandbox."""
    page.goto(f"{running.url}/posts/{row['id']}")
    page.get_by_role("button", name="Publish now").click()
    expect(page.get_by_text(re.compile("accepted it. Published."))).to_be_visible(timeout=PATIENCE)
    start = row["text"].splitlines()[0]
    found: dict[str, Any] = eventually(
        lambda: next((one for one in running.standing() if start in one["text"]), None)
    )
    return found
