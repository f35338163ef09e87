"""Pure functions: our post as container parameters, and Instagram's answers as our values."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime

from pydantic import AliasChoices, Field

from heliograph.sdk.calls import Wire
from heliograph.sdk.connectors import Account, MediaFile, Metrics, OptionValue, OutgoingPost
from heliograph.sdk.graph.containers import ContainerState
from heliograph.sdk.graph.publishing import Published, PublishedPage
from heliograph.sdk.graph.shapes import Allowed, Insights, Paging

WEB = "https://www.instagram.com"
METRICS_OF: Mapping[str, tuple[str, ...]] = {
    "FEED": ("views", "reach", "likes", "comments", "shares", "saved", "profile_visits"),
    "REELS": (
        *("views", "reach", "likes", "comments", "shares", "saved"),
        "ig_reels_video_view_total_time",
    ),
    "STORY": ("views", "reach", "replies", "shares", "profile_visits"),
}
"""What is asked of each product; a combination that Instagram does not know is refused whole."""
OF_THE_ACCOUNT = ("views", "reach", "likes", "comments", "shares", "saves", "profile_links_taps")
WATCHED = "ig_reels_video_view_total_time"
OUR_NAMES = {
    "saved": "saves",
    "replies": "comments",
    "profile_visits": "profile_views",
    "profile_links_taps": "clicks",
    WATCHED: "watch_seconds",
}


class Me(Wire):
    """Whom the token belongs to; Facebook Login calls the account's id by another name."""

    user_id: str = Field(coerce_numbers_to_str=True, validation_alias=AliasChoices("user_id", "id"))
    username: str
    name: str = ""
    profile_picture_url: str | None = None
    followers_count: int | None = None
    media_count: int | None = None


class Made(Wire):
    """A container; `uri` is where its video's bytes go, if they are sent."""

    id: str = Field(coerce_numbers_to_str=True)
    uri: str = ""


class Status(Wire):
    """A container's state; `status` is a sentence, and names the trouble if there is one."""

    status_code: ContainerState
    status: str = ""


class Medium(Wire):
    """A published post."""

    id: str = Field(coerce_numbers_to_str=True)
    caption: str = ""
    timestamp: datetime | None = None
    permalink: str | None = None
    media_product_type: str = "FEED"
    like_count: int | None = None
    comments_count: int | None = None


class Media(Wire):
    """A page of published posts."""

    items: tuple[Medium, ...] = Field((), alias="data")
    paging: Paging = Paging()


class Comment(Wire):
    """A comment below a post."""

    id: str = Field(coerce_numbers_to_str=True)
    text: str = ""
    timestamp: datetime | None = None


class Comments(Wire):
    """A page of comments, newest first."""

    items: tuple[Comment, ...] = Field((), alias="data")
    paging: Paging = Paging()


class Limit(Wire):
    """How much of the daily allowance of posts is used."""

    quota_usage: int
    config: Allowed | None = None


class Limits(Wire):
    """The answer of the quota call."""

    items: tuple[Limit, ...] = Field((), alias="data")


def to_account(me: Me) -> Account:
    """The owner of the token."""
    return Account(
        remote_id=me.user_id,
        handle=f"@{me.username}",
        name=me.name or me.username,
        url=f"{WEB}/{me.username}/",
        avatar_url=me.profile_picture_url,
        followers=me.followers_count,
    )


def single_parameters(post: OutgoingPost, *, sent: bool) -> dict[str, str]:
    """The container of a picture, a reel or a story; `sent` when a video's bytes follow."""
    (file,) = post.media
    if post.kind == "story":
        return {"media_type": "STORIES"} | _source(file, sent=sent)
    caption = {"caption": post.text}
    if file.is_video:
        return {"media_type": "REELS"} | _source(file, sent=sent) | caption | _reel_options(post)
    return _picture(file) | caption | _options(post)


def item_parameters(file: MediaFile, *, sent: bool) -> dict[str, str]:
    """The container of one item of a carousel; it has no caption of its own."""
    item = {"is_carousel_item": "true"}
    if file.is_video:
        return {"media_type": "VIDEO"} | _source(file, sent=sent) | item
    return _picture(file) | item


def carousel_parameters(post: OutgoingPost, children: Iterable[str]) -> dict[str, str]:
    """The container that holds the others."""
    return {"media_type": "CAROUSEL", "children": ",".join(children), "caption": post.text}


def to_page(media: Media) -> PublishedPage:
    """A page of posts as the shared story of containers wants it."""
    items = tuple(
        Published(one.id, one.caption, one.timestamp, one.permalink) for one in media.items
    )
    return PublishedPage(items, media.paging.cursors.after)


def to_metrics(insights: Insights, medium: Medium) -> Metrics:
    """The counts by our names: insights where Instagram has them, else the public counts."""
    public = {"likes": medium.like_count, "comments": medium.comments_count}
    counts = {name: count for name, count in public.items() if count is not None}
    return {**counts, **to_counts(insights)}


def to_counts(insights: Insights) -> Metrics:
    """Insights by our names; what Instagram does not tell is missing, not zero."""
    counts: dict[str, int] = {}
    for insight in insights.items:
        number = insight.number
        if number is not None:
            # Instagram counts the time watched in milliseconds.
            known = number // 1000 if insight.name == WATCHED else number
            counts[OUR_NAMES.get(insight.name, insight.name)] = known
    return counts


def _picture(file: MediaFile) -> dict[str, str]:
    picture = {"image_url": file.public_url}
    return picture | {"alt_text": file.alt} if file.alt else picture


def _source(file: MediaFile, *, sent: bool) -> dict[str, str]:
    """Where the file comes from. Only pictures outside stories can be described."""
    if not file.is_video:
        return {"image_url": file.public_url}
    return {"upload_type": "resumable"} if sent else {"video_url": file.public_url}


def _reel_options(post: OutgoingPost) -> dict[str, str]:
    told = _options(post)
    if post.cover is not None:
        told["cover_url"] = post.cover.public_url
    for name in ("share_to_feed", "thumb_offset", "audio_name"):
        value = post.options.get(name)
        if value is not None and value != "":
            told[name] = str(value).lower() if isinstance(value, bool) else str(value)
    if trial := post.options.get("trial"):
        told["trial_params"] = json.dumps({"graduation_strategy": str(trial)})
    return told


def _options(post: OutgoingPost) -> dict[str, str]:
    """What pictures and reels may carry alike."""
    told: dict[str, str] = {}
    if place := post.options.get("location_id"):
        told["location_id"] = str(place)
    if names := _names(post.options.get("collaborators")):
        told["collaborators"] = json.dumps(names)
    if names := _names(post.options.get("user_tags")):
        # In a picture somebody is tagged at a place, of which the middle is as good as any.
        spot = {} if post.media[0].is_video else {"x": 0.5, "y": 0.5}
        told["user_tags"] = json.dumps([{"username": name} | spot for name in names])
    return told


def _names(value: OptionValue | None) -> list[str]:
    given = value if isinstance(value, tuple) else ()
    return [name for name in (one.strip().removeprefix("@") for one in given) if name]
