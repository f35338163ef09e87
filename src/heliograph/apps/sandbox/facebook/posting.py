"""Putting something before a Page's audience, now or later; the same twice soon is refused."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from heliograph.apps.sandbox.accounts import Account, account_by_id
from heliograph.apps.sandbox.facebook.calling import queue_post
from heliograph.apps.sandbox.facebook.manners import PRODUCT
from heliograph.apps.sandbox.numbers import graph_id
from heliograph.apps.sandbox.posts import Post, Wanted, add_post, list_posts, next_ordinal
from heliograph.apps.sandbox.store import JSON, Connection, Row

SOON_S = 3600
PHOTO_LIVES_S = 86_400


@dataclass(frozen=True)
class Draft:
    """What shall stand in the feed."""

    message: str
    link: str
    photos: tuple[dict[str, JSON], ...] = ()


def publish(db: Connection, page: Account, draft: Draft, now: float) -> str:
    """Put it into the feed, unless the same thing was posted just now; the post's id."""
    made = Post(
        id=f"{page.id}_{graph_id(now)}", platform="facebook", account_id=page.id,
        text=draft.message, created_at=now, ordinal=0, media=draft.photos,
        extra={"link": draft.link},
    )  # fmt: skip
    refuse_repeats(db, made)
    stand(db, page, made)
    return made.id


def stand(db: Connection, page: Account, post: Post) -> None:
    """It stands from now on, and whoever asked for it is told."""
    numbered = replace(post, ordinal=next_ordinal(db, page.id))
    add_post(db, numbered)
    queue_post(db, page, numbered, "add", post.created_at)


def hold(db: Connection, page: Account, draft: Draft, due_at: float, now: float) -> str:
    """Keep it until its time; the id that it will have."""
    scheduled_id = f"{page.id}_{graph_id(now)}"
    refuse_repeats(db, Post(
        id=scheduled_id, platform="facebook", account_id=page.id, text=draft.message,
        created_at=now, ordinal=0, media=draft.photos, extra={"link": draft.link},
    ))  # fmt: skip
    for waiting in list_held(db, page.id):
        same = (waiting["message"], waiting["link"]) == (draft.message, draft.link)
        if same and waiting["due_at"] == due_at and draft.message:
            raise PRODUCT.envelope(400, 506, "Duplicate status message")
    db.execute(
        "insert into facebook_scheduled values (?, ?, ?, ?, ?, ?, ?)",
        (scheduled_id, page.id, due_at, now, draft.message, draft.link, json.dumps(draft.photos)),
    )
    return scheduled_id


def list_held(db: Connection, account_id: str) -> list[Row]:
    """What waits for its time, soonest first."""
    return db.execute(
        "select * from facebook_scheduled where account_id = ? order by due_at", (account_id,)
    ).fetchall()


def find_held(db: Connection, account_id: str, post_id: str) -> Row | None:
    """One of the Page's waiting posts."""
    found: Row | None = db.execute(
        "select * from facebook_scheduled where id = ? and account_id = ?", (post_id, account_id)
    ).fetchone()
    return found


def release(db: Connection, held: Row, at: float) -> None:
    """Its time has come. Photos that nobody asked to keep longer than a day are gone by then."""
    page = account_by_id(db, held["account_id"])
    photos = [one for one in json.loads(held["photos"]) if _lives(db, str(one["id"]), at)]
    stand(db, page, Post(
        id=held["id"], platform="facebook", account_id=page.id, text=held["message"],
        created_at=at, ordinal=0, media=tuple(photos), extra={"link": held["link"]},
    ))  # fmt: skip
    db.execute("delete from facebook_scheduled where id = ?", (held["id"],))


def keep_longer(db: Connection, photo_id: str) -> None:
    """The caller asked for `temporary`: the photo lives until the post that shows it."""
    db.execute("insert or ignore into facebook_temporary values (?)", (photo_id,))


def _lives(db: Connection, photo_id: str, at: float) -> bool:
    kept = db.execute("select 1 from facebook_temporary where photo_id = ?", (photo_id,)).fetchone()
    row = db.execute("select created_at from media where id = ?", (photo_id,)).fetchone()
    return kept is not None or (row is not None and at < row["created_at"] + PHOTO_LIVES_S)


def used_photos(db: Connection, account_id: str) -> set[str]:
    """The photos that a post or a story shows already."""
    posts = list_posts(db, Wanted("facebook", account_id, limit=200))
    return {str(item["id"]) for one in posts for item in one.media}


def refuse_repeats(db: Connection, made: Post) -> None:
    """A photo serves once; the same words with the same files soon after are a duplicate."""
    if used_photos(db, made.account_id) & {str(item["id"]) for item in made.media}:
        raise PRODUCT.bad_parameter("These photos were already posted.", 1366051)
    for one in list_posts(db, Wanted("facebook", made.account_id, limit=100)):
        is_recent = one.created_at > made.created_at - SOON_S and "product" not in one.extra
        same_words = one.text == made.text and one.extra.get("link", "") == made.extra["link"]
        if is_recent and same_words and _files(one.media) == _files(made.media):
            raise PRODUCT.envelope(400, 506, "Duplicate status message")


def _files(media: Sequence[dict[str, JSON]]) -> list[JSON]:
    return [item["sha256"] for item in media]
