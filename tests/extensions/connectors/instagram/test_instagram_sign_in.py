"""The consent flow of Instagram, against the sandbox's consent page and its clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest
from tests.doubles.sandbox import SandboxProcess

from heliograph.extensions.connectors.instagram import Connector, SignIn
from heliograph.kit.clock import FixedClock, SystemClock
from heliograph.kit.http import HTTPClient
from heliograph.sdk.connectors import ChannelAccess, Secrets
from heliograph.sdk.contract.sign_in import ConsentDesk, SignInClaims
from heliograph.sdk.errors import ReconnectNeeded, TryLater
from heliograph.sdk.sign_in import AppAccess, SignInRefused

HANDLE, BACK = "consenting", "http://127.0.0.1:9/back"


@pytest.fixture
def desk(private_sandbox: SandboxProcess, http: HTTPClient) -> ConsentDesk:
    """A person before the sandbox's consent page."""
    private_sandbox.account("instagram", HANDLE)
    keys = private_sandbox.control("GET", "/apps")["instagram"]
    clock, base = FixedClock(SystemClock().now()), private_sandbox.base_url("instagram")
    app = AppAccess(base, BACK, http, keys["client_id"], keys["client_secret"], clock=clock)

    async def consent(url: str, allow: bool) -> dict[str, str]:
        assert (await http.get(url)).status == 200
        form = {"account": HANDLE, "decision": "allow" if allow else "deny"}
        answer = await http.post(url, data=form)
        return dict(parse_qsl(urlsplit(answer.headers["location"]).query))

    async def keep(secrets: Secrets) -> None:
        raise AssertionError(f"nothing rotates here, but {sorted(secrets)} came")

    async def wait(seconds: float) -> None:
        private_sandbox.control("POST", "/clock", {"advance_s": seconds})
        clock.advance(timedelta(seconds=seconds))

    def connect(secrets: Secrets) -> Connector:
        return Connector(ChannelAccess(base, secrets, http, keep, clock=clock))

    return ConsentDesk(SignIn, app, consent, connect, wait)


class TestInstagramSignIn(SignInClaims):
    """Every claim of the consent flow."""

    @pytest.fixture
    def desk(self, desk: ConsentDesk) -> ConsentDesk:
        return desk


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
