"""Google's consent flow, against the sandbox's consent page and its clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from tests.doubles.sandbox import SandboxProcess

from heliograph.extensions.connectors.youtube import Connector, SignIn
from heliograph.kit.clock import FixedClock, SystemClock
from heliograph.kit.http import HTTPClient
from heliograph.sdk.connectors import ChannelAccess, Secrets
from heliograph.sdk.contract.sign_in import ConsentDesk, SignInClaims
from heliograph.sdk.errors import ReconnectNeeded
from heliograph.sdk.sign_in import AppAccess

HANDLE, BACK = "consenting", "http://127.0.0.1:9/back"


@pytest.fixture
def desk(private_sandbox: SandboxProcess, http: HTTPClient) -> ConsentDesk:
    private_sandbox.account("youtube", HANDLE)

    async def consent(url: str, allow: bool) -> dict[str, str]:
        form = {**dict(parse_qsl(urlsplit(url).query)), "account": HANDLE}
        form["decision"] = "allow" if allow else "deny"
        assert (await http.get(url)).status == 200
        answer = await http.post(url.partition("?")[0], data=form)
        return dict(parse_qsl(urlsplit(answer.headers["location"]).query))

    keys = private_sandbox.control("GET", "/apps")["youtube"]
    clock, base = FixedClock(SystemClock().now()), private_sandbox.base_url("youtube")
    app = AppAccess(base, BACK, http, keys["client_id"], keys["client_secret"], clock)

    async def keep(secrets: Secrets) -> None:
        assert all(secrets.values())

    async def wait(seconds: float) -> None:
        private_sandbox.control("POST", "/clock", {"advance_s": seconds})
        clock.advance(timedelta(seconds=seconds))

    def connect(secrets: Secrets) -> Connector:
        return Connector(ChannelAccess(base, secrets, http, keep, clock=clock))

    return ConsentDesk(SignIn, app, consent, connect, wait)


class TestYouTubeSignIn(SignInClaims):
    """Every claim of the consent flow."""

    @pytest.fixture
    def desk(self, desk: ConsentDesk) -> ConsentDesk:
        return desk


async def test_offline_access_and_a_new_consent_are_asked_for(desk: ConsentDesk) -> None:
    question = await desk.flow().ask("s", "")
    asked = parse_qs(urlsplit(question.url).query)
    assert (asked["access_type"], asked["prompt"]) == (["offline"], ["consent"])
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["scope"] == [" ".join(SignIn.manifest.sign_in.scopes)]


async def test_the_refresh_token_stays_the_same_and_the_access_lives_an_hour(
    desk: ConsentDesk,
) -> None:
    grant = await desk.granted()
    assert grant.secrets["refresh_token"]
    await desk.wait(3601)
    with pytest.raises(ReconnectNeeded):
        await desk.connect(grant.secrets).identify()
    first = await desk.flow().refresh(grant.secrets)
    second = await desk.flow().refresh(grant.secrets)
    assert "refresh_token" not in first.secrets
    assert second.secrets["access_token"] != first.secrets["access_token"]


async def test_a_refresh_token_unused_for_half_a_year_asks_for_reconnection(
    desk: ConsentDesk,
) -> None:
    grant = await desk.granted()
    await desk.wait(190 * 86_400)
    with pytest.raises(ReconnectNeeded, match="expired or revoked"):
        await desk.flow().refresh(grant.secrets)


async def test_an_expired_token_is_renewed_on_the_way(desk: ConsentDesk, http: HTTPClient) -> None:
    grant = await desk.granted()
    await desk.wait(3601)
    renewals: list[str] = []

    async def renew(stale: Secrets) -> Secrets:
        renewals.append(stale["access_token"])
        return {**stale, **(await desk.flow().refresh(grant.secrets)).secrets}

    async def keep(secrets: Secrets) -> None:
        assert all(secrets.values())

    access = ChannelAccess(desk.app.base_url, grant.secrets, http, keep, renew=renew)
    connector = Connector(access)
    assert (await connector.identify()).handle == f"@{HANDLE}"
    assert await connector.offers() == {"playlist": []}
    assert renewals == [grant.secrets["access_token"]]


async def test_the_real_hosts_are_google_s_own(desk: ConsentDesk) -> None:
    real = SignIn(replace(desk.app, base_url=SignIn.manifest.default_base_url))
    question = await real.ask("s", "")
    assert question.url.startswith("https://accounts.google.com/o/oauth2/v2/auth?")
    assert real.place("oauth:/token") == "https://oauth2.googleapis.com/token"
