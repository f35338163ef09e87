"""Mastodon's OAuth: a program registers, a person allows, a token is given and withdrawn."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.accounts import grant_token, revoke_token
from heliograph.apps.sandbox.answers import read_parameters, text_of, texts_of
from heliograph.apps.sandbox.codes import (
    App,
    Grant,
    add_app,
    known_app,
    redeem_code,
    sent_pair,
    serves,
    trusted_app,
)
from heliograph.apps.sandbox.consent import Ask, Question, allow, back_to, code_page, page_or_no
from heliograph.apps.sandbox.mastodon.entities import frame_of
from heliograph.apps.sandbox.mastodon.manners import invalid, refused
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.world import world_of

OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob"
CODE_SECONDS = 600


async def register(request: Request) -> Response:
    """POST /api/v1/apps."""
    parameters = await read_parameters(request)
    uris = parameters.get("redirect_uris")
    redirects = tuple(uris) if isinstance(uris, list) else tuple(text_of(uris).split())
    name = text_of(parameters.get("client_name"))
    if not name or not redirects:
        raise invalid("Application name can't be blank, Redirect URI can't be blank")
    scopes = text_of(parameters.get("scopes"), "read")
    app = App(
        secrets.token_urlsafe(32), secrets.token_urlsafe(32), name, redirects, scopes,
        text_of(parameters.get("website")) or None,
    )  # fmt: skip
    world = world_of(request)
    now = world.clock.seconds()
    await world.store.write(lambda db: add_app(db, "mastodon", app, now))
    return JSONResponse({
        "id": str(int(now * 1000)), "name": name, "website": app.website,
        "scopes": scopes.split(), "redirect_uri": "\n".join(redirects),
        "redirect_uris": list(redirects), "client_id": app.client_id,
        "client_secret": app.client_secret, "client_secret_expires_at": 0, "vapid_key": "",
    })  # fmt: skip


async def verify_app(request: Request) -> Response:
    """GET /api/v1/apps/verify_credentials: apps hold no token of their own here."""
    raise refused(401, "The access token is invalid")


async def authorize(request: Request) -> Response:
    """GET shows the question; POST carries the person's answer."""
    parameters = await read_parameters(request)
    ask = await _checked(request, parameters)
    early = await page_or_no(request, ask)
    if early is not None:
        return early
    code, target = await allow(request, ask), ask.grant.redirect_uri
    if target == OUT_OF_BAND:
        return code_page(code)
    return back_to(target, {"code": code, "state": text_of(parameters.get("state"))})


async def token(request: Request) -> Response:
    """POST /oauth/token: a code becomes a token that never expires."""
    parameters = await read_parameters(request)
    app = await _client(request, parameters)
    if text_of(parameters.get("grant_type")) != "authorization_code":
        raise refused(400, "unsupported_grant_type", "Only authorization_code is offered here.")
    world = world_of(request)
    now = world.clock.seconds()
    made = secrets.token_urlsafe(32)
    code = text_of(parameters.get("code"))

    def exchange(db: Connection) -> Grant | None:
        grant = redeem_code(db, "mastodon", code, now, CODE_SECONDS)
        if grant is None or not serves(grant, app, parameters):
            return None
        grant_token(db, made, grant.account_id, ("mastodon", grant.scopes), now, None)
        return grant

    grant = await world.store.write(exchange)
    if grant is None:
        raise refused(400, "invalid_grant", "The provided authorization grant is invalid.")
    return JSONResponse({
        "access_token": made, "token_type": "Bearer", "scope": grant.scopes,
        "created_at": int(now),
    })  # fmt: skip


async def revoke(request: Request) -> Response:
    """POST /oauth/revoke."""
    parameters = await read_parameters(request)
    await _client(request, parameters)
    world = world_of(request)
    dead, now = text_of(parameters.get("token")), world.clock.seconds()
    await world.store.write(lambda db: revoke_token(db, dead, now))
    return JSONResponse({})


async def metadata(request: Request) -> Response:
    """GET /.well-known/oauth-authorization-server."""
    base = frame_of(request).base
    return JSONResponse({
        "issuer": f"{base}/", "authorization_endpoint": f"{base}/oauth/authorize",
        "token_endpoint": f"{base}/oauth/token", "revocation_endpoint": f"{base}/oauth/revoke",
        "app_registration_endpoint": f"{base}/api/v1/apps",
        "scopes_supported": ["read", "write", "follow", "push", "profile", "read:accounts",
                             "read:statuses", "write:statuses", "write:media"],
        "response_types_supported": ["code"], "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code"],
        "token_endpoint_auth_methods_supported": ["client_secret_post"],
        "code_challenge_methods_supported": ["S256"],
    })  # fmt: skip


async def _checked(request: Request, parameters: Mapping[str, JSON]) -> Ask:
    app = await known_app(request, "mastodon", text_of(parameters.get("client_id")))
    if app is None:
        raise refused(401, "invalid_client", "Client authentication failed: unknown client.")
    redirect_uri = text_of(parameters.get("redirect_uri"))
    if redirect_uri not in app.redirect_uris:
        raise refused(400, "invalid_request", "The redirect URI is not one of the application's.")
    scopes = text_of(parameters.get("scope"), "read")
    if not set(scopes.split()) <= set(app.scopes.split()):
        raise refused(400, "invalid_scope", "The requested scope is invalid or unknown.")
    if text_of(parameters.get("code_challenge_method"), "S256") != "S256":
        raise refused(400, "invalid_request", "The code challenge method must be S256.")
    challenge = text_of(parameters.get("code_challenge")) or None
    return Ask(
        Question("mastodon", app.name, scopes, texts_of(parameters)),
        Grant(app.client_id, "", redirect_uri, scopes, challenge),
        {"error": "access_denied", "state": text_of(parameters.get("state")),
         "error_description": "The resource owner denied the request."},
        refused(404, "Record not found"),
    )  # fmt: skip


async def _client(request: Request, parameters: Mapping[str, JSON]) -> App:
    app = await trusted_app(request, "mastodon", *sent_pair(parameters))
    if app is None:
        raise refused(401, "invalid_client", "Client authentication failed.")
    return app
