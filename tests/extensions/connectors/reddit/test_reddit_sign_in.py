"""The consent flow of Reddit, against the sandbox's consent page and its clock."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest
from tests.doubles.sandbox import SandboxProcess

from heliograph.extensions.connectors.reddit import Connector, SignIn
from heliograph.kit.clock import FixedClock, SystemClock
from heliograph.kit.http import HTTPClient
from heliograph.sdk.connectors import ChannelAccess, Secrets
from heliograph.sdk.contract.sign_in import ConsentDesk, SignInClaims
from heliograph.sdk.sign_in import AppAccess

HANDLE, BACK = "consenting", "http://127.0.0.1:9/back"


@pytest.fixture
def desk(private_sandbox: SandboxProcess, http: HTTPClient) -> ConsentDesk:
    private_sandbox.account("reddit", HANDLE)

    async def consent(url: str, allow: bool) -> dict[str, str]:
        form = {**dict(parse_qsl(urlsplit(url).query)), "account": HANDLE}
        form["decision"] = "allow" if allow else "deny"
        assert (await http.get(url)).status == 200
        answer = await http.post(url.partition("?")[0], data=form)
        return dict(parse_qsl(urlsplit(answer.headers["location"]).query))

    keys = private_sandbox.control("GET", "/apps")["reddit"]
    clock, base = FixedClock(SystemClock().now()), private_sandbox.base_url("reddit")
    app = AppAccess(base, BACK, http, keys["client_id"], keys["client_secret"], clock)

    async def keep(secrets: Secrets) -> None:
        assert all(secrets.values())

    async def wait(seconds: float) -> None:
        private_sandbox.control("POST", "/clock", {"advance_s": seconds})
        clock.advance(timedelta(seconds=seconds))

    def connect(secrets: Secrets) -> Connector:
        return Connector(ChannelAccess(base, secrets, http, keep, clock=clock))

    return ConsentDesk(SignIn, app, consent, connect, wait)


class TestRedditSignIn(SignInClaims):
    """Every claim of the consent flow."""

    @pytest.fixture
    def desk(self, desk: ConsentDesk) -> ConsentDesk:
        return desk


async def test_the_refresh_token_stays_the_same_and_serves_again(desk: ConsentDesk) -> None:
    grant = await desk.granted()
    first = await desk.flow().refresh(grant.secrets)
    second = await desk.flow().refresh(grant.secrets)
    assert first.secrets["refresh_token"] == grant.secrets["refresh_token"]
    assert first.secrets["access_token"] != second.secrets["access_token"]


async def test_an_access_token_lives_a_day_and_a_call_renews_it(desk: ConsentDesk) -> None:
    grant = await desk.granted()
    await desk.wait(25 * 3600)
    asked: list[Secrets] = []

    async def renew(stale: Secrets) -> Secrets:
        asked.append(stale)
        return {**stale, **(await desk.flow().refresh(stale)).secrets}

    async def keep(secrets: Secrets) -> None:
        assert all(secrets.values())

    access = ChannelAccess(desk.app.base_url, grant.secrets, desk.app.http, keep, renew=renew)
    assert (await Connector(access).identify()).handle == f"@{HANDLE}"
    assert len(asked) == 1
