"""TikTok's sign-in: client keys, scopes by commas, PKCE for programs on one's own machine."""

from __future__ import annotations

import hashlib
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.answers import Refusal, read_parameters, text_of, texts_of
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
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.tiktok import grants
from heliograph.apps.sandbox.tiktok.sign_in import KNOWN_SCOPES
from heliograph.apps.sandbox.world import world_of

CODE_SECONDS = 600
LONGEST_REDIRECT = 512
Parameters = Mapping[str, JSON]


def told_no(error: str, words: str) -> Refusal:
    """The error body of the token server, which comes with status 200."""
    body = {"error": error, "error_description": words, "log_id": secrets.token_hex(16).upper()}
    return Refusal(200, body)


async def authorize(request: Request) -> Response:
    """GET shows the question; POST carries the person's answer."""
    parameters = await read_parameters(request)
    app = await _asking(request, parameters)
    target, state = text_of(parameters.get("redirect_uri")), text_of(parameters.get("state"))
    scopes, words = text_of(parameters.get("scope")), "The user denied the request."
    challenge = text_of(parameters.get("code_challenge")) or None
    ask = Ask(
        Question("tiktok", app.name, scopes, texts_of(parameters)),
        Grant(app.client_id, "", target, scopes, challenge),
        {"error": "access_denied", "error_description": words, "state": state},
        told_no("invalid_request", "There is no such account."),
    )
    early = await page_or_no(request, ask)
    if early is not None:
        return early
    code = await allow(request, ask)
    return back_to(target, {"code": code, "scopes": scopes, "state": state})


async def token(request: Request) -> Response:
    """POST /v2/oauth/token/: for a code, or for a refresh token."""
    parameters, world = await read_parameters(request), world_of(request)
    app = await _client(request, parameters)
    kind, now = text_of(parameters.get("grant_type")), world.clock.seconds()

    def exchange(db: Connection) -> dict[str, JSON] | None:
        if kind == "refresh_token":
            old = text_of(parameters.get("refresh_token"))
            return grants.renew(db, app.client_id, old, now)
        code = text_of(parameters.get("code"))
        grant = redeem_code(db, "tiktok", code, now, CODE_SECONDS)
        if grant is None or not serves(grant, app, parameters, _proves):
            return None
        return grants.give(db, grant, now)

    if kind not in ("authorization_code", "refresh_token"):
        raise told_no("unsupported_grant_type", "The grant type is not supported.")
    given = await world.store.write(exchange)
    if given is None:
        what = "Refresh token" if kind == "refresh_token" else "Authorization code"
        raise told_no("invalid_grant", f"{what} is invalid or expired.")
    return JSONResponse(given, headers={"cache-control": "no-store"})


async def revoke(request: Request) -> Response:
    """POST /v2/oauth/revoke/"""
    parameters, world = await read_parameters(request), world_of(request)
    app = await _client(request, parameters)
    dead, now = text_of(parameters.get("token")), world.clock.seconds()
    if not await world.store.write(lambda db: grants.end(db, app.client_id, dead, now)):
        raise told_no("invalid_request", "The token is invalid.")
    return Response(status_code=200)


async def _asking(request: Request, parameters: Parameters) -> App:
    app = await known_app(request, "tiktok", text_of(parameters.get("client_key")))
    if app is None:
        raise told_no("invalid_client", "The client_key is not valid.")
    target = text_of(parameters.get("redirect_uri"))
    parts = urlsplit(target)
    if parts.query or parts.fragment or len(target) >= LONGEST_REDIRECT:
        raise told_no("invalid_request", "The redirect_uri is not valid.")
    if not redirect_allowed(app, target):
        raise told_no("invalid_request", "The redirect_uri is not registered.")
    if text_of(parameters.get("response_type")) != "code":
        raise told_no("unsupported_response_type", "The response type must be code.")
    asked = text_of(parameters.get("scope")).split(",")
    if not set(asked) <= set(KNOWN_SCOPES):
        raise told_no("invalid_scope", "A requested scope is not known.")
    _check_challenge(parameters, parts.hostname or "")
    return app


def _check_challenge(parameters: Parameters, host: str) -> None:
    """Programs that come back to one's own machine must prove themselves."""
    given = text_of(parameters.get("code_challenge"))
    is_desktop = host in {"127.0.0.1", "localhost"}
    if is_desktop and not given:
        raise told_no("invalid_request", "Code verifier or code challenge is invalid.")
    if given and text_of(parameters.get("code_challenge_method")) != "S256":
        raise told_no("invalid_request", "The code challenge method must be S256.")


async def _client(request: Request, parameters: Parameters) -> App:
    if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        raise told_no("invalid_request", "The content type must be form-urlencoded.")
    app = await trusted_app(request, "tiktok", *sent_pair(parameters, "client_key"))
    if app is None:
        raise told_no("invalid_client", "The client_key or client_secret is not valid.")
    return app


def _proves(challenge: str | None, verifier: str) -> bool:
    """S256 in hexadecimal, as TikTok's desktop kit has it, or as the standard writes it."""
    if not challenge:
        return True
    digest = hashlib.sha256(verifier.encode()).digest()
    standard = urlsafe_b64encode(digest).decode().rstrip("=")
    return challenge in (digest.hex(), standard)
