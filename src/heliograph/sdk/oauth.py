"""OAuth 2 by the manifest: authorization code, PKCE, refresh, revocation (RFC 6749, 7636, 7009).

A connector whose platform keeps to the standard exports `StandardSignIn` with its manifest; one
that has ways of its own overrides the one step that differs.
"""

from __future__ import annotations

import base64
import hashlib
import secrets as random_secrets
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from heliograph.kit.http import Answer, HTTPTrouble
from heliograph.sdk.calls import ask, hide_secrets
from heliograph.sdk.connectors import Secrets
from heliograph.sdk.errors import ReconnectNeeded, TryLater
from heliograph.sdk.manifest import ConnectorManifest, OAuthRules
from heliograph.sdk.sign_in import AppAccess, Choice, Grant, Question, SignInRefused

DENIED = frozenset({"access_denied", "user_cancelled_login", "user_cancelled_authorize"})
DEAD = frozenset({"invalid_grant", "invalid_token", "unauthorized_client", "invalid_client"})


class StandardSignIn:
    """Implements `heliograph.sdk.sign_in.SignIn` for a platform that keeps to the standard."""

    manifest: ConnectorManifest

    def __init__(self, app: AppAccess) -> None:
        self.app = app

    @property
    def headers(self) -> Mapping[str, str]:
        """What the platform wants to see on every call besides the standard's headers."""
        return {}

    @property
    def rules(self) -> OAuthRules:
        """The platform's dialect."""
        found = self.manifest.sign_in.oauth
        if found is None:
            raise LookupError(f"The manifest of {self.manifest.id} has no sign_in.oauth")
        return found

    async def ask(self, state: str, hint: str) -> Question:
        """The address of the consent page, with a fresh verifier where the platform checks one."""
        verifier = random_secrets.token_urlsafe(48)
        values = {
            "response_type": "code",
            self.rules.client_id_name: self.app.client_id,
            "redirect_uri": self.app.redirect_uri,
            "scope": self.rules.scope_separator.join(self.manifest.sign_in.scopes),
            "state": state,
            **self.rules.authorize_extra,
            **self._challenge(verifier),
        }
        url = f"{self.place(self.rules.authorize)}?{urlencode(values)}"
        return Question(url, {"verifier": verifier})

    async def redeem(self, memory: Mapping[str, str], answer: Mapping[str, str]) -> Grant:
        """Exchange the code."""
        code = code_of(answer, self.manifest.name)
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.app.redirect_uri,
        }
        if self.rules.pkce != "none":
            form["code_verifier"] = memory["verifier"]
        told = await self._token_call(form, self.app.client_id, self.app.client_secret)
        if isinstance(told, str):
            raise SignInRefused(f"{self.manifest.name} did not accept the code: {told}")
        return self.grant(told, self.app.client_id, self.app.client_secret)

    async def choices(self, grant: Grant) -> Sequence[Choice]:
        """None: the account that consented is the one."""
        return ()

    async def refresh(self, secrets: Secrets) -> Grant:
        """Exchange the refresh token."""
        token = secrets.get("refresh_token", "")
        if not (self.rules.refreshes and token):
            raise ReconnectNeeded(f"{self.manifest.name} gave no way to renew the access.")
        form = {"grant_type": "refresh_token", "refresh_token": token}
        client_id, client_secret = self.credentials(secrets)
        told = await self._token_call(form, client_id, client_secret)
        if isinstance(told, str):
            raise ReconnectNeeded(f"{self.manifest.name} did not renew the access: {told}")
        return self.grant(told, client_id, client_secret)

    async def revoke(self, secrets: Secrets) -> None:
        """Revoke what lives longest. The caller erases our copy whatever the platform says."""
        if self.rules.revoke is None:
            return
        token = secrets.get("refresh_token") or secrets.get("access_token") or ""
        client_id, client_secret = self.credentials(secrets)
        try:
            await self._post(self.rules.revoke, {"token": token}, client_id, client_secret)
        except HTTPTrouble:
            return

    def credentials(self, secrets: Secrets) -> tuple[str, str]:
        """The app's id and secret: those stored with the channel, else the ones given."""
        name = self.rules.client_id_name
        return (
            secrets.get(name) or self.app.client_id,
            secrets.get("client_secret") or self.app.client_secret,
        )

    def place(self, where: str) -> str:
        """The address of a `host:path` of the manifest."""
        host, _, path = where.partition(":")
        return self.manifest.address(self.app.base_url, host, path)

    def grant(self, told: Mapping[str, Any], client_id: str, client_secret: str) -> Grant:
        """What the platform told, under our names."""
        now = int(self.app.clock.now().timestamp())
        found = {
            "access_token": str(told.get("access_token") or ""),
            "refresh_token": str(told.get("refresh_token") or ""),
            self.rules.client_id_name: client_id,
            "client_secret": client_secret,
        }
        for ours, theirs in (
            ("expires_at", ("expires_in",)),
            ("refresh_expires_at", ("refresh_expires_in", "refresh_token_expires_in")),
        ):
            lives = next((told[name] for name in theirs if told.get(name)), None)
            if lives is not None:
                found[ours] = str(now + int(lives))
        scopes = str(told.get("scope") or "").replace(",", " ").split()
        return Grant({name: value for name, value in found.items() if value}, tuple(scopes))

    def _challenge(self, verifier: str) -> dict[str, str]:
        if self.rules.pkce == "none":
            return {}
        digest = hashlib.sha256(verifier.encode()).digest()
        plain = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        challenge = digest.hex() if self.rules.pkce == "hex" else plain
        return {"code_challenge": challenge, "code_challenge_method": "S256"}

    async def _token_call(
        self, form: dict[str, str], client_id: str, client_secret: str
    ) -> Mapping[str, Any] | str:
        """What the token endpoint gave, or its words when the answer is a lasting no."""
        answer = await ask(self._post(self.rules.token, form, client_id, client_secret))
        return self.judged(answer, form | {"client_secret": client_secret})

    def judged(self, answer: Answer, sent: Secrets) -> Mapping[str, Any] | str:
        """A token endpoint's answer: what it gave, or its words for a lasting no, with nothing in
        them of what was `sent`. Raises `TryLater` where it said neither."""
        told = answer.json()
        told = told if isinstance(told, dict) else {}
        if answer.ok and told.get("access_token"):
            return told
        words = str(told.get("error_description") or told.get("error") or answer.status)
        hidden = hide_secrets(words, sent)
        if answer.status in (408, 425, 429) or answer.status >= 500:
            raise TryLater(f"{self.manifest.name} could not say yes or no: {hidden}")
        if answer.ok and not told.get("error"):
            raise TryLater(f"{self.manifest.name} answered without a token.")
        return hidden

    async def _post(
        self, where: str, form: dict[str, str], client_id: str, client_secret: str
    ) -> Answer:
        headers = {"Accept": "application/json", **self.headers}
        if self.rules.client_auth == "basic" and client_secret:
            pair = base64.b64encode(f"{client_id}:{client_secret}".encode()).decode()
            headers["Authorization"] = f"Basic {pair}"
        else:
            form = form | {self.rules.client_id_name: client_id}
            if client_secret:
                form = form | {"client_secret": client_secret}
        return await self.app.http.post(self.place(where), data=form, headers=headers)


def code_of(answer: Mapping[str, str], platform: str) -> str:
    """The code in a redirect; `SignInRefused` when it carries a no."""
    error = answer.get("error")
    if error in DENIED:
        raise SignInRefused(f"The access to {platform} was not allowed.")
    if error:
        words = answer.get("error_description") or error
        raise SignInRefused(f"{platform} ended the connection: {words}")
    code = answer.get("code", "")
    if not code:
        raise SignInRefused(f"{platform} came back without a code.")
    return code
