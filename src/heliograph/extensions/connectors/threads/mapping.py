"""Pure functions: our post as container parameters, and Threads' answers as our values."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from pydantic import Field

from heliograph.sdk.calls import Wire
from heliograph.sdk.connectors import Account, MediaFile, Metrics, OutgoingPost, Poll
from heliograph.sdk.graph.containers import ContainerState
from heliograph.sdk.graph.publishing import Published, PublishedPage
from heliograph.sdk.graph.shapes import Allowed, Insights, Paging
from heliograph.sdk.graph.usage import Allowance

WEB = "https://www.threads.net"
OUR_NAMES = {
    "replies": "comments",
    "reposts": "shares",
    "followers_count": "followers",
}
PLAIN_OPTIONS = {"reply_control": "reply_control", "topic_tag": "topic_tag"}
YES_NO_OPTIONS = {"spoiler": "is_spoiler_media", "reply_approvals": "enable_reply_approvals"}
TEXT_KINDS = frozenset({"text", "thread", "link"})
"""Kinds that are a text on Threads and may carry what only texts may carry."""


class Me(Wire):
    """Whom the token belongs to."""

    id: str = Field(coerce_numbers_to_str=True)
    username: str
    name: str = ""
    threads_profile_picture_url: str | None = None


class Status(Wire):
    """A container's state, and what went wrong if something did."""

    status: ContainerState
    error_message: str = ""


class Medium(Wire):
    """A published post."""

    id: str = Field(coerce_numbers_to_str=True)
    text: str = ""
    timestamp: datetime | None = None
    permalink: str | None = None


class Media(Wire):
    """A page of published posts."""

    items: tuple[Medium, ...] = Field((), alias="data")
    paging: Paging = Paging()


class Limits(Wire):
    """What of the daily allowances is used up."""

    quota_usage: int | None = None
    config: Allowed | None = None
    reply_quota_usage: int | None = None
    reply_config: Allowed | None = None
    delete_quota_usage: int | None = None
    delete_config: Allowed | None = None

    def allowances(self) -> list[Allowance]:
        """Each allowance that is told, by our name."""
        rows = (
            ("posts", self.quota_usage, self.config),
            ("replies", self.reply_quota_usage, self.reply_config),
            ("deletions", self.delete_quota_usage, self.delete_config),
        )
        return [
            Allowance(name, used, allowed)
            for name, used, allowed in rows
            if used is not None and allowed is not None
        ]


class Allowances(Wire):
    """The answer of the quota call."""

    items: tuple[Limits, ...] = Field((), alias="data")


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
    if post.follows:
        return text
    if post.link:
        text["link_attachment"] = post.link
    if post.poll:
        text["poll_attachment"] = _poll(post.poll)
    return text | _attachments(post)


def item_parameters(file: MediaFile) -> dict[str, str]:
    """The container of one item of a carousel; it has no text of its own."""
    return _file(file) | {"is_carousel_item": "true"}


def carousel_parameters(post: OutgoingPost, children: Iterable[str]) -> dict[str, str]:
    """The container that holds the others."""
    return {"media_type": "CAROUSEL", "children": ",".join(children)} | _words(post)


def to_page(media: Media) -> PublishedPage:
    """A page of posts as the shared story of containers wants it."""
    items = tuple(Published(one.id, one.text, one.timestamp, one.permalink) for one in media.items)
    return PublishedPage(items, media.paging.cursors.after)


def to_metrics(insights: Insights) -> Metrics:
    """The counts by our names; sharing on Threads and elsewhere counts as one."""
    counts: Counter[str] = Counter()
    for insight in insights.items:
        number = insight.number
        if number is not None:
            counts[OUR_NAMES.get(insight.name, insight.name)] += number
    return dict(counts)


def _words(post: OutgoingPost) -> dict[str, str]:
    """What every container of a post carries, whatever it shows."""
    words = {"text": post.text} if post.text else {}
    if post.follows:
        return words | {"reply_to_id": post.follows.parent.remote_id}
    for ours, theirs in PLAIN_OPTIONS.items():
        if value := post.options.get(ours):
            words[theirs] = str(value)
    for ours, theirs in YES_NO_OPTIONS.items():
        if post.options.get(ours) is True:
            words[theirs] = "true"
    if quoted := post.options.get("quotes"):
        words["quote_post_id"] = str(quoted)
    countries = post.options.get("countries")
    if isinstance(countries, tuple) and countries:
        words["allowlisted_country_codes"] = ",".join(code.strip().upper() for code in countries)
    return words


def _attachments(post: OutgoingPost) -> dict[str, str]:
    """What only texts may carry."""
    told: dict[str, str] = {}
    if post.kind not in TEXT_KINDS:
        return told
    if gif := post.options.get("gif"):
        provider = str(post.options.get("gif_provider") or "GIPHY")
        told["gif_attachment"] = json.dumps({"gif_id": str(gif), "provider": provider})
    if long := post.options.get("long_text"):
        told["text_attachment"] = json.dumps({"plaintext": str(long)}, ensure_ascii=False)
    if post.options.get("ghost") is True:
        told["is_ghost_post"] = "true"
    return told


def _file(file: MediaFile) -> dict[str, str]:
    kind = "video" if file.is_video else "image"
    told = {"media_type": kind.upper(), f"{kind}_url": file.public_url}
    return told | {"alt_text": file.alt} if file.alt else told


def _poll(poll: Poll) -> str:
    named = {
        f"option_{letter}": answer for letter, answer in zip("abcd", poll.answers, strict=False)
    }
    return json.dumps(named, ensure_ascii=False)
