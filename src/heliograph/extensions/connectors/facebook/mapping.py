"""Pure functions: our post as Facebook wants it, and Facebook's answers as our values."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from heliograph.extensions.connectors.facebook.wire import (
    Comment,
    FeedPost,
    Insight,
    Page,
    Summary,
)
from heliograph.sdk.connectors import Account, Memory, Metrics, OutgoingPost
from heliograph.sdk.matching import fingerprint

# Facebook forgets unpublished photos after a day; an hour is left for the post itself.
KEPT_SECONDS = 23 * 3600
OUR_NAMES: Mapping[str, str] = {
    "post_media_view": "views",
    "post_total_media_view_unique": "reach",
    "post_clicks": "clicks",
    "page_media_view": "views",
    "page_total_media_view_unique": "reach",
    "page_views_total": "profile_views",
    "blue_reels_play_count": "plays",
}
STORY, COMMENT = "story:", "comment:"
"""What stands before the ids of what is no post and no video."""


def to_account(page: Page) -> Account:
    """The Page behind the token."""
    return Account(
        remote_id=page.id,
        handle=f"@{page.username or page.id}",
        name=page.name,
        url=page.link,
        avatar_url=page.picture.data.url or None,
        followers=page.followers_count,
    )


def feed_parameters(post: OutgoingPost, photos: Sequence[str]) -> dict[str, str]:
    """The post itself. Facebook shows either pictures or a link."""
    told = {"message": post.text} if post.text else {}
    if post.link and not photos:
        told["link"] = post.link
    attached = {
        f"attached_media[{index}]": json.dumps({"media_fbid": photo})
        for index, photo in enumerate(photos)
    }
    return told | attached | held_until(post)


def held_until(post: OutgoingPost) -> dict[str, str]:
    """What has Facebook hold a post or a video until its time."""
    if post.publish_at is None:
        return {}
    return {"published": "false", "scheduled_publish_time": unix(post.publish_at)}


def film_parameters(post: OutgoingPost) -> dict[str, str]:
    """What ends the upload of a video and puts it before its audience."""
    told = {"title": post.title, "description": post.text}
    return {name: value for name, value in told.items() if value} | held_until(post)


def reel_parameters(post: OutgoingPost) -> dict[str, str]:
    """The same for a reel, which speaks of its state."""
    told = {"title": post.title, "description": post.text}
    given = {name: value for name, value in told.items() if value}
    if post.publish_at is None:
        return given | {"video_state": "PUBLISHED"}
    held = {"video_state": "SCHEDULED", "scheduled_publish_time": unix(post.publish_at)}
    return given | held


def unix(moment: datetime) -> str:
    """A moment as Facebook takes it."""
    return str(int(moment.timestamp()))


def kept_photos(memory: Memory) -> list[str]:
    """The pictures that an earlier attempt uploaded."""
    return [photo for photo in memory.get("photos", "").split(",") if photo]


def living_photos(memory: Memory, now: datetime) -> list[str]:
    """Those of them that Facebook still keeps."""
    made = memory.get("photos_at", "0")
    is_young = now.timestamp() - float(made) < KEPT_SECONDS
    return kept_photos(memory) if is_young else []


def with_photos(memory: Memory, photos: Sequence[str], now: datetime) -> Memory:
    """What to remember once pictures are uploaded: which, and when the first of them was."""
    if not photos:
        return memory
    first = kept_photos(memory)[:1] == list(photos[:1])
    made = memory["photos_at"] if first else str(int(now.timestamp()))
    return {**memory, "photos": ",".join(photos), "photos_at": made}


def find_ours(post: OutgoingPost, posts: Sequence[FeedPost], since: datetime) -> FeedPost | None:
    """Our post among the Page's newest: the same text, not older than our first sending."""
    wanted = fingerprint(post.text)
    for one in posts:
        is_new = one.created_time is None or one.created_time >= since
        if is_new and fingerprint(one.message) == wanted:
            return one
    return None


def find_comment(
    post: OutgoingPost, page_id: str, comments: Iterable[Comment], since: datetime
) -> Comment | None:
    """Our comment: the Page's own, with the same text, not older than our first sending."""
    wanted = fingerprint(post.text)
    for one in comments:
        is_new = one.created_time is None or one.created_time >= since
        if is_new and one.author.id in ("", page_id) and fingerprint(one.message) == wanted:
            return one
    return None


def counters(comments: Summary, reactions: Summary) -> dict[str, int]:
    """The counts that stand on a post or a video."""
    return {"likes": reactions.summary.total_count, "comments": comments.summary.total_count}


def latest(insights: Iterable[Insight]) -> dict[str, int]:
    """The newest value of every metric, by our names."""
    found: dict[str, int] = {}
    for insight in insights:
        value = insight.values[-1].value if insight.values else None
        if isinstance(value, int) and insight.name in OUR_NAMES:
            found[OUR_NAMES[insight.name]] = value
    return found


def film_numbers(insights: Sequence[Insight]) -> Metrics:
    """A video's own: plays, shares, and the time people spent with it in all."""
    found = latest(insights)
    values = {one.name: one.values[-1].value for one in insights if one.values}
    social = values.get("post_video_social_actions")
    if isinstance(social, dict):
        found["shares"] = social.get("SHARE", 0)
    average = values.get("post_video_avg_time_watched")
    if isinstance(average, int) and "plays" in found:
        found["watch_seconds"] = average * found["plays"] // 1000
    return found
