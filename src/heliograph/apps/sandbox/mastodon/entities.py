"""Stored things in the shapes Mastodon sends."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request

from heliograph.apps.sandbox.accounts import Account
from heliograph.apps.sandbox.answers import iso_milliseconds, parse_moment
from heliograph.apps.sandbox.counting import counts_of, followers_of
from heliograph.apps.sandbox.mastodon.files import Extra, shown_with
from heliograph.apps.sandbox.mastodon.text import hashtags, to_html
from heliograph.apps.sandbox.media import Medium
from heliograph.apps.sandbox.posts import Post
from heliograph.apps.sandbox.store import JSON
from heliograph.apps.sandbox.world import World, world_of

POLICIES = {"public": ["public"], "followers": ["followers"], "nobody": []}


@dataclass(frozen=True)
class Frame:
    """What every entity needs besides its own row."""

    world: World
    origin: str

    @property
    def base(self) -> str:
        """The instance's address."""
        return f"{self.origin}/mastodon"


def frame_of(request: Request) -> Frame:
    """The frame of one request."""
    return Frame(world_of(request), f"{request.url.scheme}://{request.url.netloc}")


def account_entity(frame: Frame, account: Account, statuses: int) -> dict[str, JSON]:
    """A Mastodon Account."""
    avatar = f"{frame.origin}/avatar/mastodon/{account.handle}.svg"
    url = f"{frame.base}/@{account.handle}"
    return {
        "id": account.id, "username": account.handle, "acct": account.handle,
        "display_name": account.name, "locked": False, "bot": False, "discoverable": True,
        "indexable": False, "group": False, "created_at": iso_milliseconds(account.created_at),
        "note": "", "url": url, "uri": f"{frame.base}/users/{account.handle}", "avatar": avatar,
        "avatar_static": avatar, "header": avatar, "header_static": avatar,
        "followers_count": followers_of(frame.world, account), "following_count": 0,
        "statuses_count": statuses, "last_status_at": None, "hide_collections": False,
        "noindex": False, "emojis": [], "roles": [], "fields": [],
    }  # fmt: skip


def credential_entity(frame: Frame, account: Account, statuses: int) -> dict[str, JSON]:
    """A Mastodon CredentialAccount: the account with what only its owner sees."""
    entity = account_entity(frame, account, statuses)
    entity["source"] = {
        "privacy": "public", "sensitive": False, "language": None, "note": "", "fields": [],
        "follow_requests_count": 0, "hide_collections": False, "discoverable": True,
        "indexable": False, "quote_policy": "public",
    }  # fmt: skip
    entity["role"] = {
        "id": "-99", "name": "", "permissions": "65536", "color": "", "highlighted": False
    }  # fmt: skip
    return entity


def status_entity(frame: Frame, account: Account, post: Post, statuses: int) -> dict[str, JSON]:
    """A Mastodon Status with the audience's numbers of this moment."""
    counts = counts_of(frame.world, account, post)
    extra = post.extra
    return {
        "id": post.id, "created_at": iso_milliseconds(post.created_at),
        "edited_at": iso_milliseconds(post.edited_at) if post.edited_at else None,
        "in_reply_to_id": extra.get("in_reply_to_id"), "in_reply_to_account_id": None,
        "sensitive": extra.get("sensitive", False), "spoiler_text": extra.get("spoiler_text", ""),
        "visibility": extra.get("visibility", "public"), "language": extra.get("language"),
        "uri": f"{frame.base}/users/{account.handle}/statuses/{post.id}",
        "url": f"{frame.base}/@{account.handle}/{post.id}",
        "content": to_html(post.text, frame.base), "text": None,
        "favourites_count": counts.likes, "reblogs_count": counts.reblogs,
        "replies_count": counts.replies, "quotes_count": counts.quotes,
        "favourited": False, "reblogged": False, "muted": False, "bookmarked": False,
        "pinned": False, "reblog": None, "quote": None, "card": None, "filtered": [],
        "application": {"name": extra.get("application", "Sandbox"), "website": None},
        "account": account_entity(frame, account, statuses), "mentions": [], "emojis": [],
        "media_attachments": [attachment_entity(frame, item) for item in post.media],
        "tags": [
            {"name": tag.lower(), "url": f"{frame.base}/tags/{tag.lower()}"}
            for tag in hashtags(post.text)
        ],
        "poll": poll_entity(frame, extra.get("poll")),
        "quote_approval": {
            "automatic": POLICIES[extra.get("quote_policy") or "public"], "manual": [],
            "current_user": "automatic",
        },
    }  # fmt: skip


def poll_entity(frame: Frame, poll: JSON) -> JSON:
    """A Mastodon Poll of this moment; totals may be hidden until it ends."""
    if not poll:
        return None
    expired = frame.world.clock.seconds() >= (parse_moment(poll["expires_at"]) or 0.0)
    hidden = poll.get("hide_totals") and not expired
    options = [
        {**option, "votes_count": None if hidden else option["votes_count"]}
        for option in poll["options"]
    ]
    shown = {name: value for name, value in poll.items() if name != "hide_totals"}
    return {**shown, "options": options, "expired": expired, "voted": True, "own_votes": []}


def attachment_entity(frame: Frame, shown: dict[str, JSON], ready: bool = True) -> dict[str, JSON]:
    """A Mastodon MediaAttachment; without an address while it is being worked on."""
    url = f"{frame.origin}/media/{shown['file']}" if ready else None
    poster = shown.get("poster")
    preview = f"{frame.origin}/media/{poster}" if ready and poster else url
    width, height = shown.get("width"), shown.get("height")
    size = {"width": width, "height": height, "size": f"{width}x{height}",
            "aspect": round(width / height, 6)} if width and height else {}  # fmt: skip
    meta: dict[str, JSON] = {"original": size, "small": size} if size else {}
    return {
        "id": shown["id"], "type": _kind(str(shown["mime"])), "url": url, "preview_url": preview,
        "remote_url": None, "preview_remote_url": None, "text_url": None,
        "meta": {"focus": shown.get("focus", {"x": 0.0, "y": 0.0}), **meta},
        "description": shown["alt"] or None, "blurhash": "U9Eo]Xof00WB~qofIUay00Rj%Mj[%MM{D%ay",
    }  # fmt: skip


def medium_entity(frame: Frame, medium: Medium, extra: Extra) -> dict[str, JSON]:
    """An upload of this moment."""
    ready = medium.ready_at <= frame.world.clock.seconds()
    return attachment_entity(frame, shown_with(medium, extra), ready)


def _kind(mime: str) -> str:
    return {"image/gif": "gifv"}.get(mime, mime.split("/")[0])
