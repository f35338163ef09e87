"""Pure functions: our post as the Page's feed wants it, and Facebook's answers as our values."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from datetime import datetime

from pydantic import Field

from heliograph.sdk.calls import Wire
from heliograph.sdk.connectors import Account, MediaFile, Memory, Metrics, OutgoingPost

# An hour is left for the post itself.
KEPT_SECONDS = 23 * 3600
OUR_NAMES = {
    "post_media_view": "views",
    "post_total_media_view_unique": "reach",
    "post_clicks": "clicks",
    "page_media_view": "views",
    "page_total_media_view_unique": "reach",
}


class Picture(Wire):
    """Where a picture lies."""

    url: str = ""


class PictureData(Wire):
    """The wrapping of a picture."""

    data: Picture = Picture()


class Page(Wire):
    """A Page; `access_token` is there in a person's list of Pages alone."""

    id: str = Field(coerce_numbers_to_str=True)
    name: str
    username: str = ""
    link: str | None = None
    followers_count: int | None = None
    picture: PictureData = PictureData()
    access_token: str = Field("", repr=False)
    tasks: tuple[str, ...] = ()


class Pages(Wire):
    """The Pages of a person."""

    items: tuple[Page, ...] = Field((), alias="data")


class Made(Wire):
    """The id of what was made: a photo or a post."""

    id: str = Field(coerce_numbers_to_str=True)


class Count(Wire):
    """How often something was shared."""

    count: int = 0


class Total(Wire):
    """A sum over a list that was not asked for itself."""

    total_count: int = 0


class Summary(Wire):
    """The wrapping of a sum."""

    summary: Total = Total()


class FeedPost(Wire):
    """A post of the Page."""

    id: str
    message: str = ""
    created_time: datetime | None = None
    permalink_url: str | None = None
    shares: Count = Count()
    comments: Summary = Summary()
    reactions: Summary = Summary()


class Cursors(Wire):
    """Where a page of a list ends."""

    after: str = ""


class Paging(Wire):
    """How to go on behind a page of a list."""

    cursors: Cursors = Cursors()


class Feed(Wire):
    """Some posts of the Page, newest first."""

    items: tuple[FeedPost, ...] = Field((), alias="data")
    paging: Paging = Paging()


class Value(Wire):
    """One number."""

    value: int


class Insight(Wire):
    """One metric."""

    name: str
    values: tuple[Value, ...] = ()


class Insights(Wire):
    """The metrics Facebook has; one that it lacks is missing, not zero."""

    items: tuple[Insight, ...] = Field((), alias="data")


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


def photo_parameters(file: MediaFile) -> dict[str, str]:
    """A picture that waits for its post."""
    told = {"url": file.public_url}
    return told | {"alt_text_custom": file.alt} if file.alt else told


def feed_parameters(post: OutgoingPost, photos: Sequence[str]) -> dict[str, str]:
    """The post itself. Facebook shows either pictures or a link."""
    told = {"message": post.text} if post.text else {}
    if post.link and not photos:
        told["link"] = post.link
    attached = {
        f"attached_media[{index}]": json.dumps({"media_fbid": photo})
        for index, photo in enumerate(photos)
    }
    return told | attached


def kept_photos(memory: Memory) -> list[str]:
    """The pictures that an earlier attempt uploaded."""
    return [photo for photo in memory.get("photos", "").split(",") if photo]


def living_photos(memory: Memory, now: datetime) -> list[str]:
    """Those of them that Facebook still keeps: it forgets unpublished ones after a day."""
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
    wanted = _fingerprint(post.text)
    for one in posts:
        is_new = one.created_time is None or one.created_time >= since
        if is_new and _fingerprint(one.message) == wanted:
            return one
    return None


def all_older(posts: Sequence[FeedPost], since: datetime) -> bool:
    """Whether these lie wholly before a moment, so that looking further is no use."""
    return all(one.created_time is not None and one.created_time < since for one in posts)


def to_metrics(post: FeedPost, insights: Insights | None) -> Metrics:
    """The counts by our names: what stands on the post, and insights where Facebook has them."""
    public = {
        "likes": post.reactions.summary.total_count,
        "comments": post.comments.summary.total_count,
        "shares": post.shares.count,
    }
    return public | latest(insights)


def latest(insights: Insights | None) -> dict[str, int]:
    """The newest value of every metric, by our names."""
    return {
        OUR_NAMES[insight.name]: insight.values[-1].value
        for insight in (insights.items if insights else ())
        if insight.values and insight.name in OUR_NAMES
    }


def _fingerprint(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())
