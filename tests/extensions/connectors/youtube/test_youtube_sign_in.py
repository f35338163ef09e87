"""Google's consent flow, against the sandbox's consent page and its clock."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.extensions.connectors.consenting import HANDLE, Consenting

from heliograph.extensions.connectors.youtube import Connector, SignIn
from heliograph.sdk.contract.sign_in import ConsentDesk, SignInClaims
from heliograph.sdk.errors import ReconnectNeeded


@pytest.fixture
def desk(consenting: Consenting) -> ConsentDesk:
    return consenting.desk(Connector, SignIn)


class TestYouTubeSignIn(SignInClaims):
    """Every claim of the consent flow."""


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


async def test_an_expired_token_is_renewed_on_the_way(
    desk: ConsentDesk, consenting: Consenting
) -> None:
    grant = await desk.granted()
    await desk.wait(3601)
    access, renewals = consenting.renewing(desk, grant.secrets)
    connector = Connector(access)
    assert (await connector.identify()).handle == f"@{HANDLE}"
    assert await connector.offers() == {"playlist": []}
    assert renewals == [grant.secrets["access_token"]]


async def test_the_real_hosts_are_google_s_own(desk: ConsentDesk) -> None:
    real = SignIn(replace(desk.app, base_url=SignIn.manifest.default_base_url))
    question = await real.ask("s", "")
    assert question.url.startswith("https://accounts.google.com/o/oauth2/v2/auth?")
    assert real.place("oauth:/token") == "https://oauth2.googleapis.com/token"
