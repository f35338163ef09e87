"""The authorization server of atproto's OAuth: pushed requests, proofs, rotating tokens."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.accounts import all_accounts, find_account
from heliograph.apps.sandbox.answers import Refusal, read_parameters, text_of, texts_of
from heliograph.apps.sandbox.bluesky import permissions
from heliograph.apps.sandbox.bluesky.clients import find_client, refuse
from heliograph.apps.sandbox.bluesky.permissions import Pair, Permission
from heliograph.apps.sandbox.bluesky.proofs import ProofRefused, check_proof, refuse_grant
from heliograph.apps.sandbox.bluesky.sign_in import signing_secret
from heliograph.apps.sandbox.codes import Grant, issue_code, proves, redeem_code
from heliograph.apps.sandbox.consent import Question, back_to, consent_page
from heliograph.apps.sandbox.store import JSON, Connection, Row
from heliograph.apps.sandbox.world import world_of

REQUEST_SECONDS = 299
CODE_SECONDS = 60
KEPT = ("redirect_uri", "scope", "state", "code_challenge", "login_hint")


async def push(request: Request) -> Response:
    """POST /oauth/par: what shall be asked is told to the server, not to the browser."""
    world = world_of(request)
    asked = texts_of(await read_parameters(request))
    jkt = await _proven(request)
    client = await find_client(world, asked.get("client_id", ""))
    if asked.get("response_type") != "code":
        raise refuse("unsupported_response_type", "Only the response_type code is known")
    if not client.may_return_to(asked.get("redirect_uri", "")):
        raise refuse("invalid_request", "Invalid redirect_uri")
    if asked.get("code_challenge_method") != "S256" or not asked.get("code_challenge"):
        raise refuse("invalid_request", "code_challenge with the method S256 is required")
    scopes = set(asked.get("scope", "").split())
    if "atproto" not in scopes or not scopes <= client.scopes:
        raise refuse("invalid_scope", "The scope needs atproto, and nothing undeclared")
    uri = f"urn:ietf:params:oauth:request_uri:req-{secrets.token_hex(16)}"
    kept = json.dumps({name: asked.get(name, "") for name in KEPT})
    now = world.clock.seconds()
    await world.store.write(
        lambda db: db.execute(
            "insert into bluesky_requests values (?, ?, ?, ?, ?, null, null)",
            (uri, client.id, kept, jkt, now),
        )
    )
    return JSONResponse({"request_uri": uri, "expires_in": REQUEST_SECONDS}, 201)


async def authorize(request: Request) -> Response:
    """GET shows the question; POST carries the person's answer, which counts once."""
    given = await read_parameters(request)
    row = await _pushed(request, given)
    asked = json.loads(row["parameters"])
    world = world_of(request)
    if request.method == "GET":
        client = await find_client(world, row["client_id"])
        accounts = await world.store.read(lambda db: all_accounts(db, "bluesky"))
        hint = asked["login_hint"].removeprefix("@").lower()
        hinted = [one for one in accounts if hint in (one.handle, one.id)]
        fields = {"client_id": row["client_id"], "request_uri": row["uri"]}
        question = Question("bluesky", client.name, asked["scope"], fields)
        return consent_page(question, hinted or accounts)
    told = {"iss": _issuer(request), "state": asked["state"]}
    if text_of(given.get("decision")) != "allow":
        await world.store.write(lambda db: _answered(db, row["uri"], world.clock.seconds(), ""))
        told |= {"error": "access_denied", "error_description": "Access denied"}
    else:
        told["code"] = await _allow(request, row, text_of(given.get("account")))
    return back_to(asked["redirect_uri"], told)


async def token(request: Request) -> Response:
    """POST /oauth/token: a code or a refresh token, each once, becomes a pair."""
    asked = texts_of(await read_parameters(request))
    jkt = await _proven(request)
    grant_type = asked.get("grant_type")
    if grant_type not in {"authorization_code", "refresh_token"}:
        raise refuse("unsupported_grant_type", f"Grant type {grant_type} is not supported")
    now = world_of(request).clock.seconds()
    exchange = _by_code if grant_type == "authorization_code" else _by_refresh
    pair = await world_of(request).store.write(lambda db: exchange(db, asked, jkt, now))
    if pair is None:
        raise refuse("invalid_grant", f"Invalid {grant_type.replace('authorization_', '')}")
    return JSONResponse({
        "access_token": pair.access, "token_type": "DPoP", "refresh_token": pair.refresh,
        "scope": pair.permission.scope, "expires_in": permissions.ACCESS_SECONDS,
        "sub": pair.permission.account_id,
    }, headers={"Cache-Control": "no-store"})  # fmt: skip


