"""The consent flow of Reddit, against the sandbox's consent page and its clock."""

from __future__ import annotations

import pytest
from tests.extensions.connectors.consenting import HANDLE, Consenting

from heliograph.extensions.connectors.reddit import Connector, SignIn
from heliograph.sdk.contract.sign_in import ConsentDesk, SignInClaims


@pytest.fixture
def desk(consenting: Consenting) -> ConsentDesk:
    return consenting.desk(Connector, SignIn)


class TestRedditSignIn(SignInClaims):
    """Every claim of the consent flow."""


async def test_the_refresh_token_stays_the_same_and_serves_again(desk: ConsentDesk) -> None:
    grant = await desk.granted()
    first = await desk.flow().refresh(grant.secrets)
    second = await desk.flow().refresh(grant.secrets)
    assert first.secrets["refresh_token"] == grant.secrets["refresh_token"]
    assert first.secrets["access_token"] != second.secrets["access_token"]


async def test_an_access_token_lives_a_day_and_a_call_renews_it(
    desk: ConsentDesk, consenting: Consenting
) -> None:
    grant = await desk.granted()
    await desk.wait(25 * 3600)
    access, renewals = consenting.renewing(desk, grant.secrets)
    assert (await Connector(access).identify()).handle == f"@{HANDLE}"
    assert renewals == [grant.secrets["access_token"]]
