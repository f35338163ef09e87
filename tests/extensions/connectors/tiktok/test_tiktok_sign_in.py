"""TikTok's consent flow, against the sandbox's consent page and its clock."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.extensions.connectors.consenting import HANDLE, Consenting

from heliograph.extensions.connectors.tiktok import Connector, SignIn
from heliograph.sdk.contract.sign_in import ConsentDesk, SignInClaims
from heliograph.sdk.errors import ReconnectNeeded


@pytest.fixture
def desk(consenting: Consenting) -> ConsentDesk:
    return consenting.desk(Connector, SignIn)


class TestTikTokSignIn(SignInClaims):
    """Every claim of the consent flow."""

    rotates = True


async def test_the_question_is_asked_in_tiktok_s_dialect(desk: ConsentDesk) -> None:
    question = await desk.flow().ask("s", "")
    asked = parse_qs(urlsplit(question.url).query)
    assert "client_id" not in asked
    assert asked["client_key"] == [desk.app.client_id]
    assert asked["scope"] == [",".join(SignIn.manifest.sign_in.scopes)]
    assert len(asked["code_challenge"][0]) == 64
    assert int(asked["code_challenge"][0], 16)


async def test_the_access_lives_a_day_and_is_renewed_on_the_way(
    desk: ConsentDesk, consenting: Consenting
) -> None:
    grant = await desk.granted()
    lives = int(grant.secrets["expires_at"]) - int(desk.app.clock.now().timestamp())
    assert lives == 86_400
    assert int(grant.secrets["refresh_expires_at"]) > int(grant.secrets["expires_at"])
    await desk.wait(86_401)
    with pytest.raises(ReconnectNeeded):
        await desk.connect(grant.secrets).identify()
    access, renewals = consenting.renewing(desk, grant.secrets)
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
