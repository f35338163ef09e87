"""Storing Mastodon posts: once per idempotency key, now or when their time comes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from heliograph.apps.sandbox.accounts import Account, account_by_id
from heliograph.apps.sandbox.answers import iso_milliseconds
from heliograph.apps.sandbox.mastodon.draft import Draft, find_attachments
from heliograph.apps.sandbox.mastodon.files import find_extra, shown_with
from heliograph.apps.sandbox.mastodon.manners import invalid
from heliograph.apps.sandbox.media import Medium, find_medium
from heliograph.apps.sandbox.numbers import snowflake
from heliograph.apps.sandbox.posts import Post, add_post, find_post, next_ordinal
from heliograph.apps.sandbox.store import JSON, Connection, Row

KEY_SECONDS = 3600
DAY = 86_400
WAITING_MOST, WAITING_A_DAY = 300, 25


@dataclass(frozen=True)
class Scheduled:
    """A post that waits for its time on the platform's side."""

    id: str
    due_at: float
    params: dict[str, JSON]

    def entity(self) -> dict[str, JSON]:
        """A Mastodon ScheduledStatus."""
        return {
            "id": self.id, "scheduled_at": iso_milliseconds(self.due_at), "params": self.params,
            "media_attachments": [],
        }  # fmt: skip


def publish(
    db: Connection, account: Account, draft: Draft, key: str | None, now: float
) -> Post | Scheduled:
    """Store a post, or give back the one that this key made within the hour."""
    if key:
        known = _known(db, account, key, now)
        if known:
            return known
    media = find_attachments(db, account.id, draft.media_ids, now)
    made: Post | Scheduled
    if draft.scheduled_at is None:
        made = _post(db, account, draft, media, (key, now))
    else:
        made = _schedule(db, account, draft, draft.scheduled_at, now)
    if key:
        db.execute(
            "insert or replace into idempotency values (?, ?, ?, ?)",
            (account.id, key, made.id, now),
        )
    return made


def publish_due(db: Connection, now: float) -> None:
    """Turn scheduled posts whose time has come into posts of that time."""
    for row in db.execute(
        "select * from scheduled where due_at <= ? order by due_at", (now,)
    ).fetchall():
        account = account_by_id(db, row["account_id"])
        params = json.loads(row["params"])
        draft = Draft(params["text"] or "", tuple(params["media_ids"] or ()), params["extra"])
        found = [find_medium(db, account.id, medium_id) for medium_id in draft.media_ids]
        # An upload taken back in the meantime must not hold up the post.
        media = [medium for medium in found if medium is not None]
        _post(db, account, draft, media, (None, row["due_at"]))
        db.execute("delete from scheduled where id = ?", (row["id"],))


def list_scheduled(db: Connection, account_id: str) -> list[Scheduled]:
    """What waits, soonest first."""
    rows = db.execute("select * from scheduled where account_id = ? order by due_at", (account_id,))
    return [_scheduled(row) for row in rows]


def find_scheduled(db: Connection, account_id: str, scheduled_id: str) -> Scheduled | None:
    """One of the account's waiting posts."""
    row = db.execute(
        "select * from scheduled where id = ? and account_id = ?", (scheduled_id, account_id)
    ).fetchone()
    return _scheduled(row) if row else None


def _known(db: Connection, account: Account, key: str, now: float) -> Post | Scheduled | None:
    row = db.execute(
        "select target from idempotency where account_id = ? and key = ? and created_at > ?",
        (account.id, key, now - KEY_SECONDS),
    ).fetchone()
    if row is None:
        return None
    return find_post(db, row["target"]) or find_scheduled(db, account.id, row["target"])


def _post(
    db: Connection, account: Account, draft: Draft, media: Sequence[Medium],
    key_and_time: tuple[str | None, float],
) -> Post:  # fmt: skip
    key, now = key_and_time
    post = Post(
        id=snowflake(now), platform="mastodon", account_id=account.id, text=draft.text,
        created_at=now, ordinal=next_ordinal(db, account.id), key=key, extra=draft.extra,
        media=tuple(shown_with(medium, find_extra(db, medium.id)) for medium in media),
    )  # fmt: skip
    add_post(db, post)
    return post


def _schedule(
    db: Connection, account: Account, draft: Draft, due_at: float, now: float
) -> Scheduled:
    _check_waiting(db, account, due_at)
    scheduled_id = snowflake(now)
    params = {"text": draft.text, "media_ids": list(draft.media_ids), "extra": draft.extra}
    db.execute(
        "insert into scheduled values (?, ?, ?, ?, ?)",
        (scheduled_id, account.id, due_at, json.dumps(params), now),
    )
    return Scheduled(scheduled_id, due_at, _public(params, due_at))


def _check_waiting(db: Connection, account: Account, due_at: float) -> None:
    day = due_at // DAY * DAY
    row = db.execute(
        "select count(*) as whole, coalesce(sum(due_at >= ? and due_at < ?), 0) as that_day "
        "from scheduled where account_id = ?",
        (day, day + DAY, account.id),
    ).fetchone()
    if row["whole"] >= WAITING_MOST:
        raise invalid(f"You have exceeded the limit of {WAITING_MOST} scheduled posts")
    if row["that_day"] >= WAITING_A_DAY:
        raise invalid(f"You have exceeded the limit of {WAITING_A_DAY} scheduled posts for today")


def _scheduled(row: Row) -> Scheduled:
    return Scheduled(row["id"], row["due_at"], _public(json.loads(row["params"]), row["due_at"]))


def _public(params: dict[str, JSON], due_at: float) -> dict[str, JSON]:
    shown = {"text": params["text"], "media_ids": params["media_ids"] or None}
    return {**shown, **params["extra"], "scheduled_at": iso_milliseconds(due_at)}
