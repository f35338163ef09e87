"""What really stands on the sandbox's networks: one row for every accepted publish call."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field

from heliograph.apps.sandbox.store import JSON, Connection, Row


@dataclass(frozen=True)
class Post:
    """One post on one network."""

    id: str
    platform: str
    account_id: str
    text: str
    created_at: float
    ordinal: int
    media: tuple[dict[str, JSON], ...] = ()
    key: str | None = None
    extra: dict[str, JSON] = field(default_factory=dict)
    edited_at: float | None = None

    def text_hash(self) -> str:
        """SHA-256 of the text as it stands, to compare with what was approved."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True)
class Wanted:
    """Which posts a reader asks for. Times are exclusive of nothing; newest come first."""

    platform: str | None = None
    account_id: str | None = None
    visible_until: float | None = None
    before: float | None = None
    limit: int = 100


def next_ordinal(db: Connection, account_id: str) -> int:
    """Count one more post of the account; deleted ones keep their number."""
    row = db.execute(
        "update accounts set posts_made = posts_made + 1 where id = ? returning posts_made",
        (account_id,),
    ).fetchone()
    return int(row["posts_made"])


def add_post(db: Connection, post: Post) -> None:
    """A publish call was accepted."""
    db.execute(
        "insert into posts values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (post.id, post.platform, post.account_id, post.text, json.dumps(post.media),
         post.created_at, post.key, post.ordinal, json.dumps(post.extra), post.edited_at),
    )  # fmt: skip


def change_post(db: Connection, post: Post) -> None:
    """The post was edited in place."""
    db.execute(
        "update posts set text = ?, media = ?, extra = ?, edited_at = ? where id = ?",
        (post.text, json.dumps(post.media), json.dumps(post.extra), post.edited_at, post.id),
    )


def remove_post(db: Connection, post_id: str) -> None:
    """The post is taken down."""
    db.execute("delete from posts where id = ?", (post_id,))


def find_post(db: Connection, post_id: str, visible_until: float | None = None) -> Post | None:
    """One post, unless it is younger than what may be seen."""
    row = db.execute(
        "select * from posts where id = ? and (? is null or created_at <= ?)",
        (post_id, visible_until, visible_until),
    ).fetchone()
    return _post(row) if row else None


def list_posts(db: Connection, wanted: Wanted) -> list[Post]:
    """Posts, newest first."""
    rows = db.execute(
        "select * from posts where (:platform is null or platform = :platform) "
        "and (:account is null or account_id = :account) "
        "and (:until is null or created_at <= :until) "
        "and (:before is null or created_at < :before) "
        "order by created_at desc, rowid desc limit :limit",
        {"platform": wanted.platform, "account": wanted.account_id,
         "until": wanted.visible_until, "before": wanted.before, "limit": wanted.limit},
    )  # fmt: skip
    return [_post(row) for row in rows]


def count_posts(db: Connection, account_id: str) -> int:
    """How many posts of the account stand."""
    row = db.execute("select count(*) from posts where account_id = ?", (account_id,)).fetchone()
    return int(row[0])


def remove_all_posts(db: Connection, platform: str | None) -> int:
    """Take down everything, or everything on one network; the number of posts removed."""
    gone = db.execute(
        "delete from posts where ? is null or platform = ?", (platform, platform)
    ).rowcount
    owners = [
        (row["id"],)
        for row in db.execute(
            "select id from accounts where ? is null or platform = ?", (platform, platform)
        )
    ]
    for statement in (
        "delete from idempotency where account_id = ?",
        "delete from records where did = ?",
        "delete from containers where account_id = ?",
        "delete from scheduled where account_id = ?",
    ):
        db.executemany(statement, owners)
    return gone


def _post(row: Row) -> Post:
    return Post(
        id=row["id"], platform=row["platform"], account_id=row["account_id"], text=row["text"],
        created_at=row["created_at"], ordinal=row["ordinal"],
        media=tuple(json.loads(row["media"])), key=row["key"], extra=json.loads(row["extra"]),
        edited_at=row["edited_at"],
    )  # fmt: skip
