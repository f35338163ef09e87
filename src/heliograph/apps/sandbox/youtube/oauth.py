"""Google's OAuth: consent, a code for one use, an hour's access, a refresh token that stays."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.answers import Refusal, read_parameters, text_of, texts_of
from heliograph.apps.sandbox.codes import (
    App,
    Grant,
    issue_code,
    known_app,
    redeem_code,
    redirect_allowed,
    sent_pair,
    serves,
    trusted_app,
)
from heliograph.apps.sandbox.consent import Ask, Question, back_to, granted, page_or_no
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.world import world_of
from heliograph.apps.sandbox.youtube import grants
from heliograph.apps.sandbox.youtube.sign_in import KNOWN_SCOPES

CODE_SECONDS = 600
Parameters = Mapping[str, JSON]


def told_no(error: str, words: str, status: int = 400) -> Refusal:
    """The error body of Google's token server."""
    return Refusal(status, {"error": error, "error_description": words})


async def authorize(request: Request) -> Response:
    """GET shows the question; POST carries the person's answer."""
    parameters = await read_parameters(request)
    app = await _asking(request, parameters)
    target, state = text_of(parameters.get("redirect_uri")), text_of(parameters.get("state"))
    scopes = text_of(parameters.get("scope"))
    challenge = text_of(parameters.get("code_challenge")) or None
    ask = Ask(
        Question("youtube", app.name, scopes, texts_of(parameters)),
        Grant(app.client_id, "", target, scopes, challenge),
        {"error": "access_denied", "state": state},
        told_no("invalid_request", "There is no such account."),
    )
    early = await page_or_no(request, ask)
    if early is not None:
        return early
    code = await _allow(request, ask, parameters)
    return back_to(target, {"state": state, "code": code, "scope": scopes})


async def token(request: Request) -> Response:
    """POST /token: for a code, or for a refresh token."""
    parameters = await read_parameters(request)
    app = await _client(request, parameters)
    kind = text_of(parameters.get("grant_type"))
    if kind == "refresh_token":
        return await _refreshed(request, app, text_of(parameters.get("refresh_token")))
    if kind != "authorization_code":
        raise told_no("unsupported_grant_type", f"Invalid grant_type: {kind}")
    return await _redeemed(request, app, parameters)


async def revoke(request: Request) -> Response:
    """POST /revoke?token=: either token ends the whole grant."""
    parameters = await read_parameters(request)
    world = world_of(request)
    dead, now = text_of(parameters.get("token")), world.clock.seconds()
    if not await world.store.write(lambda db: grants.end(db, dead, now)):
        raise told_no("invalid_token", "Token expired or revoked")
    return JSONResponse({})


async def _asking(request: Request, parameters: Parameters) -> App:
    app = await known_app(request, "youtube", text_of(parameters.get("client_id")))
    if app is None:
        raise told_no("invalid_client", "The OAuth client was not found.", 401)
    if not redirect_allowed(app, text_of(parameters.get("redirect_uri"))):
        raise told_no("redirect_uri_mismatch", "The redirect URI is not one of the client's.")
    if text_of(parameters.get("response_type")) != "code":
        raise told_no("unsupported_response_type", "Only the code flow is offered here.")
    asked = text_of(parameters.get("scope")).split()
    if not asked or not set(asked) <= set(KNOWN_SCOPES):
        raise told_no("invalid_scope", "Some requested scopes were invalid.")
    if text_of(parameters.get("code_challenge_method"), "S256") != "S256":
        raise told_no("invalid_request", "The code challenge method is S256.")
    return app


async def _allow(request: Request, ask: Ask, parameters: Parameters) -> str:
    world = world_of(request)
    now = world.clock.seconds()
    offline = text_of(parameters.get("access_type")) == "offline"
    again = "consent" in text_of(parameters.get("prompt")).split()

    def store(db: Connection) -> str:
        grant = granted(db, ask)
        code = issue_code(db, "youtube", grant, now)
        # A refresh token is given at the first consent, later only when it is asked for anew.
        if offline and (again or not grants.has_any(db, grant.client_id, grant.account_id)):
            db.execute("insert into youtube_offline values (?)", (code,))
        return code

    return await world.store.write(store)


async def _redeemed(request: Request, app: App, parameters: Parameters) -> Response:
    world = world_of(request)
    now, code = world.clock.seconds(), text_of(parameters.get("code"))

    def exchange(db: Connection) -> dict[str, JSON] | None:
        grant = redeem_code(db, "youtube", code, now, CODE_SECONDS)
        if grant is None or not serves(grant, app, parameters):
            return None
        offline = db.execute("delete from youtube_offline where code = ?", (code,)).rowcount > 0
        return grants.begin(db, grant, now, offline=offline)

    given = await world.store.write(exchange)
    if given is None:
        raise told_no("invalid_grant", "Malformed auth code.")
    return JSONResponse(given)


async def _refreshed(request: Request, app: App, refresh_token: str) -> Response:
    world = world_of(request)
    now = world.clock.seconds()
    given = await world.store.write(lambda db: grants.renew(db, app.client_id, refresh_token, now))
    if given is None:
        raise told_no("invalid_grant", "Token has been expired or revoked.")
    return JSONResponse(given)


async def _client(request: Request, parameters: Parameters) -> App:
    app = await trusted_app(request, "youtube", *sent_pair(parameters))
    if app is None:
        raise told_no("invalid_client", "Unauthorized", 401)
    return app
