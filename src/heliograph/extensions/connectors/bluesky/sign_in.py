"""Consent in the browser by atproto's OAuth: a pushed request, a key of its own, one-use tokens."""

from __future__ import annotations

import secrets as random_secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from heliograph.extensions.connectors.bluesky.discovery import Authority, Discovery
from heliograph.extensions.connectors.bluesky.dpop import ProofKey, Prover
from heliograph.extensions.connectors.bluesky.places import Places
from heliograph.kit.http import Answer, HTTPTrouble
from heliograph.sdk.calls import Wire, ask, hide_secrets, parse
from heliograph.sdk.connectors import Secrets
from heliograph.sdk.errors import ConnectorError, ReconnectNeeded, TryLater
from heliograph.sdk.manifest import load_connector_manifest
from heliograph.sdk.oauth import StandardSignIn, code_of
from heliograph.sdk.sign_in import AppAccess, Grant, Question, SignInRefused

OUR_NAME = "Heliograph"
LOOPBACK = frozenset({"127.0.0.1", "::1"})
ADDRESS_REMEDY = (
    "Open Heliograph at http://127.0.0.1 instead of localhost, give it a public https address, "
    "or connect with an app password."
)


class Pushed(Wire):
    """The server's name for what shall be asked."""

    request_uri: str


