"""DPoP (RFC 9449) as a server checks it: the key, the call, the moment, the nonce, once only."""

from __future__ import annotations

import hashlib
import hmac
import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass

import jwt
from starlette.requests import Request

from heliograph.apps.sandbox.answers import Refusal
from heliograph.apps.sandbox.gate import stamp
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.world import world_of

NONCE_SECONDS = 180
OLDEST_SECONDS = 300


class ProofRefused(Exception):
    """Why a proof does not hold, by OAuth's name."""

    def __init__(self, error: str, description: str) -> None:
        super().__init__(description)
        self.error = error
        self.description = description


@dataclass(frozen=True)
class Proof:
    """A proof that holds: the thumbprint of its key."""

    jkt: str


async def check_proof(request: Request, secret: str, token: str = "") -> Proof:
    """The proof of a call; raises `ProofRefused`. Every answer carries the nonce to use next."""
    world = world_of(request)
    now = world.clock.seconds()
    stamp(request, {"DPoP-Nonce": _nonce(secret, now)})
    text = request.headers.get("dpop", "")
    if not text:
        raise ProofRefused("invalid_dpop_proof", "DPoP proof required")
    key, claims = _read(text)
    _check_call(request, claims, now)
    if claims.get("nonce") not in {_nonce(secret, now), _nonce(secret, now - NONCE_SECONDS)}:
        raise ProofRefused("use_dpop_nonce", "Authorization server requires nonce in DPoP proof")
    if token and claims.get("ath") != _digest(token):
        raise ProofRefused("invalid_dpop_proof", 'DPoP "ath" mismatch')
    jti = str(claims.get("jti") or "")
    if not jti or not await world.store.write(lambda db: _is_new(db, jti, now)):
        raise ProofRefused("invalid_dpop_proof", "DPoP proof replayed")
    return Proof(_thumbprint(key))


def refuse_grant(refused: ProofRefused) -> Refusal:
    """The refusal of a proof at the authorization server."""
    return Refusal(400, {"error": refused.error, "error_description": refused.description})


def refuse_access(error: str, description: str) -> Refusal:
    """The refusal of a token or its proof at the data server."""
    challenge = f'DPoP algs="ES256", error="{error}", error_description="{_plain(description)}"'
    body = {"error": error, "message": description}
    return Refusal(401, body, {"WWW-Authenticate": challenge})


def _plain(words: str) -> str:
    return words.replace('"', "'")


def _read(text: str) -> tuple[dict[str, JSON], dict[str, JSON]]:
    try:
        head = jwt.get_unverified_header(text)
        key = head["jwk"]
        if head.get("typ") != "dpop+jwt" or "d" in key or key.get("crv") != "P-256":
            raise ProofRefused("invalid_dpop_proof", "DPoP proof has a wrong header")
        claims = jwt.decode(
            text, jwt.PyJWK(key, algorithm="ES256").key, algorithms=["ES256"],
            options={"verify_iat": False, "verify_exp": False},
        )  # fmt: skip
    except (jwt.PyJWTError, KeyError, TypeError, AttributeError) as error:
        raise ProofRefused("invalid_dpop_proof", "DPoP proof cannot be verified") from error
    return key, claims


def _check_call(request: Request, claims: dict[str, JSON], now: float) -> None:
    here = f"{request.url.scheme}://{request.url.netloc}{request.url.path}"
    if claims.get("htm") != request.method:
        raise ProofRefused("invalid_dpop_proof", 'DPoP "htm" mismatch')
    if claims.get("htu") != here:
        raise ProofRefused("invalid_dpop_proof", 'DPoP "htu" mismatch')
    made_at = claims.get("iat")
    if not isinstance(made_at, int) or not now - OLDEST_SECONDS < made_at < now + 60:
        raise ProofRefused("invalid_dpop_proof", 'DPoP "iat" is too old or in the future')


def _is_new(db: Connection, jti: str, now: float) -> bool:
    db.execute("delete from bluesky_proofs where seen_at < ?", (now - OLDEST_SECONDS - 60,))
    row = db.execute(
        "insert or ignore into bluesky_proofs values (?, ?) returning jti", (jti, now)
    ).fetchone()
    return row is not None


def _nonce(secret: str, now: float) -> str:
    window = str(int(now // NONCE_SECONDS)).encode()
    return hmac.new(secret.encode(), b"nonce " + window, hashlib.sha256).hexdigest()[:43]


def _digest(text: str) -> str:
    return urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")


def _thumbprint(key: dict[str, JSON]) -> str:
    """RFC 7638: the needed members in order, without spaces."""
    members = {name: key[name] for name in ("crv", "kty", "x", "y")}
    return _digest(json.dumps(members, separators=(",", ":"), sort_keys=True))
