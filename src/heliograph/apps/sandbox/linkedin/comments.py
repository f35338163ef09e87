"""Social actions: comments under a post, and its likes and comments counted."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.accounts import account_by_id
from heliograph.apps.sandbox.answers import read_parameters, text_of
from heliograph.apps.sandbox.counting import counts_of
from heliograph.apps.sandbox.linkedin.hooks import tell_of_comment
from heliograph.apps.sandbox.linkedin.manners import denied, invalid, refused
from heliograph.apps.sandbox.linkedin.publishing import readable
from heliograph.apps.sandbox.linkedin.sign_in import Caller, author_of, is_page, signed_in, urn_of
from heliograph.apps.sandbox.numbers import snowflake
from heliograph.apps.sandbox.posts import Post
from heliograph.apps.sandbox.store import JSON, Connection, Row
from heliograph.apps.sandbox.world import world_of

MOST_CHARACTERS = 1250


async def create(request: Request) -> Response:
    """POST /rest/socialActions/{urn}/comments: 201 with the comment."""
    caller = await signed_in(request)
    body = await read_parameters(request)
    actor = text_of(body.get("actor"))
    await author_of(request, caller, actor)
    post = await _post(request)
    if text_of(body.get("object")) != post.id:
        raise invalid("/object", "must be the post that is commented on")
    text = text_of((body.get("message") or {}).get("text"))
    if not 0 < len(text) <= MOST_CHARACTERS:
        raise invalid("/message/text", f"must be 1 to {MOST_CHARACTERS} characters")
    world = world_of(request)
    now = world.clock.seconds()
    row = (str(int(snowflake(now)) << 6), post.id, actor, text, now)
    await world.store.write(
        lambda db: db.execute("insert into linkedin_comments values (?, ?, ?, ?, ?)", row)
    )
    await tell_of_comment(world, post, text, row[0])
    shown = _shown(row[0], post.id, actor, text)
    return JSONResponse(shown, 201, {"x-restli-id": row[0]})


async def list_all(request: Request) -> Response:
    """GET /rest/socialActions/{urn}/comments: closed to members' tokens."""
    caller = await signed_in(request)
    post = await _post(request)
    await _check_reader(request, caller, post)

    def read(db: Connection) -> list[Row]:
        return db.execute(
            "select * from linkedin_comments where post_id = ? order by created_at", (post.id,)
        ).fetchall()

    rows = await world_of(request).store.read(read)
    elements = [_shown(row["id"], post.id, row["actor"], row["text"]) for row in rows]
    paging = {"start": 0, "count": len(elements), "links": []}
    return JSONResponse({"elements": elements, "paging": paging})


async def remove(request: Request) -> Response:
    """DELETE /rest/socialActions/{urn}/comments/{id}?actor=."""
    caller = await signed_in(request)
    actor = request.query_params.get("actor", "")
    await author_of(request, caller, actor)
    post = await _post(request)
    wanted = (str(request.path_params["id"]), post.id, actor)
    gone = await world_of(request).store.write(
        lambda db: (
            db.execute(
                "delete from linkedin_comments where id = ? and post_id = ? and actor = ?", wanted
            ).rowcount
        )
    )
    if not gone:
        raise refused(404, "NOT_FOUND", "There is no such comment", 100)
    return Response(status_code=204)


async def summary(request: Request) -> Response:
    """GET /rest/socialActions/{urn}."""
    caller = await signed_in(request)
    post = await _post(request)
    await _check_reader(request, caller, post)
    world = world_of(request)
    account = await world.store.read(lambda db: account_by_id(db, post.account_id))
    counts = counts_of(world, account, post)
    return JSONResponse({
        "target": post.id, "likesSummary": {"totalLikes": counts.likes},
        "commentsSummary": {"aggregatedTotalComments": counts.replies},
    })  # fmt: skip


async def _post(request: Request) -> Post:
    world, urn = world_of(request), str(request.path_params["urn"])
    post = await world.store.read(lambda db: readable(world, db, urn))
    if post is None:
        raise refused(404, "NOT_FOUND", f"{urn} does not exist", 100)
    return post


async def _check_reader(request: Request, caller: Caller, post: Post) -> None:
    account = await world_of(request).store.read(lambda db: account_by_id(db, post.account_id))
    if not is_page(account):
        raise denied("socialActions of a member's post (r_member_social)")
    caller.needs("r_organization_social", what="socialActions.GET")
    await author_of(request, caller, urn_of(account))


def _shown(comment_id: str, post_id: str, actor: str, text: str) -> dict[str, JSON]:
    urn = f"urn:li:comment:({post_id},{comment_id})"
    return {
        "id": comment_id, "$URN": urn, "commentUrn": urn, "actor": actor, "object": post_id,
        "message": {"text": text, "attributes": []},
    }  # fmt: skip
