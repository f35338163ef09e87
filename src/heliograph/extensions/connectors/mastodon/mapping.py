"""Pure functions: our post as a Mastodon status, and a Mastodon status as our values."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime
from html.parser import HTMLParser

from heliograph.sdk.calls import Wire
from heliograph.sdk.connectors import Account, Memory, Metrics, OutgoingPost, Receipt
from heliograph.sdk.counting import REMOTE_MENTION

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
    payload: dict[str, object] = {
        "status": post.text,
        "visibility": settings.get("visibility", "public"),
    }
    if media_ids:
        payload["media_ids"] = list(media_ids)
    if post.follows is not None:
        payload["in_reply_to_id"] = post.follows.parent.remote_id
    if post.language:
        payload["language"] = post.language
    return payload


def to_receipt(status: Status) -> Receipt:
    """The platform's yes."""
    return Receipt("published", status.id, status.url or status.uri or None)


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


def is_same(post: OutgoingPost, status: Status) -> bool:
    """Whether a status carries our words and as many files, and hangs on the same status."""
    parent = post.follows.parent.remote_id if post.follows else None
    if status.in_reply_to_id != parent:
        return False
    if len(status.media_attachments) != len(post.media):
        return False
    return fingerprint(post.text) == fingerprint(plain_text(status.content))


def fingerprint(text: str) -> str:
    """The words alone: servers rewrap white space and show `@user@host` as `@user`."""
    local = REMOTE_MENTION.sub(r"@\1", text)
    return "".join(unicodedata.normalize("NFC", local).split())


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
