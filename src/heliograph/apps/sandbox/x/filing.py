"""What becomes of an upload: its segments, its finished file, and the time its making takes."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import Literal

from heliograph.apps.sandbox.clips import look_at
from heliograph.apps.sandbox.media import Medium, Stored, add_medium
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.world import World

MEGABYTE = 1024 * 1024
SEGMENT_BYTES = 5 * MEGABYTE
MOST_SEGMENTS = 1000
LIFE_SECONDS = 86_400
VIDEO_SECONDS = 1.0
GIF_SIDES, VIDEO_SIDES = (1280, 1080), (1280, 1024)
LEAST_SECONDS, MOST_SECONDS, MOST_FPS = 0.5, 140, 60.1
STILLS = ("image/jpeg", "image/png", "image/webp", "image/gif")
MOVING = ("video/mp4", "video/quicktime", "video/webm", "video/mp2t")
CATEGORIES: dict[str, tuple[tuple[str, ...], int, int]] = {
    "tweet_image": (STILLS, 5 * MEGABYTE, 3),
    "tweet_gif": (("image/gif",), 15 * MEGABYTE, 16),
    "tweet_video": (MOVING, 512 * MEGABYTE, 13),
    "amplify_video": (MOVING, 512 * MEGABYTE, 13),
}
"""By category: which files, how many bytes, and the number before the id in a media key."""

State = Literal["pending", "in_progress", "succeeded", "failed", "expired"]


@dataclass(frozen=True)
class Upload:
    """One upload of one account."""

    id: str
    account_id: str
    mime: str
    category: str
    bytes: int
    created_at: float
    finished_at: float | None = None
    ready_at: float | None = None
    failure: str | None = None

    @property
    def media_key(self) -> str:
        """X's other name for it."""
        return f"{CATEGORIES[self.category][2]}_{self.id}"

    @property
    def is_processed(self) -> bool:
        """Whether it is worked on after it came."""
        return self.category != "tweet_image"

    def trouble_announced(self) -> str:
        """What is wrong with what the caller announces; empty when nothing is."""
        if self.category not in CATEGORIES:
            return "media_category is not one of its values"
        mimes, most, _ = CATEGORIES[self.category]
        if self.mime not in mimes:
            return f"media_type must be one of {', '.join(mimes)} for {self.category}"
        return f"File size exceeds {most} bytes." if self.bytes > most else ""

    def trouble_sent(self, db: Connection) -> str:
        """What is wrong with the segments that came."""
        rows = db.execute(
            "select number, length(body) as size from x_segments where upload_id = ? "
            "order by number", (self.id,),
        ).fetchall()  # fmt: skip
        if [row["number"] for row in rows] != list(range(len(rows))) or not rows:
            return "Segments are missing."
        if sum(row["size"] for row in rows) != self.bytes:
            return "Segments do not add up to provided total file size."
        return ""


def open_upload(db: Connection, upload: Upload) -> None:
    """Remember what was announced."""
    db.execute(
        "insert into x_uploads values (?, ?, ?, ?, ?, ?, null, null, null)",
        (upload.id, upload.account_id, upload.mime, upload.category, upload.bytes,
         upload.created_at),
    )  # fmt: skip


def keep_segment(db: Connection, upload: Upload, number: int, body: bytes) -> None:
    """Store one segment; the same number again replaces it."""
    db.execute("insert or replace into x_segments values (?, ?, ?)", (upload.id, number, body))


def find_upload(db: Connection, account_id: str, upload_id: str) -> Upload | None:
    """One of the account's own uploads."""
    row = db.execute(
        "select * from x_uploads where id = ? and account_id = ?", (upload_id, account_id)
    ).fetchone()
    return Upload(**dict(row)) if row else None


async def finish(world: World, upload: Upload) -> Upload:
    """Put the segments together, look at the file, and start its processing."""
    body = await world.store.read(lambda db: _joined(db, upload))
    stored = await asyncio.to_thread(world.media.keep, body)
    now = world.clock.seconds()
    takes = world.faults.programme("x").processing_s
    wait = (VIDEO_SECONDS if takes is None else takes) if upload.is_processed else 0.0
    failure = _failure(upload, stored) or await asyncio.to_thread(_shape_trouble, world, stored)
    done = replace(upload, finished_at=now, ready_at=now + wait, failure=failure)

    def store(db: Connection) -> None:
        db.execute(
            "update x_uploads set finished_at = ?, ready_at = ?, failure = ? where id = ?",
            (now, done.ready_at, done.failure, done.id),
        )
        db.execute("delete from x_segments where upload_id = ?", (done.id,))
        if done.failure is None:
            add_medium(db, _medium(done, stored), now)

    await world.store.write(store)
    return done


