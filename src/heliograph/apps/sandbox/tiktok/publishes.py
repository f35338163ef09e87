"""Posts on their way: opened, filled or fetched, checked, and then standing or failed."""

from __future__ import annotations

import itertools
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from heliograph.apps.sandbox.posts import Post, add_post, next_ordinal
from heliograph.apps.sandbox.store import JSON, Connection, Row

PREFIX = {
    ("VIDEO", "FILE_UPLOAD"): "v_pub_file", ("VIDEO", "PULL_FROM_URL"): "v_pub_url",
    ("PHOTO", "PULL_FROM_URL"): "p_pub_url",
}  # fmt: skip
DRAFTS = {"VIDEO": "v_inbox_file", "PHOTO": "p_inbox_url"}
PUBLIC = "PUBLIC_TO_EVERYONE"
_counter = itertools.count(1)


@dataclass(frozen=True)
class Publish:
    """One post on its way. `mode` is DIRECT_POST or MEDIA_UPLOAD, which ends in the inbox."""

    id: str
    account_id: str
    kind: str
    source: str
    mode: str
    info: dict[str, Any]  # reason: kept as JSON, in the platform's own shape
    created_at: float
    size: int = 0
    chunk: int = 0
    chunks: int = 0
    received: int = 0
    secret: str = field(default="", repr=False)
    ready_at: float | None = None
    visible_at: float | None = None
    failure: str | None = None
    media: tuple[dict[str, JSON], ...] = ()
    post_id: str | None = None

    @property
    def is_direct(self) -> bool:
        """Whether it becomes a post without the person's further doing."""
        return self.mode == "DIRECT_POST"


def new_id(kind: str, source: str, mode: str) -> str:
    """A publish id in TikTok's form."""
    prefix = PREFIX[kind, source] if mode == "DIRECT_POST" else DRAFTS[kind]
    return f"{prefix}~v2-1.{secrets.randbelow(9 * 10**18) + 10**18}"


def add_publish(db: Connection, one: Publish) -> None:
    """Remember a post that was begun."""
    db.execute(
        "insert into tiktok_publishes (id, account_id, kind, source, mode, info, size, chunk, "
        "chunks, secret, created_at, ready_at, visible_at, failure, media) "
        "values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (one.id, one.account_id, one.kind, one.source, one.mode, json.dumps(one.info), one.size,
         one.chunk, one.chunks, one.secret, one.created_at, one.ready_at, one.visible_at,
         one.failure, json.dumps(one.media)),
    )  # fmt: skip


def find_publish(db: Connection, publish_id: str) -> Publish | None:
    """A post on its way, whosever it is."""
    row = db.execute("select * from tiktok_publishes where id = ?", (publish_id,)).fetchone()
    return _read(row) if row else None


def keep_chunk(db: Connection, one: Publish, start: int, piece: bytes) -> None:
    """One more part of the file."""
    db.execute("insert or replace into tiktok_chunks values (?, ?, ?)", (one.id, start, piece))
    db.execute(
        "update tiktok_publishes set received = ? where id = ?", (start + len(piece), one.id)
    )


def file_of(db: Connection, one: Publish) -> bytes:
    """The parts put together."""
    rows = db.execute(
        "select bytes from tiktok_chunks where publish_id = ? order by start", (one.id,)
    )
    return b"".join(row["bytes"] for row in rows)


def complete(
    db: Connection, one: Publish, medium: dict[str, JSON], failure: str, times: tuple[float, float]
) -> None:
    """The last byte is there; unless the checks failed, it stands from `times[0]` on."""
    db.execute(
        "update tiktok_publishes set media = ?, failure = ?, ready_at = ?, visible_at = ? "
        "where id = ? and ready_at is null",
        (json.dumps([medium]), failure or None, *times, one.id),
    )
    db.execute("delete from tiktok_chunks where publish_id = ?", (one.id,))


def fail_open(db: Connection, account_id: str, reason: str, now: float) -> None:
    """Everything of an account that does not stand yet fails."""
    settle(db, now)
    db.execute(
        "update tiktok_publishes set failure = ?, ready_at = ? where account_id = ? "
        "and settled = 0",
        (reason, now, account_id),
    )


def settle(db: Connection, now: float) -> None:
    """What was processed by now stands."""
    rows = db.execute(
        "update tiktok_publishes set settled = 1 where settled = 0 and ready_at <= ? returning *",
        (now,),
    ).fetchall()
    for one in sorted((_read(row) for row in rows), key=lambda one: one.ready_at or 0.0):
        if one.failure is None and one.is_direct:
            _stand(db, one)


def _stand(db: Connection, one: Publish) -> None:
    at = one.ready_at or one.created_at
    post_id = str(7 * 10**18 + (int(at * 1000) << 20 | next(_counter) & 0xFFFFF) % 10**18)
    is_photo = one.kind == "PHOTO"
    add_post(db, Post(
        id=post_id, platform="tiktok", account_id=one.account_id,
        text=str(one.info.get("description" if is_photo else "title", "")), created_at=at,
        ordinal=next_ordinal(db, one.account_id), media=one.media, key=one.id,
        extra={"product": one.kind, "info": one.info, "source": one.source},
    ))  # fmt: skip
    db.execute("update tiktok_publishes set post_id = ? where id = ?", (post_id, one.id))


def _read(row: Row) -> Publish:
    return Publish(
        id=row["id"], account_id=row["account_id"], kind=row["kind"], source=row["source"],
        mode=row["mode"], info=json.loads(row["info"]), created_at=row["created_at"],
        size=row["size"], chunk=row["chunk"], chunks=row["chunks"], received=row["received"],
        secret=row["secret"], ready_at=row["ready_at"], visible_at=row["visible_at"],
        failure=row["failure"], media=tuple(json.loads(row["media"])), post_id=row["post_id"],
    )  # fmt: skip
