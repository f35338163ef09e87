"""X's accounts over HTTP, and the list of an account's posts."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.accounts import Account, find_account
from heliograph.apps.sandbox.answers import parse_moment
from heliograph.apps.sandbox.posts import Post, Wanted, count_posts, list_posts
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.world import world_of
from heliograph.apps.sandbox.x.entities import USER_FIELDS, asked_fields, frame_of, user_entity
from heliograph.apps.sandbox.x.manners import invalid, not_found
from heliograph.apps.sandbox.x.sign_in import OWN_PROFILE, SINGLE_READS, TIMELINES, signed_in
from heliograph.apps.sandbox.x.tweets import answer_of

LONGEST_LIST = 3200
# A token says which post the next page begins below.
_PAGE_MARK = "7140dibdnow9c7btw"


async def me(request: Request) -> Response:
    """GET /2/users/me."""
    account = await signed_in(request, OWN_PROFILE, "tweet.read", "users.read")
    return await _shown(request, account)


async def show(request: Request) -> Response:
    """GET /2/users/:id and /2/users/by/username/:username."""
    await signed_in(request, SINGLE_READS, "tweet.read", "users.read")
    wanted = str(request.path_params["who"])
    account = await world_of(request).store.read(lambda db: find_account(db, "x", wanted))
    if account is None:
        return JSONResponse({"errors": [not_found("user", wanted).body]})
    return await _shown(request, account)


async def tweets(request: Request) -> Response:
    """GET /2/users/:id/tweets: newest first, page by page."""
    viewer = await signed_in(request, TIMELINES, "tweet.read", "users.read")
    wanted = str(request.path_params["who"])
    world = world_of(request)
    owner = await world.store.read(lambda db: find_account(db, "x", wanted))
    if owner is None or owner.id != wanted:
        return JSONResponse({"errors": [not_found("user", wanted).body]})
    asked = Wanted("x", owner.id, world.visible_until("x"), limit=LONGEST_LIST)
    posts = await world.store.read(lambda db: list_posts(db, asked))
    chosen = _within(request, posts)
    page = chosen[: _page_size(request)]
    body = answer_of(frame_of(request, viewer), [(owner, post) for post in page])
    return JSONResponse({**(body if page else {}), "meta": _meta(page, len(chosen) > len(page))})


async def _shown(request: Request, account: Account) -> Response:
    fields = asked_fields(request, "user.fields", USER_FIELDS)
    world = world_of(request)

    def read(db: Connection) -> int:
        return count_posts(db, account.id)

    posts = await world.store.read(read)
    origin = f"{request.url.scheme}://{request.url.netloc}"
    return JSONResponse({"data": user_entity(world, origin, account, (posts, fields))})


def _within(request: Request, posts: list[Post]) -> list[Post]:
    """The posts inside the borders that the query draws."""
    query = request.query_params
    token = query.get("pagination_token", "")
    if token and not token.startswith(_PAGE_MARK):
        raise invalid("The `pagination_token` query parameter value is not valid",
                      pagination_token=token)  # fmt: skip
    below = min((int(one) for one in (token.removeprefix(_PAGE_MARK), query.get("until_id"))
                 if one), default=None)  # fmt: skip
    above = int(query.get("since_id") or 0)
    since = parse_moment(query.get("start_time", "")) or 0.0
    until = parse_moment(query.get("end_time", "")) or float("inf")
    no_replies = "replies" in query.get("exclude", "").split(",")
    return [
        post
        for post in posts
        if (below is None or int(post.id) < below) and int(post.id) > above
        and since <= post.created_at < until
        and not (no_replies and post.extra.get("reply_to"))
    ]  # fmt: skip


def _page_size(request: Request) -> int:
    wanted = request.query_params.get("max_results", "10")
    if not wanted.isdigit() or not 5 <= int(wanted) <= 100:
        raise invalid(f"The `max_results` query parameter value [{wanted}] is not between 5 and "
                      "100", max_results=wanted)  # fmt: skip
    return int(wanted)


def _meta(page: list[Post], more: bool) -> dict[str, JSON]:
    meta: dict[str, JSON] = {"result_count": len(page)}
    if page:
        meta |= {"newest_id": page[0].id, "oldest_id": page[-1].id}
    if more:
        meta["next_token"] = f"{_PAGE_MARK}{page[-1].id}"
    return meta
