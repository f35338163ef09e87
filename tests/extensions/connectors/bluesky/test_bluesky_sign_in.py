"""The consent flow of Bluesky, against the sandbox's authorization server and consent page."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from tests.extensions.connectors.consenting import Consenting

from heliograph.extensions.connectors.bluesky import Connector, SignIn
from heliograph.extensions.connectors.bluesky.dpop import ProofKey
from heliograph.sdk.connectors import ChannelAccess, MediaFile, Secrets
from heliograph.sdk.contract.bench import Bench
from heliograph.sdk.contract.sign_in import ConsentDesk, SignInClaims
from heliograph.sdk.errors import ReconnectNeeded, TryLater
from heliograph.sdk.sign_in import AppAccess, Described, SignInRefused

HANDLE = "consenting.sandbox.test"


@dataclass
class Keeper:
    """Keeps a channel's secrets as the product does: renewed once, however many ask."""

    app: AppAccess
    secrets: dict[str, str] = field(default_factory=dict)
    renewals: int = 0
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def renew(self, stale: Secrets) -> Secrets:
        async with self.lock:
            if self.secrets["access_token"] == stale["access_token"]:
                self.renewals += 1
                self.secrets |= (await SignIn(self.app).refresh(self.secrets)).secrets
            return dict(self.secrets)

    async def keep(self, secrets: Secrets) -> None:
        raise AssertionError(f"a permission keeps its own tokens, but {sorted(secrets)} came")

    def access(self) -> ChannelAccess:
        """The channel as it stands now."""
        return ChannelAccess(
            self.app.base_url,
            dict(self.secrets),
            self.app.http,
            self.keep,
            clock=self.app.clock,
            renew=self.renew,
        )


@pytest.fixture
def desk(consenting: Consenting) -> ConsentDesk:
    made = consenting.desk(Connector, SignIn, HANDLE)

    def connect(secrets: Secrets) -> Connector:
        return Connector(Keeper(made.app, dict(secrets)).access())

    return replace(made, connect=connect, hint=HANDLE)


@pytest.fixture
async def keeper(desk: ConsentDesk) -> Keeper:
    """A channel that was connected in the browser."""
    return Keeper(desk.app, dict((await desk.granted()).secrets))


class TestBlueskySignIn(SignInClaims):
    """Every claim of the consent flow."""

    rotates = True


async def test_the_browser_sees_only_the_name_of_the_question(desk: ConsentDesk) -> None:
    question = await desk.flow().ask("a-state", HANDLE)
    query = parse_qs(urlsplit(question.url).query)
    assert set(query) == {"client_id", "request_uri"}
    assert query["request_uri"][0].startswith("urn:ietf:params:oauth:request_uri:")
    assert "a-state" not in question.url


async def test_a_program_on_the_person_s_machine_goes_by_the_developer_s_form(
    desk: ConsentDesk,
) -> None:
    question = await desk.flow().ask("a-state", "")
    client_id = parse_qs(urlsplit(question.url).query)["client_id"][0]
    assert client_id == (
        "http://localhost?redirect_uri=http%3A%2F%2F127.0.0.1%3A9%2Fback"
        "&scope=atproto%20transition%3Ageneric"
    )


async def test_every_consent_has_a_key_of_its_own(desk: ConsentDesk) -> None:
    first = await desk.flow().ask("a-state", "")
    second = await desk.flow().ask("a-state", "")
    assert first.memory["dpop_key"] != second.memory["dpop_key"]
    assert first.memory["dpop_key"] not in repr(first)


async def test_the_key_of_another_consent_redeems_nothing(desk: ConsentDesk) -> None:
    question = await desk.flow().ask("a-state", HANDLE)
    answer = await desk.consent(question.url, True)
    stolen = {**question.memory, "dpop_key": ProofKey.fresh().text}
    with pytest.raises(SignInRefused):
        await desk.flow().redeem(stolen, answer)


async def test_a_wrong_verifier_redeems_nothing(desk: ConsentDesk) -> None:
    question = await desk.flow().ask("a-state", HANDLE)
    answer = await desk.consent(question.url, True)
    with pytest.raises(SignInRefused):
        await desk.flow().redeem({**question.memory, "verifier": "x" * 64}, answer)


@pytest.mark.parametrize("issuer", ["https://elsewhere.example", ""])
async def test_an_answer_of_another_server_is_refused(desk: ConsentDesk, issuer: str) -> None:
    question = await desk.flow().ask("a-state", HANDLE)
    answer = {**await desk.consent(question.url, True), "iss": issuer}
    with pytest.raises(SignInRefused, match="another server"):
        await desk.flow().redeem(question.memory, answer)


async def test_a_handle_nobody_has_is_told_before_the_browser_opens(desk: ConsentDesk) -> None:
    with pytest.raises(SignInRefused) as refused:
        await desk.flow().ask("a-state", "@nobody.sandbox.test")
    assert "handle" in refused.value.remedy


