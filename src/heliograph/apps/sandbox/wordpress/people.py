"""The site itself, its users and its readers' comments."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from heliograph.apps.sandbox.counting import counts_of
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.wordpress.entities import Shown, base_of, gmt, only, user_entity
from heliograph.apps.sandbox.wordpress.paging import pages_of, wanted_ids
from heliograph.apps.sandbox.wordpress.publishing import find
from heliograph.apps.sandbox.wordpress.sign_in import signed_in, visitor
from heliograph.apps.sandbox.world import world_of


async def front(request: Request) -> Response:
    """The site's front page, whose Link header says where the API is."""
    link = f'<{base_of(request)}/wp-json/>; rel="https://api.w.org/"'
    return HTMLResponse("<!doctype html><title>Sandbox</title>", headers={"Link": link})


async def index(request: Request) -> Response:
    """GET /wp-json/."""
    grants = {"application-passwords": {"endpoints": {
        "authorization": f"{base_of(request)}/wp-admin/authorize-application.php",
    }}}  # fmt: skip
    return JSONResponse(
        {
            "name": "Sandbox",
            "description": "",
            "url": base_of(request),
            "home": base_of(request),
            "gmt_offset": 0,
            "timezone_string": "UTC",
            "namespaces": ["wp/v2"],
            "authentication": grants,
            "routes": {},
        }
    )


async def me(request: Request) -> Response:
    """GET /users/me."""
    account = await signed_in(request)
    whole = request.query_params.get("context") == "edit"
    return JSONResponse(only(request, user_entity(request, account, whole=whole)))


async def comments(request: Request) -> Response:
    """GET /comments?post=: one entry for every reader who answered until now."""
    await visitor(request)
    world, ids = world_of(request), wanted_ids(request, "post")

    def read(db: Connection) -> list[Shown]:
        return [shown for one in ids if (shown := find(db, one)) is not None]

    found = await world.store.read(read)
    entries: list[JSON] = []
    for shown in found:
        entries += _comments(request, shown)
    return pages_of(request, entries)


def _comments(request: Request, shown: Shown) -> list[dict[str, JSON]]:
    replies = counts_of(world_of(request), shown.author, shown.post).replies
    if shown.post.extra.get("comment_status") == "closed":
        replies = 0
    written = gmt(shown.post.created_at)
    return [
        only(request, {
            "id": number + 1, "post": int(shown.post.id), "parent": 0, "author": 0,
            "author_name": f"Reader {number + 1}", "date": written, "date_gmt": written,
            "content": {"rendered": "<p>Thank you.</p>"}, "status": "approved", "type": "comment",
        })
        for number in range(replies)
    ]  # fmt: skip
