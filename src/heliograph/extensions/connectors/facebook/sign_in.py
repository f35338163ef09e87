"""Consent on Facebook: a person's token, made to last, then the token of the Page they choose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from heliograph.extensions.connectors.facebook.errors import RATE_CODES, UNSETTLED, error_of
from heliograph.extensions.connectors.facebook.mapping import Page, Pages
from heliograph.sdk.calls import ask, bearer, hide_secrets, parse
from heliograph.sdk.errors import TryLater
from heliograph.sdk.manifest import load_connector_manifest
from heliograph.sdk.oauth import StandardSignIn, code_of
from heliograph.sdk.sign_in import Choice, Grant, SignInRefused

PAGES = "/v26.0/me/accounts"
FIELDS = "id,name,access_token,tasks,picture"
MAY_POST = "CREATE_CONTENT"


class FacebookSignIn(StandardSignIn):
    """The consent flow of Facebook. A Page's token does not run out, so nothing is refreshed."""

    manifest = load_connector_manifest(Path(__file__).parent)

    async def redeem(self, memory: Mapping[str, str], answer: Mapping[str, str]) -> Grant:
        """Exchange the code, then the short token for one that lasts."""
        code = code_of(answer, self.manifest.name).removesuffix("#_=_")
        short = await self._token({"redirect_uri": self.app.redirect_uri, "code": code})
        long = await self._token({"grant_type": "fb_exchange_token", "fb_exchange_token": short})
        return Grant({"access_token": long}, self.manifest.sign_in.scopes)

    async def choices(self, grant: Grant) -> Sequence[Choice]:
        """The Pages on which the person may post, each with its own token."""
        token = grant.secrets["access_token"]
        url = self.manifest.address(self.app.base_url, "graph", PAGES)
        params = {"fields": FIELDS, "limit": "100"}
        answer = await ask(self.app.http.get(url, params=params, headers=bearer(token)))
        if not answer.ok:
            words = hide_secrets(error_of(answer).words, grant.secrets)
            raise SignInRefused(f"Facebook did not list the Pages: {words}")
        pages = [page for page in parse(Pages, answer).items if MAY_POST in page.tasks]
        if not pages:
            raise SignInRefused(
                "There is no Page on which this person may post.",
                "Ask an admin of the Page for the task to create content, then start again.",
            )
        return [_choice(page) for page in pages]

    async def _token(self, params: dict[str, str]) -> str:
        keys = {"client_id": self.app.client_id, "client_secret": self.app.client_secret}
        sent = params | keys
        answer = await ask(self.app.http.get(self.place(self.rules.token), params=sent))
        told: Any = answer.json()
        if answer.ok and isinstance(told, dict) and told.get("access_token"):
            return str(told["access_token"])
        error = error_of(answer)
        passing = answer.ok or answer.status >= 500 or answer.status in (408, 429)
        if passing or error.is_transient or error.code in RATE_CODES | UNSETTLED - {1}:
            raise TryLater("Facebook could not say yes or no.")
        hidden = hide_secrets(error.words, {**sent, "token": params.get("fb_exchange_token", "")})
        raise SignInRefused(f"Facebook did not accept the code: {hidden}")


def _choice(page: Page) -> Choice:
    return Choice(
        id=page.id,
        name=page.name,
        kind="page",
        avatar_url=page.picture.data.url or None,
        secrets={"access_token": page.access_token, "page_id": page.id},
    )
