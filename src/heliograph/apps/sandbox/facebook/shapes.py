"""Posts as Facebook shows them: those that stand, and those that wait."""

from __future__ import annotations

from starlette.requests import Request

from heliograph.apps.sandbox.counting import counts_of
from heliograph.apps.sandbox.graph.callers import Call
from heliograph.apps.sandbox.graph.nodes import stamp_of
from heliograph.apps.sandbox.links import permalink
from heliograph.apps.sandbox.posts import Post
from heliograph.apps.sandbox.store import JSON, Row
from heliograph.apps.sandbox.world import world_of


def shown(request: Request, call: Call, post: Post, own_comments: int = 0) -> dict[str, JSON]:
    """Every field of a post."""
    origin = f"{request.url.scheme}://{request.url.netloc}"
    counts = counts_of(world_of(request), call.account, post)
    comments = {"total_count": counts.replies + own_comments}
    return {
        "id": post.id, "message": post.text, "is_published": True,
        "created_time": stamp_of(post.created_at),
        "permalink_url": permalink(origin, call.account, post),
        "from": {"id": call.account.id, "name": call.account.name},
        "shares": {"count": counts.reblogs} if counts.reblogs else None,
        "comments": {"data": [], "summary": comments},
        "reactions": {"data": [], "summary": {"total_count": counts.likes}},
        "scheduled_publish_time": None,
    }  # fmt: skip


def shown_held(request: Request, call: Call, held: Row) -> dict[str, JSON]:
    """Every field of a post that waits."""
    return {
        "id": held["id"], "message": held["message"], "is_published": False,
        "created_time": stamp_of(held["created_at"]),
        "scheduled_publish_time": int(held["due_at"]),
        "permalink_url": None, "shares": None,
        "from": {"id": call.account.id, "name": call.account.name},
        "comments": {"data": [], "summary": {"total_count": 0}},
        "reactions": {"data": [], "summary": {"total_count": 0}},
    }  # fmt: skip
