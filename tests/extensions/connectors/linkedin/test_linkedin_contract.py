"""The connector's contract, against the sandbox: a member cannot look, only repeat."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import parse_qsl, urlsplit

import pytest
from tests.doubles.sandbox import SandboxProcess

from heliograph.extensions.connectors.linkedin import Connector, SignIn
from heliograph.kit.http import HTTPClient
from heliograph.sdk.connectors import ChannelAccess, Secrets
from heliograph.sdk.contract.bench import Bench
from heliograph.sdk.contract.connectors import EveryClaim
from heliograph.sdk.contract.sign_in import ConsentDesk, SignInClaims
from heliograph.sdk.sign_in import AppAccess

BACK = "http://127.0.0.1:9/back"


class TestLinkedIn(EveryClaim):
    """Every claim of the contract, for a member."""

    @pytest.fixture
    def bench(self, member: Bench) -> Bench:
        return member


class TestSignIn(SignInClaims):
    """Every claim of the consent flow."""

    @pytest.fixture
    def desk(self, private_sandbox: SandboxProcess, http: HTTPClient) -> ConsentDesk:
        return make_desk(private_sandbox, http)

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
        # The connector's own clock stands still here: a year less 59 days is left.
        first = int(grant.secrets["refresh_expires_at"])
        left = int(fresh.secrets["refresh_expires_at"]) - first
        assert abs(left + 59 * 86_400) < 120


def make_desk(sandbox: SandboxProcess, http: HTTPClient) -> ConsentDesk:
    """An app at the sandbox, and a member who answers its page."""
    base = sandbox.base_url("linkedin")
    sandbox.account("linkedin", "consenting")
    known = sandbox.control("GET", "/apps")["linkedin"]
    app = AppAccess(base, BACK, http, known["client_id"], known["client_secret"])

    def connect(secrets: Secrets) -> Connector:
        async def keep(rotated: Secrets) -> None:
            assert rotated

        return Connector(ChannelAccess(base, secrets, http, keep))

    async def wait(seconds: float) -> None:
        sandbox.control("POST", "/clock", {"advance_s": seconds})

    return ConsentDesk(SignIn, app, consent_of(http, "consenting"), connect, wait)


def consent_of(http: HTTPClient, handle: str) -> Callable[[str, bool], Awaitable[dict[str, str]]]:
    """A browser that presses one of the two buttons."""

    async def press(url: str, yes: bool) -> dict[str, str]:
        form = {"account": handle, "decision": "allow" if yes else "deny"}
        page = await http.get(url)
        assert page.status == 200
        answer = await http.post(url, data=form)
        return dict(parse_qsl(urlsplit(answer.headers["location"]).query))

    return press