class BlueskySignIn(StandardSignIn):
    """The consent flow of one account's own authorization server."""

    manifest = load_connector_manifest(Path(__file__).parent)

    def __init__(self, app: AppAccess) -> None:
        super().__init__(app)
        self._discovery = Discovery(app.http, Places(app.base_url, self.manifest))

    async def ask(self, state: str, hint: str) -> Question:
        """Find the account's authorization server and tell it what shall be asked."""
        client_id = self._client_id()
        server = await self._discovery.server_of(hint)
        authority = await self._discovery.authority_of(server)
        key, verifier = ProofKey.fresh(), random_secrets.token_urlsafe(48)
        form = {
            "client_id": client_id,
            "response_type": "code",
            "redirect_uri": self.app.redirect_uri,
            "scope": " ".join(self.manifest.sign_in.scopes),
            "state": state,
            **self._challenge(verifier),
        }
        if name := hint.strip().removeprefix("@"):
            form["login_hint"] = name
        pushed = self._pushed(await self._send(key, authority.push, form), form)
        query = {"client_id": client_id, "request_uri": pushed.request_uri}
        memory = {
            "verifier": verifier,
            "dpop_key": key.text,
            "issuer": authority.issuer,
            "client_id": client_id,
        }
        return Question(f"{authority.authorize}?{urlencode(query)}", memory)

    async def redeem(self, memory: Mapping[str, str], answer: Mapping[str, str]) -> Grant:
        """Exchange the code, and make sure that who signed in lives where the code came from."""
        code, issuer = code_of(answer, self.manifest.name), memory["issuer"]
        if answer.get("iss") != issuer:
            raise SignInRefused("The answer came from another server than the one that was asked.")
        authority = await self._discovery.authority(issuer)
        key = ProofKey.from_text(memory["dpop_key"])
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.app.redirect_uri,
            "client_id": memory["client_id"],
            "code_verifier": memory["verifier"],
        }
        told = self.judged(await self._send(key, authority.token, form), form | {"token": code})
        if isinstance(told, str):
            raise SignInRefused(f"Bluesky did not accept the code: {told}")
        did = str(told.get("sub") or "")
        server = await self._home(did, authority)
        place = {"did": did, "server": server, "issuer": issuer, "dpop_key": key.text}
        return self._granted(told, {**place, "client_id": memory["client_id"]})

    async def refresh(self, secrets: Secrets) -> Grant:
        """Exchange the refresh token, which serves once."""
        token = secrets.get("refresh_token", "")
        if not (token and secrets.get("dpop_key") and secrets.get("issuer")):
            raise ReconnectNeeded("Bluesky gave no way to renew the access.")
        key = ProofKey.from_text(secrets["dpop_key"])
        authority = await self._authority(secrets["issuer"])
        form = {
            "grant_type": "refresh_token",
            "refresh_token": token,
            "client_id": secrets.get("client_id", ""),
        }
        told = self.judged(await self._send(key, authority.token, form), form)
        if isinstance(told, str):
            raise ReconnectNeeded(f"Bluesky did not renew the access: {told}")
        if told.get("sub") != secrets.get("did"):
            raise ReconnectNeeded("The renewed access belongs to another account.")
        return self._granted(told, {})

    async def revoke(self, secrets: Secrets) -> None:
        """End the permission; what came with an app password ends with the password."""
        token = secrets.get("refresh_token") or secrets.get("access_token") or ""
        if not (token and secrets.get("dpop_key") and secrets.get("issuer")):
            return
        try:
            authority = await self._authority(secrets["issuer"])
            key = ProofKey.from_text(secrets["dpop_key"])
            form = {"token": token, "client_id": secrets.get("client_id", "")}
            if authority.revoke:
                await self._send(key, authority.revoke, form)
        except (ConnectorError, HTTPTrouble):
            return

    def description(self) -> Mapping[str, object]:
        """The client metadata document that our public address stands for."""
        return {
            "client_id": self._client_id(),
            "client_name": OUR_NAME,
            "application_type": "web",
            "redirect_uris": [self.app.redirect_uri],
            "scope": " ".join(self.manifest.sign_in.scopes),
            "grant_types": ["authorization_code", "refresh_token"],
            "response_types": ["code"],
            "token_endpoint_auth_method": "none",
            "dpop_bound_access_tokens": True,
        }

    def _client_id(self) -> str:
        """The address that describes us: one that was entered, the developer's form for a program
        on the person's own machine, or our public page."""
        if self.app.client_id:
            return self.app.client_id
        back = urlsplit(self.app.redirect_uri)
        if back.scheme == "http" and back.hostname in LOOPBACK:
            said = {
                "redirect_uri": self.app.redirect_uri,
                "scope": " ".join(self.manifest.sign_in.scopes),
            }
            return f"http://localhost?{urlencode(said, quote_via=quote, safe='')}"
        if self.app.programs_url.startswith("https://"):
            return f"{self.app.programs_url.rstrip('/')}/{self.manifest.id}"
        raise SignInRefused("Bluesky sends nobody back to this address.", ADDRESS_REMEDY)

    async def _authority(self, issuer: str) -> Authority:
        """The server that gave the permission; one that changed its ways cannot renew it."""
        try:
            return await self._discovery.authority(issuer)
        except SignInRefused as error:
            raise ReconnectNeeded(error.detail) from error

    async def _home(self, did: str, authority: Authority) -> str:
        """Anybody can claim an account: its own data server must trust who vouched for it."""
        if not did.startswith("did:"):
            raise SignInRefused("Bluesky did not say whose permission it is.")
        server = await self._discovery.home_of(did)
        if (await self._discovery.authority_of(server)).issuer != authority.issuer:
            raise SignInRefused(f"{authority.issuer} may not speak for {did}.")
        return server

    def _granted(self, told: Mapping[str, Any], place: Mapping[str, str]) -> Grant:
        grant = self.grant(told, "", "")
        return Grant({**grant.secrets, **place}, grant.scopes)

    def _pushed(self, answer: Answer, form: Mapping[str, str]) -> Pushed:
        if answer.ok:
            return parse(Pushed, answer)
        told = answer.json()
        said = told if isinstance(told, dict) else {}
        words = str(said.get("error_description") or said.get("error") or answer.status)
        hidden = hide_secrets(words, form)
        if answer.status in (408, 425, 429) or answer.status >= 500:
            raise TryLater(f"Bluesky could not take the question: {hidden}")
        raise SignInRefused(f"Bluesky did not take the question: {hidden}", ADDRESS_REMEDY)

    async def _send(self, key: ProofKey, url: str, form: Mapping[str, str]) -> Answer:
        prover = Prover(key, self.app.clock)
        accept = {"Accept": "application/json"}
        return await prover.send(
            "POST",
            url,
            lambda shown: ask(
                self.app.http.post(url, data=dict(form), headers={**accept, **shown})
            ),
        )