async def test_localhost_is_refused_with_the_address_that_works(desk: ConsentDesk) -> None:
    app = replace(desk.app, redirect_uri="http://localhost:8080/back")
    with pytest.raises(SignInRefused) as refused:
        await SignIn(app).ask("a-state", "")
    assert "http://127.0.0.1" in refused.value.remedy


async def test_a_server_that_is_not_there_means_later(desk: ConsentDesk) -> None:
    with pytest.raises(TryLater):
        await SignIn(replace(desk.app, base_url="http://127.0.0.1:9")).ask("a-state", "")


async def test_a_public_program_describes_itself_at_its_own_address(desk: ConsentDesk) -> None:
    app = replace(
        desk.app,
        redirect_uri="https://helio.example/back",
        programs_url="https://helio.example/programs",
    )
    flow = SignIn(app)
    assert isinstance(flow, Described)
    told = flow.description()
    assert told["client_id"] == "https://helio.example/programs/bluesky"
    assert told["redirect_uris"] == ["https://helio.example/back"]
    assert (told["dpop_bound_access_tokens"], told["token_endpoint_auth_method"]) == (True, "none")


async def test_a_published_description_is_fetched_and_believed(
    desk: ConsentDesk, picture_host: tuple[object, str]
) -> None:
    folder, address = picture_host
    place = f"{address}/program.json"
    app = replace(desk.app, client_id=place, redirect_uri="http://127.0.0.1:7/own")
    (folder / "program.json").write_text(json.dumps(SignIn(app).description()))
    question = await SignIn(app).ask("a-state", HANDLE)
    grant = await SignIn(app).redeem(question.memory, await desk.consent(question.url, True))
    assert grant.secrets["client_id"] == place


async def test_a_channel_by_consent_posts_pictures_and_videos(
    keeper: Keeper, pictures: tuple[MediaFile, ...], videos: tuple[MediaFile, ...]
) -> None:
    bench = Bench(Connector, keeper.access(), Nothing(), pictures, videos)
    for kind in ("text", "image", "video"):
        receipt, memory = await bench.deliver(bench.post(kind=kind))
        assert await bench.connector().look(bench.post(), memory)
        assert receipt.remote_id.startswith(f"at://{keeper.secrets['did']}/")
        await bench.connector().delete(receipt.remote_id)
    assert keeper.renewals == 0


async def test_an_expired_access_is_renewed_once_however_many_ask(
    keeper: Keeper, desk: ConsentDesk
) -> None:
    connectors = [Connector(keeper.access()) for _ in range(6)]
    stale = keeper.secrets["refresh_token"]
    await desk.wait(3700)
    accounts = await asyncio.gather(*(one.identify() for one in connectors))
    assert {account.handle for account in accounts} == {f"@{HANDLE}"}
    assert keeper.renewals == 1
    assert keeper.secrets["refresh_token"] != stale


async def test_a_refresh_token_used_twice_ends_the_permission(
    keeper: Keeper, desk: ConsentDesk
) -> None:
    fresh = await desk.flow().refresh(keeper.secrets)
    with pytest.raises(ReconnectNeeded):
        await desk.flow().refresh(keeper.secrets)
    with pytest.raises(ReconnectNeeded):
        await desk.connect({**keeper.secrets, **fresh.secrets}).identify()


async def test_a_permission_ends_after_two_weeks(keeper: Keeper, desk: ConsentDesk) -> None:
    await desk.wait(15 * 86_400)
    with pytest.raises(ReconnectNeeded):
        await desk.flow().refresh(keeper.secrets)


async def test_a_stolen_token_opens_nothing_without_its_key(
    keeper: Keeper, desk: ConsentDesk
) -> None:
    stolen = {**keeper.secrets, "dpop_key": ProofKey.fresh().text, "refresh_token": ""}
    with pytest.raises(ReconnectNeeded):
        await desk.connect(stolen).identify()


@pytest.mark.parametrize("name", ["dpop_key", "access_token", "did"])
async def test_a_permission_with_a_hole_asks_for_reconnection(
    keeper: Keeper, desk: ConsentDesk, name: str
) -> None:
    with pytest.raises(ReconnectNeeded):
        await desk.connect({**keeper.secrets, name: ""}).identify()
    with pytest.raises(ReconnectNeeded):
        await desk.connect({**keeper.secrets, name: "\u2028é"}).identify()


def test_a_proof_carries_the_public_half_of_its_key_alone() -> None:
    key = ProofKey.fresh()
    proof = key.proof({"htm": "GET", "htu": "https://a.example/xrpc/b"})
    head = jwt.get_unverified_header(proof)
    assert (head["typ"], head["alg"]) == ("dpop+jwt", "ES256")
    assert "d" not in head["jwk"]
    told = jwt.decode(proof, jwt.PyJWK(head["jwk"], "ES256").key, algorithms=["ES256"])
    assert told == {"htm": "GET", "htu": "https://a.example/xrpc/b"}


class Nothing:
    """No steering is needed here."""

    async def texts(self) -> list[str]:
        return []

    async def trouble(self, fate: str) -> None:
        raise AssertionError("Nothing fails here.")

    async def revoke(self) -> None:
        raise AssertionError("Nothing is withdrawn here.")
