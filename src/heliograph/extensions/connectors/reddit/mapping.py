"""Pure functions: our post as Reddit's parameters, and Reddit's answers as our values."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from pydantic import Field

from heliograph.sdk.calls import Wire
from heliograph.sdk.connectors import Account, Memory, Metrics, OutgoingPost, Receipt
from heliograph.sdk.matching import fingerprint

WEB = "https://www.reddit.com"
CAPTION = 180
API_KINDS = {"text": "self", "link": "link", "image": "image", "video": "video"}
LOOK_AFTER = timedelta(seconds=3)
GONE_BY = frozenset({"deleted", "author"})


class Page(Wire):
    """The person's own subreddit."""

    title: str = ""
    subscribers: int | None = None


class Me(Wire):
    """Whom the token belongs to."""

    id: str
    name: str
    icon_img: str = ""
    page: Page | None = Field(None, alias="subreddit")


class Pair(Wire):
    """One field of an upload form."""

    name: str
    value: str


class LeaseForm(Wire):
    """Where the file goes, and with which fields before it."""

    action: str
    fields: tuple[Pair, ...]


class Asset(Wire):
    """The file as Reddit will know it."""

    asset_id: str


class Lease(Wire):
    """The permission to upload one file."""

    args: LeaseForm
    asset: Asset


class Made(Wire):
    """What a submission became; empty for pictures and videos, which are announced on a socket."""

    id: str = ""
    name: str = ""
    url: str = ""


class MadeInner(Wire):
    """The envelope's inside; a success always has data."""

    data: Made


class MadeAnswer(Wire):
    """The envelope of a submission."""

    json_: MadeInner = Field(alias="json")


class Thing(Wire):
    """A post or a comment, of which each leaves out what it does not have."""

    name: str
    permalink: str = ""
    author: str = ""
    title: str = ""
    selftext: str = ""
    body: str = ""
    url: str = ""
    link_id: str = ""
    subreddit: str = ""
    is_self: bool = False
    is_gallery: bool = False
    is_video: bool = False
    created_utc: float = 0.0
    ups: int = 0
    num_comments: int = 0
    num_crossposts: int = 0
    view_count: int | None = None
    removed_by_category: str | None = None


class Child(Wire):
    """One entry of a list."""

    data: Thing


class Children(Wire):
    """A page of a list, and where the next one begins."""

    children: tuple[Child, ...] = ()
    after: str | None = None


class Listing(Wire):
    """A list in its envelope."""

    data: Children


class Things(Wire):
    """What a comment call gives back."""

    things: tuple[Child, ...] = Field(min_length=1)


class ThingsInner(Wire):
    """The envelope's inside."""

    data: Things


class ThingsAnswer(Wire):
    """The envelope of a comment."""

    json_: ThingsInner = Field(alias="json")


class Community(Wire):
    """What a subreddit takes: any, link or self."""

    submission_type: str | None = "any"


class About(Wire):
    """A subreddit in its envelope."""

    data: Community


class Requirements(Wire):
    """What a subreddit asks of a post."""

    is_flair_required: bool = False
    title_text_min_length: int | None = None
    title_text_max_length: int | None = None
    body_restriction_policy: str = "none"
    domain_blacklist: tuple[str, ...] = ()


class Flair(Wire):
    """One of a subreddit's labels."""

    id: str
    text: str = ""


@dataclass(frozen=True)
class Upload:
    """A file that lies at Reddit."""

    asset_id: str
    url: str


def to_account(me: Me) -> Account:
    """The owner of the token."""
    page = me.page or Page()
    return Account(
        remote_id=me.id,
        handle=f"@{me.name}",
        name=page.title or me.name,
        url=f"{WEB}/user/{me.name}/",
        avatar_url=me.icon_img or None,
        followers=page.subscribers,
    )


