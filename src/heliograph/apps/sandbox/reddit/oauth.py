"""Reddit's OAuth: a code, a token of a day, and a refresh token that stays."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.accounts import grant_token, revoke_token
from heliograph.apps.sandbox.answers import Refusal, basic_pair, read_parameters, text_of, texts_of
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
from heliograph.apps.sandbox.reddit.manners import plain
from heliograph.apps.sandbox.reddit.sign_in import check_program
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.world import world_of

DAY, CODE_SECONDS = 86_400, 600
SCOPES = frozenset({"identity", "submit", "read", "flair", "edit", "history"})
_ONCE = "temporary:"


async def authorize(request: Request) -> Response:
    """GET shows the question; POST carries the person's answer."""
    parameters = await read_parameters(request)
    app, scopes = await _asked(request, parameters)
    target, state = text_of(parameters.get("redirect_uri")), text_of(parameters.get("state"))
    lasting = text_of(parameters.get("duration")) == "permanent"
    ask = Ask(
        Question("reddit", app.name, scopes, texts_of(parameters)),
        Grant(app.client_id, "", target, scopes if lasting else _ONCE + scopes),
        {"error": "access_denied", "state": state},
        plain(404),
    )
    early = await page_or_no(request, ask)
    return early or back_to(target, {"code": await allow(request, ask), "state": state})


async def token(request: Request) -> Response:
    """POST /api/v1/access_token: a code or a refresh token becomes an access token."""
    check_program(request)
    parameters = await read_parameters(request)
    app = await _client(request)
    kind = text_of(parameters.get("grant_type"))
    if kind == "authorization_code":
        return await _first(request, app, parameters)
    if kind == "refresh_token":
        return await _again(request, app, text_of(parameters.get("refresh_token")))
    return JSONResponse({"error": "unsupported_grant_type"})


async def revoke(request: Request) -> Response:
    """POST /api/v1/revoke_token: silent whether the token was known or not."""
    check_program(request)
    parameters = await read_parameters(request)
    await _client(request)
    dead, world = text_of(parameters.get("token")), world_of(request)
    now = world.clock.seconds()

    def end(db: Connection) -> None:
        db.execute("update reddit_refresh set revoked_at = ? where token = ?", (now, dead))
        rows = db.execute("select access from reddit_issued where refresh = ?", (dead,)).fetchall()
        for access in (dead, *(str(row["access"]) for row in rows)):
            revoke_token(db, access, now)

    await world.store.write(end)
    return Response(status_code=204)


def new_tokens(db: Connection, grant: Grant, now: float) -> tuple[str, str]:
    """An access token of a day, and the refresh token that outlives it."""
    refresh = secrets.token_urlsafe(36)
    db.execute(
        "insert into reddit_refresh values (?, ?, ?, ?, ?, null)",
        (refresh, grant.account_id, grant.client_id, grant.scopes, now),
    )
    return _access(db, refresh, grant, now), refresh


def end_access(db: Connection, account_id: str, now: float) -> None:
    """Every refresh token of the account is dead."""
    db.execute("update reddit_refresh set revoked_at = ? where account_id = ?", (now, account_id))


def _access(db: Connection, refresh: str, grant: Grant, now: float) -> str:
    made = secrets.token_urlsafe(48)
    grant_token(db, made, grant.account_id, ("reddit", grant.scopes), now, now + DAY)
    db.execute("insert into reddit_issued values (?, ?)", (made, refresh))
    return made


async def _first(request: Request, app: App, parameters: Mapping[str, JSON]) -> Response:
    world = world_of(request)
    now, code = world.clock.seconds(), text_of(parameters.get("code"))

    def exchange(db: Connection) -> dict[str, JSON] | None:
        grant = redeem_code(db, "reddit", code, now, CODE_SECONDS)
        if grant is None or not serves(grant, app, parameters):
            return None
        scopes = grant.scopes.removeprefix(_ONCE)
        whole = Grant(grant.client_id, grant.account_id, grant.redirect_uri, scopes)
        if grant.scopes.startswith(_ONCE):
            return _told(_access(db, "", whole, now), scopes)
        access, refresh = new_tokens(db, whole, now)
        return {**_told(access, scopes), "refresh_token": refresh}

    told = await world.store.write(exchange)
    # A bad code, too, is told inside a 200.
    return JSONResponse(told or {"error": "invalid_grant"})


async def _again(request: Request, app: App, refresh: str) -> Response:
    world = world_of(request)
    now = world.clock.seconds()

    def exchange(db: Connection) -> dict[str, JSON]:
        row = db.execute(
            "select * from reddit_refresh where token = ? and client_id = ? and revoked_at is null",
            (refresh, app.client_id),
        ).fetchone()
        if row is None:
            raise plain(400)
        grant = Grant(app.client_id, row["account_id"], "", row["scopes"])
        told = _told(_access(db, refresh, grant, now), grant.scopes)
        return {**told, "refresh_token": refresh}

    return JSONResponse(await world.store.write(exchange))


def _told(access: str, scopes: str) -> dict[str, JSON]:
    return {
        "access_token": access, "token_type": "bearer", "expires_in": DAY, "scope": scopes,
    }  # fmt: skip


async def _asked(request: Request, parameters: Mapping[str, JSON]) -> tuple[App, str]:
    app = await known_app(request, "reddit", text_of(parameters.get("client_id")))
    target = text_of(parameters.get("redirect_uri"))
    if app is None or not redirect_allowed(app, target):
        raise Refusal(400, {"error": "invalid_request", "message": "invalid redirect_uri"})
    scopes = text_of(parameters.get("scope")).replace(",", " ").split()
    if text_of(parameters.get("response_type")) != "code" or not set(scopes) <= SCOPES:
        raise plain(400)
    return app, " ".join(scopes)


async def _client(request: Request) -> App:
    """The program, by HTTP Basic authentication and by nothing else."""
    app = await trusted_app(request, "reddit", *basic_pair(request))
    if app is None:
        raise plain(401)
    return app
