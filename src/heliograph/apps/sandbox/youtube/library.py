"""A channel's videos: those that stand, and those that were turned down after their upload.

A video with the bytes and the title of one that stands already is turned down as a duplicate.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass

from heliograph.apps.sandbox.accounts import Account
from heliograph.apps.sandbox.answers import moment, parse_moment
from heliograph.apps.sandbox.counting import counts_of
from heliograph.apps.sandbox.media import Stored
from heliograph.apps.sandbox.posts import Post, Wanted, add_post, list_posts, next_ordinal
from heliograph.apps.sandbox.store import JSON, Connection, Row
from heliograph.apps.sandbox.world import World
from heliograph.apps.sandbox.youtube.draft import Draft


@dataclass(frozen=True)
class Turned:
    """A video that was uploaded and never stood."""

    id: str
    account_id: str
    draft: Draft
    state: str
    reason: str
    created_at: float


def add_video(db: Connection, account: Account, draft: Draft, file: Stored, now: float) -> str:
    """The last byte has come: the video has an id, and stands unless it is turned down."""
    video_id = secrets.token_urlsafe(8)
    trouble = _trouble(db, account, draft, file)
    if trouble:
        db.execute(
            "insert into youtube_unaired values (?, ?, ?, ?, ?, ?)",
            (video_id, account.id, json.dumps(draft), *trouble, now),
        )
        return video_id
    medium = {
        "id": video_id, "mime": file.sniffed.mime, "bytes": file.size, "sha256": file.sha256,
        "width": None, "height": None, "alt": draft["snippet"]["title"],
        "file": f"{file.sha256}.mp4",
    }  # fmt: skip
    add_post(db, Post(
        id=video_id, platform="youtube", account_id=account.id,
        text=draft["snippet"]["description"], created_at=now,
        ordinal=next_ordinal(db, account.id), media=(medium,), extra=draft,
    ))  # fmt: skip
    return video_id


def find_turned(db: Connection, video_id: str) -> Turned | None:
    """A video that was turned down."""
    row = db.execute("select * from youtube_unaired where id = ?", (video_id,)).fetchone()
    return _turned(row) if row else None


def remove_turned(db: Connection, video_id: str) -> None:
    """Take it out of the channel."""
    db.execute("delete from youtube_unaired where id = ?", (video_id,))


def privacy_of(post: Post, now: float) -> str:
    """Whom the video is open to; one that was scheduled becomes public by itself."""
    due = parse_moment(str(post.extra["status"].get("publishAt", "")))
    if due is not None and due <= now:
        return "public"
    return str(post.extra["status"]["privacyStatus"])


def shown(world: World, account: Account, post: Post) -> dict[str, JSON]:
    """Every part of a video that stands."""
    now = world.clock.seconds()
    done = now >= post.created_at + processing_s(world)
    parts = _parts(world, account, post.id, post.extra, post.created_at)
    privacy = privacy_of(post, now)
    status = {**post.extra["status"], "privacyStatus": privacy}
    if privacy == "public":
        status.pop("publishAt", None)
    status["uploadStatus"] = "processed" if done else "uploaded"
    counts = counts_of(world, account, post) if privacy == "public" else None
    return parts | {
        "status": status,
        "statistics": {
            "viewCount": str(counts.views if counts else 0),
            "likeCount": str(counts.likes if counts else 0), "favoriteCount": "0",
            "commentCount": str(counts.replies if counts else 0),
        },
        "processingDetails": {"processingStatus": "succeeded" if done else "processing"},
    }  # fmt: skip


def shown_turned(world: World, account: Account, video: Turned) -> dict[str, JSON]:
    """Every part of a video that was turned down; that is told only once it was processed."""
    done = world.clock.seconds() >= video.created_at + processing_s(world)
    status = {**video.draft["status"], "uploadStatus": video.state if done else "uploaded"}
    if done:
        name = "failureReason" if video.state == "failed" else "rejectionReason"
        status[name] = video.reason
    work = "terminated" if video.state == "rejected" else "failed"
    return _parts(world, account, video.id, video.draft, video.created_at) | {
        "status": status,
        "statistics": {"viewCount": "0", "likeCount": "0", "favoriteCount": "0",
                       "commentCount": "0"},
        "processingDetails": {"processingStatus": work if done else "processing"},
    }  # fmt: skip


def processing_s(world: World) -> float:
    """How long a video is processed."""
    programmed = world.faults.programme("youtube").processing_s
    return world.settings.container_s if programmed is None else programmed


def stamp(seconds: float) -> str:
    """The way YouTube writes a time."""
    return moment(seconds).strftime("%Y-%m-%dT%H:%M:%SZ")


def _trouble(
    db: Connection, account: Account, draft: Draft, file: Stored
) -> tuple[str, str] | None:
    if not file.sniffed.mime.startswith("video/"):
        return "failed", "invalidFile"
    title = draft["snippet"]["title"]
    for post in list_posts(db, Wanted("youtube", account.id, limit=10_000)):
        same = post.media[0]["sha256"] == file.sha256 and post.extra["snippet"]["title"] == title
        if same and post.text == draft["snippet"]["description"]:
            return "rejected", "duplicate"
    return None


def _parts(
    world: World, account: Account, video_id: str, draft: Draft, created_at: float
) -> dict[str, JSON]:
    return {
        "kind": "youtube#video", "etag": secrets.token_urlsafe(20), "id": video_id,
        "snippet": {
            **draft["snippet"], "publishedAt": stamp(created_at), "channelId": account.id,
            "channelTitle": account.name, "liveBroadcastContent": "none",
            "thumbnails": {"default": {"url": draft.get("thumbnail", "")}},
        },
        "contentDetails": {"duration": "PT4S", "dimension": "2d", "definition": "hd"},
    }  # fmt: skip


def _turned(row: Row) -> Turned:
    return Turned(
        row["id"], row["account_id"], json.loads(row["resource"]), row["state"], row["reason"],
        row["created_at"],
    )  # fmt: skip
