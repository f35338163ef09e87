"""Permissions that people gave by consent, each bound to one key, with tokens that rotate."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from heliograph.apps.sandbox.store import Connection, Row

ACCESS_SECONDS = 3600
SESSION_SECONDS = 14 * 86_400


@dataclass(frozen=True)
class Permission:
    """Who allowed what to which program."""

    id: str
    account_id: str
    client_id: str
    scope: str
    jkt: str
    created_at: float
    ended_at: float | None


@dataclass(frozen=True)
class Access:
    """An access token as it is found."""

    permission: Permission
    created_at: float
    expires_at: float


@dataclass(frozen=True)
class Pair:
    """What a token call gives."""

    access: str
    refresh: str
    permission: Permission


def begin(db: Connection, permission: Permission, code: str) -> Pair:
    """A permission was given."""
    db.execute(
        "insert into bluesky_permissions values (?, ?, ?, ?, ?, ?, ?, null)",
        (permission.id, permission.account_id, permission.client_id, permission.scope,
         permission.jkt, code, permission.created_at),
    )  # fmt: skip
    return _issue(db, permission, permission.created_at)


def refresh(db: Connection, token: str, client_id: str, jkt: str, now: float) -> Pair | None:
    """A new pair for a refresh token, once; a second use ends the whole permission."""
    row = db.execute(
        "select * from bluesky_tokens where token = ? and kind = 'refresh'", (token,)
    ).fetchone()
    if row is None:
        return None
    permission = _by_id(db, row["permission"])
    if row["used_at"] is not None:
        end(db, permission.id, now)
        return None
    mine = permission.client_id == client_id and permission.jkt == jkt
    if not mine or permission.ended_at is not None or row["expires_at"] <= now:
        return None
    db.execute("update bluesky_tokens set used_at = ? where token = ?", (now, token))
    return _issue(db, permission, now)


def find_access(db: Connection, token: str) -> Access | None:
    """What an access token stands for."""
    row = db.execute(
        "select * from bluesky_tokens where token = ? and kind = 'access'", (token,)
    ).fetchone()
    if row is None:
        return None
    return Access(_by_id(db, row["permission"]), row["created_at"], row["expires_at"])


def end(db: Connection, permission_id: str, now: float) -> None:
    """The permission is over, with every token of it."""
    db.execute("update bluesky_permissions set ended_at = ? where id = ?", (now, permission_id))


def end_by_token(db: Connection, token: str, now: float) -> None:
    """The permission of either kind of token is over; silent for an unknown one."""
    row = db.execute("select * from bluesky_tokens where token = ?", (token,)).fetchone()
    if row:
        end(db, row["permission"], now)


def end_by_code(db: Connection, code: str, now: float) -> None:
    """A code that comes twice was stolen: what it gave is over."""
    db.execute("update bluesky_permissions set ended_at = ? where code = ?", (now, code))


def _issue(db: Connection, permission: Permission, now: float) -> Pair:
    pair = Pair(f"tok-{secrets.token_hex(32)}", f"ref-{secrets.token_hex(32)}", permission)
    last = permission.created_at + SESSION_SECONDS
    for token, kind, expires_at in (
        (pair.access, "access", now + ACCESS_SECONDS),
        (pair.refresh, "refresh", last),
    ):
        db.execute(
            "insert into bluesky_tokens values (?, ?, ?, ?, ?, null)",
            (token, permission.id, kind, now, expires_at),
        )
    return pair


def _by_id(db: Connection, permission_id: str) -> Permission:
    row: Row = db.execute(
        "select * from bluesky_permissions where id = ?", (permission_id,)
    ).fetchone()
    return Permission(
        row["id"], row["account_id"], row["client_id"], row["scope"], row["jkt"],
        row["created_at"], row["ended_at"],
    )  # fmt: skip
