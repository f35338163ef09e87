"""Who is calling Bluesky, and how many calls are left."""

from __future__ import annotations

from starlette.requests import Request

from heliograph.apps.sandbox.accounts import Account, find_account
from heliograph.apps.sandbox.bluesky import tokens
from heliograph.apps.sandbox.bluesky.manners import rate_headers, refused, too_many
from heliograph.apps.sandbox.bluesky.permissions import find_access
from heliograph.apps.sandbox.bluesky.proofs import ProofRefused, check_proof, refuse_access
from heliograph.apps.sandbox.gate import stamp
from heliograph.apps.sandbox.rates import Rule
from heliograph.apps.sandbox.store import Connection, load_setting, save_setting
from heliograph.apps.sandbox.world import World, world_of

GENERAL = Rule("general", 3000, 300)
SESSIONS = Rule("sessions", 30, 300)
BLOBS = Rule("blobs", 1000, 86_400)
POINTS = Rule("points", 5000, 3600)


async def signed_in(request: Request, rule: Rule = GENERAL, cost: int = 1) -> Account:
    """The account of a valid access token; spends from its bucket."""
    world = world_of(request)
    if request.headers.get("authorization", "").lower().startswith("dpop "):
        permitted = await _by_permission(request)
        spend(request, permitted.id, rule, cost)
        return permitted
    claims = await read_bearer(request, tokens.ACCESS)
    now = world.clock.seconds()
    if claims.expires_at <= now or claims.issued_at <= world.faults.expired_before("bluesky"):
        raise refused(400, "ExpiredToken", "Token has expired")

    def look(db: Connection) -> Account | None:
        account = find_account(db, "bluesky", claims.did)
        dead = account is None or (
            account.revoked_at is not None or claims.issued_at <= last_end(db, claims.did)
        )
        return None if dead else account

    account = await world.store.read(look)
    if account is None:
        raise refused(400, "ExpiredToken", "Token has been revoked")
    spend(request, account.id, rule, cost)
    return account


async def _by_permission(request: Request) -> Account:
    """The account of a token that came by consent, shown with a proof of its key."""
    world = world_of(request)
    token = request.headers["authorization"].partition(" ")[2].strip()
    try:
        proof = await check_proof(request, await signing_secret(world), token)
    except ProofRefused as refused_proof:
        raise refuse_access(refused_proof.error, refused_proof.description) from refused_proof
    now = world.clock.seconds()
    dead_before = world.faults.expired_before("bluesky")

    def look(db: Connection) -> Account | None:
        access = find_access(db, token)
        if access is None or access.permission.ended_at or access.permission.jkt != proof.jkt:
            return None
        account = find_account(db, "bluesky", access.permission.account_id)
        if account is None or account.revoked_at is not None:
            return None
        over = access.expires_at <= now or access.created_at <= max(
            dead_before, last_end(db, account.id)
        )
        return None if over else account

    account = await world.store.read(look)
    if account is None:
        raise refuse_access("invalid_token", '"exp" claim timestamp check failed')
    return account


async def service_token(request: Request, claims: dict[str, object]) -> str:
    """A token that lets another service act for the account."""
    return tokens.sign_for_service(await signing_secret(world_of(request)), claims)


async def read_service_token(request: Request, method: str) -> str:
    """The account whose token lets us do this; the service's own name is its host's."""
    kind, _, text = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "bearer" or not text:
        raise refused(401, "AuthMissing", "Authentication Required")
    world = world_of(request)
    claims = tokens.read_for_service(await signing_secret(world), text.strip())
    if float(str(claims["exp"])) <= world.clock.seconds():
        raise refused(401, "JwtExpired", "jwt expired")
    if claims["aud"] != f"did:web:{request.url.hostname}":
        raise refused(401, "BadJwtAudience", "jwt audience does not match service did")
    if claims["lxm"] != method:
        raise refused(401, "BadJwtLexiconMethod", f"bad jwt lexicon method: must match {method}")
    return str(claims["iss"])


async def read_bearer(request: Request, scope: str) -> tokens.Claims:
    """What the caller's token says; checks nothing but that it is genuine."""
    kind, _, text = request.headers.get("authorization", "").partition(" ")
    if not kind:
        raise refused(401, "AuthMissing", "Authentication Required")
    if kind.lower() != "bearer" or not text:
        raise refused(400, "InvalidToken", "Unexpected authorization type")
    return tokens.read(await signing_secret(world_of(request)), text.strip(), scope)


async def signing_secret(world: World) -> str:
    """The server's own secret, made at the first start."""
    secret = await world.store.read(lambda db: load_setting(db, "bluesky_secret"))
    if not isinstance(secret, str):
        raise TypeError("the sandbox was set up without a signing secret")
    return secret


def last_end(db: Connection, did: str) -> float:
    """Access tokens of before the last revocation stay dead after the account is revived."""
    return float(load_setting(db, f"revoked:{did}") or 0.0)


def end_access(db: Connection, did: str, now: float) -> None:
    """Every access token made so far is dead."""
    save_setting(db, f"revoked:{did}", now)


def spend(request: Request, who: str, rule: Rule, cost: int = 1) -> None:
    """Take from a bucket and stamp the answer with what is left."""
    world = world_of(request)
    standing = world.rates.take("bluesky", who, rule, world.clock.seconds(), cost)
    if standing.exceeded:
        policy = f"{standing.limit};w={rule.seconds}"
        raise too_many(standing.limit, standing.resets_at, policy)
    stamp(request, rate_headers(standing))


def spend_by_address(request: Request) -> None:
    """For calls that need no token."""
    spend(request, request.client.host if request.client else "nobody", GENERAL)
