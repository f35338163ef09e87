"""A person connects every network of the sandbox in the browser, posts there, and sees it all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from heliograph.apps.sandbox.networks import PLATFORMS
from heliograph.flows.catalogue import InstalledExtensions
from tests.apps.sandbox.pictures import picture
from tests.support.browser import CHROMIUM, PATIENCE, signed_in_page
from tests.support.running import RunningInstance, alone, eventually
from tests.support.videos import write_video

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.xdist_group("journey"),
    pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed: apt-get install chromium"),
]

MANIFESTS = {one.id: one for one in InstalledExtensions().connectors()}
SILENT = ("telegram",)
"""Its API tells no counts of a post."""
KINDS = tuple(dict.fromkeys(kind for one in MANIFESTS.values() for kind in one.kinds))
WORDLESS = ("story",)
CHOSEN = {"carousel": "image"}
"""What a person chooses on the page, where the kind follows from the files."""
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture(scope="module")
def running() -> Iterator[RunningInstance]:
    """An instance of its own, empty: the others count their channels."""
    with alone(HELIOGRAPH_FIRST_RUN_DEMO="false") as instance:
        yield instance


@pytest.fixture(scope="module")
def page(running: RunningInstance) -> Iterator[Page]:
    with signed_in_page(running) as opened:
        yield opened


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Path]]:
    folder = tmp_path_factory.mktemp("files")
    pictures = [folder / "first.jpg", folder / "second.jpg"]
    for number, path in enumerate(pictures, 1):
        path.write_bytes(picture(1080, 1350, "jpg", 60 * number))
    film, slides = folder / "film.mp4", folder / "slides.pdf"
    write_video(film, 4, grain=30)
    slides.write_bytes(PDF)
    moving = {"video": [film], "reel": [film], "document": [slides]}
    return moving | {"image": pictures[:1], "story": pictures[:1], "carousel": pictures}


def data(page: Page, path: str) -> Any:
    """What the API tells the person who is signed in."""
    script = "async (path) => (await (await fetch(path)).json()).data"
    return page.evaluate(script, f"/api/v1{path}")


def account_made(page: Page, shown: Locator) -> None:
    """On a page of the sandbox: have an account, making one where there is none."""
    maker = page.get_by_role("button", name="Make the account")
    expect(shown.or_(maker).first).to_be_visible()
    if not shown.count():
        maker.click()
    expect(shown.first).to_be_visible()


def allowed(page: Page, running: RunningInstance, dialog: Locator) -> None:
    """Go to the network's consent page, allow the access, come back and choose an account."""
    dialog.get_by_role("button", name=re.compile("Go on at")).click()
    page.wait_for_url(re.compile(f"^{re.escape(running.sandbox_url)}/"))
    account_made(page, page.get_by_role("button", name=re.compile("^Allow as")))
    page.get_by_role("button", name=re.compile("^Allow as")).first.click()
    page.wait_for_url(re.compile(rf"^{re.escape(running.url)}/channels\?consent="))
    done = dialog.get_by_text("is connected.")
    choices = dialog.get_by_text("Choose where posts shall go out.")
    expect(done.or_(choices)).to_be_visible()
    if choices.count():
        dialog.get_by_role("listitem").first.get_by_role("button").click()
    expect(done).to_be_visible()


def entered(page: Page, dialog: Locator) -> None:
    """Open the page where the network hands out keys, and enter them."""
    with page.expect_popup() as opened:
        dialog.get_by_role("link", name="Open it").click()
    keys = opened.value
    account_made(keys, keys.locator("article.keys"))
    secrets = {
        code.get_attribute("data-secret"): code.inner_text()
        for code in keys.locator("article.keys").first.locator("code").all()
    }
    keys.close()
    for field in dialog.locator("form input:visible").all():
        field.fill(secrets[field.get_attribute("name")])
    dialog.get_by_role("button", name="Connect", exact=True).click()
    expect(dialog).to_be_hidden()


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_network_is_connected_as_it_asks_to_be(
    page: Page, running: RunningInstance, platform: str
) -> None:
    page.goto(f"{running.url}/channels?connect={platform}")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("radio", name="Sandbox").click()
    by_consent = dialog.get_by_role("button", name=re.compile("Go on at"))
    by_keys = dialog.get_by_role("link", name="Open it")
    expect(by_consent.or_(by_keys)).to_be_visible()

    if by_consent.count():
        allowed(page, running, dialog)
    else:
        entered(page, dialog)

    mine = [one for one in data(page, "/channels") if one["platform"] == platform]
    assert mine, f"{platform} was not connected"
    assert mine[0]["is_sandbox"]
    assert mine[0]["health"]["state"] == "good"


def test_the_networks_on_the_page_are_all_that_the_sandbox_speaks(page: Page) -> None:
    assert sorted(one["id"] for one in data(page, "/platforms")) == sorted(PLATFORMS)


