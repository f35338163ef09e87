"""X's OAuth 2: PKCE on every code, Basic client authentication, rotating refresh, revocation."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

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
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.world import world_of
from heliograph.apps.sandbox.x.tokens import end_token, give_pair, renew_pair

CODE_SECONDS = 30
LONGEST_STATE = 500
SCOPES = frozenset({
    "tweet.read", "tweet.write", "tweet.moderate.write", "users.read", "users.email",
    "follows.read", "follows.write", "offline.access", "space.read", "mute.read", "mute.write",
    "like.read", "like.write", "list.read", "list.write", "block.read", "block.write",
    "bookmark.read", "bookmark.write", "dm.read", "dm.write", "media.write",
})  # fmt: skip


def _refused(status: int, error: str, description: str) -> Refusal:
    return Refusal(status, {"error": error, "error_description": description})


async def authorize(request: Request) -> Response:
    """GET shows the question; POST carries the person's answer."""
    parameters = await read_parameters(request)
    ask = await _checked(request, parameters)
    early = await page_or_no(request, ask)
    if early is not None:
        return early
    yes = {"state": text_of(parameters.get("state")), "code": await allow(request, ask)}
    return back_to(ask.grant.redirect_uri, yes)


async def token(request: Request) -> Response:
    """POST /2/oauth2/token: a code or a refresh token becomes a pair."""
    parameters = await read_parameters(request)
    app = await _client(request)
    kind = text_of(parameters.get("grant_type"))
    world = world_of(request)
    now = world.clock.seconds()

    def exchange(db: Connection) -> dict[str, JSON] | None:
        if kind == "refresh_token":
            return renew_pair(db, text_of(parameters.get("refresh_token")), now)
        grant = redeem_code(db, "x", text_of(parameters.get("code")), now, CODE_SECONDS)
        if grant is None or not serves(grant, app, parameters):
            return None
        return give_pair(db, grant.account_id, grant.scopes, now)

    if kind not in ("authorization_code", "refresh_token"):
        raise _refused(400, "unsupported_grant_type", f"The grant type {kind} is not supported.")
    given = await world.store.write(exchange)
    if given is None:
        what = "token" if kind == "refresh_token" else "authorization code"
        raise _refused(400, "invalid_request", f"Value passed for the {what} was invalid.")
    return JSONResponse(given, headers={"cache-control": "no-store"})


async def revoke(request: Request) -> Response:
    """POST /2/oauth2/revoke."""
    parameters = await read_parameters(request)
    await _client(request)
    world = world_of(request)
    dead, now = text_of(parameters.get("token")), world.clock.seconds()
    if not dead:
        raise _refused(400, "invalid_request", "Missing required parameter [token].")
    await world.store.write(lambda db: end_token(db, dead, now))
    return JSONResponse({"revoked": True})


async def _checked(request: Request, parameters: Mapping[str, JSON]) -> Ask:
    app = await known_app(request, "x", text_of(parameters.get("client_id")))
    if app is None:
        raise _refused(400, "invalid_request", "Value passed for the client id was invalid.")
    redirect_uri = text_of(parameters.get("redirect_uri"))
    if not redirect_allowed(app, redirect_uri):
        raise _refused(400, "invalid_request", "Value passed for the redirect uri did not match.")
    scopes, state = text_of(parameters.get("scope")), text_of(parameters.get("state"))
    if not scopes or not set(scopes.split()) <= SCOPES:
        raise _refused(400, "invalid_scope", "One or more scopes are not known.")
    if not state or len(state) > LONGEST_STATE:
        raise _refused(400, "invalid_request", "The state must have 1 to 500 characters.")
    if text_of(parameters.get("response_type")) != "code":
        raise _refused(400, "unsupported_response_type", "Only code is supported.")
    return Ask(
        Question("x", app.name, scopes, texts_of(parameters)),
        Grant(app.client_id, "", redirect_uri, scopes, _challenge(parameters)),
        {"error": "access_denied", "state": state},
        _refused(400, "invalid_request", "There is no such account."),
    )


def _challenge(parameters: Mapping[str, JSON]) -> str:
    """The challenge as S256, whichever method it came by."""
    challenge = text_of(parameters.get("code_challenge"))
    method = text_of(parameters.get("code_challenge_method"), "plain")
    if not challenge:
        raise _refused(400, "invalid_request", "Missing required parameter [code_challenge].")
    if method.lower() == "s256":
        return challenge
    if method != "plain":
        raise _refused(400, "invalid_request", "The code challenge method is not known.")
    digest = hashlib.sha256(challenge.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


async def _client(request: Request) -> App:
    """The program, which is a confidential one: its secret comes by Basic and nowhere else."""
    app = await trusted_app(request, "x", *basic_pair(request))
    if app is None:
        raise _refused(401, "unauthorized_client", "Missing valid authorization header")
    return app
