"""Proofs of possession (RFC 9449): each call shows that it comes from the holder of one key."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets as random_secrets
from collections.abc import Awaitable, Callable, Mapping
from functools import cached_property
from urllib.parse import urlsplit, urlunsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm

from heliograph.kit.clock import Clock
from heliograph.kit.http import Answer
from heliograph.sdk.errors import ReconnectNeeded

ALGORITHM = "ES256"
NONCE_WANTED = "use_dpop_nonce"

Call = Callable[[Mapping[str, str]], Awaitable[Answer]]


class ProofKey:
    """The key that one permission is bound to; made for it, and stored with its tokens."""

    def __init__(self, private: ec.EllipticCurvePrivateKey) -> None:
        self._private = private

    @classmethod
    def fresh(cls) -> ProofKey:
        """A key nobody has used."""
        return cls(ec.generate_private_key(ec.SECP256R1()))

    @classmethod
    def from_text(cls, text: str) -> ProofKey:
        """The key that `text` gave; `ReconnectNeeded` when it is none."""
        try:
            private = ECAlgorithm.from_jwk(text)
        except (jwt.InvalidKeyError, ValueError, TypeError, AttributeError) as error:
            raise ReconnectNeeded("The stored key of this permission cannot be read.") from error
        if not isinstance(private, ec.EllipticCurvePrivateKey):
            raise ReconnectNeeded("The stored key of this permission is no private key.")
        return cls(private)

    @property
    def text(self) -> str:
        """The whole key as a private JWK: a secret."""
        told: str = ECAlgorithm.to_jwk(self._private)
        return told

    @cached_property
    def public(self) -> dict[str, str]:
        """The public half, as it travels in every proof."""
        told = json.loads(ECAlgorithm.to_jwk(self._private.public_key()))
        return {name: str(told[name]) for name in ("kty", "crv", "x", "y")}

    def proof(self, claims: Mapping[str, object]) -> str:
        """A signed proof."""
        headers = {"typ": "dpop+jwt", "jwk": self.public}
        return jwt.encode(dict(claims), self._private, algorithm=ALGORITHM, headers=headers)


class Prover:
    """Proves every call, with the nonce its server gave last; once more when it gave a new one."""

    def __init__(self, key: ProofKey, clock: Clock) -> None:
        self._key = key
        self._clock = clock
        self._nonces: dict[str, str] = {}

    async def send(self, method: str, url: str, call: Call, token: str = "") -> Answer:
        """Make a call whose headers carry a proof. An answer that asks for another nonce commits
        nothing, so the second call is safe for committing ones as well."""
        answer = await self._once(method, url, call, token)
        if wants_nonce(answer) and answer.headers.get("dpop-nonce"):
            answer = await self._once(method, url, call, token)
        return answer

    async def _once(self, method: str, url: str, call: Call, token: str) -> Answer:
        place = urlsplit(url)
        origin = f"{place.scheme}://{place.netloc}"
        claims: dict[str, object] = {
            "jti": random_secrets.token_urlsafe(18),
            "htm": method,
            "htu": urlunsplit(place._replace(query="", fragment="")),
            "iat": int(self._clock.now().timestamp()),
        }
        if nonce := self._nonces.get(origin):
            claims["nonce"] = nonce
        headers: dict[str, str] = {}
        if token:
            digest = hashlib.sha256(token.encode()).digest()
            claims["ath"] = base64.urlsafe_b64encode(digest).decode().rstrip("=")
            headers["Authorization"] = f"DPoP {token}"
        answer = await call({**headers, "DPoP": self._key.proof(claims)})
        if fresh := answer.headers.get("dpop-nonce"):
            self._nonces[origin] = fresh
        return answer


def wants_nonce(answer: Answer) -> bool:
    """Whether a server refused only for the sake of its nonce."""
    if answer.status not in {400, 401}:
        return False
    body = answer.json()
    named = body.get("error") if isinstance(body, dict) else ""
    return named == NONCE_WANTED or NONCE_WANTED in answer.headers.get("www-authenticate", "")
