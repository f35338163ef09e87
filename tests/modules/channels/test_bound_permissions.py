"""A permission that is bound to a key of its own: kept with the channel, renewed, given back."""

from __future__ import annotations

import pytest

from tests.modules.channels.conftest import Browser, Office

HANDLE = "boundleo.sandbox.test"


@pytest.fixture
def leo(browser: Browser) -> str:
    browser.sandbox.account("bluesky", HANDLE, "Leo")
    return HANDLE


async def test_allowing_the_access_connects_the_account_and_keeps_its_key(
    browser: Browser, leo: str
) -> None:
    consent = await browser.whole_trip(leo, "bluesky", hint=leo)

    assert consent["status"] == "connected"
    channel = await browser.ask("GET", f"/channels/{consent['channel_id']}")
    assert channel["handle"] == f"@{leo}"
    assert channel["token_expires_at"] is not None
    assert "dpop" not in str(channel)


async def test_an_access_that_ran_out_is_renewed_where_it_is_used(
    office: Office, browser: Browser, leo: str
) -> None:
    consent = await browser.whole_trip(leo, "bluesky")
    browser.sandbox.faults("bluesky", expired_token=True)

    checked = await browser.ask("POST", f"/channels/{consent['channel_id']}/check")

    assert checked["health"]["state"] == "good"


async def test_a_second_consent_for_the_same_account_takes_the_place_of_the_first(
    browser: Browser, leo: str
) -> None:
    first = await browser.whole_trip(leo, "bluesky")
    second = await browser.whole_trip(leo, "bluesky")

    assert second["channel_id"] == first["channel_id"]


async def test_a_handle_nobody_has_is_told_before_the_browser_leaves(browser: Browser) -> None:
    order = {
        "platform": "bluesky",
        "base_url": browser.sandbox.base_url("bluesky"),
        "hint": "nobody.sandbox.test",
    }
    refused = await browser.client.post("/api/v1/channels/consents", json=order)
    assert refused.status_code == 422
    assert "nobody.sandbox.test" in refused.text
