"""X's OAuth 2: PKCE on every code, Basic client authentication, rotating refresh, revocation."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from heliograph.apps.sandbox.accounts import all_accounts, find_account
from heliograph.apps.sandbox.answers import Refusal, read_parameters, text_of
from heliograph.apps.sandbox.codes import (
    App,
    Grant,
    find_app,
    issue_code,
    proves,
    redeem_code,
    redirect_allowed,
    with_query,
)
from heliograph.apps.sandbox.consent import Question, consent_page
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


@dataclass(frozen=True)
class _Ask:
    """A checked request for permission."""

    app: App
    redirect_uri: str
    scopes: str
    state: str
    challenge: str


def _refused(status: int, error: str, description: str) -> Refusal:
    return Refusal(status, {"error": error, "error_description": description})


async def authorize(request: Request) -> Response:
    """GET shows the question; POST carries the person's answer."""
    parameters = await read_parameters(request)
    ask = await _checked(request, parameters)
    world = world_of(request)
    if request.method == "GET":
        accounts = await world.store.read(lambda db: all_accounts(db, "x"))
        fields = {name: text_of(value) for name, value in parameters.items()}
        return consent_page(Question("x", ask.app.name, ask.scopes, fields), accounts)
    if text_of(parameters.get("decision")) != "allow":
        denial = {"error": "access_denied", "state": ask.state}
        return RedirectResponse(with_query(ask.redirect_uri, denial), 303)
    code = await _allow(request, ask, text_of(parameters.get("account")))
    target = with_query(ask.redirect_uri, {"state": ask.state, "code": code})
    return RedirectResponse(target, 303)


async def token(request: Request) -> Response:
    """POST /2/oauth2/token: a code or a refresh token becomes a pair."""
    parameters = await read_parameters(request)
    app = await _client(request, parameters)
    kind = text_of(parameters.get("grant_type"))
    world = world_of(request)
    now = world.clock.seconds()

    def exchange(db: Connection) -> dict[str, JSON] | None:
        if kind == "refresh_token":
            return renew_pair(db, text_of(parameters.get("refresh_token")), now)
        grant = redeem_code(db, "x", text_of(parameters.get("code")), now, CODE_SECONDS)
        if grant is None or not _matches(grant, app, parameters):
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
    await _client(request, parameters)
    world = world_of(request)
    dead, now = text_of(parameters.get("token")), world.clock.seconds()
    if not dead:
        raise _refused(400, "invalid_request", "Missing required parameter [token].")
    await world.store.write(lambda db: end_token(db, dead, now))
    return JSONResponse({"revoked": True})


async def _checked(request: Request, parameters: Mapping[str, JSON]) -> _Ask:
    world = world_of(request)
    client_id = text_of(parameters.get("client_id"))
    app = await world.store.read(lambda db: find_app(db, "x", client_id))
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
    return _Ask(app, redirect_uri, scopes, state, _challenge(parameters))


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


async def _allow(request: Request, ask: _Ask, handle: str) -> str:
    world = world_of(request)
    now = world.clock.seconds()

    def store(db: Connection) -> str:
        account = find_account(db, "x", handle)
        if account is None:
            raise _refused(400, "invalid_request", "There is no such account.")
        grant = Grant(ask.app.client_id, account.id, ask.redirect_uri, ask.scopes, ask.challenge)
        return issue_code(db, "x", grant, now)

    return await world.store.write(store)


async def _client(request: Request, parameters: Mapping[str, JSON]) -> App:
    """The program, which is a confidential one: its secret comes by Basic and nowhere else."""
    client_id, secret = _basic(request.headers.get("authorization", ""))
    app = await world_of(request).store.read(lambda db: find_app(db, "x", client_id))
    if app is None or app.client_secret != secret:
        raise _refused(401, "unauthorized_client", "Missing valid authorization header")
    return app


def _basic(header: str) -> tuple[str, str]:
    kind, _, pair = header.partition(" ")
    if kind.lower() != "basic":
        return "", ""
    try:
        name, _, secret = base64.b64decode(pair, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return name, secret


def _matches(grant: Grant, app: App, parameters: Mapping[str, JSON]) -> bool:
    return (
        grant.client_id == app.client_id
        and grant.redirect_uri == text_of(parameters.get("redirect_uri"))
        and proves(grant.challenge, text_of(parameters.get("code_verifier")))
    )
