"""The connector's contract, against the sandbox: a member cannot look, only repeat."""

from __future__ import annotations

import pytest
from tests.doubles.sandbox import SandboxProcess
from tests.extensions.connectors.consenting import Consenting

from heliograph.extensions.connectors.linkedin import Connector, SignIn
from heliograph.sdk.contract.bench import Bench
from heliograph.sdk.contract.connectors import EveryClaim
from heliograph.sdk.contract.sign_in import ConsentDesk, SignInClaims


class TestLinkedIn(EveryClaim):
    """Every claim of the contract, for a member."""

    @pytest.fixture
    def bench(self, member: Bench) -> Bench:
        return member


class TestSignIn(SignInClaims):
    """Every claim of the consent flow."""

    @pytest.fixture
    def desk(self, consenting: Consenting) -> ConsentDesk:
        return consenting.desk(Connector, SignIn)

    async def test_the_member_and_the_organisations_may_be_chosen(
        self, desk: ConsentDesk, private_sandbox: SandboxProcess
    ) -> None:
        page = private_sandbox.account("linkedin", "consenting-page", "The Lantern House")
        question = await desk.flow().ask("a-state", "")
        grant = await desk.flow().redeem(question.memory, await desk.consent(question.url, True))
        choices = await desk.flow().choices(grant)
        assert [choice.kind for choice in choices] == ["person", "organisation"]
        assert choices[1].name == "The Lantern House"
        assert choices[1].secrets == {"author": page["author"]}
        account = await desk.connect({**grant.secrets, **choices[1].secrets}).identify()
        assert account.name == "The Lantern House"
        assert account.followers

    async def test_an_app_without_approval_asks_for_less(self, desk: ConsentDesk) -> None:
        question = await desk.flow().ask("a-state", "member")
        grant = await desk.flow().redeem(question.memory, await desk.consent(question.url, True))
        assert set(grant.scopes) == {"openid", "profile", "email", "w_member_social"}
        assert [choice.kind for choice in await desk.flow().choices(grant)] == ["person"]

    async def test_refreshing_does_not_extend_the_year(self, desk: ConsentDesk) -> None:
        grant = await desk.granted()
        await desk.wait(59 * 86_400)
        fresh = await desk.flow().refresh(grant.secrets)
        first = int(grant.secrets["refresh_expires_at"])
        assert abs(int(fresh.secrets["refresh_expires_at"]) - first) < 120
