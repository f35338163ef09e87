"""TikTok's tokens: access for a day, and a refresh token that serves once."""

from __future__ import annotations

import secrets

from heliograph.apps.sandbox.accounts import grant_token, revoke_token
from heliograph.apps.sandbox.codes import Grant
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.tiktok.publishes import fail_open

ACCESS_SECONDS, REFRESH_SECONDS = 86_400, 31_536_000


def give(db: Connection, grant: Grant, now: float, until: float | None = None) -> dict[str, JSON]:
    """A fresh pair; the refresh tokens of one consent live for a year in all."""
    until = until or now + REFRESH_SECONDS
    access, refresh = f"act.{secrets.token_urlsafe(48)}", f"rft.{secrets.token_urlsafe(48)}"
    platform_and_scopes = ("tiktok", " ".join(grant.scopes.split(",")))
    grant_token(db, access, grant.account_id, platform_and_scopes, now, now + ACCESS_SECONDS)
    db.execute(
        "insert into tiktok_grants values (?, ?, ?, ?, ?, ?, ?, null)",
        (refresh, access, grant.client_id, grant.account_id, grant.scopes, now, until),
    )
    return {
        "access_token": access, "expires_in": ACCESS_SECONDS, "open_id": grant.account_id,
        "refresh_expires_in": int(until - now), "refresh_token": refresh,
        "scope": grant.scopes, "token_type": "Bearer",
    }  # fmt: skip


def renew(db: Connection, client_key: str, token: str, now: float) -> dict[str, JSON] | None:
    """A fresh pair for a refresh token, which is dead from then on; None when it was."""
    row = db.execute(
        "update tiktok_grants set ended_at = ? where refresh_token = ? and client_key = ? "
        "and ended_at is null and expires_at > ? returning *",
        (now, token, client_key, now),
    ).fetchone()
    if row is None:
        return None
    grant = Grant(client_key, row["account_id"], "", row["scopes"])
    return give(db, grant, now, row["expires_at"])


def end(db: Connection, client_key: str, token: str, now: float) -> bool:
    """The person's consent for the program is gone, by either token of it."""
    row = db.execute(
        "select account_id from tiktok_grants where client_key = ? and ended_at is null "
        "and (refresh_token = ? or access_token = ?)",
        (client_key, token, token),
    ).fetchone()
    if row is None:
        return False
    for one in db.execute(
        "select access_token from tiktok_grants where client_key = ? and account_id = ?",
        (client_key, row["account_id"]),
    ).fetchall():
        revoke_token(db, one["access_token"], now)
    end_all(db, row["account_id"], now)
    return True


def end_all(db: Connection, account_id: str, now: float) -> None:
    """The person withdrew the permission: what is on its way fails."""
    db.execute(
        "update tiktok_grants set ended_at = ? where account_id = ? and ended_at is null",
        (now, account_id),
    )
    fail_open(db, account_id, "auth_removed", now)
