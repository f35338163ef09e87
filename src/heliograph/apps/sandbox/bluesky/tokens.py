"""The signed tokens of a Bluesky session: access for two hours, refresh for ninety days."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass

from heliograph.apps.sandbox.bluesky.manners import refused

ACCESS_SECONDS = 7200
REFRESH_SECONDS = 7_776_000
ACCESS = "com.atproto.access"
REFRESH = "com.atproto.refresh"


@dataclass(frozen=True)
class Claims:
    """What a token says."""

    scope: str
    did: str
    issued_at: float
    expires_at: float
    jti: str


def sign(secret: str, scope: str, did: str, now: float, jti: str) -> str:
    """A token of that scope, good from now."""
    lives = ACCESS_SECONDS if scope == ACCESS else REFRESH_SECONDS
    kind = "at+jwt" if scope == ACCESS else "refresh+jwt"
    claims = {
        "scope": scope, "sub": did, "iat": int(now), "exp": int(now) + lives,
        "aud": "did:web:localhost", "jti": jti,
    }  # fmt: skip
    signed = f"{_pack({'typ': kind, 'alg': 'HS256'})}.{_pack(claims)}"
    return f"{signed}.{_signature(secret, signed)}"


def new_jti(now: float) -> str:
    """A token's name; it carries the millisecond, because `iat` knows only seconds."""
    return f"{int(now * 1000)}-{secrets.token_urlsafe(12)}"


def read(secret: str, token: str, scope: str) -> Claims:
    """What a genuine token of that scope says; raises what Bluesky answers to any other."""
    signed, _, signature = token.rpartition(".")
    if not hmac.compare_digest(_signature(secret, signed), signature):
        raise refused(400, "InvalidToken", "Token could not be verified")
    claims = json.loads(_unpack(signed.split(".")[1]))
    if claims["scope"] != scope:
        raise refused(400, "InvalidToken", "Bad token scope")
    made = int(claims["jti"].split("-")[0]) / 1000
    return Claims(claims["scope"], claims["sub"], made, float(claims["exp"]), claims["jti"])


def sign_for_service(secret: str, claims: dict[str, object]) -> str:
    """A token that lets another service act for an account."""
    signed = f"{_pack({'typ': 'JWT', 'alg': 'HS256'})}.{_pack(claims)}"
    return f"{signed}.{_signature(secret, signed)}"


def read_for_service(secret: str, token: str) -> dict[str, object]:
    """The claims of a genuine token for a service."""
    signed, _, signature = token.rpartition(".")
    if not hmac.compare_digest(_signature(secret, signed), signature):
        raise refused(401, "BadJwtSignature", "jwt signature does not match jwt issuer")
    claims: dict[str, object] = json.loads(_unpack(signed.split(".")[1]))
    if "lxm" not in claims:
        raise refused(401, "BadJwt", "poorly formatted jwt")
    return claims


def _signature(secret: str, signed: str) -> str:
    digest = hmac.new(secret.encode(), signed.encode(), hashlib.sha256).digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")


def _pack(value: dict[str, object]) -> str:
    raw = json.dumps(value, separators=(",", ":")).encode()
    return urlsafe_b64encode(raw).decode().rstrip("=")


def _unpack(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
