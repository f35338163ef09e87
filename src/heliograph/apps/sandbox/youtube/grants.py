"""Google's tokens: access for an hour, and a refresh token that stays until it is given back."""

from __future__ import annotations

import secrets

from heliograph.apps.sandbox.accounts import grant_token, revoke_token
from heliograph.apps.sandbox.codes import Grant
from heliograph.apps.sandbox.store import JSON, Connection

ACCESS_SECONDS = 3600
UNUSED_SECONDS = 182 * 86_400
MOST_TOKENS = 100


def begin(db: Connection, grant: Grant, now: float, *, offline: bool) -> dict[str, JSON]:
    """The answer to a code; a refresh token only for those who asked to work offline."""
    if not offline:
        return _access(db, grant, "", now)
    refresh_token = "1//" + secrets.token_urlsafe(48)
    db.execute(
        "insert into youtube_grants values (?, ?, ?, ?, ?, ?, null)",
        (refresh_token, grant.client_id, grant.account_id, grant.scopes, now, now),
    )
    _drop_oldest(db, grant)
    return _access(db, grant, refresh_token, now) | {"refresh_token": refresh_token}


def renew(db: Connection, client_id: str, refresh_token: str, now: float) -> dict[str, JSON] | None:
    """An hour's access more; the refresh token stays the same. None when it is dead."""
    row = db.execute(
        "update youtube_grants set used_at = ? where refresh_token = ? and client_id = ? "
        "and revoked_at is null and used_at > ? returning account_id, scopes",
        (now, refresh_token, client_id, now - UNUSED_SECONDS),
    ).fetchone()
    if row is None:
        return None
    grant = Grant(client_id, row["account_id"], "", row["scopes"])
    return _access(db, grant, refresh_token, now)


def end(db: Connection, token: str, now: float) -> bool:
    """Give the permission back by either of its tokens; False when it was dead already."""
    row = db.execute(
        "select refresh_token from youtube_access where access_token = ?", (token,)
    ).fetchone()
    whole = (row["refresh_token"] if row else "") or token
    ended = db.execute(
        "update youtube_grants set revoked_at = ? where refresh_token = ? and revoked_at is null",
        (now, whole),
    ).rowcount
    children = db.execute(
        "select access_token from youtube_access where refresh_token = ?", (whole,)
    ).fetchall()
    for one in {token, *(child["access_token"] for child in children)}:
        revoke_token(db, one, now)
    return bool(ended or row)


def end_all(db: Connection, account_id: str, now: float) -> None:
    """The person withdrew the permission in their Google account."""
    db.execute(
        "update youtube_grants set revoked_at = ? where account_id = ? and revoked_at is null",
        (now, account_id),
    )


def has_any(db: Connection, client_id: str, account_id: str) -> bool:
    """Whether the program holds a living refresh token of the person."""
    found = db.execute(
        "select 1 from youtube_grants where client_id = ? and account_id = ? "
        "and revoked_at is null",
        (client_id, account_id),
    ).fetchone()
    return found is not None


def _access(db: Connection, grant: Grant, refresh_token: str, now: float) -> dict[str, JSON]:
    token = "ya29." + secrets.token_urlsafe(72)
    until = now + ACCESS_SECONDS
    grant_token(db, token, grant.account_id, ("youtube", grant.scopes), now, until)
    db.execute("insert into youtube_access values (?, ?)", (token, refresh_token))
    return {
        "access_token": token, "expires_in": ACCESS_SECONDS - 1, "scope": grant.scopes,
        "token_type": "Bearer",
    }  # fmt: skip


def _drop_oldest(db: Connection, grant: Grant) -> None:
    """Beyond a hundred refresh tokens of one person for one program the oldest dies unheard."""
    db.execute(
        "delete from youtube_grants where refresh_token in (select refresh_token from "
        "youtube_grants where client_id = ? and account_id = ? and revoked_at is null "
        "order by created_at desc, rowid desc limit -1 offset ?)",
        (grant.client_id, grant.account_id, MOST_TOKENS),
    )
