"""Threads' consent: a code, a token of one hour, a token of sixty days, and its renewal."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from heliograph.apps.sandbox.accounts import Token, all_accounts, find_account, grant_token
from heliograph.apps.sandbox.answers import Refusal, read_parameters, text_of
from heliograph.apps.sandbox.codes import (
    Grant,
    find_app,
    issue_code,
    redeem_code,
    redirect_allowed,
    with_query,
)
from heliograph.apps.sandbox.consent import Question, consent_page
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.threads.manners import bad_parameter, envelope, missing
from heliograph.apps.sandbox.threads.sign_in import SCOPES, living_token
from heliograph.apps.sandbox.world import world_of

HOUR, DAY = 3600, 86_400
LONG_LIFE = 5_183_944


async def authorize(request: Request) -> Response:
    """GET shows the question; POST carries the person's answer."""
    parameters = await read_parameters(request)
    client_id, target = await _checked(request, parameters)
    scopes, state = text_of(parameters.get("scope")), text_of(parameters.get("state"))
    if request.method == "GET":
        accounts = await world_of(request).store.read(lambda db: all_accounts(db, "threads"))
        fields = {name: text_of(value) for name, value in parameters.items()}
        return consent_page(Question("threads", client_id, scopes, fields), accounts)
    if text_of(parameters.get("decision")) != "allow":
        denial = {"error": "access_denied", "error_reason": "user_denied",
                  "error_description": "The user denied your request", "state": state}  # fmt: skip
        return RedirectResponse(with_query(target, denial), 303)
    code = await _allow(request, Grant(client_id, "", target, scopes), parameters)
    # Meta hangs this fragment onto every redirect.
    return RedirectResponse(with_query(target, {"code": code, "state": state}) + "#_", 303)


async def short_token(request: Request) -> Response:
    """POST /oauth/access_token: a code becomes a token of one hour."""
    parameters = await read_parameters(request)
    await _check_secret(request, parameters)
    world = world_of(request)
    now, token = world.clock.seconds(), _new_token()

    def exchange(db: Connection) -> Grant | None:
        code = text_of(parameters.get("code"))
        grant = redeem_code(db, "threads", code, now, HOUR)
        asked = (text_of(parameters.get("client_id")), text_of(parameters.get("redirect_uri")))
        if grant is None or (grant.client_id, grant.redirect_uri) != asked:
            return None
        scopes = grant.scopes.replace(",", " ")
        grant_token(db, token, grant.account_id, ("threads", scopes), now, now + HOUR)
        return grant

    grant = await world.store.write(exchange)
    if grant is None:
        raise Refusal(400, {
            "error_type": "OAuthException", "code": 400,
            "error_message": "This authorization code has been used, is invalid or has expired",
        })  # fmt: skip
    return JSONResponse({"access_token": token, "user_id": grant.account_id})


async def long_token(request: Request) -> Response:
    """GET /access_token?grant_type=th_exchange_token: sixty days for one hour."""
    parameters = await read_parameters(request)
    if text_of(parameters.get("grant_type")) != "th_exchange_token":
        raise bad_parameter("Invalid grant_type")
    await _check_secret(request, parameters, named=False)
    return await _sixty_days(
        request, await living_token(request, text_of(parameters.get("access_token")))
    )


async def refresh(request: Request) -> Response:
    """GET /refresh_access_token: only for a living token of at least a day."""
    parameters = await read_parameters(request)
    if text_of(parameters.get("grant_type")) != "th_refresh_token":
        raise bad_parameter("Invalid grant_type")
    token = await living_token(request, text_of(parameters.get("access_token")))
    if world_of(request).clock.seconds() < token.created_at + DAY:
        raise bad_parameter("The access token must be at least 24 hours old.")
    return await _sixty_days(request, token)


async def _checked(request: Request, parameters: Mapping[str, JSON]) -> tuple[str, str]:
    """The program and its address to come back to, both known."""
    client_id = text_of(parameters.get("client_id"))
    target = text_of(parameters.get("redirect_uri"))
    if not client_id or not target:
        raise missing("client_id" if not client_id else "redirect_uri")
    app = await world_of(request).store.read(lambda db: find_app(db, "threads", client_id))
    if app is None:
        raise envelope(400, 101, "Error validating application. Cannot get application info.")
    if not redirect_allowed(app, target):
        raise envelope(400, 191, "The redirect_uri is not among those of the application.")
    asked = text_of(parameters.get("scope")).split(",")
    if "threads_basic" not in asked or not set(asked) <= set(SCOPES):
        raise bad_parameter("Invalid scope: threads_basic is required, unknown ones are refused.")
    if text_of(parameters.get("response_type")) != "code":
        raise bad_parameter("Invalid response_type")
    return client_id, target


async def _sixty_days(request: Request, token: Token) -> Response:
    world = world_of(request)
    now, made = world.clock.seconds(), _new_token()
    owner, scopes = token.account.id, ("threads", " ".join(token.scopes))
    await world.store.write(lambda db: grant_token(db, made, owner, scopes, now, now + LONG_LIFE))
    return JSONResponse({"access_token": made, "token_type": "bearer", "expires_in": LONG_LIFE})


async def _allow(request: Request, grant: Grant, parameters: Mapping[str, JSON]) -> str:
    world = world_of(request)
    now = world.clock.seconds()
    handle = text_of(parameters.get("account"))

    def store(db: Connection) -> str:
        account = find_account(db, "threads", handle)
        if account is None:
            raise bad_parameter("No such account")
        whole = Grant(grant.client_id, account.id, grant.redirect_uri, grant.scopes)
        return issue_code(db, "threads", whole, now)

    return await world.store.write(store)


async def _check_secret(
    request: Request, parameters: Mapping[str, JSON], *, named: bool = True
) -> None:
    """The secret must be the program's; only the first exchange names the program as well."""
    wanted = text_of(parameters.get("client_id")) if named else "sandbox"
    app = await world_of(request).store.read(lambda db: find_app(db, "threads", wanted))
    if app is None or text_of(parameters.get("client_secret")) != app.client_secret:
        raise envelope(400, 101, "Error validating client secret.")


def _new_token() -> str:
    return "THAA" + secrets.token_urlsafe(48)
