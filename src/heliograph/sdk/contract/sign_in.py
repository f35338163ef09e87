"""The contract of every consent flow: its tests subclass these claims and give a `desk`."""
# ruff: noqa: S101 - a contract is made of assertions

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol
from urllib.parse import parse_qsl, urlsplit

import pytest

from heliograph.sdk.connectors import Connector, Secrets
from heliograph.sdk.errors import ReconnectNeeded
from heliograph.sdk.manifest import ConnectorManifest
from heliograph.sdk.sign_in import AppAccess, Choice, Grant, SignIn, SignInRefused

Answer = Mapping[str, str]


class SignInType(Protocol):
    """A consent flow's class."""

    manifest: ConnectorManifest

    def __call__(self, app: AppAccess) -> SignIn:
        """The flow for one app."""
        ...


@dataclass(frozen=True)
class ConsentDesk:
    """One app at one platform, and a person who answers its consent page.

    `consent` opens the address as a browser does, presses allow or deny for the test's account,
    and gives the parameters the redirect came back with. `connect` makes a connector.
    """

    kind: SignInType
    app: AppAccess
    consent: Callable[[str, bool], Awaitable[Answer]]
    connect: Callable[[Secrets], Connector]
    wait: Callable[[float], Awaitable[None]]
    hint: str = ""

    def flow(self) -> SignIn:
        """A fresh flow, as another process would make it."""
        return self.kind(self.app)

    async def granted(self) -> Grant:
        """A whole trip through the consent page, the first choice taken where there is one."""
        question = await self.flow().ask("a-state", self.hint)
        answer = await self.consent(question.url, True)
        grant = await self.flow().redeem(question.memory, answer)
        choices = await self.flow().choices(grant)
        return chosen(grant, choices[0]) if choices else grant


def chosen(grant: Grant, choice: Choice) -> Grant:
    """The grant as it is stored once an account was picked."""
    return replace(grant, secrets={**grant.secrets, **choice.secrets})


class SignInClaims:
    """What every consent flow does."""

    refreshes = True
    rotates = False
    checks_redirect = True

    async def test_the_state_comes_back(self, desk: ConsentDesk) -> None:
        question = await desk.flow().ask("some-state-of-ours", desk.hint)
        answer = await desk.consent(question.url, True)
        assert answer["state"] == "some-state-of-ours"
        assert answer["code"]

    async def test_a_yes_gives_secrets_that_open_the_account(self, desk: ConsentDesk) -> None:
        grant = await desk.granted()
        account = await desk.connect(grant.secrets).identify()
        assert account.remote_id
        known = {field.name for field in desk.kind.manifest.sign_in.fields}
        bookkeeping = {"expires_at", "refresh_expires_at"}
        assert set(grant.secrets) - bookkeeping <= known

    async def test_a_no_is_told_as_a_no(self, desk: ConsentDesk) -> None:
        question = await desk.flow().ask("a-state", desk.hint)
        answer = await desk.consent(question.url, False)
        with pytest.raises(SignInRefused) as refused:
            await desk.flow().redeem(question.memory, answer)
        assert refused.value.remedy

    async def test_a_code_serves_once(self, desk: ConsentDesk) -> None:
        question = await desk.flow().ask("a-state", desk.hint)
        answer = await desk.consent(question.url, True)
        await desk.flow().redeem(question.memory, answer)
        with pytest.raises(SignInRefused):
            await desk.flow().redeem(question.memory, answer)

    async def test_a_code_runs_out(self, desk: ConsentDesk) -> None:
        question = await desk.flow().ask("a-state", desk.hint)
        answer = await desk.consent(question.url, True)
        await desk.wait(3 * 3600)
        with pytest.raises(SignInRefused):
            await desk.flow().redeem(question.memory, answer)

    async def test_another_redirect_address_is_refused(self, desk: ConsentDesk) -> None:
        if not self.checks_redirect:
            return
        question = await desk.flow().ask("a-state", desk.hint)
        answer = await desk.consent(question.url, True)
        elsewhere = replace(desk.app, redirect_uri=f"{desk.app.redirect_uri}/elsewhere")
        with pytest.raises(SignInRefused):
            await desk.kind(elsewhere).redeem(question.memory, answer)

    async def test_a_wrong_verifier_is_refused_where_the_platform_checks_it(
        self, desk: ConsentDesk
    ) -> None:
        question = await desk.flow().ask("a-state", desk.hint)
        query = dict(parse_qsl(urlsplit(question.url).query))
        if "code_challenge" not in query:
            return
        answer = await desk.consent(question.url, True)
        memory = {**question.memory, "verifier": "x" * 64}
        with pytest.raises(SignInRefused):
            await desk.flow().redeem(memory, answer)

    async def test_refreshed_secrets_open_the_account(self, desk: ConsentDesk) -> None:
        grant = await desk.granted()
        if not self.refreshes:
            with pytest.raises(ReconnectNeeded):
                await desk.flow().refresh(grant.secrets)
            return
        await desk.wait(25 * 3600)
        fresh = await desk.flow().refresh(grant.secrets)
        kept = {**grant.secrets, **{name: value for name, value in fresh.secrets.items() if value}}
        assert kept["access_token"] != grant.secrets["access_token"]
        assert (await desk.connect(kept).identify()).remote_id
        if self.rotates:
            with pytest.raises(ReconnectNeeded):
                await desk.flow().refresh(grant.secrets)

    async def test_what_was_given_back_opens_nothing(self, desk: ConsentDesk) -> None:
        grant = await desk.granted()
        rules = desk.kind.manifest.sign_in.oauth
        await desk.flow().revoke(grant.secrets)
        await desk.flow().revoke(grant.secrets)
        if rules is not None and rules.revoke:
            with pytest.raises(ReconnectNeeded):
                await desk.connect(grant.secrets).identify()

    async def test_secrets_stay_out_of_representations(self, desk: ConsentDesk) -> None:
        grant = await desk.granted()
        seen = f"{grant!r} {desk.app!r}"
        assert grant.secrets["access_token"] not in seen