def test_a_channels_guards_are_set_in_their_dialog(page: Page, running: RunningInstance) -> None:
    page.goto(f"{running.url}/channels")
    card = page.get_by_role("article", name=re.compile("^Mastodon "))
    card.get_by_role("button", name=re.compile("^More for")).click()
    page.get_by_role("menuitem", name="Guards").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("spinbutton", name="At most").fill("40")
    dialog.get_by_role("switch", name="Quiet hours").click()
    page.get_by_role("button", name="Save guards").click()
    expect(dialog).to_be_hidden()

    guards = next(one for one in data(page, "/channels") if one["platform"] == "mastodon")["guards"]
    assert guards["fuse"]["posts"] == 40
    assert guards["quiet_hours"] == {"starts": "22:00", "ends": "07:00"}


def written(page: Page, kind: str, words: str, files: dict[str, list[Path]]) -> None:
    """Fill in what the page asks for this kind of post."""
    if kind in files:
        page.locator("input[type=file]").first.set_input_files(files[kind])
        expect(page.get_by_role("progressbar")).to_have_count(0)
    if kind not in WORDLESS:
        page.locator("textarea").first.fill(words)
    if kind == "link":
        page.get_by_role("textbox", name="Link").first.fill("https://example.com/moon")
    if kind == "poll":
        page.get_by_role("textbox", name="Answer 1").fill("Before noon")
        page.get_by_role("textbox", name="Answer 2").fill("After midnight")
    if kind == "thread" and not page.get_by_role("textbox", name="Part 2").count():
        page.get_by_role("button", name="Add a part").click()
    if kind == "thread":
        page.get_by_role("textbox", name="Part 2").fill("And what it promised")
    said_what_must_be_said(page, words)


def said_what_must_be_said(page: Page, words: str) -> None:
    """Give the title and answer the questions that some networks ask a person."""
    title = page.get_by_role("textbox", name="Title")
    if title.count():
        title.first.fill(words)
    children = page.get_by_role("radiogroup", name=re.compile("made for children"))
    if children.count():
        children.get_by_text("No").click()
    audience = page.get_by_label("Who may see this post")
    if audience.count():
        audience.select_option("Everyone")


@pytest.fixture(scope="module")
def unguarded(running: RunningInstance) -> None:
    """Channels that may send as much as this file asks of them."""
    client = running.client()
    for channel in client.get("/channels").json()["data"]:
        guards = {"fuse": {"posts": 0, "minutes": 1}, "quiet_hours": None}
        client.patch(f"/channels/{channel['id']}", json={"guards": guards}).raise_for_status()
    client.close()


@pytest.mark.timeout(400)
@pytest.mark.usefixtures("unguarded")
@pytest.mark.parametrize("kind", KINDS)
def test_a_post_reaches_its_networks_and_comes_back_with_numbers(
    page: Page, running: RunningInstance, files: dict[str, list[Path]], kind: str
) -> None:
    platforms = [one for one in MANIFESTS if kind in MANIFESTS[one].kinds]
    words = f"The Moon keeps its promise {uuid4().hex[:12]}"
    stood = {one["id"] for one in running.standing()}
    planned = {one["id"] for one in data(page, "/posts?per_page=100")}
    page.goto(f"{running.url}/create/post")
    page.locator(f"input[name=kind][value={CHOSEN.get(kind, kind)}]").check(force=True)
    names = {one["id"]: str(one["name"]) for one in data(page, "/platforms")}
    for platform in platforms:
        name = re.compile(rf"^{re.escape(names[platform])}\b")
        page.get_by_role("checkbox", name=name).first.check()
    written(page, kind, words, files)
    page.get_by_text("Now", exact=True).click()
    page.get_by_role("button", name=re.compile(f"Publish now to {len(platforms)} channel")).click()
    expect(page.get_by_text("On its way")).to_be_visible()

    each_holds(running, stood, Counter(dict.fromkeys(platforms, 2 if kind == "thread" else 1)))
    for platform in platforms:
        seen_on_the_timeline(page, running, platform, "" if kind in WORDLESS else words)
    page.goto(f"{running.url}/posts")
    mine = [one for one in data(page, "/posts?per_page=100") if one["id"] not in planned]
    assert sorted(one["channel"]["platform"] for one in mine) == sorted(platforms)
    assert {one["kind"] for one in mine} == {kind}
    counted = [post["id"] for post in mine if post["channel"]["platform"] not in SILENT]
    for post_id in counted:
        counts = f"/posts/{post_id}/metrics"
        eventually(lambda path=counts: data(page, path)["snapshots"], patience=90, pause=1.0)
    page.goto(f"{running.url}/posts/{counted[0]}")
    expect(page.get_by_text(re.compile("reactions? after"))).to_be_visible(timeout=PATIENCE)


def each_holds(running: RunningInstance, stood: set[str], wanted: Counter[str]) -> None:
    """Wait until each network holds what is new, and no more of it."""

    def holding() -> Counter[str]:
        return Counter(one["platform"] for one in running.standing() if one["id"] not in stood)

    eventually(lambda: holding() >= wanted, patience=120)
    assert holding() == wanted


def seen_on_the_timeline(page: Page, running: RunningInstance, platform: str, words: str) -> None:
    """The post stands in the network's own look, as its readers meet it."""
    page.goto(f"{running.sandbox_url}/timeline?platform={platform}")
    place = page.get_by_text(words) if words else page.locator("article")
    expect(place.first).to_be_visible()
