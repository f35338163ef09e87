"""Pure functions: our post as container parameters, and Threads' answers as our values."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal

from pydantic import Field

from heliograph.sdk.calls import Wire
from heliograph.sdk.connectors import (
    Account,
    MediaFile,
    Memory,
    Metrics,
    OutgoingPost,
    Poll,
    Receipt,
)

WEB = "https://www.threads.net"
OUR_NAMES = {
    "replies": "comments",
    "reposts": "shares",
    "followers_count": "followers",
}

ContainerState = Literal["IN_PROGRESS", "FINISHED", "PUBLISHED", "ERROR", "EXPIRED"]


class Me(Wire):
    """Whom the token belongs to."""

    id: str = Field(coerce_numbers_to_str=True)
    username: str
    name: str = ""
    threads_profile_picture_url: str | None = None


class Made(Wire):
    """The id of what was made: a container or a post."""

    id: str = Field(coerce_numbers_to_str=True)


class Container(Wire):
    """A container's state, and what went wrong if something did."""

    state: ContainerState = Field(alias="status")
    error_message: str = ""


class Medium(Wire):
    """A published post."""

    id: str = Field(coerce_numbers_to_str=True)
    text: str = ""
    timestamp: datetime | None = None
    permalink: str | None = None


class Cursors(Wire):
    """Where a page ends."""

    after: str = ""


class Paging(Wire):
    """How to go on behind a page."""

    cursors: Cursors = Cursors()


class Media(Wire):
    """A page of published posts."""

    items: tuple[Medium, ...] = Field((), alias="data")
    paging: Paging = Paging()


class Value(Wire):
    """One number."""

    value: int


class Insight(Wire):
    """One metric; Threads has three shapes for its number."""

    name: str
    values: tuple[Value, ...] = ()
    total_value: Value | None = None
    link_total_values: tuple[Value, ...] = ()


class Insights(Wire):
    """The metrics Threads has; one that it lacks is missing, not zero."""

    items: tuple[Insight, ...] = Field((), alias="data")


class QuotaConfig(Wire):
    """How much is allowed, in how many seconds."""

    quota_total: int
    quota_duration: int


class Allowance(Wire):
    """What of the daily allowances is used up."""

    quota_usage: int | None = None
    config: QuotaConfig | None = None
    reply_quota_usage: int | None = None
    reply_config: QuotaConfig | None = None
    delete_quota_usage: int | None = None
    delete_config: QuotaConfig | None = None

    def rows(self) -> tuple[tuple[str, int | None, QuotaConfig | None], ...]:
        """Each allowance: our name, what is used, what is allowed."""
        return (
            ("posts", self.quota_usage, self.config),
            ("replies", self.reply_quota_usage, self.reply_config),
            ("deletions", self.delete_quota_usage, self.delete_config),
        )


class Allowances(Wire):
    """The answer of the quota call."""

    items: tuple[Allowance, ...] = Field((), alias="data")


def to_account(me: Me) -> Account:
    """The owner of the token."""
    return Account(
        remote_id=me.id,
        handle=f"@{me.username}",
        name=me.name or me.username,
        url=f"{WEB}/@{me.username}",
        avatar_url=me.threads_profile_picture_url,
    )


def single_parameters(post: OutgoingPost) -> dict[str, str]:
    """The container of a post with at most one file."""
    if post.media:
        return _file(post.media[0]) | _words(post)
    text = {"media_type": "TEXT"} | _words(post)
    if post.link and not post.follows:
        text["link_attachment"] = post.link
    if post.poll:
        text["poll_attachment"] = _poll(post.poll)
    return text


def child_parameters(file: MediaFile) -> dict[str, str]:
    """The container of one item of a carousel; it has no text of its own."""
    return _file(file) | {"is_carousel_item": "true"}


def carousel_parameters(post: OutgoingPost, children: Iterable[str]) -> dict[str, str]:
    """The container that holds the others."""
    return {"media_type": "CAROUSEL", "children": ",".join(children)} | _words(post)


def _words(post: OutgoingPost) -> dict[str, str]:
    """What every container of a post carries, whatever it shows."""
    words = {"text": post.text} if post.text else {}
    if post.follows:
        return words | {"reply_to_id": post.follows.parent.remote_id}
    chosen = {name: str(post.options.get(name) or "") for name in ("reply_control", "topic_tag")}
    return words | {name: value for name, value in chosen.items() if value}


def _file(file: MediaFile) -> dict[str, str]:
    kind = "video" if file.is_video else "image"
    told = {"media_type": kind.upper(), f"{kind}_url": file.public_url}
    return told | {"alt_text": file.alt} if file.alt else told


def _poll(poll: Poll) -> str:
    named = {
        f"option_{letter}": answer for letter, answer in zip("abcd", poll.answers, strict=False)
    }
    return json.dumps(named, ensure_ascii=False)


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
    """Our post among the account's newest: the same text, not older than our first sending."""
    wanted = _fingerprint(post.text)
    for medium in media:
        is_new = medium.timestamp is None or medium.timestamp >= since
        if is_new and _fingerprint(medium.text) == wanted:
            return medium
    return None


def all_older(media: Sequence[Medium], since: datetime) -> bool:
    """Whether a page lies wholly before a moment, so that looking further is no use."""
    return all(medium.timestamp is not None and medium.timestamp < since for medium in media)


def to_metrics(insights: Insights) -> Metrics:
    """The counts by our names; sharing on Threads and elsewhere counts as one."""
    counts: Counter[str] = Counter()
    for insight in insights.items:
        parts = [*insight.values, *insight.link_total_values]
        if insight.total_value is not None:
            parts.append(insight.total_value)
        if parts:
            counts[OUR_NAMES.get(insight.name, insight.name)] += sum(part.value for part in parts)
    return dict(counts)


def _fingerprint(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())
