"""The account: who it is, and what it may post now.

Handles tell what kind of account one is: those that begin with "private" are closed, with "brief"
may post a minute at most, with "quiet" take no comments, duets or stitches; programs are unaudited
for those that begin with "unaudited".
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.accounts import Account
from heliograph.apps.sandbox.counting import counts_of, followers_of
from heliograph.apps.sandbox.posts import Post, Wanted, list_posts
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.tiktok.manners import refused, told
from heliograph.apps.sandbox.tiktok.publishes import PUBLIC, settle
from heliograph.apps.sandbox.tiktok.sign_in import (
    BASIC,
    PROFILE,
    PUBLISH,
    STATS,
    check_token,
    has_posts_left,
    signed_in,
)
from heliograph.apps.sandbox.world import World, world_of

FRIENDS, FOLLOWERS, SELF = "MUTUAL_FOLLOW_FRIENDS", "FOLLOWER_OF_CREATOR", "SELF_ONLY"
LONGEST, BRIEF = 600, 60
FIELDS = {
    BASIC: ("open_id", "union_id", "avatar_url", "display_name"),
    PROFILE: ("username", "bio_description", "profile_deep_link", "is_verified"),
    STATS: ("follower_count", "following_count", "likes_count", "video_count"),
}


def privacy_options(account: Account) -> tuple[str, ...]:
    """Whom the account may show a post to."""
    first = FOLLOWERS if account.handle.startswith("private") else PUBLIC
    return first, FRIENDS, SELF


def longest_video(account: Account) -> int:
    """How many seconds a video of the account may last."""
    return BRIEF if account.handle.startswith("brief") else LONGEST


def is_unaudited(account: Account) -> bool:
    """Whether the program that posts here has not been audited."""
    return account.handle.startswith("unaudited")


async def creator_info(request: Request) -> Response:
    """POST /v2/post/publish/creator_info/query/"""
    account = await signed_in(request, PUBLISH, "creator")
    if not has_posts_left(request, account):
        raise refused("spam_risk_too_many_posts")
    quiet = account.handle.startswith("quiet")
    return JSONResponse(told({
        "creator_avatar_url": _avatar(request, account), "creator_username": account.handle,
        "creator_nickname": account.name, "privacy_level_options": privacy_options(account),
        "comment_disabled": quiet, "duet_disabled": quiet, "stitch_disabled": quiet,
        "max_video_post_duration_sec": longest_video(account),
    }))  # fmt: skip


async def user_info(request: Request) -> Response:
    """GET /v2/user/info/?fields=: every field has a scope of its own."""
    token = await check_token(request)
    account = await signed_in(request, BASIC, "read")
    wanted = [one for one in request.query_params.get("fields", "").split(",") if one]
    known = {name: scope for scope, names in FIELDS.items() for name in names}
    if not wanted or not set(wanted) <= set(known):
        raise refused("invalid_params", "The fields are missing or not known.")
    if not {known[name] for name in wanted} <= set(token.scopes):
        raise refused("scope_not_authorized")
    world = world_of(request)
    posts = await world.store.write(lambda db: public_posts(db, world, account.id))
    user: dict[str, JSON] = {
        "open_id": account.id, "union_id": f"u-{account.id}",
        "avatar_url": _avatar(request, account), "display_name": account.name,
        "username": account.handle, "bio_description": "", "is_verified": False,
        "profile_deep_link": f"https://vm.tiktok.com/{account.handle}",
        "follower_count": followers_of(world, account),
        "following_count": 21 + len(account.handle),
        "likes_count": sum(counts_of(world, account, post).likes for post in posts),
        "video_count": len(posts),
    }  # fmt: skip
    return JSONResponse(told({"user": {name: user[name] for name in wanted}}))


def public_posts(db: Connection, world: World, account_id: str) -> list[Post]:
    """The account's public posts, newest first, as far as lists show them by now."""
    settle(db, world.clock.seconds())
    asked = Wanted("tiktok", account_id, world.visible_until("tiktok"), limit=10_000)
    return [post for post in list_posts(db, asked) if post.extra["info"]["privacy_level"] == PUBLIC]


def _avatar(request: Request, account: Account) -> str:
    origin = f"{request.url.scheme}://{request.url.netloc}"
    return f"{origin}/avatar/tiktok/{account.handle}.svg"
