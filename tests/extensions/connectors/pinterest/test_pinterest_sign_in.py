"""The consent flow of Pinterest, against the sandbox's consent page and its clock."""

from __future__ import annotations

import pytest
from tests.extensions.connectors.consenting import Consenting

from heliograph.extensions.connectors.pinterest import Connector, SignIn
from heliograph.sdk.contract.sign_in import ConsentDesk, SignInClaims
from heliograph.sdk.errors import ReconnectNeeded


@pytest.fixture
def desk(consenting: Consenting) -> ConsentDesk:
    return consenting.desk(Connector, SignIn)


class TestPinterestSignIn(SignInClaims):
    """Every claim of the consent flow."""

    rotates = True


async def test_the_boards_are_offered_and_the_chosen_one_is_stored(desk: ConsentDesk) -> None:
    first = await desk.granted()
    headers = {"Authorization": f"Bearer {first.secrets['access_token']}"}
    body = {"name": "Hidden sky", "privacy": "SECRET"}
    made = await desk.app.http.post(f"{desk.app.base_url}/v5/boards", json=body, headers=headers)
    assert made.status == 201
    choices = await desk.flow().choices(first)
    assert [(one.name, one.kind) for one in choices] == [
        ("Daily sky", "board"),
        ("Hidden sky (secret)", "board"),
    ]
    assert choices[1].secrets == {"board_id": made.json()["id"]}
    offered = (await desk.connect(first.secrets).offers())["board_id"]
    assert list(offered) == [one.id for one in choices]


async def test_a_refresh_gives_a_new_refresh_token_of_sixty_days(desk: ConsentDesk) -> None:
    grant = await desk.granted()
    await desk.wait(50 * 86_400)
    fresh = await desk.flow().refresh(grant.secrets)
    assert fresh.secrets["refresh_token"] != grant.secrets["refresh_token"]
    left = int(fresh.secrets["refresh_expires_at"]) - desk.app.clock.now().timestamp()
    assert left > 59 * 86_400


async def test_a_refresh_token_that_was_not_used_for_sixty_days_is_dead(
    desk: ConsentDesk,
) -> None:
    grant = await desk.granted()
    await desk.wait(61 * 86_400)
    with pytest.raises(ReconnectNeeded):
        await desk.flow().refresh(grant.secrets)
