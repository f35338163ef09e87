"""Instagram Login: a code, a token of one hour, a token of sixty days, and its renewal."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from heliograph.apps.sandbox.accounts import (
    Account,
    all_accounts,
    find_account,
    grant_token,
)
from heliograph.apps.sandbox.answers import Refusal, read_parameters, text_of
from heliograph.apps.sandbox.codes import Grant, app_of, issue_code, redeem_code, with_query
from heliograph.apps.sandbox.consent import Question, consent_page
from heliograph.apps.sandbox.instagram.manners import envelope, missing
from heliograph.apps.sandbox.instagram.sign_in import living_token
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.world import world_of

HOUR, DAY = 3600, 86_400
LONG_LIFE = 60 * DAY


async def authorize(request: Request) -> Response:
    """GET shows the question; POST carries the person's answer."""
    parameters = await read_parameters(request)
    client_id = text_of(parameters.get("client_id"))
    target = text_of(parameters.get("redirect_uri"))
    if not client_id or not target:
        raise missing("client_id" if not client_id else "redirect_uri")
    scopes, state = text_of(parameters.get("scope")), text_of(parameters.get("state"))
    world = world_of(request)
    if request.method == "GET":
        accounts = await world.store.read(lambda db: all_accounts(db, "instagram"))
        fields = {name: text_of(value) for name, value in parameters.items()}
        return consent_page(Question("instagram", client_id, scopes, fields), accounts)
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
        code = text_of(parameters.get("code")).removesuffix("#_")
        grant = redeem_code(db, "instagram", code, now, HOUR)
        asked = (text_of(parameters.get("client_id")), text_of(parameters.get("redirect_uri")))
        if grant is None or (grant.client_id, grant.redirect_uri) != asked:
            return None
        grant_token(db, token, grant.account_id, ("instagram", grant.scopes), now, now + HOUR)
        return grant

    grant = await world.store.write(exchange)
    if grant is None:
        raise Refusal(400, {
            "error_type": "OAuthException", "code": 400,
            "error_message": "Invalid authorization code or redirect_uri",
        })  # fmt: skip
    return JSONResponse({
        "access_token": token, "user_id": int(grant.account_id),
        "permissions": grant.scopes.split(","),
    })  # fmt: skip


async def long_token(request: Request) -> Response:
    """GET /access_token?grant_type=ig_exchange_token: sixty days for one hour."""
    parameters = await read_parameters(request)
    await _check_secret(request, parameters)
    if text_of(parameters.get("grant_type")) != "ig_exchange_token":
        raise envelope(400, 100, "(#100) Invalid grant_type")
    token = await living_token(request, text_of(parameters.get("access_token")))
    return await _sixty_days(request, token.account)


async def refresh(request: Request) -> Response:
    """GET /refresh_access_token: only for a living token of at least a day."""
    parameters = await read_parameters(request)
    if text_of(parameters.get("grant_type")) != "ig_refresh_token":
        raise envelope(400, 100, "(#100) Invalid grant_type")
    token = await living_token(request, text_of(parameters.get("access_token")))
    if world_of(request).clock.seconds() < token.created_at + DAY:
        raise envelope(400, 100, "(#100) The access token must be at least 24 hours old.")
    return await _sixty_days(request, token.account)


async def _sixty_days(request: Request, account: Account) -> Response:
    world = world_of(request)
    now, made = world.clock.seconds(), _new_token()
    await world.store.write(
        lambda db: grant_token(db, made, account.id, ("instagram", ""), now, now + LONG_LIFE)
    )
    return JSONResponse({"access_token": made, "token_type": "bearer", "expires_in": LONG_LIFE})


async def _allow(request: Request, grant: Grant, parameters: Mapping[str, JSON]) -> str:
    world = world_of(request)
    now = world.clock.seconds()
    handle = text_of(parameters.get("account"))

    def store(db: Connection) -> str:
        account = find_account(db, "instagram", handle)
        if account is None:
            raise envelope(400, 100, "(#100) No such account")
        whole = Grant(grant.client_id, account.id, grant.redirect_uri, grant.scopes)
        return issue_code(db, "instagram", whole, now)

    return await world.store.write(store)


async def _check_secret(request: Request, parameters: Mapping[str, JSON]) -> None:
    known = await world_of(request).store.read(lambda db: app_of(db, "instagram"))
    if text_of(parameters.get("client_secret")) != known.client_secret:
        raise envelope(400, 101, "Error validating client secret.")


def _new_token() -> str:
    return "IGAA" + secrets.token_urlsafe(48)
