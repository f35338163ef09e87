"""A channel is connected by consent in the browser; a state serves once, and one person only."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from heliograph.extensions.connectors.mastodon.sign_in import MastodonSignIn
from heliograph.flows.catalogue import InstalledExtensions
from heliograph.kit.clock import FixedClock, SystemClock
from heliograph.modules.channels.service.secrets import Collector
from heliograph.sdk.connectors import ChannelAccess
from heliograph.sdk.errors import ReconnectNeeded
from heliograph.sdk.sign_in import AppAccess, Choice, Grant, SignIn
from tests.modules.channels.conftest import Browser, Office, state_of


@pytest.fixture
def leo(browser: Browser) -> str:
    """An account on both of the sandbox's networks."""
    for platform in ("mastodon", "instagram"):
        browser.sandbox.account(platform, "consentleo", "Leo")
    return "consentleo"


@pytest.mark.parametrize("platform", ["mastodon", "instagram"])
async def test_allowing_the_access_connects_the_account(
    browser: Browser, leo: str, platform: str
) -> None:
    consent = await browser.whole_trip(leo, platform)

    assert consent["status"] == "connected"
    channel = await browser.ask("GET", f"/channels/{consent['channel_id']}")
    assert leo in channel["handle"]
    assert channel["health"]["state"] == "good"
    assert (channel["token_expires_at"] is not None) == (platform == "instagram")


async def test_a_consent_waits_until_it_is_answered(browser: Browser, leo: str) -> None:
    begun = await browser.begin()

    consent = await browser.ask("GET", f"/channels/consents/{begun['id']}")

    assert (consent["status"], consent["channel_id"]) == ("waiting", None)


async def test_a_no_is_told_with_a_remedy(browser: Browser, leo: str) -> None:
    begun = await browser.begin("instagram")

    await browser.come_back(browser.press(begun["url"], leo, "deny"))

    consent = await browser.ask("GET", f"/channels/consents/{begun['id']}")
    assert consent["status"] == "refused"
    assert "not allowed" in consent["detail"]
    assert consent["remedy"]


async def test_a_state_serves_once(browser: Browser, leo: str) -> None:
    begun = await browser.begin()
    address = browser.press(begun["url"], leo)

    first = await browser.come_back(address)
    second = await browser.come_back(address)

    assert (first.status_code, second.status_code) == (303, 409)
    assert "used already" in second.text


async def test_the_state_of_another_person_is_refused(
    office: Office, browser: Browser, leo: str
) -> None:
    begun = await browser.begin()
    address = browser.press(begun["url"], leo)
    colleague = await office.second_browser("colleague@example.org")

    stolen = await colleague.come_back(address)

    assert stolen.status_code == 404
    assert "no consent of this session" in stolen.text
    await colleague.ask("GET", f"/channels/consents/{begun['id']}", status=404)
    assert (await browser.come_back(address)).status_code == 303


async def test_a_made_up_state_is_refused_with_a_page(browser: Browser) -> None:
    answer = await browser.client.get("/api/v1/channels/consents/callback?code=x&state=%3Cb%3E")

    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert "<b>" not in answer.text


async def test_a_browser_without_a_session_is_asked_to_sign_in(
    office: Office, browser: Browser, leo: str
) -> None:
    begun = await browser.begin()
    address = browser.press(begun["url"], leo)
    nobody = office.stranger()

    first = await nobody.come_back(address)
    again = await nobody.come_back(f"{address}&again=1")

    assert 'http-equiv="refresh"' in first.text
    assert state_of(address) in first.text
    assert again.status_code == 401
    assert "Sign in" in again.text
    # The consent itself was not spent on them.
    assert (await browser.come_back(address)).status_code == 303


async def test_what_is_remembered_is_encrypted(office: Office, browser: Browser, leo: str) -> None:
    begun = await browser.begin()
    state = state_of(begun["url"])

    async with office.instance.database.system_work().transaction() as session:
        row = (await session.execute(text("SELECT * FROM channels_consents"))).mappings().one()

    assert row["sealed"].startswith("hv1.")
    assert state not in repr(dict(row))


async def test_what_was_remembered_is_gone_when_the_consent_has_ended(
    office: Office, browser: Browser, leo: str
) -> None:
    await browser.whole_trip(leo)

    async with office.instance.database.system_work().transaction() as session:
        sealed = await session.scalar(text("SELECT sealed FROM channels_consents"))

    assert sealed == ""


async def test_connecting_the_same_account_again_keeps_its_history(
    browser: Browser, leo: str
) -> None:
    first = await browser.whole_trip(leo)
    second = await browser.whole_trip(leo)

    assert first["channel_id"] == second["channel_id"]
    assert len(await browser.ask("GET", "/channels")) == 1


async def test_an_app_that_is_needed_and_not_known_is_asked_for(browser: Browser) -> None:
    order = {"platform": "instagram", "base_url": "http://127.0.0.1:9"}

    answer = await browser.client.post("/api/v1/channels/consents", json=order)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["code"] == "channels.app_keys_missing"


async def test_app_keys_are_remembered_and_never_shown(browser: Browser) -> None:
    order = {"platform": "instagram", "client_id": "my-app", "client_secret": "hush-hush"}
    await browser.ask("POST", "/channels/consents", order, 201)

    again = await browser.ask("POST", "/channels/consents", {"platform": "instagram"}, 201)
    shown = await browser.client.get("/api/v1/channels/apps")

    assert "client_id=my-app" in again["url"]
    assert again["url"].startswith("https://www.instagram.com/oauth/authorize?")
    assert [one["client_id"] for one in shown.json()["data"]] == ["my-app"]
    assert "hush-hush" not in shown.text


