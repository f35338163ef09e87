"""Pure functions: our post as X's request, and X's answers as our values."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime

from pydantic import AliasChoices, Field

from heliograph.sdk.calls import Wire
from heliograph.sdk.connectors import Account, Memory, Metrics, OutgoingPost, Receipt
from heliograph.sdk.manifest import ConnectorManifest

SCHEME = re.compile(r"https?://", re.IGNORECASE)
FILES_ADDRESS = re.compile(r"/status/\d+/(?:photo|video)/\d+$")
SHORT = "https://t.co/"
FLAGS = ("made_with_ai", "paid_partnership")
COUNTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("views", ("impression_count",)),
    ("likes", ("like_count",)),
    ("shares", ("retweet_count", "repost_count")),
    ("comments", ("reply_count",)),
    ("quotes", ("quote_count",)),
    ("saves", ("bookmark_count",)),
    ("clicks", ("url_link_clicks",)),
)
ACCOUNT_COUNTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("followers", ("followers_count",)),
    ("following", ("following_count",)),
    ("posts", ("tweet_count", "post_count")),
)


class User(Wire):
    """An account."""

    id: str
    username: str
    name: str = ""
    profile_image_url: str | None = None
    public_metrics: dict[str, int] = Field(default_factory=dict)


class Link(Wire):
    """A short address in a text, and what it stands for."""

    url: str
    expanded_url: str = ""
    media_key: str | None = None


class Entities(Wire):
    """What X found in a text."""

    urls: tuple[Link, ...] = ()


class Attachments(Wire):
    """What hangs on a post."""

    media_keys: tuple[str, ...] = ()
    poll_ids: tuple[str, ...] = ()


class Reference(Wire):
    """Another post that this one speaks of."""

    type: str
    id: str


class Tweet(Wire):
    """A post as it stands."""

    id: str
    text: str = ""
    created_at: datetime | None = None
    entities: Entities = Entities()
    attachments: Attachments = Attachments()
    referenced_tweets: tuple[Reference, ...] = ()
    public_metrics: dict[str, int] = Field(default_factory=dict)
    non_public_metrics: dict[str, int] = Field(default_factory=dict)

    @property
    def answers(self) -> str | None:
        """The id of the post that this one replies to."""
        found = (one.id for one in self.referenced_tweets if one.type == "replied_to")
        return next(found, None)


class Film(Wire):
    """A file of a post with its own counts."""

    media_key: str
    public_metrics: dict[str, int] = Field(default_factory=dict)


class Includes(Wire):
    """What was asked for beside the posts."""

    media: tuple[Film, ...] = ()


class Meta(Wire):
    """How to go on behind a page."""

    next_token: str | None = None


class Tweets(Wire):
    """A page of posts; what X could not give is missing from it."""

    items: tuple[Tweet, ...] = Field((), validation_alias=AliasChoices("data", "items"))
    includes: Includes = Includes()
    meta: Meta = Meta()


class OneTweet(Wire):
    """The post that was made."""

    data: Tweet


class OneUser(Wire):
    """The account that was asked for."""

    data: User


def to_account(user: User) -> Account:
    """The owner of the token."""
    return Account(
        remote_id=user.id,
        handle=f"@{user.username}",
        name=user.name or user.username,
        url=f"https://x.com/{user.username}",
        avatar_url=user.profile_image_url,
        followers=user.public_metrics.get("followers_count"),
    )


def whole_text(post: OutgoingPost) -> str:
    """The words as they go out: X has no field for a link, so it stands below them."""
    if not post.link or post.link in post.text:
        return post.text
    return f"{post.text}\n\n{post.link}".strip()


def to_payload(post: OutgoingPost, media_ids: Sequence[str]) -> dict[str, object]:
    """The body of the publishing call; equal inputs give equal bodies."""
    payload: dict[str, object] = {}
    text = whole_text(post)
    if text:
        payload["text"] = text
    if media_ids:
        payload["media"] = {"media_ids": list(media_ids)}
    payload |= {name: True for name in FLAGS if post.options.get(name) is True}
    if post.follows is not None:
        payload["reply"] = {"in_reply_to_tweet_id": post.follows.parent.remote_id}
        return payload
    if post.options.get("reply_settings"):
        payload["reply_settings"] = post.options["reply_settings"]
    if post.poll is not None:
        minutes = max(5, round(post.poll.seconds / 60))
        payload["poll"] = {"options": list(post.poll.answers), "duration_minutes": minutes}
    return payload


def to_receipt(manifest: ConnectorManifest, base_url: str, name: str, tweet_id: str) -> Receipt:
    """The platform's yes; X finds a post under any name, so `i` serves where ours is unknown."""
    path = f"/{name or 'i'}/status/{tweet_id}"
    return Receipt("published", tweet_id, manifest.address(base_url, "web", path))


def is_same(post: OutgoingPost, tweet: Tweet) -> bool:
    """Whether a post carries our words and as many files, in the same place."""
    place = post.follows.parent.remote_id if post.follows else None
    if tweet.answers != place or bool(tweet.attachments.media_keys) != bool(post.media):
        return False
    # Whether the three signs of HTML come escaped has changed over the years.
    theirs = (html.unescape(tweet.text), tweet.text)
    ours = fingerprint(whole_text(post))
    return any(fingerprint(written_out(text, tweet.entities)) == ours for text in theirs)


def written_out(text: str, entities: Entities) -> str:
    """A text with every short address in full, and without the address of its files."""
    for link in entities.urls:
        is_files = link.media_key or FILES_ADDRESS.search(link.expanded_url)
        if link.url.startswith(SHORT):
            text = text.replace(link.url, "" if is_files else link.expanded_url, 1)
    return text


def fingerprint(text: str) -> str:
    """The words alone: a bare domain comes back with a scheme, and spaces may be rewrapped."""
    return "".join(SCHEME.sub("", unicodedata.normalize("NFC", text)).split())


def to_metrics(tweet: Tweet, films: Mapping[str, Film]) -> Metrics:
    """A post's counts by our names; what X does not tell is missing, not zero."""
    found = _renamed(COUNTS, {**tweet.non_public_metrics, **tweet.public_metrics})
    plays = [
        films[key].public_metrics["view_count"]
        for key in tweet.attachments.media_keys
        if key in films and "view_count" in films[key].public_metrics
    ]
    return {**found, "plays": sum(plays)} if plays else found


def to_account_metrics(user: User) -> Metrics:
    """The account's own counts."""
    return _renamed(ACCOUNT_COUNTS, user.public_metrics)


def with_owner(memory: Memory, user: User) -> Memory:
    """What to remember of whom the token belongs to, so that it is asked (and billed) once."""
    return {**memory, "user_id": user.id, "username": user.username}


def _renamed(
    names: tuple[tuple[str, tuple[str, ...]], ...], theirs: Mapping[str, int]
) -> dict[str, int]:
    found: dict[str, int] = {}
    for ours, choices in names:
        count = next((theirs[name] for name in choices if name in theirs), None)
        if count is not None:
            found[ours] = count
    return found
