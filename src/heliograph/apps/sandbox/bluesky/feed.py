"""app.bsky.*: what readers of Bluesky see, with the audience's numbers."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.accounts import Account, account_by_id, find_account
from heliograph.apps.sandbox.answers import iso_milliseconds
from heliograph.apps.sandbox.bluesky.manners import invalid
from heliograph.apps.sandbox.bluesky.sign_in import spend_by_address
from heliograph.apps.sandbox.counting import counts_of, followers_of
from heliograph.apps.sandbox.posts import Post, Wanted, count_posts, find_post, list_posts
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.world import world_of


async def get_posts(request: Request) -> Response:
    """GET app.bsky.feed.getPosts: those of at most 25 that are there."""
    spend_by_address(request)
    world = world_of(request)
    uris = request.query_params.getlist("uris") or request.query_params.getlist("uris[]")
    if not uris:
        raise invalid('Error: Params must have the property "uris"')
    if len(uris) > 25:
        raise invalid("Error: uris must not have more than 25 elements")
    visible = world.visible_until("bluesky")

    def read(db: Connection) -> list[tuple[Account, Post]]:
        found = [find_post(db, _by_did(db, uri), visible) for uri in uris]
        return [(account_by_id(db, post.account_id), post) for post in found if post]

    rows = await world.store.read(read)
    return JSONResponse({"posts": [_post_view(request, account, post) for account, post in rows]})


async def get_profile(request: Request) -> Response:
    """GET app.bsky.actor.getProfile."""
    spend_by_address(request)
    world = world_of(request)
    account = await _actor(request)
    posts = await world.store.read(lambda db: count_posts(db, account.id))
    return JSONResponse({
        **_author(request, account), "description": "", "followsCount": 0, "postsCount": posts,
        "followersCount": followers_of(world, account),
        "indexedAt": iso_milliseconds(account.created_at), "associated": {},
    })  # fmt: skip


async def get_author_feed(request: Request) -> Response:
    """GET app.bsky.feed.getAuthorFeed, newest first."""
    spend_by_address(request)
    world, query = world_of(request), request.query_params
    account = await _actor(request)
    wanted = query.get("limit", "50")
    limit = max(1, min(100, int(wanted))) if wanted.isdigit() else 50
    cursor = _cursor(query.get("cursor", ""))
    asked = Wanted("bluesky", account.id, world.visible_until("bluesky"), cursor, limit)
    posts = await world.store.read(lambda db: list_posts(db, asked))
    page: dict[str, JSON] = {
        "feed": [{"post": _post_view(request, account, post)} for post in posts]
    }
    if len(posts) == limit:
        page["cursor"] = repr(posts[-1].created_at)
    return JSONResponse(page)


async def resolve_handle(request: Request) -> Response:
    """GET com.atproto.identity.resolveHandle."""
    spend_by_address(request)
    handle = request.query_params.get("handle", "").lower()
    account = await world_of(request).store.read(lambda db: find_account(db, "bluesky", handle))
    if account is None:
        raise invalid("Unable to resolve handle")
    return JSONResponse({"did": account.id})


async def _actor(request: Request) -> Account:
    name = request.query_params.get("actor", "").lower()
    account = await world_of(request).store.read(lambda db: find_account(db, "bluesky", name))
    if account is None:
        raise invalid("Profile not found")
    return account


def _by_did(db: Connection, uri: str) -> str:
    """The uri with the account's did, when it names the account by handle."""
    authority, slash, rest = uri.removeprefix("at://").partition("/")
    account = find_account(db, "bluesky", authority)
    return f"at://{account.id if account else authority}{slash}{rest}"


def _cursor(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _author(request: Request, account: Account) -> dict[str, JSON]:
    origin = f"{request.url.scheme}://{request.url.netloc}"
    return {
        "did": account.id, "handle": account.handle, "displayName": account.name,
        "avatar": f"{origin}/avatar/bluesky/{account.handle}.svg", "labels": [],
        "createdAt": iso_milliseconds(account.created_at),
    }  # fmt: skip


def _post_view(request: Request, account: Account, post: Post) -> dict[str, JSON]:
    counts = counts_of(world_of(request), account, post)
    view = {
        "uri": post.id, "cid": post.extra["cid"], "author": _author(request, account),
        "record": post.extra["record"], "replyCount": counts.replies,
        "repostCount": counts.reblogs, "likeCount": counts.likes, "quoteCount": counts.quotes,
        "bookmarkCount": counts.saves, "indexedAt": iso_milliseconds(post.created_at),
        "labels": [],
    }  # fmt: skip
    embed = _embed_view(request, post)
    return {**view, "embed": embed} if embed else view


def _embed_view(request: Request, post: Post) -> dict[str, JSON] | None:
    origin = f"{request.url.scheme}://{request.url.netloc}/media"
    pictures = [item for item in post.media if item.get("role") == "image"]
    if pictures:
        images = [
            {"thumb": f"{origin}/{item['file']}", "fullsize": f"{origin}/{item['file']}",
             "alt": item["alt"],
             "aspectRatio": {"width": item["width"] or 1, "height": item["height"] or 1}}
            for item in pictures
        ]  # fmt: skip
        return {"$type": "app.bsky.embed.images#view", "images": images}
    embed = post.extra["record"].get("embed") or {}
    if embed.get("$type") == "app.bsky.embed.external":
        thumbs = [f"{origin}/{item['file']}" for item in post.media if item.get("role") == "thumb"]
        card = {name: embed["external"][name] for name in ("uri", "title", "description")}
        if thumbs:
            card["thumb"] = thumbs[0]
        return {"$type": "app.bsky.embed.external#view", "external": card}
    if embed.get("$type") == "app.bsky.embed.video":
        clip = next(item for item in post.media if item.get("role") == "video")
        return {"$type": "app.bsky.embed.video#view", "cid": embed["video"]["ref"]["$link"],
                "playlist": f"{origin}/{clip['file']}", "alt": clip["alt"]}  # fmt: skip
    return None
