"""X's consent flow, against the sandbox's consent page and its clock."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.extensions.connectors.consenting import HANDLE, Consenting

from heliograph.extensions.connectors.x import Connector, SignIn
from heliograph.sdk.contract.sign_in import ConsentDesk, SignInClaims
from heliograph.sdk.errors import ReconnectNeeded
from heliograph.sdk.sign_in import SignInRefused


@pytest.fixture
def desk(consenting: Consenting) -> ConsentDesk:
    return consenting.desk(Connector, SignIn)


class TestXSignIn(SignInClaims):
    """Every claim of the consent flow; each refresh token serves once."""

    rotates = True


async def test_a_code_lives_thirty_seconds(desk: ConsentDesk) -> None:
    question = await desk.flow().ask("s", "")
    answer = await desk.consent(question.url, True)
    await desk.wait(31)
    with pytest.raises(SignInRefused):
        await desk.flow().redeem(question.memory, answer)


async def test_the_accounts_name_is_stored_with_the_tokens(desk: ConsentDesk) -> None:
    grant = await desk.granted()
    account = await desk.connect(grant.secrets).identify()
    assert grant.secrets["username"] == HANDLE
    assert grant.secrets["user_id"] == account.remote_id
    assert set(grant.scopes) == set(SignIn.manifest.sign_in.scopes)
    left = int(grant.secrets["expires_at"]) - desk.app.clock.now().timestamp()
    assert 7100 < left <= 7200


async def test_an_access_token_dies_after_two_hours(desk: ConsentDesk) -> None:
    grant = await desk.granted()
    await desk.wait(7201)
    with pytest.raises(ReconnectNeeded):
        await desk.connect(grant.secrets).identify()


async def test_giving_back_ends_the_access_and_the_refresh_token(desk: ConsentDesk) -> None:
    grant = await desk.granted()
    await desk.flow().revoke(grant.secrets)
    with pytest.raises(ReconnectNeeded):
        await desk.connect(grant.secrets).identify()
    with pytest.raises(ReconnectNeeded):
        await desk.flow().refresh(grant.secrets)


async def test_a_wrong_client_secret_is_refused(desk: ConsentDesk) -> None:
    question = await desk.flow().ask("s", "")
    answer = await desk.consent(question.url, True)
    stranger = SignIn(replace(desk.app, client_secret="wrong-secret"))
    with pytest.raises(SignInRefused) as refused:
        await stranger.redeem(question.memory, answer)
    assert "wrong-secret" not in refused.value.detail


async def test_the_real_hosts_are_two(desk: ConsentDesk) -> None:
    real = SignIn(replace(desk.app, base_url=SignIn.manifest.default_base_url))
    question = await real.ask("s", "")
    assert question.url.startswith("https://x.com/i/oauth2/authorize?")
    assert "code_challenge_method=S256" in question.url
    assert real.place("api:/2/oauth2/token") == "https://api.x.com/2/oauth2/token"
