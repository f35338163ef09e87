"""Stored things in the shapes WordPress sends."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request

from heliograph.apps.sandbox.accounts import Account
from heliograph.apps.sandbox.answers import moment
from heliograph.apps.sandbox.media import Medium
from heliograph.apps.sandbox.posts import Post
from heliograph.apps.sandbox.store import JSON, Row

CAPABILITIES = {
    "read": True, "edit_posts": True, "publish_posts": True, "upload_files": True,
    "delete_posts": True, "edit_published_posts": True, "manage_categories": True,
}  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """A post together with what it is at this moment."""

    post: Post
    status: str
    author: Account


def base_of(request: Request) -> str:
    """The site's address."""
    return f"{request.url.scheme}://{request.url.netloc}/wordpress"


def gmt(seconds: float) -> str:
    """The way WordPress writes a time, in UTC and without saying so."""
    return moment(seconds).strftime("%Y-%m-%dT%H:%M:%S")


def user_entity(request: Request, account: Account, *, whole: bool) -> dict[str, JSON]:
    """A user; `whole` with `context=edit`."""
    avatar = f"{request.url.scheme}://{request.url.netloc}/avatar/wordpress/{account.handle}.svg"
    entity = {
        "id": int(account.id), "name": account.name, "url": "", "description": "",
        "link": f"{base_of(request)}/author/{account.handle}/", "slug": account.handle,
        "avatar_urls": {"24": avatar, "48": avatar, "96": avatar}, "meta": [],
    }  # fmt: skip
    if whole:
        entity |= {
            "username": account.handle, "first_name": "", "last_name": "", "locale": "en_US",
            "email": f"{account.handle}@example.com", "nickname": account.handle,
            "roles": ["editor"], "capabilities": CAPABILITIES, "extra_capabilities": {},
        }  # fmt: skip
    return entity


def post_entity(request: Request, shown: Shown, *, whole: bool) -> dict[str, JSON]:
    """A post; with its raw texts when `whole`."""
    post, extra = shown.post, shown.post.extra
    written = gmt(post.created_at)
    changed = gmt(post.edited_at or post.created_at)
    public = shown.status in ("publish", "private")
    link = f"{base_of(request)}/{post.key}/" if public else f"{base_of(request)}/?p={post.id}"
    texts = {name: _text(str(extra[name]), whole) for name in ("title", "content", "excerpt")}
    return {
        "id": int(post.id), "date": written, "date_gmt": written, "modified": changed,
        "modified_gmt": changed, "guid": {"rendered": f"{base_of(request)}/?p={post.id}"},
        "slug": post.key, "status": shown.status, "type": "post", "link": link, **texts,
        "author": int(shown.author.id), "featured_media": extra["featured_media"],
        "comment_status": extra["comment_status"], "ping_status": "open",
        "sticky": extra["sticky"], "template": "", "format": "standard", "meta": [],
        "categories": extra["categories"], "tags": extra["tags"],
    }  # fmt: skip


def medium_entity(request: Request, medium: Medium) -> dict[str, JSON]:
    """A file of the library."""
    kind = "image" if medium.mime.startswith("image/") else "file"
    url = f"{request.url.scheme}://{request.url.netloc}/media/{medium.file_name()}"
    return {
        "id": int(medium.id), "slug": f"file-{medium.id}", "status": "inherit",
        "type": "attachment", "title": {"rendered": medium.file_name()},
        "alt_text": medium.alt, "caption": {"rendered": ""}, "media_type": kind,
        "mime_type": medium.mime, "source_url": url, "post": None,
        "media_details": {
            "width": medium.width, "height": medium.height, "filesize": medium.bytes, "sizes": {},
        },
    }  # fmt: skip


def term_entity(row: Row) -> dict[str, JSON]:
    """A category or a tag."""
    kind = "category" if row["taxonomy"] == "categories" else "post_tag"
    return {
        "id": row["id"], "count": 0, "description": "", "name": row["name"], "slug": row["slug"],
        "taxonomy": kind, "meta": [],
    }  # fmt: skip


def only(request: Request, entity: dict[str, JSON]) -> dict[str, JSON]:
    """The entity, cut down to `_fields` where they are asked for."""
    wanted = request.query_params.get("_fields", "")
    names = {name.strip() for name in wanted.split(",") if name.strip()}
    return {name: value for name, value in entity.items() if not names or name in names}


def _text(raw: str, whole: bool) -> dict[str, JSON]:
    return {"raw": raw, "rendered": raw} if whole else {"rendered": raw}
