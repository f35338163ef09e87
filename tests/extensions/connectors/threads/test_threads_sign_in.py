"""The consent flow of Threads, against the sandbox's consent page and its clock."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.extensions.connectors.consenting import HANDLE, Consenting

from heliograph.extensions.connectors.threads import Connector, SignIn
from heliograph.sdk.contract.sign_in import ConsentDesk, SignInClaims
from heliograph.sdk.errors import ReconnectNeeded


@pytest.fixture
def desk(consenting: Consenting) -> ConsentDesk:
    return consenting.desk(Connector, SignIn)


class TestThreadsSignIn(SignInClaims):
    """Every claim of the consent flow."""


async def test_the_stored_token_lives_sixty_days_and_not_an_hour(desk: ConsentDesk) -> None:
    grant = await desk.granted()
    left = int(grant.secrets["expires_at"]) - desk.app.clock.now().timestamp()
    assert left > 59 * 86_400
    await desk.wait(30 * 86_400)
    assert (await desk.connect(grant.secrets).identify()).handle == f"@{HANDLE}"


async def test_the_users_id_is_stored_and_the_apps_keys_are_not(desk: ConsentDesk) -> None:
    grant = await desk.granted()
    assert set(grant.secrets) == {"access_token", "user_id", "expires_at"}
    account = await desk.connect(grant.secrets).identify()
    assert account.remote_id == grant.secrets["user_id"]


async def test_the_fragment_that_meta_hangs_onto_a_code_is_cut_off(desk: ConsentDesk) -> None:
    question = await desk.flow().ask("s", "")
    answer = await desk.consent(question.url, True)
    grant = await desk.flow().redeem(question.memory, {**answer, "code": answer["code"] + "#_"})
    assert grant.secrets["access_token"]


async def test_a_young_token_that_is_refused_needs_the_person_again(desk: ConsentDesk) -> None:
    grant = await desk.granted()
    await desk.wait(23 * 3600)
    with pytest.raises(ReconnectNeeded, match="none of its first day"):
        await desk.flow().refresh(grant.secrets)


async def test_a_token_that_ran_out_cannot_be_renewed(desk: ConsentDesk) -> None:
    grant = await desk.granted()
    await desk.wait(61 * 86_400)
    with pytest.raises(ReconnectNeeded):
        await desk.flow().refresh(grant.secrets)
    undated = {name: grant.secrets[name] for name in ("access_token", "user_id")}
    with pytest.raises(ReconnectNeeded):
        await desk.flow().refresh(undated)


async def test_the_question_names_the_scopes_with_commas(desk: ConsentDesk) -> None:
    question = await desk.flow().ask("s", "")
    asked = parse_qs(urlsplit(question.url).query)["scope"][0].split(",")
    assert asked == list(SignIn.manifest.sign_in.scopes)


async def test_the_real_hosts_are_two(desk: ConsentDesk) -> None:
    real = replace(desk.app, base_url=SignIn.manifest.default_base_url)
    question = await SignIn(real).ask("s", "")
    assert question.url.startswith("https://threads.net/oauth/authorize?")
    assert SignIn(real).place("graph:/oauth/access_token").startswith("https://graph.threads.net/")
