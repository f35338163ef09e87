"""Mastodon's consent: we register ourselves at the server, then ask; PKCE where it is offered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from heliograph.sdk.calls import Wire, ask, parse
from heliograph.sdk.errors import TryLater
from heliograph.sdk.manifest import OAuthRules, load_connector_manifest
from heliograph.sdk.oauth import StandardSignIn
from heliograph.sdk.sign_in import AppAccess, Grant, Question, SignInRefused

OUR_NAME = "Heliograph"
REGISTER = "web:/api/v1/apps"
METADATA = "web:/.well-known/oauth-authorization-server"
REGISTRATION_REMEDY = "Check the server's address, or connect with a token made there."


class Registered(Wire):
    """What the server calls us."""

    client_id: str
    client_secret: str


class MastodonSignIn(StandardSignIn):
    """The consent flow of one server; tokens never run out, so there is nothing to renew."""

    manifest = load_connector_manifest(Path(__file__).parent)

    def __init__(self, app: AppAccess, *, proves: bool = True) -> None:
        super().__init__(app)
        self._proves = proves

    @property
    def rules(self) -> OAuthRules:
        """The dialect of this server: older ones know no PKCE."""
        found = super().rules
        return found if self._proves else found.model_copy(update={"pkce": "none"})

    async def ask(self, state: str, hint: str) -> Question:
        """Register, unless the app's keys were given, and build the address of the page."""
        app = self.app if self.app.client_id else await self._registered()
        proves = await self._offers_pkce()
        question = await StandardSignIn.ask(MastodonSignIn(app, proves=proves), state, hint)
        memory = {"client_id": app.client_id, "client_secret": app.client_secret}
        return Question(question.url, memory | (dict(question.memory) if proves else {}))

    async def redeem(self, memory: Mapping[str, str], answer: Mapping[str, str]) -> Grant:
        """Exchange the code under the keys the question was asked with."""
        app = replace(
            self.app,
            client_id=memory.get("client_id", self.app.client_id),
            client_secret=memory.get("client_secret", self.app.client_secret),
        )
        asked = MastodonSignIn(app, proves="verifier" in memory)
        return await StandardSignIn.redeem(asked, memory, answer)

    async def _registered(self) -> AppAccess:
        form = {
            "client_name": OUR_NAME,
            "redirect_uris": self.app.redirect_uri,
            "scopes": " ".join(self.manifest.sign_in.scopes),
        }
        answer = await ask(self.app.http.post(self.place(REGISTER), data=form))
        if answer.status >= 500 or answer.status == 429:
            raise TryLater(f"The server answered {answer.status} to the registration.")
        if not answer.ok:
            detail = f"The server answered {answer.status} to the registration."
            raise SignInRefused(detail, REGISTRATION_REMEDY)
        told = parse(Registered, answer)
        return replace(self.app, client_id=told.client_id, client_secret=told.client_secret)

    async def _offers_pkce(self) -> bool:
        """Whether the server says so; servers before 4.3 have no such page."""
        told = (await ask(self.app.http.get(self.place(METADATA)))).json()
        methods = told.get("code_challenge_methods_supported") if isinstance(told, dict) else None
        return isinstance(methods, list) and "S256" in methods
