"""LinkedIn's OAuth: a code of thirty minutes, sixty days of access, a refresh token that never
lives longer than its first year."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.accounts import grant_token
from heliograph.apps.sandbox.answers import read_parameters, text_of, texts_of
from heliograph.apps.sandbox.codes import (
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
from heliograph.apps.sandbox.linkedin.manners import oauth_error
from heliograph.apps.sandbox.linkedin.sign_in import is_page
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.world import world_of

DAY = 86_400
CODE_S, ACCESS_S, REFRESH_S = 1800, 60 * DAY, 365 * DAY
MEMBER_SCOPES = (
    "openid profile email w_member_social r_member_postAnalytics r_member_profileAnalytics"
)
PAGE_SCOPES = "w_organization_social r_organization_social rw_organization_admin"
SCOPES = frozenset(f"{MEMBER_SCOPES} {PAGE_SCOPES}".split())


async def authorize(request: Request) -> Response:
    """GET shows the question; POST carries the person's answer."""
    parameters = await read_parameters(request)
    app, target = await _asked(request, parameters)
    scopes, state = text_of(parameters.get("scope")), text_of(parameters.get("state"))
    unknown = sorted(set(scopes.split()) - SCOPES)
    if unknown or not scopes:
        words = f'Scope "{unknown[0] if unknown else ""}" is not authorized for your application'
        told = {"error": "unauthorized_scope_error", "error_description": words, "state": state}
        return back_to(target, told)
    ask = Ask(
        Question("linkedin", app.name, scopes, texts_of(parameters)),
        Grant(app.client_id, "", target, scopes),
        {"error": "user_cancelled_authorize", "state": state,
         "error_description": "The user cancelled the authorization"},
        oauth_error("invalid_request", "There is no such member"),
    )  # fmt: skip
    early = await page_or_no(request, ask, lambda account: not is_page(account))
    return early or back_to(target, {"code": await allow(request, ask), "state": state})


async def access_token(request: Request) -> Response:
    """POST /oauth/v2/accessToken: for a code, or for a refresh token."""
    parameters = await read_parameters(request)
    app = await trusted_app(request, "linkedin", *sent_pair(parameters))
    if app is None:
        raise oauth_error("invalid_client", "Client authentication failed", 401)
    kind = text_of(parameters.get("grant_type"))
    if kind == "authorization_code":
        return await _from_code(request, app, parameters)
    if kind == "refresh_token":
        return await _from_refresh(request, app, text_of(parameters.get("refresh_token")))
    raise oauth_error("unsupported_grant_type", "Only authorization_code and refresh_token")


async def _from_code(request: Request, app: App, parameters: Mapping[str, JSON]) -> Response:
    world = world_of(request)
    now, token, longer = world.clock.seconds(), _token("AQV"), _token("AQW")
    code = text_of(parameters.get("code"))

    def exchange(db: Connection) -> Grant | None:
        grant = redeem_code(db, "linkedin", code, now, CODE_S)
        if grant is None or not serves(grant, app, parameters):
            return None
        names = ("linkedin", grant.scopes)
        grant_token(db, token, grant.account_id, names, now, now + ACCESS_S)
        db.execute(
            "insert into linkedin_refresh values (?, ?, ?, ?, ?, null)",
            (longer, grant.account_id, app.client_id, grant.scopes, now + REFRESH_S),
        )
        return grant

    grant = await world.store.write(exchange)
    if grant is None:
        raise oauth_error(
            "invalid_request", "Unable to retrieve access token: appid/redirect uri/code verifier "
            "does not match authorization code. Or authorization code expired.",
        )  # fmt: skip
    return _answer(token, longer, REFRESH_S, grant.scopes)


async def _from_refresh(request: Request, app: App, longer: str) -> Response:
    """A new access token; the refresh token stays, with what is left of its year."""
    world = world_of(request)
    now, token = world.clock.seconds(), _token("AQV")

    def exchange(db: Connection) -> tuple[float, str] | None:
        row = db.execute(
            "select * from linkedin_refresh where token = ? and client_id = ? and expires_at > ? "
            "and revoked_at is null", (longer, app.client_id, now),
        ).fetchone()  # fmt: skip
        if row is None:
            return None
        until = min(now + ACCESS_S, row["expires_at"])
        grant_token(db, token, row["account_id"], ("linkedin", row["scopes"]), now, until)
        return row["expires_at"] - now, row["scopes"]

    found = await world.store.write(exchange)
    if found is None:
        raise oauth_error(
            "invalid_grant", "The provided authorization grant or refresh token is invalid, "
            "expired or revoked",
        )  # fmt: skip
    return _answer(token, longer, int(found[0]), found[1])


def end_access(db: Connection, account_id: str, now: float) -> None:
    """The person withdrew the permission."""
    db.execute("update linkedin_refresh set revoked_at = ? where account_id = ?", (now, account_id))


async def _asked(request: Request, parameters: Mapping[str, JSON]) -> tuple[App, str]:
    """The program and where to go back to; what is wrong with either is told on the page."""
    app = await known_app(request, "linkedin", text_of(parameters.get("client_id")))
    if app is None:
        raise oauth_error("invalid_client_id", "The passed in client_id is invalid", 401)
    target = text_of(parameters.get("redirect_uri"))
    if not redirect_allowed(app, target):
        raise oauth_error("invalid_redirect_uri", "The redirect_uri does not match the registered")
    if text_of(parameters.get("response_type")) != "code":
        raise oauth_error("unsupported_response_type", "response_type must be code")
    return app, target


def _answer(token: str, longer: str, left: int, scopes: str) -> JSONResponse:
    return JSONResponse({
        "access_token": token, "expires_in": ACCESS_S, "refresh_token": longer,
        "refresh_token_expires_in": left, "scope": ",".join(scopes.split()),
        "token_type": "Bearer",
    })  # fmt: skip


def _token(prefix: str) -> str:
    return prefix + secrets.token_urlsafe(64)