def settled(upload: Upload, now: float) -> State:
    """How far the upload is."""
    if now > upload.created_at + LIFE_SECONDS:
        return "expired"
    if upload.finished_at is None or upload.ready_at is None:
        return "pending"
    if now >= upload.ready_at:
        return "failed" if upload.failure else "succeeded"
    return "pending" if _progress(upload, now) < 20 else "in_progress"


def processing_of(upload: Upload, now: float) -> dict[str, JSON]:
    """`processing_info` of this moment."""
    state = settled(upload, now)
    told: dict[str, JSON] = {"state": state}
    if state in ("pending", "in_progress"):
        told["check_after_secs"] = 1
    if state == "in_progress":
        told["progress_percent"] = _progress(upload, now)
    if state == "succeeded":
        told["progress_percent"] = 100
    if state == "failed":
        told["error"] = {"code": 1, "name": "InvalidMedia", "message": upload.failure}
    return told


async def shown(world: World, upload: Upload) -> dict[str, JSON]:
    """A finished upload as X shows it."""
    answer: dict[str, JSON] = {
        "id": upload.id, "media_key": upload.media_key, "size": upload.bytes,
        "expires_after_secs": LIFE_SECONDS,
    }  # fmt: skip
    if upload.is_processed:
        answer["processing_info"] = processing_of(upload, world.clock.seconds())
        return answer
    row = await world.store.read(
        lambda db: db.execute("select * from media where id = ?", (upload.id,)).fetchone()
    )
    if row is not None:
        answer["image"] = {"image_type": row["mime"], "w": row["width"], "h": row["height"]}
    return answer


def _joined(db: Connection, upload: Upload) -> bytes:
    rows = db.execute(
        "select body from x_segments where upload_id = ? order by number", (upload.id,)
    )
    return b"".join(row["body"] for row in rows)


def _failure(upload: Upload, stored: Stored) -> str | None:
    """Files are judged by their content: a text that is called a video fails late."""
    mimes, most, _ = CATEGORIES[upload.category]
    if stored.sniffed.mime not in mimes:
        return "file is currently unsupported"
    return "File size exceeds the limit." if stored.size > most else None


def _shape_trouble(world: World, stored: Stored) -> str | None:
    """What is wrong with the sides, the length or the rate of a GIF or a video."""
    sniffed, path = stored.sniffed, world.media.path(stored.sha256)
    if sniffed.mime == "image/gif" and not _within((sniffed.width, sniffed.height), GIF_SIDES):
        return "Invalid or Unsupported media, reason: GIF_DIMENSIONS_TOO_LARGE."
    clip = look_at(path) if sniffed.mime in MOVING and path else None
    if clip is None:
        return None
    sides = (clip.width, clip.height)
    if not _within(sides, VIDEO_SIDES) or not 1 / 3 <= clip.width / clip.height <= 3:
        return "Invalid or Unsupported media, reason: UNSUPPORTED_DIMENSIONS."
    if not LEAST_SECONDS <= clip.seconds <= MOST_SECONDS + 0.1:
        return "Invalid or Unsupported media, reason: UNSUPPORTED_DURATION."
    return "Invalid or Unsupported media, reason: FRAME_RATE." if clip.fps > MOST_FPS else None


def _within(sides: tuple[int | None, int | None], box: tuple[int, int]) -> bool:
    """Whether it fits into the box, lying or standing."""
    short, long = sorted(side or 0 for side in sides)
    return long <= max(box) and short <= min(box)


def _medium(upload: Upload, stored: Stored) -> Medium:
    return Medium(
        upload.id, "x", upload.account_id, stored.sha256, stored.sniffed.mime, stored.size,
        stored.sniffed.width, stored.sniffed.height, "", upload.ready_at or upload.created_at,
    )  # fmt: skip


def _progress(upload: Upload, now: float) -> int:
    began, ends = upload.finished_at or now, upload.ready_at or now
    return min(99, round(100 * (now - began) / max(ends - began, 0.001)))
