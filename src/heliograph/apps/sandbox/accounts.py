"""Accounts of the sandbox's networks, with the secrets that a channel is connected by."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass

from heliograph.apps.sandbox.networks import NewAccount, network
from heliograph.apps.sandbox.store import JSON, Connection, Row

FULL_SCOPES = "read write follow push profile"


@dataclass(frozen=True)
class Account:
    """One account on one network."""

    id: str
    platform: str
    handle: str
    name: str
    secrets: dict[str, str]
    created_at: float
    posts_made: int
    revoked_at: float | None

    def shown(self) -> dict[str, JSON]:
        """What the control API tells."""
        return {
            "id": self.id, "platform": self.platform, "handle": self.handle, "name": self.name,
            "created_at": self.created_at, "revoked": self.revoked_at is not None,
            "secrets": self.secrets,
        }  # fmt: skip


@dataclass(frozen=True)
class Token:
    """A bearer token and whom it speaks for."""

    account: Account
    scopes: tuple[str, ...]
    created_at: float
    expires_at: float | None
    revoked_at: float | None


def tidy_handle(platform: str, handle: str) -> str:
    """The handle in the alphabet of its network."""
    return network(platform).tidy(handle.strip().removeprefix("@").lower())


def ensure_account(db: Connection, platform: str, handle: str, name: str, now: float) -> Account:
    """The account of that handle, made if need be; a revoked one gets new secrets."""
    handle = tidy_handle(platform, handle)
    known = find_account(db, platform, handle)
    if known and known.revoked_at is None:
        return known
    account_id = known.id if known else network(platform).account_id(handle)
    made = network(platform).secrets(db, NewAccount(account_id, handle, name or handle, now))
    db.execute(
        "insert into accounts values (?, ?, ?, ?, ?, ?, 0, null) on conflict (id) do update "
        "set secrets = excluded.secrets, revoked_at = null",
        (account_id, platform, handle, name or handle, json.dumps(made), now),
    )
    return account_by_id(db, account_id)


def grant_token(
    db: Connection, token: str, account_id: str, platform_and_scopes: tuple[str, str],
    now: float, expires_at: float | None,
) -> None:  # fmt: skip
    """Remember a bearer token."""
    platform, scopes = platform_and_scopes
    db.execute(
        "insert into tokens values (?, ?, ?, ?, ?, ?, null)",
        (token, platform, account_id, scopes, now, expires_at),
    )


def find_token(db: Connection, platform: str, token: str) -> Token | None:
    """Whom a bearer token speaks for."""
    row = db.execute(
        "select * from tokens where token = ? and platform = ?", (token, platform)
    ).fetchone()
    if row is None:
        return None
    account = account_by_id(db, row["account_id"])
    revoked = row["revoked_at"]
    return Token(
        account, tuple(row["scopes"].split()), row["created_at"], row["expires_at"], revoked
    )


def revoke_token(db: Connection, token: str, now: float) -> None:
    """One token is dead from now on."""
    db.execute("update tokens set revoked_at = ? where token = ?", (now, token))


def revoke_account(db: Connection, account: Account, now: float) -> None:
    """The person withdrew the permission: every token and session is dead."""
    db.execute("update accounts set revoked_at = ? where id = ?", (now, account.id))
    db.execute("update tokens set revoked_at = ? where account_id = ?", (now, account.id))
    db.execute("update sessions set ended_at = ? where account_id = ?", (now, account.id))


def find_account(db: Connection, platform: str, handle_or_id: str) -> Account | None:
    """An account by handle or by id."""
    row = db.execute(
        "select * from accounts where platform = ? and (handle = ? or id = ?)",
        (platform, handle_or_id, handle_or_id),
    ).fetchone()
    return _account(row) if row else None


def account_by_id(db: Connection, account_id: str) -> Account:
    """An account that is known to exist."""
    return _account(db.execute("select * from accounts where id = ?", (account_id,)).fetchone())


def all_accounts(db: Connection, platform: str | None = None) -> list[Account]:
    """Every account, oldest first."""
    rows = db.execute(
        "select * from accounts where ? is null or platform = ? order by created_at, rowid",
        (platform, platform),
    )
    return [_account(row) for row in rows]


def _account(row: Row) -> Account:
    return Account(
        row["id"], row["platform"], row["handle"], row["name"], json.loads(row["secrets"]),
        row["created_at"], row["posts_made"], row["revoked_at"],
    )  # fmt: skip


def digits_of(platform: str, handle: str, prefix: str, length: int = 12) -> str:
    """An account id in digits, always the same for a handle."""
    digest = hashlib.sha256(f"{platform}:{handle}".encode()).digest()
    return prefix + str(int.from_bytes(digest[:8]) % 10**length).zfill(length)


def plain_letters(handle: str, allowed: str = "a-z0-9_") -> str:
    """A handle with everything else made an underscore."""
    return re.sub(rf"[^{allowed}]+", "_", handle)
