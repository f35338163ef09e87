"""Reading: who I am, what a person has written, and things by their names."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.accounts import Account, account_by_id, find_account
from heliograph.apps.sandbox.counting import followers_of
from heliograph.apps.sandbox.posts import Post, Wanted, find_post, list_posts
from heliograph.apps.sandbox.reddit.manners import plain
from heliograph.apps.sandbox.reddit.sign_in import Call, signed_in
from heliograph.apps.sandbox.reddit.things import Frame, frame_of, listing, thing
from heliograph.apps.sandbox.store import JSON, Connection

MOST = 100


async def me(request: Request) -> Response:
    """GET /api/v1/me: the person herself, without an envelope."""
    call = await signed_in(request, "identity")
    account, frame = call.account, frame_of(request)
    origin = f"{request.url.scheme}://{request.url.netloc}"
    face = f"{origin}/avatar/reddit/{account.handle}.svg"
    return JSONResponse({
        "id": account.id, "name": account.handle, "icon_img": face, "total_karma": 1,
        "created_utc": account.created_at, "is_suspended": False,
        "subreddit": {
            "display_name": f"u_{account.handle}", "title": account.name,
            "subscribers": followers_of(frame.world, account), "url": f"/user/{account.handle}/",
        },
    })  # fmt: skip


async def submitted(request: Request) -> Response:
    """GET /user/<name>/submitted, newest first."""
    return await _written(request, "t3_")


async def comments(request: Request) -> Response:
    """GET /user/<name>/comments, newest first."""
    return await _written(request, "t1_")


async def info(request: Request) -> Response:
    """GET /api/info?id=: what is gone is left out."""
    call = await signed_in(request, "read")
    wanted = [name for name in call.text("id").split(",") if name][:MOST]
    frame = frame_of(request)
    until, now = frame.world.visible_until("reddit"), frame.world.clock.seconds()

    def read(db: Connection) -> list[dict[str, JSON]]:
        found = [find_post(db, name, until) for name in wanted]
        return [
            thing(frame, account_by_id(db, post.account_id), post)
            for post in found
            if post is not None and post.platform == "reddit" and _ready(post, now)
        ]

    return JSONResponse(listing(await frame.world.store.read(read)))


async def page(request: Request) -> Response:
    """GET /comments/<id>: the post, and what was said below it."""
    await signed_in(request, "read")
    frame, wanted = frame_of(request), f"t3_{request.path_params['id']}"
    until, now = frame.world.visible_until("reddit"), frame.world.clock.seconds()

    def read(db: Connection) -> tuple[Account, Post, list[Post]] | None:
        post = find_post(db, wanted, until)
        if post is None or not _ready(post, now):
            return None
        said = list_posts(db, Wanted("reddit", visible_until=until, limit=10_000))
        below = [one for one in said if one.extra.get("root") == wanted]
        return account_by_id(db, post.account_id), post, below

    found = await frame.world.store.read(read)
    if found is None:
        raise plain(404)
    account, post, below = found
    answers = [thing(frame, account, one) for one in below]
    return JSONResponse([listing([thing(frame, account, post)]), listing(answers)])


async def _written(request: Request, prefix: str) -> Response:
    call = await signed_in(request, "history")
    frame, handle = frame_of(request), str(request.path_params["name"]).lower()
    until, now = frame.world.visible_until("reddit"), frame.world.clock.seconds()

    def read(db: Connection) -> tuple[Account, list[Post]] | None:
        account = find_account(db, "reddit", handle)
        if account is None:
            return None
        asked = Wanted("reddit", account.id, until, limit=10_000)
        return account, [one for one in list_posts(db, asked) if one.id.startswith(prefix)]

    found = await frame.world.store.read(read)
    if found is None:
        raise plain(404)
    account, posts = found
    ready = [post for post in posts if _ready(post, now)]
    return JSONResponse(_cut(frame, call, account, ready))


def _cut(frame: Frame, call: Call, account: Account, posts: Sequence[Post]) -> dict[str, JSON]:
    asked, after = call.text("limit", "25"), call.text("after")
    limit = max(1, min(MOST, int(asked))) if asked.isdigit() else 25
    names = [post.id for post in posts]
    start = names.index(after) + 1 if after in names else 0
    chosen = posts[start : start + limit]
    more = chosen[-1].id if chosen and len(posts) > start + limit else None
    return listing([thing(frame, account, post) for post in chosen], more)


def _ready(post: Post, now: float) -> bool:
    return float(post.extra.get("ready_at", 0.0)) <= now
