"""Stories: a photo that waits becomes one for a day; afterwards only the archive knows it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.facebook.films_store import keep_story
from heliograph.apps.sandbox.facebook.manners import PRODUCT
from heliograph.apps.sandbox.facebook.posting import stand, used_photos
from heliograph.apps.sandbox.facebook.sign_in import page_call
from heliograph.apps.sandbox.graph.nodes import chosen
from heliograph.apps.sandbox.media import find_medium
from heliograph.apps.sandbox.numbers import graph_id
from heliograph.apps.sandbox.posts import Post
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.world import world_of

FIELDS = "post_id,status,creation_time,media_type,media_id,url"


async def tell(request: Request) -> Response:
    """POST /<PAGE>/photo_stories with `photo_id`."""
    call = await page_call(request)
    call.needs("pages_manage_posts")
    world, photo_id = world_of(request), call.text("photo_id")
    if not photo_id:
        raise PRODUCT.missing("photo_id")
    now = world.clock.seconds()

    def keep(db: Connection) -> str:
        photo = find_medium(db, call.account.id, photo_id)
        if photo is None:
            raise PRODUCT.no_object(photo_id)
        if photo_id in used_photos(db, call.account.id):
            raise PRODUCT.bad_parameter("This photo was already posted.", 1366051)
        post = Post(
            id=graph_id(now), platform="facebook", account_id=call.account.id, text="",
            created_at=now, ordinal=0, media=(photo.shown(),),
            extra={"product": "STORY", "link": ""},
        )  # fmt: skip
        stand(db, call.account, post)
        keep_story(db, (post.id, call.account.id, photo_id, "photo", now))
        return post.id

    return JSONResponse({"success": True, "post_id": await world.store.write(keep)})


async def listing(request: Request) -> Response:
    """GET /<PAGE>/stories: those that are seen now, and the archive."""
    call = await page_call(request)
    call.needs("pages_read_engagement")
    visible = world_of(request).visible_until("facebook")
    rows = await world_of(request).store.read(
        lambda db: db.execute(
            "select * from facebook_stories where account_id = ? and created_at <= ? "
            "order by created_at desc", (call.account.id, visible),
        ).fetchall()
    )  # fmt: skip
    here = f"{request.url.scheme}://{request.url.netloc}/facebook/stories/{call.account.id}"
    found: list[dict[str, JSON]] = [
        {
            "id": row["post_id"], "post_id": row["post_id"], "status": row["status"],
            "creation_time": int(row["created_at"]), "media_type": row["media_type"],
            "media_id": row["media_id"], "url": f"{here}/{row['post_id']}",
        }
        for row in rows
    ]  # fmt: skip
    fields = call.text("fields", FIELDS)
    return JSONResponse({"data": [chosen(call, row, fields) for row in found]})
