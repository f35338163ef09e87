"""What Facebook does by itself as time passes: held posts, finished videos, stories that end."""

from __future__ import annotations

from heliograph.apps.sandbox.facebook.films_store import air_due, archive_old_stories
from heliograph.apps.sandbox.facebook.posting import release
from heliograph.apps.sandbox.store import Connection


def settle(db: Connection, now: float) -> None:
    """Do everything whose time has come."""
    for held in db.execute(
        "select * from facebook_scheduled where due_at <= ? order by due_at", (now,)
    ).fetchall():
        release(db, held, held["due_at"])
    air_due(db, now)
    archive_old_stories(db, now)
