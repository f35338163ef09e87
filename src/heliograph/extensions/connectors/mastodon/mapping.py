"""Pure functions: our post as a Mastodon status, and a Mastodon status as our values."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser

from pydantic import Field, field_validator

from heliograph.sdk.calls import Wire
from heliograph.sdk.connectors import Account, Memory, Metrics, OutgoingPost, Receipt
from heliograph.sdk.counting import REMOTE_MENTION
from heliograph.sdk.matching import fingerprint

WAITING = "scheduled:"
# The server publishes what waited within the minute after its time.
LOOK_AFTER = timedelta(seconds=20)
ROUNDING = timedelta(seconds=2)
BREAKS = frozenset({"p", "br", "li", "blockquote"})


class Credentials(Wire):
    """Whom the token belongs to."""

    id: str
    username: str
    acct: str
    display_name: str = ""
    url: str | None = None
    avatar: str | None = None
    followers_count: int | None = None
    following_count: int | None = None
    statuses_count: int | None = None


class Attachment(Wire):
    """An uploaded file; without an address it is still being processed."""

    id: str
    url: str | None = None


class Status(Wire):
    """A post as it stands."""

    id: str
    in_reply_to_id: str | None = None
    uri: str = ""
    url: str | None = None
    content: str = ""
    created_at: datetime
    media_attachments: tuple[Attachment, ...] = ()
    favourites_count: int = 0
    reblogs_count: int = 0
    replies_count: int = 0
    quotes_count: int | None = None


class ScheduledParams(Wire):
    """What a waiting post was asked for with."""

    text: str | None = None
    in_reply_to_id: str | None = None
    media_ids: tuple[str, ...] | None = None

    @field_validator("in_reply_to_id", mode="before")
    @classmethod
    def _in_letters(cls, value: object) -> object:
        # Some servers repeat ids as numbers.
        return str(value) if isinstance(value, int) else value

    @field_validator("media_ids", mode="before")
    @classmethod
    def _all_in_letters(cls, value: object) -> object:
        return tuple(str(one) for one in value) if isinstance(value, list) else value


class Scheduled(Wire):
    """A post that the server holds until its time."""

    id: str
    scheduled_at: datetime
    params: ScheduledParams = Field(default_factory=ScheduledParams)


def to_account(credentials: Credentials, host: str) -> Account:
    """The owner of the token; the handle carries the server, as people give it to others."""
    return Account(
        remote_id=credentials.id,
        handle=f"@{credentials.username}@{host}",
        name=credentials.display_name or credentials.username,
        url=credentials.url,
        avatar_url=credentials.avatar,
        followers=credentials.followers_count,
    )


def to_payload(
    post: OutgoingPost, media_ids: Sequence[str], settings: Mapping[str, str]
) -> dict[str, object]:
    """The body of the publishing call; equal inputs give equal bodies."""
    visibility = post.options.get("visibility") or settings.get("visibility", "public")
    payload: dict[str, object] = {"visibility": visibility, **to_changes(post, media_ids)}
    if policy := post.options.get("quote_policy"):
        payload["quote_approval_policy"] = policy
    if post.publish_at is not None:
        payload["scheduled_at"] = post.publish_at.astimezone(UTC).isoformat()
    if post.follows is not None:
        payload["in_reply_to_id"] = post.follows.parent.remote_id
    return payload


def to_changes(post: OutgoingPost, media_ids: Sequence[str]) -> dict[str, object]:
    """What a status says, and may say anew in an edit."""
    said: dict[str, object] = {"status": post.text}
    if media_ids:
        said["media_ids"] = list(media_ids)
    if post.poll is not None:
        said["poll"] = {
            "options": list(post.poll.answers),
            "expires_in": post.poll.seconds,
            "multiple": post.poll.several,
            "hide_totals": bool(post.options.get("hide_totals")),
        }
    if warning := post.options.get("content_warning"):
        said["spoiler_text"] = warning
    if post.options.get("sensitive"):
        said["sensitive"] = True
    if post.language:
        said["language"] = post.language
    return said


def words_about(post: OutgoingPost, number: int) -> dict[str, str]:
    """What is told of a file: its description, and the point that every crop keeps in view."""
    words = {"description": post.media[number].alt}
    points = post.options.get("focus")
    if isinstance(points, tuple) and number < len(points) and points[number]:
        words["focus"] = points[number].replace(" ", "")
    return words


def key_of(post: OutgoingPost) -> str:
    """The key of the publishing call. One that the server holds has a key of its own, because a
    key never goes out with two bodies, and a post may go out at its time after all."""
    return f"{post.key}-held" if post.publish_at is not None else post.key


def to_receipt(status: Status) -> Receipt:
    """The platform's yes."""
    return Receipt("published", status.id, status.url or status.uri or None)


def to_waiting(scheduled: Scheduled, now: datetime) -> Receipt:
    """The yes to a post that the server holds; its id is of another kind than a status' id."""
    after = max(scheduled.scheduled_at - now, timedelta()) + LOOK_AFTER
    return Receipt("accepted", f"{WAITING}{scheduled.id}", after=after)


def account_counts(credentials: Credentials) -> Metrics:
    """The account's counts by our names."""
    counts = {
        "followers": credentials.followers_count,
        "following": credentials.following_count,
        "posts": credentials.statuses_count,
    }
    return {name: count for name, count in counts.items() if count is not None}


def to_metrics(status: Status) -> Metrics:
    """Its counts by our names; quotes only where the server counts them."""
    counts = {
        "likes": status.favourites_count,
        "shares": status.reblogs_count,
        "comments": status.replies_count,
    }
    if status.quotes_count is not None:
        counts["quotes"] = status.quotes_count
    return counts


def uploaded(memory: Memory) -> list[str]:
    """The media ids that earlier attempts left behind."""
    return [str(one) for one in json.loads(memory.get("media_ids", "[]"))]


def with_uploads(memory: Memory, media_ids: Sequence[str]) -> Memory:
    """What to remember once these files are on the server."""
    return {**memory, "media_ids": json.dumps(list(media_ids))}


def waits(post: OutgoingPost, scheduled: Scheduled) -> bool:
    """Whether a waiting post is ours: the words, the time, and as many files."""
    if post.publish_at is None or _words(post.text) != _words(scheduled.params.text or ""):
        return False
    parent = post.follows.parent.remote_id if post.follows else None
    if scheduled.params.in_reply_to_id != parent:
        return False
    apart = abs(scheduled.scheduled_at - post.publish_at)
    return len(scheduled.params.media_ids or ()) == len(post.media) and apart < ROUNDING


def is_same(post: OutgoingPost, status: Status) -> bool:
    """Whether a status carries our words and as many files, and hangs on the same status."""
    parent = post.follows.parent.remote_id if post.follows else None
    if status.in_reply_to_id != parent:
        return False
    if len(status.media_attachments) != len(post.media):
        return False
    return _words(post.text) == _words(plain_text(status.content))


def _words(text: str) -> str:
    """The words alone: servers rewrap white space and show `@user@host` as `@user`."""
    return fingerprint(REMOTE_MENTION.sub(r"@\1", text))


def plain_text(content: str) -> str:
    """The text inside a status' HTML, shortened links in full."""
    reader = _TextReader()
    reader.feed(content)
    reader.close()
    return "".join(reader.parts)


class _TextReader(HTMLParser):
    """Collects text; the invisible halves of shortened links are text as well."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BREAKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)
