"""Pure functions: our post as a pin, and Pinterest's answers as our values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from pydantic import Field

from heliograph.sdk.calls import Wire
from heliograph.sdk.connectors import Account, Memory, Metrics, OutgoingPost, Receipt
from heliograph.sdk.matching import fingerprint

WEB = "https://www.pinterest.com"
FORMS = {"carousel": "CAROUSEL", "video": "VIDEO"}
OUR_NAMES = {
    "IMPRESSION": "views",
    "SAVE": "saves",
    "OUTBOUND_CLICK": "clicks",
    "TOTAL_COMMENTS": "comments",
    "TOTAL_REACTIONS": "likes",
}


class Owner(Wire):
    """Whom the token belongs to."""

    id: str = ""
    username: str
    business_name: str | None = None
    profile_image: str | None = None
    follower_count: int | None = None
    following_count: int | None = None
    pin_count: int | None = None
    monthly_views: int | None = None


class Board(Wire):
    """A board that pins may go to."""

    id: str
    name: str
    privacy: str = "PUBLIC"


class Boards(Wire):
    """A page of boards."""

    items: tuple[Board, ...] = ()
    bookmark: str | None = None


class Pin(Wire):
    """A pin as far as we compare it."""

    id: str
    created_at: datetime | None = None
    title: str | None = None
    description: str | None = None
    link: str | None = None
    creative_type: str | None = None


class Pins(Wire):
    """A page of a board's pins, newest first."""

    items: tuple[Pin, ...] = ()
    bookmark: str | None = None


class MediaPlace(Wire):
    """Where a video is to be uploaded; the parameters go along as form fields."""

    media_id: str = Field(coerce_numbers_to_str=True)
    upload_url: str = Field(repr=False)
    upload_parameters: Mapping[str, str] = Field(repr=False)


class Media(Wire):
    """How far an uploaded video is: registered, processing, succeeded or failed."""

    status: str


class Numbers(Wire):
    """The sums over the days asked for, and those over the pin's life."""

    lifetime_metrics: Mapping[str, float | None] = Field(default_factory=dict)
    summary_metrics: Mapping[str, float | None] = Field(default_factory=dict)


class Analytics(Wire):
    """A pin's numbers, all apps together."""

    everything: Numbers = Field(Numbers(), alias="all")


def to_account(owner: Owner) -> Account:
    """The owner of the token."""
    return Account(
        remote_id=owner.id or owner.username,
        handle=f"@{owner.username}",
        name=owner.business_name or owner.username,
        url=f"{WEB}/{owner.username}/",
        avatar_url=owner.profile_image or None,
        followers=owner.follower_count,
    )


def to_account_metrics(owner: Owner) -> Metrics:
    """The account's own counts by our names."""
    found = {
        "followers": owner.follower_count,
        "following": owner.following_count,
        "posts": owner.pin_count,
        "views": owner.monthly_views,
    }
    return {name: count for name, count in found.items() if count is not None and count >= 0}


def to_pin(post: OutgoingPost, memory: Memory) -> dict[str, object]:
    """The body of the publishing call."""
    pin: dict[str, object] = {
        "board_id": memory["board_id"],
        "media_source": _media(post, memory),
    }
    # A carousel's pictures cannot be described one by one, so its first one speaks for all.
    words = {
        "title": post.title.strip(),
        "description": post.text,
        "link": post.link or "",
        "alt_text": post.media[0].alt,
    }
    return pin | {name: text for name, text in words.items() if text}


def to_receipt(pin: Pin, site: str) -> Receipt:
    """The platform's yes."""
    return Receipt("published", pin.id, f"{site}/pin/{pin.id}/")


def is_same(post: OutgoingPost, pin: Pin, since: datetime) -> bool:
    """Whether a pin is this post: same words, link and form, not older than our first sending."""
    if pin.created_at is not None and aware(pin.created_at) < since:
        return False
    # Other forms than these two come and go, so they are not compared.
    form = pin.creative_type if pin.creative_type in FORMS.values() else None
    if pin.creative_type and form != FORMS.get(post.kind):
        return False
    pairs = (
        (post.title, pin.title),
        (post.text, pin.description),
        (post.link, pin.link),
    )
    return all(fingerprint(ours or "") == fingerprint(theirs or "") for ours, theirs in pairs)


def to_metrics(analytics: Analytics) -> Metrics:
    """The numbers by our names; one that Pinterest does not tell is missing, not zero."""
    told = {**analytics.everything.summary_metrics, **analytics.everything.lifetime_metrics}
    return {
        ours: round(value)
        for theirs, ours in OUR_NAMES.items()
        if (value := told.get(theirs)) is not None
    }


def aware(moment: datetime) -> datetime:
    """Pinterest writes times without their zone, which is UTC."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _media(post: OutgoingPost, memory: Memory) -> dict[str, object]:
    if post.kind == "video":
        source = {"source_type": "video_id", "media_id": memory["media_id"]}
        return source | _cover(post)
    if post.kind == "image":
        return {"source_type": "image_url", "url": post.media[0].public_url}
    items = [{"url": file.public_url} for file in post.media]
    return {"source_type": "multiple_image_urls", "items": items, "index": 0}


def _cover(post: OutgoingPost) -> dict[str, object]:
    """Every video needs one: the post's own, else a moment of the video."""
    if post.cover is not None:
        return {"cover_image_url": post.cover.public_url}
    return {"cover_image_key_frame_time": post.options.get("cover_second", 1)}
