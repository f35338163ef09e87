"""The consent flow of Threads, against the sandbox's consent page and its clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from tests.doubles.sandbox import SandboxProcess

from heliograph.extensions.connectors.threads import Connector, SignIn
from heliograph.kit.clock import FixedClock, SystemClock
from heliograph.kit.http import HTTPClient
from heliograph.sdk.connectors import ChannelAccess, Secrets
from heliograph.sdk.contract.sign_in import ConsentDesk, SignInClaims
from heliograph.sdk.errors import ReconnectNeeded
from heliograph.sdk.sign_in import AppAccess

HANDLE, BACK = "consenting", "http://127.0.0.1:9/back"


@pytest.fixture
def desk(private_sandbox: SandboxProcess, http: HTTPClient) -> ConsentDesk:
    private_sandbox.account("threads", HANDLE)

    async def consent(url: str, allow: bool) -> dict[str, str]:
        form = {**dict(parse_qsl(urlsplit(url).query)), "account": HANDLE}
        form["decision"] = "allow" if allow else "deny"
        assert (await http.get(url)).status == 200
        answer = await http.post(url.partition("?")[0], data=form)
        return dict(parse_qsl(urlsplit(answer.headers["location"]).query))

    keys = private_sandbox.control("GET", "/apps")["threads"]
    clock, base = FixedClock(SystemClock().now()), private_sandbox.base_url("threads")
    app = AppAccess(base, BACK, http, keys["client_id"], keys["client_secret"], clock=clock)

    async def keep(secrets: Secrets) -> None:
        assert all(secrets.values())

    async def wait(seconds: float) -> None:
        private_sandbox.control("POST", "/clock", {"advance_s": seconds})
        clock.advance(timedelta(seconds=seconds))

    def connect(secrets: Secrets) -> Connector:
        return Connector(ChannelAccess(base, secrets, http, keep, clock=clock))

    return ConsentDesk(SignIn, app, consent, connect, wait)


class TestThreadsSignIn(SignInClaims):
    """Every claim of the consent flow."""

    @pytest.fixture
    def desk(self, desk: ConsentDesk) -> ConsentDesk:
        return desk


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
