"""Objects and lists as every product of the Graph API shows them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from starlette.requests import Request

from heliograph.apps.sandbox.answers import moment
from heliograph.apps.sandbox.graph.callers import Call
from heliograph.apps.sandbox.posts import Post
from heliograph.apps.sandbox.store import JSON


def chosen(call: Call, known: Mapping[str, JSON], fields: str) -> dict[str, JSON]:
    """Only the fields asked for, the id always; a field that does not exist is an error."""
    bare = re.sub(r"\.\w+\([^)]*\)|\{[^}]*\}", "", fields)
    names = [name.strip() for name in bare.split(",") if name.strip()]
    for name in names:
        if name not in known:
            raise call.product.bad_parameter(f"Tried accessing nonexisting field ({name})")
    wanted = {name: known[name] for name in names if known[name] not in (None, "")}
    return {**wanted, "id": known["id"]}


def listed(
    request: Request,
    call: Call,
    posts: Sequence[Post],
    shown: Callable[[Post], Mapping[str, JSON]],
) -> dict[str, JSON]:
    """A page of posts from behind the caller's cursor, with the way to the next one."""
    limit, fields, after = call.limit(), call.text("fields", "id"), call.text("after")
    ids = [post.id for post in posts]
    if after and after not in ids:
        raise call.product.bad_parameter("Invalid cursor")
    start = ids.index(after) + 1 if after else 0
    page = posts[start : start + limit]
    body: dict[str, JSON] = {"data": [chosen(call, shown(post), fields) for post in page]}
    if page:
        body["paging"] = {"cursors": {"before": page[0].id, "after": page[-1].id}}
    if len(posts) > start + limit:
        here = f"{request.url.scheme}://{request.url.netloc}{request.url.path}"
        body["paging"]["next"] = f"{here}?fields={fields}&limit={limit}&after={page[-1].id}"
    return body


def stamp_of(seconds: float) -> str:
    """The way Meta writes a time: an offset without a colon."""
    return moment(seconds).strftime("%Y-%m-%dT%H:%M:%S+0000")
