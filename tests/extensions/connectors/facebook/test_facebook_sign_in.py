"""The consent flow of Facebook, against the sandbox's consent page and its clock."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from tests.doubles.sandbox import SandboxProcess
from tests.extensions.connectors.consenting import HANDLE, Consenting

from heliograph.extensions.connectors.facebook import Connector, SignIn
from heliograph.sdk.connectors import OutgoingPost
from heliograph.sdk.contract.sign_in import ConsentDesk, SignInClaims
from heliograph.sdk.errors import ContentRefused, ReconnectNeeded


@pytest.fixture
def desk(consenting: Consenting, private_sandbox: SandboxProcess) -> ConsentDesk:
    private_sandbox.account("facebook", "another", "Another Page")
    private_sandbox.account("facebook", HANDLE, "The Page")
    return consenting.desk(Connector, SignIn)


class TestFacebookSignIn(SignInClaims):
    """Every claim of the consent flow."""

    refreshes = False


async def test_the_person_chooses_among_the_pages(desk: ConsentDesk) -> None:
    question = await desk.flow().ask("s", "")
    grant = await desk.flow().redeem(question.memory, await desk.consent(question.url, True))
    choices = await desk.flow().choices(grant)
    assert [(one.name, one.kind) for one in choices] == [
        ("The Page", "page"), ("Another Page", "page")
    ]  # fmt: skip
    other = {**grant.secrets, **choices[1].secrets}
    account = await desk.connect(other).identify()
    assert (account.remote_id, account.name) == (choices[1].id, "Another Page")


async def test_pages_of_a_business_are_among_the_choices(
    desk: ConsentDesk, private_sandbox: SandboxProcess
) -> None:
    private_sandbox.account("facebook", "owned.bakery", "Owned")
    private_sandbox.account("facebook", "client.cafe", "Client's")
    question = await desk.flow().ask("s", "")
    grant = await desk.flow().redeem(question.memory, await desk.consent(question.url, True))
    choices = await desk.flow().choices(grant)
    assert [one.name for one in choices] == ["The Page", "Another Page", "Owned", "Client's"]
    owned = {**grant.secrets, **choices[2].secrets}
    assert (await desk.connect(owned).identify()).name == "Owned"


async def test_businesses_that_were_not_allowed_hide_nothing_else(
    desk: ConsentDesk, private_sandbox: SandboxProcess
) -> None:
    private_sandbox.account("facebook", "owned.bakery", "Owned")
    question = await desk.flow().ask("s", "")
    url = question.url.replace("%2Cbusiness_management", "")
    assert url != question.url
    grant = await desk.flow().redeem(question.memory, await desk.consent(url, True))
    choices = await desk.flow().choices(grant)
    assert [one.name for one in choices] == ["The Page", "Another Page"]


async def test_more_than_a_hundred_pages_are_listed(
    desk: ConsentDesk, private_sandbox: SandboxProcess
) -> None:
    for number in range(105):
        private_sandbox.account("facebook", f"page{number}", f"Page {number}")
    question = await desk.flow().ask("s", "")
    grant = await desk.flow().redeem(question.memory, await desk.consent(question.url, True))
    assert len({one.id for one in await desk.flow().choices(grant)}) == 107


async def test_a_wrong_proof_of_the_apps_secret_is_noticed(desk: ConsentDesk) -> None:
    grant = await desk.granted()
    wrong = {**grant.secrets, "client_secret": "guessed"}
    with pytest.raises(ContentRefused, match="appsecret_proof"):
        await desk.connect(wrong).identify()


async def test_the_pages_token_does_not_run_out(desk: ConsentDesk) -> None:
    grant = await desk.granted()
    assert set(grant.secrets) == {"access_token", "page_id", "client_secret"}
    await desk.wait(400 * 86_400)
    assert (await desk.connect(grant.secrets).identify()).name == "The Page"


async def test_the_persons_token_cannot_post(desk: ConsentDesk) -> None:
    question = await desk.flow().ask("s", "")
    grant = await desk.flow().redeem(question.memory, await desk.consent(question.url, True))
    page = (await desk.flow().choices(grant))[0]
    person = {**page.secrets, "access_token": grant.secrets["access_token"]}
    with pytest.raises(ReconnectNeeded):
        await desk.connect(person).look(_sent(desk), {})


async def test_the_real_hosts_are_two(desk: ConsentDesk) -> None:
    real = SignIn(replace(desk.app, base_url=SignIn.manifest.default_base_url))
    question = await real.ask("s", "")
    assert question.url.startswith("https://www.facebook.com/v26.0/dialog/oauth?")
    assert real.place(real.rules.token) == "https://graph.facebook.com/v26.0/oauth/access_token"


def _sent(desk: ConsentDesk) -> OutgoingPost:
    now = desk.app.clock.now()
    return OutgoingPost(UUID(int=1), "key", "text", "Words", now, first_sent_at=now)
