"""Pure functions: our post as a WordPress post, and the site's answers as our values."""

from __future__ import annotations

import hashlib
import html
import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from heliograph.extensions.connectors.wordpress.blocks import to_content
from heliograph.extensions.connectors.wordpress.uploads import Upload, ids_in, uploads_in
from heliograph.sdk.calls import Wire
from heliograph.sdk.connectors import Account, Memory, OptionValue, OutgoingPost, Receipt
from heliograph.sdk.counting import shorten
from heliograph.sdk.manifest import TextRules

TITLE_FROM_TEXT = TextRules(max=80, unit="graphemes")
LONGEST_SLUG_WORDS = 60
CRON_TAKES = timedelta(seconds=30)


class User(Wire):
    """Whom the password belongs to, seen with `context=edit`."""

    id: int
    username: str
    name: str = ""
    link: str = ""
    avatar_urls: Mapping[str, str] = {}
    capabilities: Mapping[str, object] = {}


class Made(Wire):
    """A post as it stands."""

    id: int
    link: str = ""
    slug: str = ""
    status: str = "publish"
    date_gmt: str | None = None


class Medium(Wire):
    """A file in the library."""

    id: int
    source_url: str = ""


class Term(Wire):
    """A category or a tag."""

    id: int
    name: str = ""


def site_of(base_url: str) -> str:
    """The site's address as people say it."""
    parts = urlsplit(base_url)
    return f"{parts.netloc.lower()}{parts.path.rstrip('/')}"


def to_account(user: User, base_url: str) -> Account:
    """The user on that site; numbers of users repeat from site to site."""
    site = site_of(base_url)
    return Account(
        remote_id=f"{site}#{user.id}",
        handle=f"@{user.username}@{site}",
        name=user.name or user.username,
        url=user.link or None,
        avatar_url=user.avatar_urls.get("96"),
    )


def title_of(post: OutgoingPost) -> str:
    """The title, or the first line where nobody wrote one: a post without has no link in lists."""
    if post.title.strip():
        return post.title.strip()
    first = next((line for line in post.text.splitlines() if line.strip()), "")
    return shorten(first.strip(), TITLE_FROM_TEXT)


def slug_of(post: OutgoingPost) -> str:
    """The post's part of its address: words for readers, a digest so that it is ours alone.

    Only small letters, digits and single hyphens, which WordPress leaves as they are.
    """
    digest = hashlib.sha256(post.key.encode()).hexdigest()[:16]
    plain = unicodedata.normalize("NFKD", title_of(post)).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
    kept = words[:LONGEST_SLUG_WORDS].rstrip("-")
    return f"{kept}-p{digest}" if kept else f"p{digest}"


def wanted_status(post: OutgoingPost) -> str:
    """What the post shall be on the site."""
    return "future" if post.publish_at else str(post.options.get("status") or "publish")


def to_payload(post: OutgoingPost, memory: Memory) -> dict[str, object]:
    """The body of the publishing call; equal inputs give equal bodies."""
    uploads, covers = uploads_in(memory), uploads_in(memory, "cover")
    files = list(zip(post.media, uploads, strict=True))
    poster = covers[0].url if covers else ""
    payload: dict[str, object] = {
        "title": html.escape(title_of(post), quote=False),
        "content": to_content(post, files, poster),
        "status": wanted_status(post),
        "slug": slug_of(post),
        "comment_status": "open" if post.options.get("comments", True) else "closed",
    }
    if excerpt := str(post.options.get("excerpt") or ""):
        payload["excerpt"] = html.escape(excerpt, quote=False)
    for name in ("categories", "tags"):
        if ids := ids_in(memory, name):
            payload[name] = ids
    if picture := _featured(post, uploads, covers):
        payload["featured_media"] = picture
    if post.publish_at:
        payload["date_gmt"] = post.publish_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")
    return payload


def to_receipt(made: Made, now: datetime) -> Receipt:
    """The site's yes; what it holds until later is accepted, not published."""
    if made.status != "future":
        return Receipt("published", str(made.id), made.link or None)
    due = datetime.fromisoformat(made.date_gmt).replace(tzinfo=UTC) if made.date_gmt else now
    return Receipt(
        "accepted", str(made.id), made.link or None, max(due - now, timedelta()) + CRON_TAKES
    )


def names_in(options: Mapping[str, OptionValue], name: str) -> tuple[str, ...]:
    """A list among the options, without blanks and repeats."""
    value = options.get(name)
    names = value if isinstance(value, tuple) else ()
    return tuple(dict.fromkeys(one.strip() for one in names if one.strip()))


def same_term(term: Term, name: str) -> bool:
    """Whether this is the term of that name, which the site keeps escaped."""
    return html.unescape(term.name).casefold() == name.casefold()


def _featured(
    post: OutgoingPost, uploads: Sequence[Upload], covers: Sequence[Upload]
) -> int | None:
    if not post.options.get("featured_image", True):
        return None
    if covers:
        return covers[0].id
    pictures = [up for file, up in zip(post.media, uploads, strict=True) if not file.is_video]
    return pictures[0].id if pictures else None
