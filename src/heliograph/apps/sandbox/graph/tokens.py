"""The consent that Instagram and Threads share: a code, an hour, sixty days, and renewal."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from heliograph.apps.sandbox.accounts import Token, grant_token
from heliograph.apps.sandbox.answers import Refusal, read_parameters, text_of, texts_of
from heliograph.apps.sandbox.codes import (
    OWN_APP,
    App,
    Grant,
    known_app,
    redeem_code,
    redirect_allowed,
    sent_pair,
    serves,
    trusted_app,
)
from heliograph.apps.sandbox.consent import Ask, Question, allow, back_to, page_or_no
from heliograph.apps.sandbox.graph.callers import living_token
from heliograph.apps.sandbox.graph.product import Product
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.world import world_of

HOUR, DAY = 3600, 86_400
Answering = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True)
class Desk:
    """One product's consent. `prefix` begins its tokens and `dialect` its grant types; `needed` is
    the scope without which it grants nothing."""

    product: Product
    prefix: str
    dialect: str
    scopes: tuple[str, ...]
    needed: tuple[str, ...]
    long_life: int

    def new_token(self) -> str:
        """A token in the product's own form."""
        return self.prefix + secrets.token_urlsafe(48)

    def routes(self, short_token: Answering, version: str) -> list[BaseRoute]:
        """Where consent is asked for and tokens are given; the later two also below a version."""
        return [
            Route("/oauth/authorize", self.authorize, methods=["GET", "POST"]),
            Route("/oauth/access_token", short_token, methods=["POST"]),
            *(
                Route(f"{below}/{path}", answer)
                for below in ("", f"/{version}")
                for path, answer in (
                    ("access_token", self.long_token), ("refresh_access_token", self.refresh),
                )
            ),
        ]  # fmt: skip

    async def authorize(self, request: Request) -> Response:
        """GET shows the question; POST carries the person's answer."""
        parameters = await read_parameters(request)
        client_id, target = await self._checked(request, parameters)
        scopes, state = text_of(parameters.get("scope")), text_of(parameters.get("state"))
        ask = Ask(
            Question(self.product.name, client_id, scopes, texts_of(parameters)),
            Grant(client_id, "", target, scopes),
            {"error": "access_denied", "error_reason": "user_denied",
             "error_description": "The user denied your request", "state": state},
            self.product.bad_parameter("No such account"),
        )  # fmt: skip
        early = await page_or_no(request, ask)
        # Meta hangs this fragment onto every redirect.
        return early or back_to(target, {"code": await allow(request, ask), "state": state}, "#_")

    async def redeemed(self, request: Request) -> tuple[str, Grant]:
        """POST /oauth/access_token: a code becomes a token of one hour; the token and its grant."""
        parameters = await read_parameters(request)
        if text_of(parameters.get("grant_type")) != "authorization_code":
            raise self.product.bad_parameter("Invalid grant_type")
        app = await self._client(request, *sent_pair(parameters))
        world = world_of(request)
        now, token, name = world.clock.seconds(), self.new_token(), self.product.name

        def exchange(db: Connection) -> Grant | None:
            code = text_of(parameters.get("code")).removesuffix("#_")
            grant = redeem_code(db, name, code, now, HOUR)
            if grant is None or not serves(grant, app, parameters):
                return None
            scopes = (name, grant.scopes.replace(",", " "))
            grant_token(db, token, grant.account_id, scopes, now, now + HOUR)
            return grant

        grant = await world.store.write(exchange)
        if grant is None:
            raise Refusal(400, {
                "error_type": "OAuthException", "code": 400,
                "error_message": "This authorization code has been used, is invalid or has expired",
            })  # fmt: skip
        return token, grant

    async def long_token(self, request: Request) -> Response:
        """GET /access_token: sixty days for one hour."""
        parameters = await read_parameters(request)
        self._check_grant_type(parameters, "exchange_token")
        # This exchange names no program, only its secret.
        await self._client(request, OWN_APP, sent_pair(parameters)[1])
        text = text_of(parameters.get("access_token"))
        return await self._sixty_days(request, await living_token(self.product, request, text))

    async def refresh(self, request: Request) -> Response:
        """GET /refresh_access_token: only for a living token of at least a day."""
        parameters = await read_parameters(request)
        self._check_grant_type(parameters, "refresh_token")
        text = text_of(parameters.get("access_token"))
        token = await living_token(self.product, request, text)
        if world_of(request).clock.seconds() < token.created_at + DAY:
            raise self.product.bad_parameter("The access token must be at least 24 hours old.")
        return await self._sixty_days(request, token)

    async def _checked(self, request: Request, parameters: Mapping[str, JSON]) -> tuple[str, str]:
        """The program and its address to come back to, both known."""
        client_id = text_of(parameters.get("client_id"))
        target = text_of(parameters.get("redirect_uri"))
        if not client_id or not target:
            raise self.product.missing("client_id" if not client_id else "redirect_uri")
        app = await known_app(request, self.product.name, client_id)
        if app is None:
            words = "Error validating application. Cannot get application info."
            raise self.product.envelope(400, 101, words)
        if not redirect_allowed(app, target):
            words = "The redirect_uri is not among those of the application."
            raise self.product.envelope(400, 191, words)
        asked = set(text_of(parameters.get("scope")).split(","))
        if not asked & set(self.needed) or not asked <= set(self.scopes):
            words = f"Invalid scope: {self.needed[0]} is required, unknown ones are refused."
            raise self.product.bad_parameter(words)
        if text_of(parameters.get("response_type")) != "code":
            raise self.product.bad_parameter("Invalid response_type")
        return client_id, target

    async def _sixty_days(self, request: Request, token: Token) -> Response:
        world = world_of(request)
        now, made = world.clock.seconds(), self.new_token()
        owner, scopes = token.account.id, (self.product.name, " ".join(token.scopes))
        until = now + self.long_life
        await world.store.write(lambda db: grant_token(db, made, owner, scopes, now, until))
        told = {"access_token": made, "token_type": "bearer", "expires_in": self.long_life}
        return JSONResponse(told)

    def _check_grant_type(self, parameters: Mapping[str, JSON], what: str) -> None:
        if text_of(parameters.get("grant_type")) != f"{self.dialect}_{what}":
            raise self.product.bad_parameter("Invalid grant_type")

    async def _client(self, request: Request, client_id: str, secret: str) -> App:
        """The program; the secret must be its own."""
        app = await trusted_app(request, self.product.name, client_id, secret)
        if app is None:
            raise self.product.envelope(400, 101, "Error validating client secret.")
        return app