def to_form(post: OutgoingPost, subreddit: str, uploads: Sequence[Upload]) -> dict[str, str]:
    """The form of a submission that is no gallery."""
    form = {
        "api_type": "json",
        "sr": subreddit,
        "kind": "videogif" if post.options.get("silent_loop") is True else API_KINDS[post.kind],
        "title": post.title.strip(),
        "resubmit": _yes(post, "resubmit", default=post.kind != "link"),
        "sendreplies": _yes(post, "sendreplies", default=True),
        "nsfw": _yes(post, "nsfw"),
        "spoiler": _yes(post, "spoiler"),
    }
    extra = {
        "text": post.text,
        "url": uploads[0].url if uploads else post.link or "",
        "video_poster_url": uploads[1].url if post.kind == "video" else "",
        "flair_id": str(post.options.get("flair_id") or ""),
    }
    return form | {name: value for name, value in extra.items() if value}


def to_gallery(post: OutgoingPost, subreddit: str, uploads: Sequence[Upload]) -> dict[str, object]:
    """The body of a gallery's submission."""
    items = [
        {"media_id": upload.asset_id, "caption": _caption(file.alt), "outbound_url": ""}
        for upload, file in zip(uploads, post.media, strict=True)
    ]
    body: dict[str, object] = {
        "api_type": "json",
        "sr": subreddit,
        "title": post.title.strip(),
        "text": post.text,
        "items": items,
        "sendreplies": post.options.get("sendreplies", True),
        "nsfw": post.options.get("nsfw", False),
        "spoiler": post.options.get("spoiler", False),
        "show_error_list": True,
    }
    flair = post.options.get("flair_id")
    return body | {"flair_id": flair} if flair else body


def to_receipt(made: Made, uploads: Sequence[Upload] = ()) -> Receipt:
    """The platform's yes. The post of a picture or a video has no name yet: until `look` finds it,
    it goes by its file's."""
    name = made.name or made.id
    if not name:
        asset_id = uploads[0].asset_id if uploads else ""
        return Receipt("accepted", asset_id, after=LOOK_AFTER)
    full = name if name.startswith("t3_") else f"t3_{name}"
    return Receipt("published", full, made.url or None)


def receipt_of(thing: Thing, site: str) -> Receipt:
    """The receipt of a post or a comment that was found."""
    if thing.is_gallery:
        return Receipt("published", thing.name, thing.url)
    return Receipt("published", thing.name, f"{site}{thing.permalink}")


def uploads_in(memory: Memory) -> list[Upload]:
    """The files that earlier attempts left at Reddit."""
    return [Upload(one["id"], one["url"]) for one in json.loads(memory.get("uploads", "[]"))]


def with_uploads(memory: Memory, uploads: Sequence[Upload]) -> Memory:
    """What to remember once these files lie at Reddit."""
    kept = [{"id": upload.asset_id, "url": upload.url} for upload in uploads]
    return {**memory, "uploads": json.dumps(kept)}


def is_same(post: OutgoingPost, subreddit: str, thing: Thing, since: datetime) -> bool:
    """Whether a thing is this post: same place, title, words and form, not older than our first
    sending."""
    if datetime.fromtimestamp(thing.created_utc, UTC) < since:
        return False
    if post.follows is not None:
        return thing.link_id == post.follows.root.remote_id and _same(post.text, thing.body)
    if thing.subreddit.lower() != subreddit.lower():
        return False
    if post.kind == "link" and thing.url != post.link:
        return False
    form = (post.kind == "text", post.kind == "carousel", post.kind == "video")
    if form != (thing.is_self, thing.is_gallery, thing.is_video):
        return False
    return _same(post.title, thing.title) and _same(post.text, thing.selftext)


def to_metrics(thing: Thing) -> Metrics:
    """The counts by our names; views only where Reddit tells them."""
    counts = {
        "likes": max(thing.ups, 0),
        "comments": thing.num_comments,
        "shares": thing.num_crossposts,
    }
    return counts if thing.view_count is None else {**counts, "views": thing.view_count}


def is_gone(thing: Thing) -> bool:
    """Whether only the shell of a deleted thing is left."""
    return thing.author == "[deleted]" or thing.removed_by_category in GONE_BY


def _caption(alt: str) -> str:
    return alt if len(alt) <= CAPTION else ""


def _yes(post: OutgoingPost, name: str, *, default: bool = False) -> str:
    return "true" if post.options.get(name, default) else "false"


def _same(ours: str, theirs: str) -> bool:
    return fingerprint(ours) == fingerprint(theirs)
