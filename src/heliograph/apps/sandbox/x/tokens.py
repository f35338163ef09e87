"""X's pairs of tokens: two hours of access, and a refresh token that serves once."""

from __future__ import annotations

import secrets

from heliograph.apps.sandbox.accounts import grant_token, revoke_token
from heliograph.apps.sandbox.store import JSON, Connection

ACCESS_SECONDS = 7200
REFRESH_SECONDS = 180 * 86_400
OFFLINE = "offline.access"


def give_pair(db: Connection, account_id: str, scopes: str, now: float) -> dict[str, JSON]:
    """A new access token, and a refresh token where offline access was allowed."""
    access = secrets.token_urlsafe(64)
    grant_token(db, access, account_id, ("x", scopes), now, now + ACCESS_SECONDS)
    answer: dict[str, JSON] = {
        "token_type": "bearer", "expires_in": ACCESS_SECONDS, "access_token": access,
        "scope": scopes,
    }  # fmt: skip
    if OFFLINE in scopes.split():
        answer["refresh_token"] = secrets.token_urlsafe(64)
        db.execute(
            "insert into x_refreshes values (?, ?, ?, ?, ?, null)",
            (answer["refresh_token"], account_id, scopes, access, now),
        )
    return answer


def renew_pair(db: Connection, refresh_token: str, now: float) -> dict[str, JSON] | None:
    """The next pair; the refresh token and the access token that came with it are dead."""
    row = db.execute(
        "update x_refreshes set ended_at = ? where token = ? and ended_at is null "
        "and created_at > ? returning *",
        (now, refresh_token, now - REFRESH_SECONDS),
    ).fetchone()
    if row is None:
        return None
    revoke_token(db, row["access_token"], now)
    return give_pair(db, row["account_id"], row["scopes"], now)


def end_token(db: Connection, token: str, now: float) -> None:
    """Exactly this token is dead; its partner is not."""
    revoke_token(db, token, now)
    db.execute("update x_refreshes set ended_at = ? where token = ?", (now, token))


def end_access(db: Connection, account_id: str, now: float) -> None:
    """The person withdrew every permission."""
    db.execute(
        "update x_refreshes set ended_at = ? where account_id = ? and ended_at is null",
        (now, account_id),
    )
