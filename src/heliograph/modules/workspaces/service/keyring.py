"""The keys that sign access tokens: RS256, published as JWKS, rotated without a gap."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from heliograph.kit.clock import Clock
from heliograph.kit.database import Database
from heliograph.kit.ids import new_id
from heliograph.kit.secrets import Vault
from heliograph.modules.workspaces.errors import TokenInvalid
from heliograph.modules.workspaces.models import SigningKey
from heliograph.modules.workspaces.repository import Directory

AUDIENCE = "heliograph-api"
_ALGORITHM = "RS256"
_NEEDED = ["iss", "aud", "exp", "iat", "jti", "sub", "org", "sid"]
_RELOAD = timedelta(seconds=5)


@dataclass(frozen=True)
class _Pair:
    kid: str
    private: str
    public: Any
    public_jwk: dict[str, str]


class Keyring:
    """Signs and checks access tokens.

    `lifetime` is how long a token lives: retired keys stay published that long.
    """

    def __init__(
        self, database: Database, vault: Vault, clock: Clock, issuer: str, lifetime: timedelta
    ) -> None:
        self._database = database
        self._vault = vault
        self._clock = clock
        self._issuer = issuer
        self._lifetime = lifetime
        self._pairs: dict[str, _Pair] = {}
        self._current: _Pair | None = None
        self._loaded_at: datetime | None = None
        self._loading = asyncio.Lock()

    async def sign(self, claims: dict[str, Any]) -> str:
        """A token with these claims, signed by the current key."""
        await self._load(older_than=timedelta(minutes=1))
        if self._current is None:
            raise TokenInvalid("there is no signing key")
        now = int(self._clock.now().timestamp())
        full = {
            **claims,
            "iss": self._issuer,
            "aud": AUDIENCE,
            "iat": now,
            "exp": now + int(self._lifetime.total_seconds()),
        }
        pair = self._current
        return jwt.encode(full, pair.private, algorithm=_ALGORITHM, headers={"kid": pair.kid})

    async def verify(self, token: str) -> dict[str, Any]:
        """The claims of a token of ours that is still alive; raises `TokenInvalid`."""
        pair = await self._pair_of(token)
        options: Any = {"require": _NEEDED, "verify_exp": False, "verify_iat": False}
        try:
            claims: dict[str, Any] = jwt.decode(
                token,
                pair.public,
                algorithms=[_ALGORITHM],
                audience=AUDIENCE,
                issuer=self._issuer,
                options=options,
            )
        except jwt.InvalidTokenError as error:
            raise TokenInvalid("the token was altered or was not made here") from error
        # Expiry is judged by our own clock, which tests can move.
        if float(claims["exp"]) <= self._clock.now().timestamp():
            raise TokenInvalid("the token has expired")
        return claims

    async def published(self) -> list[dict[str, str]]:
        """The public halves, as JWKS lists them."""
        await self._load(older_than=timedelta(minutes=1))
        return [pair.public_jwk for pair in self._pairs.values()]

    async def rotate(self) -> str:
        """Sign with a new key from now on; tokens signed before stay valid. Returns its id."""
        made = await asyncio.to_thread(_new_key)
        async with self._database.system_work().transaction() as session:
            directory = Directory(session)
            await directory.lock_setup()
            await directory.retire_signing_keys(self._clock.now())
            directory.add(self._row(made))
        await self._load()
        return made.kid

    async def _pair_of(self, token: str) -> _Pair:
        try:
            kid = str(jwt.get_unverified_header(token).get("kid", ""))
        except jwt.InvalidTokenError as error:
            raise TokenInvalid("this is not a token") from error
        if kid not in self._pairs:
            await self._load(older_than=_RELOAD)
        pair = self._pairs.get(kid)
        if pair is None:
            raise TokenInvalid("the token was signed with a key that is not ours any more")
        return pair

    async def _load(self, older_than: timedelta | None = None) -> None:
        async with self._loading:
            if older_than is not None and self._is_younger_than(older_than):
                return
            rows = await self._rows()
            self._pairs = {row.kid: self._opened(row) for row in rows}
            current = next((row for row in rows if row.retired_at is None), None)
            self._current = self._pairs[current.kid] if current else None
            self._loaded_at = self._clock.now()

    def _is_younger_than(self, age: timedelta) -> bool:
        return self._loaded_at is not None and self._clock.now() - self._loaded_at < age

    async def _rows(self) -> list[SigningKey]:
        """The keys; the first process of a new instance makes the first one."""
        edge = self._clock.now() - self._lifetime - timedelta(minutes=5)
        async with self._database.system_work().transaction() as session:
            directory = Directory(session)
            rows = list(await directory.signing_keys(edge))
            if any(row.retired_at is None for row in rows):
                return rows
            await directory.lock_setup()
            rows = list(await directory.signing_keys(edge))
            if any(row.retired_at is None for row in rows):
                return rows
            first = self._row(await asyncio.to_thread(_new_key))
            directory.add(first)
            return [first, *rows]

    def _row(self, made: _Made) -> SigningKey:
        return SigningKey(
            kid=made.kid,
            private_key=self._vault.encrypt(made.private, _bound_to(made.kid)),
            public_key=made.public,
            created_at=self._clock.now(),
            retired_at=None,
        )

    def _opened(self, row: SigningKey) -> _Pair:
        private = self._vault.decrypt(row.private_key, _bound_to(row.kid))
        jwk = json.loads(row.public_key)
        return _Pair(row.kid, private, RSAAlgorithm.from_jwk(jwk), jwk)


@dataclass(frozen=True)
class _Made:
    kid: str
    private: str
    public: str


def _new_key() -> _Made:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    kid = new_id().hex
    jwk = RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)
    public = {"kty": jwk["kty"], "n": jwk["n"], "e": jwk["e"]}
    published = {**public, "kid": kid, "use": "sig", "alg": _ALGORITHM}
    return _Made(kid, private.decode(), json.dumps(published))


def _bound_to(kid: str) -> str:
    return f"signing-key:{kid}"
