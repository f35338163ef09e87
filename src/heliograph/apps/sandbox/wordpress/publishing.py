"""Storing WordPress posts: public ones stand, the others wait where readers do not see them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, replace

from heliograph.apps.sandbox.accounts import Account, account_by_id
from heliograph.apps.sandbox.numbers import graph_id
from heliograph.apps.sandbox.posts import (
    Post,
    Wanted,
    add_post,
    change_post,
    find_post,
    list_posts,
    next_ordinal,
    remove_post,
)
from heliograph.apps.sandbox.store import Connection, Row
from heliograph.apps.sandbox.wordpress.drafts import Wish
from heliograph.apps.sandbox.wordpress.entities import Shown
from heliograph.apps.sandbox.wordpress.library import first_terms, own_media
from heliograph.apps.sandbox.wordpress.text import first_link, plain_text, slug_of

STANDING = ("publish", "private")
EVERYTHING = 100_000


def make(db: Connection, account: Account, wish: Wish, now: float) -> Shown:
    """Store a new post under a slug that nothing else has."""
    first_terms(db)
    shape = Post(
        id=graph_id(now), platform="wordpress", account_id=account.id, text="",
        created_at=now, ordinal=0,
    )  # fmt: skip
    shown = Shown(_filled(db, account, shape, wish, now), wish.status, account)
    _store(db, shown, wish.due_at)
    return shown


def change(db: Connection, shown: Shown, wish: Wish, now: float) -> Shown:
    """The same post with other values, wherever it has to be kept now."""
    filled = _filled(db, shown.author, shown.post, wish, now)
    changed = Shown(replace(filled, edited_at=now), wish.status, shown.author)
    if shown.status in STANDING and wish.status in STANDING:
        change_post(db, changed.post)
        return changed
    _forget(db, shown.post.id)
    _store(db, changed, wish.due_at)
    return changed


def trash(db: Connection, shown: Shown, *, for_good: bool) -> None:
    """Out of sight; what is deleted for good leaves no trace."""
    _forget(db, shown.post.id)
    if not for_good:
        db.execute(
            "insert or replace into wordpress_trash values (?, ?)",
            (shown.post.id, shown.author.id),
        )


def is_trashed(db: Connection, account: Account, post_id: str) -> bool:
    """Whether this post lies in the account's trash."""
    found = db.execute(
        "select 1 from wordpress_trash where id = ? and account_id = ?", (post_id, account.id)
    ).fetchone()
    return found is not None


def empty_trash(db: Connection, post_id: str) -> None:
    """One post is gone for good."""
    db.execute("delete from wordpress_trash where id = ?", (post_id,))


def publish_due(db: Connection, now: float) -> None:
    """What WP-Cron does: posts whose time has come stand from that time on."""
    rows = db.execute(
        "select * from wordpress_waiting where status = 'future' and due_at <= ? order by due_at",
        (now,),
    ).fetchall()
    for row in rows:
        waiting = _waiting(db, row)
        db.execute("delete from wordpress_waiting where id = ?", (row["id"],))
        post = replace(waiting.post, created_at=row["due_at"])
        _store(db, Shown(post, "publish", waiting.author), None)


def every_post(db: Connection, visible_until: float | None = None) -> list[Shown]:
    """All posts but the trashed ones, newest first."""
    standing = [
        Shown(post, str(post.extra.get("status", "publish")), account_by_id(db, post.account_id))
        for post in list_posts(
            db, Wanted("wordpress", visible_until=visible_until, limit=EVERYTHING)
        )
    ]
    rows = db.execute("select * from wordpress_waiting").fetchall()
    found = [*standing, *(_waiting(db, row) for row in rows)]
    return sorted(found, key=lambda shown: shown.post.created_at, reverse=True)


def find(db: Connection, post_id: str) -> Shown | None:
    """One post, standing or waiting."""
    post = find_post(db, post_id)
    if post is not None and post.platform == "wordpress":
        status = str(post.extra.get("status", "publish"))
        return Shown(post, status, account_by_id(db, post.account_id))
    row = db.execute("select * from wordpress_waiting where id = ?", (post_id,)).fetchone()
    return _waiting(db, row) if row else None


def free_slug(taken: Sequence[str], wished: str) -> str:
    """The wished slug, or the first of its followers `-2`, `-3` that is free."""
    slug, number = wished, 2
    while slug in taken:
        slug, number = f"{wished}-{number}", number + 1
    return slug


def _filled(db: Connection, account: Account, post: Post, wish: Wish, now: float) -> Post:
    """The post with the wish's values; a date that is given is its date."""
    content = str(wish.extra["content"])
    media = own_media(db, account, content, int(wish.extra["featured_media"]))
    others = [str(one.post.key) for one in every_post(db) if one.post.id != post.id]
    wished = slug_of(wish.slug) or slug_of(str(wish.extra["title"])) or post.id
    return replace(
        post,
        text=plain_text(content),
        created_at=min(wish.due_at, now) if wish.due_at and not post.ordinal else post.created_at,
        key=free_slug(others, wished),
        media=tuple(medium.shown() for medium in media),
        extra={**wish.extra, "status": wish.status, "link": first_link(content)},
    )


def _store(db: Connection, shown: Shown, due_at: float | None) -> None:
    extra = {**shown.post.extra, "status": shown.status}
    post = replace(shown.post, extra=extra)
    if shown.status in STANDING:
        ordinal = post.ordinal or next_ordinal(db, shown.author.id)
        add_post(db, replace(post, ordinal=ordinal))
        return
    held = replace(post, created_at=due_at or post.created_at)
    db.execute(
        "insert into wordpress_waiting values (?, ?, ?, ?, ?, ?)",
        (post.id, post.account_id, post.key, shown.status, due_at, json.dumps(asdict(held))),
    )


def _forget(db: Connection, post_id: str) -> None:
    remove_post(db, post_id)
    db.execute("delete from wordpress_waiting where id = ?", (post_id,))


def _waiting(db: Connection, row: Row) -> Shown:
    kept = json.loads(row["post"])
    post = Post(**{**kept, "media": tuple(kept["media"])})
    return Shown(post, row["status"], account_by_id(db, row["account_id"]))
