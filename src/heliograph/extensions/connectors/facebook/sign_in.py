"""Consent on Facebook: a person's token, made to last, then the token of the Page they choose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from heliograph.extensions.connectors.facebook.client import proof_of
from heliograph.extensions.connectors.facebook.wire import Businesses, Page, Pages
from heliograph.kit.http import Answer
from heliograph.sdk.calls import ask, bearer, hide_secrets, parse
from heliograph.sdk.connectors import Secrets
from heliograph.sdk.errors import TryLater
from heliograph.sdk.graph.errors import error_of, is_passing
from heliograph.sdk.manifest import load_connector_manifest
from heliograph.sdk.oauth import StandardSignIn, code_of
from heliograph.sdk.sign_in import Choice, Grant, SignInRefused

FIELDS = "id,name,access_token,tasks,picture"
MAY_POST = "CREATE_CONTENT"
AT_ONCE = 100
MOST_LISTS = 10
OF_A_BUSINESS = ("owned_pages", "client_pages")


class FacebookSignIn(StandardSignIn):
    """The consent flow of Facebook. A Page's token does not run out, so nothing is refreshed."""

    manifest = load_connector_manifest(Path(__file__).parent)

    async def redeem(self, memory: Mapping[str, str], answer: Mapping[str, str]) -> Grant:
        """Exchange the code, then the short token for one that lasts."""
        code = code_of(answer, self.manifest.name).removesuffix("#_=_")
        short = await self._token({"redirect_uri": self.app.redirect_uri, "code": code})
        long = await self._token({"grant_type": "fb_exchange_token", "fb_exchange_token": short})
        secrets = {"access_token": long, "client_secret": self.app.client_secret}
        return Grant(secrets, self.manifest.sign_in.scopes)

    async def choices(self, grant: Grant) -> Sequence[Choice]:
        """The Pages on which the person may post, each with its own token: those of their own and
        those of the businesses they belong to."""
        pages = await self._pages(grant.secrets, "me/accounts")
        for business in await self._businesses(grant.secrets):
            for edge in OF_A_BUSINESS:
                pages += await self._pages(grant.secrets, f"{business}/{edge}", needed=False)
        usable = {one.id: one for one in pages if one.access_token and MAY_POST in one.tasks}
        if not usable:
            raise SignInRefused(
                "There is no Page on which this person may post.",
                "Ask an admin of the Page for the task to create content, then start again.",
            )
        return [_choice(page) for page in usable.values()]

    async def _pages(self, secrets: Secrets, path: str, *, needed: bool = True) -> list[Page]:
        """One list of Pages, to its end; a list that is not needed may be closed to the person."""
        found: list[Page] = []
        params = {"fields": FIELDS, "limit": str(AT_ONCE)}
        for _ in range(MOST_LISTS):
            answer = await self._ask(secrets, path, params)
            if not answer.ok:
                if needed:
                    words = hide_secrets(error_of(answer).words, secrets)
                    raise SignInRefused(f"Facebook did not list the Pages: {words}")
                return found
            pages = parse(Pages, answer)
            found.extend(pages.items)
            after = pages.paging.cursors.after
            if not after or len(pages.items) < AT_ONCE:
                return found
            params["after"] = after
        return found

    async def _businesses(self, secrets: Secrets) -> list[str]:
        """The portfolios the person belongs to; none where they did not allow to see them."""
        answer = await self._ask(secrets, "me/businesses", {"fields": "id,name"})
        return [one.id for one in parse(Businesses, answer).items] if answer.ok else []

    async def _ask(self, secrets: Secrets, path: str, params: Mapping[str, str]) -> Answer:
        url = self.manifest.address(self.app.base_url, "graph", f"/v26.0/{path}")
        headers = bearer(secrets["access_token"])
        query = {**params, **proof_of(secrets)}
        return await ask(self.app.http.get(url, params=query, headers=headers))

    async def _token(self, params: dict[str, str]) -> str:
        keys = {"client_id": self.app.client_id, "client_secret": self.app.client_secret}
        sent = params | keys
        answer = await ask(self.app.http.get(self.place(self.rules.token), params=sent))
        told: Any = answer.json()
        if answer.ok and isinstance(told, dict) and told.get("access_token"):
            return str(told["access_token"])
        # A wrong secret of the app comes with code 1, which elsewhere is a passing trouble.
        is_lasting = answer.status == 400 and error_of(answer).code == 1
        if answer.ok or (is_passing(answer) and not is_lasting) or error_of(answer).is_transient:
            raise TryLater("Facebook could not say yes or no.")
        hidden = hide_secrets(
            error_of(answer).words, {**sent, "token": params.get("fb_exchange_token", "")}
        )
        raise SignInRefused(f"Facebook did not accept the code: {hidden}")


def _choice(page: Page) -> Choice:
    return Choice(
        id=page.id,
        name=page.name,
        kind="page",
        avatar_url=page.picture.data.url or None,
        secrets={"access_token": page.access_token, "page_id": page.id},
    )
