"""TikTok's consent flow, against the sandbox's consent page and its clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from tests.doubles.sandbox import SandboxProcess

from heliograph.extensions.connectors.tiktok import Connector, SignIn
from heliograph.kit.clock import FixedClock, SystemClock
from heliograph.kit.http import HTTPClient
from heliograph.sdk.connectors import ChannelAccess, Secrets
from heliograph.sdk.contract.sign_in import ConsentDesk, SignInClaims
from heliograph.sdk.errors import ReconnectNeeded
from heliograph.sdk.sign_in import AppAccess

HANDLE, BACK = "consenting", "http://127.0.0.1:9/back"


async def keep(secrets: Secrets) -> None:
    assert all(secrets.values())


@pytest.fixture
def desk(private_sandbox: SandboxProcess, http: HTTPClient) -> ConsentDesk:
    private_sandbox.account("tiktok", HANDLE)

    async def consent(url: str, allow: bool) -> dict[str, str]:
        form = {**dict(parse_qsl(urlsplit(url).query)), "account": HANDLE}
        form["decision"] = "allow" if allow else "deny"
        assert (await http.get(url)).status == 200
        answer = await http.post(url.partition("?")[0], data=form)
        return dict(parse_qsl(urlsplit(answer.headers["location"]).query))

    keys = private_sandbox.control("GET", "/apps")["tiktok"]
    clock, base = FixedClock(SystemClock().now()), private_sandbox.base_url("tiktok")
    app = AppAccess(base, BACK, http, keys["client_id"], keys["client_secret"], clock)

    async def wait(seconds: float) -> None:
        private_sandbox.control("POST", "/clock", {"advance_s": seconds})
        clock.advance(timedelta(seconds=seconds))

    def connect(secrets: Secrets) -> Connector:
        return Connector(ChannelAccess(base, secrets, http, keep, clock=clock))

    return ConsentDesk(SignIn, app, consent, connect, wait)


class TestTikTokSignIn(SignInClaims):
    """Every claim of the consent flow."""

    rotates = True

    @pytest.fixture
    def desk(self, desk: ConsentDesk) -> ConsentDesk:
        return desk


async def test_the_question_is_asked_in_tiktok_s_dialect(desk: ConsentDesk) -> None:
    question = await desk.flow().ask("s", "")
    asked = parse_qs(urlsplit(question.url).query)
    assert "client_id" not in asked
    assert asked["client_key"] == [desk.app.client_id]
    assert asked["scope"] == [",".join(SignIn.manifest.sign_in.scopes)]
    assert len(asked["code_challenge"][0]) == 64
    assert int(asked["code_challenge"][0], 16)


async def test_the_access_lives_a_day_and_is_renewed_on_the_way(
    desk: ConsentDesk, http: HTTPClient
) -> None:
    grant = await desk.granted()
    lives = int(grant.secrets["expires_at"]) - int(desk.app.clock.now().timestamp())
    assert lives == 86_400
    assert int(grant.secrets["refresh_expires_at"]) > int(grant.secrets["expires_at"])
    await desk.wait(86_401)
    with pytest.raises(ReconnectNeeded):
        await desk.connect(grant.secrets).identify()
    renewals: list[str] = []

    async def renew(stale: Secrets) -> Secrets:
        renewals.append(stale["access_token"])
        return {**stale, **(await desk.flow().refresh(grant.secrets)).secrets}

    access = ChannelAccess(desk.app.base_url, grant.secrets, http, keep, renew=renew)
    connector = Connector(access)
    assert (await connector.identify()).handle == f"@{HANDLE}"
    assert (await connector.account_metrics())["followers"] > 0
    assert renewals == [grant.secrets["access_token"]]


async def test_a_refresh_token_older_than_a_year_asks_for_reconnection(desk: ConsentDesk) -> None:
    grant = await desk.granted()
    await desk.wait(366 * 86_400)
    with pytest.raises(ReconnectNeeded, match="invalid or expired"):
        await desk.flow().refresh(grant.secrets)


async def test_the_real_hosts_are_tiktok_s_own(desk: ConsentDesk) -> None:
    real = SignIn(replace(desk.app, base_url=SignIn.manifest.default_base_url))
    question = await real.ask("s", "")
    assert question.url.startswith("https://www.tiktok.com/v2/auth/authorize/?")
    assert real.place("api:/v2/oauth/token/") == "https://open.tiktokapis.com/v2/oauth/token/"
