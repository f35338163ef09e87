"""com.atproto.server.*: sessions by app password, with rotating refresh tokens."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.accounts import Account, account_by_id, find_account
from heliograph.apps.sandbox.answers import read_parameters, text_of
from heliograph.apps.sandbox.bluesky import tokens
from heliograph.apps.sandbox.bluesky.manners import invalid, refused
from heliograph.apps.sandbox.bluesky.sign_in import (
    SESSIONS,
    read_bearer,
    signed_in,
    signing_secret,
    spend,
)
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.world import world_of

GRACE_SECONDS = 10


async def create(request: Request) -> Response:
    """POST com.atproto.server.createSession."""
    world = world_of(request)
    parameters = await read_parameters(request)
    identifier = text_of(parameters.get("identifier")).removeprefix("@").lower()
    password = text_of(parameters.get("password"))
    if not identifier or not password:
        raise invalid('Input must have the property "identifier" and the property "password"')
    spend(request, identifier, SESSIONS)
    account = await world.store.read(lambda db: find_account(db, "bluesky", identifier))
    if account is None or account.revoked_at or account.secrets["app_password"] != password:
        raise refused(401, "AuthenticationRequired", "Invalid identifier or password")
    return await _new_session(request, account)


async def refresh(request: Request) -> Response:
    """POST com.atproto.server.refreshSession: a new pair; the old one lives a moment longer."""
    world = world_of(request)
    claims = await read_bearer(request, tokens.REFRESH)
    now = world.clock.seconds()

    def rotate(db: Connection) -> Account | None:
        row = db.execute("select * from sessions where jti = ?", (claims.jti,)).fetchone()
        if row is None or row["ended_at"] or row["expires_at"] <= now:
            return None
        if row["rotated_at"] and row["rotated_at"] + GRACE_SECONDS < now:
            return None
        if not row["rotated_at"]:
            db.execute("update sessions set rotated_at = ? where jti = ?", (now, claims.jti))
        return account_by_id(db, row["account_id"])

    account = await world.store.write(rotate)
    if account is None:
        raise refused(400, "ExpiredToken", "Token has been revoked")
    return await _new_session(request, account)


async def delete(request: Request) -> Response:
    """POST com.atproto.server.deleteSession, with the refresh token."""
    world = world_of(request)
    claims = await read_bearer(request, tokens.REFRESH)
    now = world.clock.seconds()
    await world.store.write(
        lambda db: db.execute("update sessions set ended_at = ? where jti = ?", (now, claims.jti))
    )
    return Response(status_code=200)


async def show(request: Request) -> Response:
    """GET com.atproto.server.getSession."""
    account = await signed_in(request)
    return JSONResponse(_who(request, account))


async def describe(request: Request) -> Response:
    """GET com.atproto.server.describeServer."""
    return JSONResponse({
        "did": "did:web:localhost", "availableUserDomains": [".sandbox.test"],
        "inviteCodeRequired": False, "links": {}, "contact": {},
    })  # fmt: skip


async def did_document(request: Request) -> Response:
    """GET /did:…: the directory's document of an account."""
    did = f"did:plc:{request.path_params['name']}"
    account = await world_of(request).store.read(lambda db: find_account(db, "bluesky", did))
    if account is None:
        return JSONResponse({"message": f"DID not registered: {did}"}, 404)
    return JSONResponse(_document(request, account))


async def _new_session(request: Request, account: Account) -> Response:
    world = world_of(request)
    now = world.clock.seconds()
    jti = tokens.new_jti(now)
    await world.store.write(
        lambda db: db.execute(
            "insert into sessions values (?, ?, ?, ?, null, null, null)",
            (jti, account.id, now, now + tokens.REFRESH_SECONDS),
        )
    )
    secret = await signing_secret(world)
    access = tokens.sign(secret, tokens.ACCESS, account.id, now, tokens.new_jti(now))
    pair = {
        "accessJwt": access,
        "refreshJwt": tokens.sign(secret, tokens.REFRESH, account.id, now, jti),
    }
    return JSONResponse({**pair, **_who(request, account)})


def _who(request: Request, account: Account) -> dict[str, JSON]:
    return {
        "did": account.id, "handle": account.handle, "email": f"{account.handle}@sandbox.test",
        "emailConfirmed": True, "emailAuthFactor": False, "active": True,
        "didDoc": _document(request, account),
    }  # fmt: skip


def _document(request: Request, account: Account) -> dict[str, JSON]:
    here = f"{request.url.scheme}://{request.url.netloc}/bluesky"
    return {
        "@context": ["https://www.w3.org/ns/did/v1"], "id": account.id,
        "alsoKnownAs": [f"at://{account.handle}"], "verificationMethod": [],
        "service": [{"id": "#atproto_pds", "type": "AtprotoPersonalDataServer",
                     "serviceEndpoint": here}],
    }  # fmt: skip
