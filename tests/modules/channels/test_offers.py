"""What a person needs to know before connecting, and what an account has to choose from."""

from __future__ import annotations

from tests.modules.channels.conftest import Browser


async def test_every_platform_says_where_to_send_a_person_back_and_where_the_sandbox_speaks_as_it(
    browser: Browser,
) -> None:
    platforms = {one["id"]: one for one in await browser.ask("GET", "/platforms")}

    x = platforms["x"]
    assert x["sign_in"]["redirect_url"].endswith("/api/v1/channels/consents/callback")
    assert x["sandbox_url"] == browser.sandbox.base_url("x")
    assert x["comment"] is None
    assert platforms["youtube"]["comment"]["max"] == 10_000


async def test_an_accounts_boards_are_offered_by_their_option(browser: Browser) -> None:
    secrets = browser.sandbox.account("pinterest", "offersleo", "Leo")
    order = {
        "platform": "pinterest",
        "base_url": browser.sandbox.base_url("pinterest"),
        "secrets": secrets,
    }
    channel = await browser.ask("POST", "/channels", order, 201)

    offered = await browser.ask("GET", f"/channels/{channel['id']}/offers")

    assert offered["choices"]["board_id"]
