"""The consent flow of Pinterest, against the sandbox's consent page and its clock."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest
from tests.doubles.sandbox import SandboxProcess

from heliograph.extensions.connectors.pinterest import Connector, SignIn
from heliograph.kit.clock import FixedClock, SystemClock
from heliograph.kit.http import HTTPClient
from heliograph.sdk.connectors import ChannelAccess, Secrets
from heliograph.sdk.contract.sign_in import ConsentDesk, SignInClaims
from heliograph.sdk.errors import ReconnectNeeded
from heliograph.sdk.sign_in import AppAccess

HANDLE, BACK = "consenting", "http://127.0.0.1:9/back"


@pytest.fixture
def desk(private_sandbox: SandboxProcess, http: HTTPClient) -> ConsentDesk:
    private_sandbox.account("pinterest", HANDLE)

    async def consent(url: str, allow: bool) -> dict[str, str]:
        form = {**dict(parse_qsl(urlsplit(url).query)), "account": HANDLE}
        form["decision"] = "allow" if allow else "deny"
        assert (await http.get(url)).status == 200
        answer = await http.post(url.partition("?")[0], data=form)
        return dict(parse_qsl(urlsplit(answer.headers["location"]).query))

    keys = private_sandbox.control("GET", "/apps")["pinterest"]
    clock, base = FixedClock(SystemClock().now()), private_sandbox.base_url("pinterest")
    app = AppAccess(base, BACK, http, keys["client_id"], keys["client_secret"], clock)

    async def keep(secrets: Secrets) -> None:
        assert all(secrets.values())

    async def wait(seconds: float) -> None:
        private_sandbox.control("POST", "/clock", {"advance_s": seconds})
        clock.advance(timedelta(seconds=seconds))

    def connect(secrets: Secrets) -> Connector:
        return Connector(ChannelAccess(base, secrets, http, keep, clock=clock))

    return ConsentDesk(SignIn, app, consent, connect, wait)


class TestPinterestSignIn(SignInClaims):
    """Every claim of the consent flow."""

    rotates = True

    @pytest.fixture
    def desk(self, desk: ConsentDesk) -> ConsentDesk:
        return desk


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
