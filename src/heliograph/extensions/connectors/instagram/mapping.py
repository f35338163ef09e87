"""Pure functions: our post as container parameters, and Instagram's answers as our values."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal

from pydantic import Field

from heliograph.sdk.calls import Wire
from heliograph.sdk.connectors import Account, MediaFile, Memory, Metrics, OutgoingPost, Receipt

WEB = "https://www.instagram.com"
FEED_METRICS = ("views", "reach", "likes", "comments", "shares", "saved")
OUR_NAMES = {"saved": "saves"}

ContainerState = Literal["IN_PROGRESS", "FINISHED", "PUBLISHED", "ERROR", "EXPIRED"]


class Me(Wire):
    """Whom the token belongs to."""

    user_id: str = Field(coerce_numbers_to_str=True)
    username: str
    name: str = ""
    profile_picture_url: str | None = None
    followers_count: int | None = None


class Made(Wire):
    """The id of what was made: a container or a medium."""

    id: str = Field(coerce_numbers_to_str=True)


class Container(Wire):
    """A container's state; `status` is a sentence, and names the trouble if there is one."""

    state: ContainerState = Field(alias="status_code")
    status: str = ""


class Medium(Wire):
    """A published post."""

    id: str = Field(coerce_numbers_to_str=True)
    caption: str = ""
    timestamp: datetime | None = None
    permalink: str | None = None
    like_count: int | None = None
    comments_count: int | None = None


class Cursors(Wire):
    """Where a page begins and ends."""

    after: str = ""


class Paging(Wire):
    """How to go on behind a page; `next` is empty on the last one."""

    cursors: Cursors = Cursors()
    next: str = ""


class Media(Wire):
    """A page of published posts."""

    items: tuple[Medium, ...] = Field((), alias="data")
    paging: Paging = Paging()


class InsightValue(Wire):
    """One number of an insight."""

    value: int


class Insight(Wire):
    """One metric; a count of the whole life of a post comes as the first of its values."""

    name: str
    values: tuple[InsightValue, ...] = ()
    total_value: InsightValue | None = None


class Insights(Wire):
    """The metrics Instagram has; one that it lacks is missing, not zero."""

    items: tuple[Insight, ...] = Field((), alias="data")


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


def image_parameters(post: OutgoingPost) -> dict[str, str]:
    """The container of a single picture."""
    return _picture(post.media[0]) | {"caption": post.text}


def child_parameters(file: MediaFile) -> dict[str, str]:
    """The container of one picture of a carousel; it has no caption of its own."""
    return _picture(file) | {"is_carousel_item": "true"}


def carousel_parameters(post: OutgoingPost, children: Iterable[str]) -> dict[str, str]:
    """The container that holds the others."""
    return {"media_type": "CAROUSEL", "children": ",".join(children), "caption": post.text}


def _picture(file: MediaFile) -> dict[str, str]:
    picture = {"image_url": file.public_url}
    return picture | {"alt_text": file.alt} if file.alt else picture


def with_container(memory: Memory, container_id: str) -> Memory:
    """What to remember once the container is made."""
    return {**memory, "container_id": container_id}


def with_children(memory: Memory, children: Sequence[str]) -> Memory:
    """What to remember once the parts of a carousel are made."""
    return {**memory, "children": ",".join(children)}


def kept_children(memory: Memory) -> list[str]:
    """The parts of a carousel that an earlier attempt left behind."""
    return [child for child in memory.get("children", "").split(",") if child]


def without(memory: Memory, *names: str) -> Memory:
    """What is left to remember when some things are of no more use."""
    return {name: value for name, value in memory.items() if name not in names}


def to_receipt(media_id: str, permalink: str | None) -> Receipt:
    """The platform's yes."""
    return Receipt("published", media_id, permalink)


def find_ours(post: OutgoingPost, media: Sequence[Medium], since: datetime) -> Medium | None:
    """Our post among the account's newest: the same caption, not older than our first sending."""
    wanted = _fingerprint(post.text)
    for medium in media:
        is_new = medium.timestamp is None or medium.timestamp >= since
        if is_new and _fingerprint(medium.caption) == wanted:
            return medium
    return None


def all_older(media: Sequence[Medium], since: datetime) -> bool:
    """Whether a page lies wholly before a moment, so that looking further is no use."""
    return all(medium.timestamp is not None and medium.timestamp < since for medium in media)


def to_metrics(insights: Insights | None, medium: Medium) -> Metrics:
    """The counts by our names: insights where Instagram has them, else the public counts."""
    public = {"likes": medium.like_count, "comments": medium.comments_count}
    counts = {name: count for name, count in public.items() if count is not None}
    for insight in insights.items if insights else ():
        value = insight.total_value or next(iter(insight.values), None)
        if value is not None:
            counts[OUR_NAMES.get(insight.name, insight.name)] = value.value
    return counts


def _fingerprint(caption: str) -> str:
    return "".join(unicodedata.normalize("NFC", caption).split())
