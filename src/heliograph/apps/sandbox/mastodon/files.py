"""What Mastodon knows of an upload besides the file: its focus, its thumbnail, what went wrong."""

from __future__ import annotations

from dataclasses import dataclass

from heliograph.apps.sandbox.mastodon.manners import invalid
from heliograph.apps.sandbox.media import Medium
from heliograph.apps.sandbox.store import JSON, Connection


@dataclass(frozen=True)
class Extra:
    """The focus lies between -1 and 1 on both sides; the middle is 0, 0."""

    focus: tuple[float, float] = (0.0, 0.0)
    thumbnail: str = ""
    failure: str = ""


def read_focus(text: str) -> tuple[float, float]:
    """A focus as callers write it: `x,y`."""
    if not text:
        return 0.0, 0.0
    try:
        across, up = (float(part) for part in text.split(","))
    except ValueError as error:
        raise invalid("Focus is not a valid point", "focus") from error
    if max(abs(across), abs(up)) > 1:
        raise invalid("Focus is not a valid point", "focus")
    return across, up


def keep_extra(db: Connection, media_id: str, extra: Extra) -> None:
    """Remember it; again replaces it."""
    db.execute(
        "insert or replace into mastodon_files values (?, ?, ?, ?, ?)",
        (media_id, *extra.focus, extra.thumbnail, extra.failure),
    )


def find_extra(db: Connection, media_id: str) -> Extra:
    """What is known of an upload."""
    row = db.execute("select * from mastodon_files where media_id = ?", (media_id,)).fetchone()
    if row is None:
        return Extra()
    return Extra((row["focus_x"], row["focus_y"]), row["thumbnail"], row["failure"])


def shown_with(medium: Medium, extra: Extra) -> dict[str, JSON]:
    """What a post keeps of an upload."""
    shown = {**medium.shown(), "focus": {"x": extra.focus[0], "y": extra.focus[1]}}
    return shown | ({"poster": extra.thumbnail} if extra.thumbnail else {})
