"""Videos, reels and story videos: where each one is on its way, kept in one table."""

from __future__ import annotations

import json
from dataclasses import dataclass

from heliograph.apps.sandbox.accounts import account_by_id
from heliograph.apps.sandbox.facebook.posting import stand
from heliograph.apps.sandbox.numbers import graph_id
from heliograph.apps.sandbox.posts import Post
from heliograph.apps.sandbox.store import JSON, Connection, Row

PRODUCTS = {"videos": "VIDEO", "video_reels": "REEL", "video_stories": "STORY"}
SESSION_S = 86_400
STORY_S = 86_400


@dataclass(frozen=True)
class FilmRow:
    """One video, from the start of its upload on."""

    id: str
    account_id: str
    edge: str
    size: int
    session: str
    created_at: float
    sha256: str | None
    mime: str | None
    params: dict[str, JSON]
    finished_at: float | None
    ready_at: float | None
    due_at: float | None
    failure: str | None
    post_id: str | None
    poster: str | None


def add_film(db: Connection, account_id: str, edge: str, size: int, now: float) -> FilmRow:
    """An upload begins."""
    film_id = graph_id(now)
    db.execute(
        "insert into facebook_films (id, account_id, edge, size, session, created_at, params) "
        "values (?, ?, ?, ?, ?, ?, '{}')",
        (film_id, account_id, edge, size, graph_id(now), now),
    )
    return need_film(db, film_id)


def find_film(db: Connection, account_id: str, film_id: str) -> FilmRow | None:
    """One of the Page's own videos, by its id or by its upload's session."""
    row = db.execute(
        "select * from facebook_films where account_id = ? and (id = ? or session = ?)",
        (account_id, film_id, film_id),
    ).fetchone()
    return _film(row) if row else None


def need_film(db: Connection, film_id: str) -> FilmRow:
    """A video that is known to exist."""
    return _film(db.execute("select * from facebook_films where id = ?", (film_id,)).fetchone())


def post_of_film(db: Connection, film_id: str) -> str:
    """The id of the post that shows a video; empty while none does."""
    row = db.execute("select post_id from facebook_films where id = ?", (film_id,)).fetchone()
    return str(row["post_id"] or "") if row else ""


def list_films(db: Connection, account_id: str, edge: str) -> list[FilmRow]:
    """The Page's videos that stand, newest first."""
    rows = db.execute(
        "select * from facebook_films where account_id = ? and edge = ? and post_id is not null "
        "order by created_at desc",
        (account_id, edge),
    )
    return [_film(row) for row in rows]


def bytes_came(db: Connection, film_id: str, sha256: str, mime: str, size: int) -> None:
    """The whole file is there."""
    db.execute(
        "update facebook_films set sha256 = ?, mime = ?, size = ? where id = ?",
        (sha256, mime, size, film_id),
    )


@dataclass(frozen=True)
class Ending:
    """The last word of an upload, and what comes of it when."""

    params: dict[str, JSON]
    finished_at: float
    ready_at: float
    due_at: float | None = None
    failure: str | None = None
    poster: str | None = None


def finish_film(db: Connection, film_id: str, ending: Ending) -> FilmRow:
    """Nothing more is asked of the caller."""
    db.execute(
        "update facebook_films set params = ?, finished_at = ?, ready_at = ?, due_at = ?, "
        "failure = ?, poster = ? where id = ? and finished_at is null",
        (json.dumps(ending.params), ending.finished_at, ending.ready_at, ending.due_at,
         ending.failure, ending.poster, film_id),
    )  # fmt: skip
    return need_film(db, film_id)


def remove_film(db: Connection, film_id: str) -> None:
    """It is gone, with the post that showed it."""
    film = need_film(db, film_id)
    if film.post_id:
        db.execute("delete from posts where id = ?", (film.post_id,))
    db.execute("delete from facebook_films where id = ?", (film_id,))


def air_due(db: Connection, now: float) -> None:
    """Show the videos that are ready, and whose time has come."""
    for row in db.execute(
        "select * from facebook_films where finished_at is not null and failure is null "
        "and post_id is null and ready_at <= ? and coalesce(due_at, 0) <= ? order by finished_at",
        (now, now),
    ).fetchall():
        _air(db, _film(row))


def _air(db: Connection, film: FilmRow) -> None:
    page = account_by_id(db, film.account_id)
    at = max(film.ready_at or 0.0, film.due_at or 0.0)
    product = PRODUCTS[film.edge]
    # A story's id was told with the last word already.
    post_id = film.session if product == "STORY" else f"{page.id}_{graph_id(at)}"
    medium = {
        "id": film.id, "mime": film.mime, "bytes": film.size, "sha256": film.sha256,
        "width": None, "height": None, "alt": str(film.params.get("title") or ""),
        "file": f"{film.sha256}{'.mov' if film.mime == 'video/quicktime' else '.mp4'}",
    }  # fmt: skip
    extra = {
        "product": product, "film": film.id, "title": film.params.get("title") or "",
        "poster": film.poster, "link": "",
    }  # fmt: skip
    stand(db, page, Post(
        id=post_id, platform="facebook", account_id=page.id,
        text=str(film.params.get("description") or ""), created_at=at, ordinal=0,
        media=(medium,), extra=extra,
    ))  # fmt: skip
    db.execute("update facebook_films set post_id = ? where id = ?", (post_id, film.id))
    if product == "STORY":
        keep_story(db, (post_id, page.id, film.id, "video", at))


def keep_story(db: Connection, story: tuple[str, str, str, str, float]) -> None:
    """A story stands: its post, Page, medium, the medium's kind, and since when."""
    db.execute("insert into facebook_stories values (?, ?, ?, ?, ?, 'published')", story)


def archive_old_stories(db: Connection, now: float) -> None:
    """After a day a story is seen by nobody but its Page's archive."""
    rows = db.execute(
        "update facebook_stories set status = 'archived' where status = 'published' "
        "and created_at <= ? returning post_id",
        (now - STORY_S,),
    ).fetchall()
    for row in rows:
        db.execute("delete from posts where id = ?", (row["post_id"],))


def _film(row: Row) -> FilmRow:
    return FilmRow(**{**dict(row), "params": json.loads(row["params"])})
