"""POST /<MEDIA_ID>/repost: somebody's post before one's own audience."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.numbers import graph_id
from heliograph.apps.sandbox.posts import Post, add_post, find_post, next_ordinal
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.threads.manners import GRAPH
from heliograph.apps.sandbox.threads.publishing import KEPT, words_of
from heliograph.apps.sandbox.threads.sign_in import signed_in
from heliograph.apps.sandbox.world import world_of


async def repost(request: Request) -> Response:
    """The id of the repost, which has no text and no numbers of its own."""
    call = await signed_in(request)
    call.needs("threads_content_publish")
    world, wanted = world_of(request), str(request.path_params["id"])
    now = world.clock.seconds()

    def store(db: Connection) -> str:
        original = find_post(db, wanted)
        if original is None or original.platform != "threads":
            raise GRAPH.no_object(wanted)
        extra: dict[str, JSON] = dict.fromkeys(KEPT)
        made = Post(
            id=graph_id(now), platform="threads", account_id=call.account.id, text="",
            created_at=now, ordinal=next_ordinal(db, call.account.id),
            extra=extra | {
                "media_type": "REPOST_FACADE", "reposts": original.id,
                "quoted": words_of(db, original.id),
            },
        )  # fmt: skip
        add_post(db, made)
        return made.id

    return JSONResponse({"id": await world.store.write(store)})