async def test_app_keys_are_kept_and_erased_on_their_own(browser: Browser) -> None:
    app = {"platform": "instagram", "client_id": "kept", "client_secret": "hush"}
    await browser.ask("PUT", "/channels/apps", app, 204)
    await browser.ask("PUT", "/channels/apps", {**app, "client_id": "newer"}, 204)
    kept = await browser.ask("GET", "/channels/apps")

    await browser.ask("DELETE", "/channels/apps?platform=instagram", status=204)

    assert [one["client_id"] for one in kept] == ["newer"]
    assert await browser.ask("GET", "/channels/apps") == []
    await browser.ask("DELETE", "/channels/apps?platform=instagram", status=404)


async def test_a_platform_without_consent_says_so(browser: Browser) -> None:
    answer = await browser.client.post("/api/v1/channels/consents", json={"platform": "wordpress"})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["code"] == "channels.consent_not_offered"


async def test_a_server_that_is_not_there_is_told_as_that(browser: Browser) -> None:
    order = {"platform": "mastodon", "base_url": "http://127.0.0.1:9"}

    answer = await browser.client.post("/api/v1/channels/consents", json=order)

    assert answer.status_code == 503
    assert answer.json()["errors"][0]["code"] == "channels.platform_unreachable"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://example.org"])
async def test_what_is_no_address_of_a_server_is_refused(browser: Browser, address: str) -> None:
    order = {"platform": "instagram", "base_url": address, "client_id": "x", "client_secret": "y"}

    answer = await browser.client.post("/api/v1/channels/consents", json=order)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["source"] == {"pointer": "/base_url"}


async def test_a_viewer_connects_nothing(office: Office) -> None:
    viewer = await office.second_browser("viewer@example.org", "viewer")

    await viewer.ask("POST", "/channels/consents", {"platform": "mastodon"}, 403)


async def test_deleting_a_channel_gives_the_permission_back(
    office: Office, browser: Browser, leo: str
) -> None:
    consent = await browser.whole_trip(leo)
    channel_id = consent["channel_id"]
    async with office.instance.database.system_work().transaction() as session:
        row = (await session.execute(text("SELECT * FROM channels_channels"))).mappings().one()
    bound = f"channel:{row['workspace_id']}:{row['id']}"
    token = office.instance.vault.decrypt(row["secrets"], bound)["access_token"]

    await browser.ask("DELETE", f"/channels/{channel_id}", status=204)

    access = ChannelAccess(
        browser.sandbox.base_url("mastodon"),
        {"access_token": token},
        office.instance.http,
        Collector({}).keep,
    )
    with pytest.raises(ReconnectNeeded):
        await office.instance.catalogue.open_connector("mastodon", access).identify()


async def test_platforms_say_how_they_are_connected(browser: Browser) -> None:
    found = {one["id"]: one for one in await browser.ask("GET", "/platforms")}

    mastodon, instagram = found["mastodon"]["sign_in"], found["instagram"]["sign_in"]
    assert (mastodon["oauth"], mastodon["needs_app"]) == (True, False)
    assert (instagram["oauth"], instagram["needs_app"]) == (True, True)
    assert instagram["guide"]


class Pages(InstalledExtensions):
    """Mastodon as it would be if one consent opened several accounts."""

    def __init__(self, tokens: dict[str, str]) -> None:
        self._tokens = tokens

    def sign_in(self, platform: str, app: AppAccess) -> SignIn | None:
        tokens = self._tokens

        class Choosing(MastodonSignIn):
            async def choices(self, grant: Grant) -> list[Choice]:
                return [
                    Choice(name, name.title(), "page", f"@{name}", secrets={"access_token": token})
                    for name, token in tokens.items()
                ]

        return Choosing(app)


async def test_of_several_accounts_the_chosen_one_is_connected(
    office: Office, browser: Browser, leo: str
) -> None:
    names = ("firstpage", "secondpage")
    tokens = {one: browser.sandbox.account("mastodon", one)["access_token"] for one in names}
    office.offer(replace(office.instance.channels, catalogue=Pages(tokens)))

    waiting = await browser.whole_trip(leo)
    path = f"/channels/consents/{waiting['id']}/choose"
    await browser.ask("POST", path, {"choice_id": "thirdpage"}, 409)
    chosen = await browser.ask("POST", path, {"choice_id": "secondpage"})

    assert waiting["status"] == "choose"
    assert waiting["choices"][0] == {
        "id": "firstpage", "name": "Firstpage", "kind": "page", "handle": "@firstpage",
    }  # fmt: skip
    assert not [token for token in tokens.values() if token in str(waiting)]
    channel = await browser.ask("GET", f"/channels/{chosen['channel_id']}")
    assert "secondpage" in channel["handle"]
    await browser.ask("POST", path, {"choice_id": "firstpage"}, 409)


async def test_a_consent_that_nobody_answered_ends_by_itself(
    office: Office, browser: Browser, leo: str
) -> None:
    clock = FixedClock(SystemClock().now())
    office.offer(replace(office.instance.channels, clock=clock))
    begun = await browser.begin()
    address = browser.press(begun["url"], leo)

    clock.advance(timedelta(hours=1))

    consent = await browser.ask("GET", f"/channels/consents/{begun['id']}")
    assert consent["status"] == "refused"
    assert (await browser.come_back(address)).status_code == 409