async def revoke(request: Request) -> Response:
    """POST /oauth/revoke: either token ends the permission; an unknown one is no error."""
    world = world_of(request)
    dead = text_of((await read_parameters(request)).get("token"))
    now = world.clock.seconds()
    await world.store.write(lambda db: permissions.end_by_token(db, dead, now))
    return JSONResponse({})


async def server_metadata(request: Request) -> Response:
    """GET /.well-known/oauth-authorization-server."""
    here = _issuer(request)
    return JSONResponse({
        "issuer": here, "scopes_supported": ["atproto", "transition:generic", "transition:email"],
        "authorization_endpoint": f"{here}/oauth/authorize",
        "token_endpoint": f"{here}/oauth/token", "revocation_endpoint": f"{here}/oauth/revoke",
        "pushed_authorization_request_endpoint": f"{here}/oauth/par",
        "jwks_uri": f"{here}/oauth/jwks", "require_pushed_authorization_requests": True,
        "response_types_supported": ["code"], "response_modes_supported": ["query", "fragment"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "code_challenge_methods_supported": ["S256"],
        "dpop_signing_alg_values_supported": ["ES256"],
        "token_endpoint_auth_methods_supported": ["none", "private_key_jwt"],
        "token_endpoint_auth_signing_alg_values_supported": ["ES256"],
        "authorization_response_iss_parameter_supported": True,
        "client_id_metadata_document_supported": True,
    })  # fmt: skip


async def resource_metadata(request: Request) -> Response:
    """GET /.well-known/oauth-protected-resource."""
    here = _issuer(request)
    return JSONResponse({
        "resource": here, "authorization_servers": [here], "scopes_supported": [],
        "bearer_methods_supported": ["header"], "resource_documentation": "https://atproto.com",
    })  # fmt: skip


async def jwks(request: Request) -> Response:
    """GET /oauth/jwks: access tokens are opaque here, so nothing is signed with a public key."""
    return JSONResponse({"keys": []})


def _by_code(db: Connection, asked: Mapping[str, str], jkt: str, now: float) -> Pair | None:
    code = asked.get("code", "")
    grant = redeem_code(db, "bluesky", code, now, CODE_SECONDS)
    if grant is None:
        permissions.end_by_code(db, code, now)
        return None
    row = db.execute("select jkt from bluesky_requests where code = ?", (code,)).fetchone()
    holds = (
        row is not None
        and row["jkt"] == jkt
        and grant.client_id == asked.get("client_id")
        and grant.redirect_uri == asked.get("redirect_uri")
        and proves(grant.challenge, asked.get("code_verifier", ""))
    )
    if not holds:
        return None
    permission = Permission(
        secrets.token_hex(12), grant.account_id, grant.client_id, grant.scopes, jkt, now, None
    )
    return permissions.begin(db, permission, code)


def _by_refresh(db: Connection, asked: Mapping[str, str], jkt: str, now: float) -> Pair | None:
    stale, client_id = asked.get("refresh_token", ""), asked.get("client_id", "")
    return permissions.refresh(db, stale, client_id, jkt, now)


async def _proven(request: Request) -> str:
    try:
        return (await check_proof(request, await signing_secret(world_of(request)))).jkt
    except ProofRefused as refused:
        raise refuse_grant(refused) from refused


async def _pushed(request: Request, given: Mapping[str, JSON]) -> Row:
    world = world_of(request)
    uri = text_of(given.get("request_uri"))
    row: Row | None = await world.store.read(
        lambda db: db.execute("select * from bluesky_requests where uri = ?", (uri,)).fetchone()
    )
    late = row is None or row["created_at"] + REQUEST_SECONDS < world.clock.seconds()
    if row is None or late or row["answered_at"] is not None:
        raise refuse("invalid_request", "Unknown or expired request_uri")
    if row["client_id"] != text_of(given.get("client_id")):
        raise refuse("invalid_request", "The request belongs to another client")
    return row


async def _allow(request: Request, row: Row, handle: str) -> str:
    world = world_of(request)
    now, asked = world.clock.seconds(), json.loads(row["parameters"])

    def store(db: Connection) -> str:
        account = find_account(db, "bluesky", handle)
        if account is None:
            raise Refusal(404, {"error": "invalid_request", "error_description": "No account"})
        grant = Grant(
            row["client_id"], account.id, asked["redirect_uri"], asked["scope"],
            asked["code_challenge"],
        )  # fmt: skip
        code = issue_code(db, "bluesky", grant, now)
        _answered(db, row["uri"], now, code)
        return code

    return await world.store.write(store)


def _answered(db: Connection, uri: str, now: float, code: str) -> None:
    db.execute(
        "update bluesky_requests set answered_at = ?, code = ? where uri = ?", (now, code, uri)
    )


def _issuer(request: Request) -> str:
    return f"{request.url.scheme}://{request.url.netloc}/bluesky"
