"""Pinterest's OAuth: a token of thirty days, and a refresh token that is replaced at each use."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.accounts import grant_token, revoke_token
from heliograph.apps.sandbox.answers import basic_pair, read_parameters, text_of, texts_of
from heliograph.apps.sandbox.codes import (
    App,
    Grant,
    known_app,
    redeem_code,
    redirect_allowed,
    serves,
    trusted_app,
)
from heliograph.apps.sandbox.consent import Ask, Question, allow, back_to, page_or_no
from heliograph.apps.sandbox.pinterest.manners import invalid, refused, unauthorized
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.world import world_of

ACCESS_S, REFRESH_S, CODE_S = 2_592_000, 5_184_000, 600
SCOPES = ("boards:read", "boards:write", "pins:read", "pins:write", "user_accounts:read")


async def authorize(request: Request) -> Response:
    """GET shows the question; POST carries the person's answer."""
    parameters = await read_parameters(request)
    app, scopes = await _asked(request, parameters)
    target, state = text_of(parameters.get("redirect_uri")), text_of(parameters.get("state"))
    ask = Ask(
        Question("pinterest", app.name, scopes, texts_of(parameters)),
        Grant(app.client_id, "", target, scopes),
        {"error": "access_denied", "state": state},
        refused(404, 3, "User not found."),
    )
    early = await page_or_no(request, ask)
    return early or back_to(target, {"code": await allow(request, ask), "state": state})


async def token(request: Request) -> Response:
    """POST /v5/oauth/token."""
    parameters = await read_parameters(request)
    app = await _client(request)
    world, kind = world_of(request), text_of(parameters.get("grant_type"))
    now = world.clock.seconds()
    if kind not in ("authorization_code", "refresh_token"):
        raise invalid("'grant_type' is not one of the allowed values")

    def exchange(db: Connection) -> dict[str, JSON] | None:
        grant = (
            _by_code(db, app, parameters, now)
            if kind == "authorization_code"
            else _by_refresh(db, app, text_of(parameters.get("refresh_token")), now)
        )
        return _told(db, grant, now) if grant else None

    told = await world.store.write(exchange)
    if told is None:
        raise refused(400, 283, "The authorization code or refresh token is invalid.")
    return JSONResponse({**told, "response_type": kind})


async def revoke(request: Request) -> Response:
    """POST /v5/oauth/token/revoke."""
    parameters = await read_parameters(request)
    await _client(request)
    dead, world = text_of(parameters.get("token")), world_of(request)
    now = world.clock.seconds()

    def end(db: Connection) -> None:
        db.execute("update pinterest_refresh set ended_at = ? where token = ?", (now, dead))
        rows = db.execute("select access from pinterest_issued where refresh = ?", (dead,))
        for access in (dead, *[str(row["access"]) for row in rows.fetchall()]):
            revoke_token(db, access, now)

    await world.store.write(end)
    return JSONResponse({})


def new_tokens(db: Connection, grant: Grant, now: float) -> tuple[str, str]:
    """An access token and a refresh token of the shapes Pinterest gives."""
    access, refresh = f"pina_{secrets.token_urlsafe(48)}", f"pinr_{secrets.token_urlsafe(48)}"
    account_id, scopes = grant.account_id, grant.scopes
    grant_token(db, access, account_id, ("pinterest", scopes), now, now + ACCESS_S)
    db.execute(
        "insert into pinterest_refresh values (?, ?, ?, ?, ?, null)",
        (refresh, account_id, grant.client_id, scopes, now + REFRESH_S),
    )
    db.execute("insert into pinterest_issued values (?, ?)", (access, refresh))
    return access, refresh


def end_access(db: Connection, account_id: str, now: float) -> None:
    """Every refresh token of the account is dead."""
    db.execute("update pinterest_refresh set ended_at = ? where account_id = ?", (now, account_id))


def _by_code(db: Connection, app: App, parameters: Mapping[str, JSON], now: float) -> Grant | None:
    grant = redeem_code(db, "pinterest", text_of(parameters.get("code")), now, CODE_S)
    return grant if grant and serves(grant, app, parameters) else None


def _by_refresh(db: Connection, app: App, refresh: str, now: float) -> Grant | None:
    row = db.execute(
        "update pinterest_refresh set ended_at = ? where token = ? and client_id = ? "
        "and ended_at is null and expires_at > ? returning *",
        (now, refresh, app.client_id, now),
    ).fetchone()
    return Grant(app.client_id, row["account_id"], "", row["scopes"]) if row else None


def _told(db: Connection, grant: Grant, now: float) -> dict[str, JSON]:
    access, refresh = new_tokens(db, grant, now)
    return {
        "access_token": access, "refresh_token": refresh, "token_type": "bearer",
        "expires_in": ACCESS_S, "refresh_token_expires_in": REFRESH_S,
        "refresh_token_expires_at": int(now + REFRESH_S), "scope": grant.scopes,
    }  # fmt: skip


async def _asked(request: Request, parameters: Mapping[str, JSON]) -> tuple[App, str]:
    app = await known_app(request, "pinterest", text_of(parameters.get("client_id")))
    if app is None or not redirect_allowed(app, text_of(parameters.get("redirect_uri"))):
        raise invalid("the redirect address is not one of the app's")
    scopes = text_of(parameters.get("scope")).replace(",", " ").split()
    if text_of(parameters.get("response_type")) != "code" or not set(scopes) <= set(SCOPES):
        raise invalid("'scope' or 'response_type' is not one of the allowed values")
    return app, " ".join(scopes)


async def _client(request: Request) -> App:
    app = await trusted_app(request, "pinterest", *basic_pair(request))
    if app is None:
        raise unauthorized()
    return app
