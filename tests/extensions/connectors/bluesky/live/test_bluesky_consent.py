"""Consent in the browser at a real authorization server, from the question to a post."""

from __future__ import annotations

from collections.abc import Mapping
from http.cookies import SimpleCookie
from urllib.parse import parse_qsl, urlsplit

import pytest
from tests.extensions.connectors.bluesky.live.test_bluesky_counts import Silent

from heliograph.extensions.connectors.bluesky import Connector, SignIn
from heliograph.kit.http import Answer, HTTPClient
from heliograph.sdk.connectors import ChannelAccess, MediaFile, Secrets
from heliograph.sdk.contract.bench import Bench
from heliograph.sdk.errors import ReconnectNeeded
from heliograph.sdk.sign_in import AppAccess, Grant, SignInRefused

pytestmark = [pytest.mark.live_bluesky, pytest.mark.timeout(120)]

BACK = "http://127.0.0.1:9/back"
API = "/@atproto/oauth-provider/~api"


class Browser:
    """What a person's browser does on the consent page: cookies, the same-site headers, a click."""

    def __init__(self, http: HTTPClient, page: str) -> None:
        self._http = http
        self._page = page
        place = urlsplit(page)
        self._origin = f"{place.scheme}://{place.netloc}"
        self._cookies: dict[str, str] = {}

    async def open(self) -> None:
        """Load the page."""
        going = {"sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
        answer = await self._http.get(self._page, headers={**going, "sec-fetch-site": "none"})
        assert answer.ok, answer.body
        self._keep(answer)

    async def press(self, button: str, form: Mapping[str, object]) -> dict[str, object]:
        """Send what a button of the page sends."""
        answer = await self._http.post(
            f"{self._origin}{API}/{button}",
            json=dict(form),
            headers={
                "origin": self._origin,
                "referer": self._page,
                "sec-fetch-mode": "same-origin",
                "sec-fetch-site": "same-origin",
                "sec-fetch-dest": "empty",
                "x-csrf-token": self._cookies["csrf-token"],
                "cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items()),
            },
        )
        assert answer.ok, answer.body
        self._keep(answer)
        told: dict[str, object] = answer.json()
        return told

    def _keep(self, answer: Answer) -> None:
        for line in answer.headers.get_list("set-cookie"):
            self._cookies |= {name: one.value for name, one in SimpleCookie(line).items()}


@pytest.fixture
def app(live_server, http: HTTPClient) -> AppAccess:
    # The server's own name for itself is part of every proof.
    return AppAccess(live_server.url.replace("127.0.0.1", "localhost"), BACK, http)


async def answered(app: AppAccess, url: str, live_server, allow: bool = True) -> dict[str, str]:
    """The parameters the browser comes back with."""
    browser = Browser(app.http, url)
    await browser.open()
    who = {"username": live_server.identifier, "password": live_server.password}
    account = await browser.press("sign-in", {**who, "locale": "en", "remember": True})
    told = await (
        browser.press("consent", {"sub": account["account"]["sub"]})
        if allow
        else browser.press("reject", {})
    )
    return dict(parse_qsl(urlsplit(str(told["url"])).query))


async def granted(app: AppAccess, live_server) -> Grant:
    question = await SignIn(app).ask("a-state", live_server.identifier)
    answer = await answered(app, question.url, live_server)
    assert answer["state"] == "a-state"
    return await SignIn(app).redeem(question.memory, answer)


def channel(app: AppAccess, secrets: Secrets) -> ChannelAccess:
    async def keep(fresh: Secrets) -> None:
        raise AssertionError(f"a permission keeps its own tokens, but {sorted(fresh)} came")

    return ChannelAccess(app.base_url, secrets, app.http, keep)


async def test_a_permission_given_in_the_browser_posts_looks_and_deletes(
    app: AppAccess,
    live_server,
    pictures: tuple[MediaFile, ...],
    videos: tuple[MediaFile, ...],
) -> None:
    access = channel(app, (await granted(app, live_server)).secrets)
    account = await Connector(access).identify()
    assert account.handle == f"@{live_server.identifier}"
    bench = Bench(Connector, access, Silent(), pictures, videos)
    for kind in ("image", "video"):
        receipt, _ = await bench.deliver(bench.post(kind=kind))
        await bench.connector().delete(receipt.remote_id)


async def test_a_refresh_token_serves_once(app: AppAccess, live_server) -> None:
    first = dict((await granted(app, live_server)).secrets)
    second = {**first, **(await SignIn(app).refresh(first)).secrets}
    assert second["access_token"] != first["access_token"]
    assert second["refresh_token"] != first["refresh_token"]
    assert (await Connector(channel(app, second)).identify()).remote_id == first["did"]
    with pytest.raises(ReconnectNeeded):
        await SignIn(app).refresh(first)


async def test_a_permission_given_back_is_renewed_no_more(app: AppAccess, live_server) -> None:
    secrets = (await granted(app, live_server)).secrets
    await SignIn(app).revoke(secrets)
    with pytest.raises(ReconnectNeeded):
        await SignIn(app).refresh(secrets)


async def test_a_no_is_told_as_a_no(app: AppAccess, live_server) -> None:
    question = await SignIn(app).ask("a-state", "")
    answer = await answered(app, question.url, live_server, allow=False)
    with pytest.raises(SignInRefused):
        await SignIn(app).redeem(question.memory, answer)
