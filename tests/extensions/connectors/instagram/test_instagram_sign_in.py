"""The consent flow of Instagram, against the sandbox's consent page and its clock."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.extensions.connectors.consenting import Consenting

from heliograph.extensions.connectors.instagram import Connector, SignIn
from heliograph.sdk.contract.sign_in import ConsentDesk, SignInClaims
from heliograph.sdk.errors import ReconnectNeeded, TryLater
from heliograph.sdk.sign_in import SignInRefused


@pytest.fixture
def desk(consenting: Consenting) -> ConsentDesk:
    return consenting.desk(Connector, SignIn)


class TestInstagramSignIn(SignInClaims):
    """Every claim of the consent flow."""


async def test_the_stored_token_lives_sixty_days_and_not_an_hour(desk: ConsentDesk) -> None:
    grant = await desk.granted()

    left = int(grant.secrets["expires_at"]) - desk.app.clock.now().timestamp()
    assert left > 59 * 86_400
    assert "client_secret" not in grant.secrets


async def test_the_fragment_that_meta_hangs_onto_a_code_is_cut_off(desk: ConsentDesk) -> None:
    question = await desk.flow().ask("s", "")
    answer = await desk.consent(question.url, True)

    grant = await desk.flow().redeem(question.memory, {**answer, "code": answer["code"] + "#_"})

    assert (await desk.connect(grant.secrets).identify()).remote_id


async def test_a_young_token_that_is_refused_needs_the_person_again(desk: ConsentDesk) -> None:
    grant = await desk.granted()
    with pytest.raises(ReconnectNeeded, match="none of its first day"):
        await desk.flow().refresh(grant.secrets)


async def test_the_platforms_own_word_about_a_young_token_means_later(desk: ConsentDesk) -> None:
    grant = await desk.granted()

    with pytest.raises(TryLater, match="24 hours"):
        await desk.flow().refresh({"access_token": grant.secrets["access_token"]})


async def test_a_token_that_ran_out_needs_the_person_again(desk: ConsentDesk) -> None:
    grant = await desk.granted()
    await desk.wait(61 * 86_400)

    with pytest.raises(ReconnectNeeded) as ended:
        await desk.flow().refresh(grant.secrets)

    assert grant.secrets["access_token"] not in str(ended.value)


async def test_a_wrong_app_secret_is_refused_and_not_repeated_to_anybody(
    desk: ConsentDesk,
) -> None:
    question = await desk.flow().ask("s", "")
    answer = await desk.consent(question.url, True)
    stranger = replace(desk.app, client_secret="not-the-secret")

    with pytest.raises(SignInRefused) as refused:
        await SignIn(stranger).redeem(question.memory, answer)

    assert "not-the-secret" not in refused.value.detail
