"""Posts: made, changed, taken down, listed. A repeat is refused with the first post's URN."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import unquote_plus

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.accounts import Account, account_by_id
from heliograph.apps.sandbox.answers import Refusal, read_parameters, text_of
from heliograph.apps.sandbox.linkedin.content import Content, read_content
from heliograph.apps.sandbox.linkedin.little_text import read
from heliograph.apps.sandbox.linkedin.manners import denied, invalid, refused
from heliograph.apps.sandbox.linkedin.sign_in import (
    Caller,
    author_of,
    is_page,
    raw_query,
    signed_in,
    urn_of,
)
from heliograph.apps.sandbox.numbers import snowflake
from heliograph.apps.sandbox.posts import (
    Post,
    Wanted,
    add_post,
    change_post,
    find_post,
    list_posts,
    next_ordinal,
    remove_post,
)
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.world import World, world_of

MOST_CHARACTERS = 3000
VISIBILITIES = ("PUBLIC", "CONNECTIONS", "LOGGED_IN")
READS_POSTS = ("r_organization_social", "rw_organization_admin")


@dataclass(frozen=True)
class Draft:
    """A checked call for a new post."""

    author: Account
    commentary: str
    asked: JSON
    settings: dict[str, JSON]


async def create(request: Request) -> Response:
    """POST /rest/posts: 201, nothing in the body, the id in a header."""
    caller = await signed_in(request)
    world = world_of(request)
    body = await read_parameters(request)
    author = await author_of(request, caller, text_of(body.get("author")))
    draft = _draft(author, body)
    now = world.clock.seconds()
    urn = await world.store.write(lambda db: _store(db, draft, now))
    return Response(status_code=201, headers={"x-restli-id": urn})


async def change(request: Request) -> Response:
    """POST /rest/posts/{urn} with PARTIAL_UPDATE: only the words."""
    caller = await signed_in(request)
    if request.headers.get("x-restli-method", "").upper() != "PARTIAL_UPDATE":
        raise refused(400, "ILLEGAL_ARGUMENT", "X-RestLi-Method must be PARTIAL_UPDATE", 100)
    patch = (await read_parameters(request)).get("patch") or {}
    commentary = text_of((patch.get("$set") or {}).get("commentary"))
    post = await mine(request, caller)
    _check_commentary(commentary)
    world = world_of(request)
    extra = {**post.extra, "commentary": commentary}
    now = world.clock.seconds()
    changed = replace(post, text=read(commentary), extra=extra, edited_at=now)
    await world.store.write(lambda db: change_post(db, changed))
    return Response(status_code=204)


async def remove(request: Request) -> Response:
    """DELETE /rest/posts/{urn}: the same answer when it is gone already."""
    caller = await signed_in(request)
    world = world_of(request)
    urn = str(request.path_params["urn"])
    if await world.store.read(lambda db: find_post(db, urn)) is not None:
        post = await mine(request, caller)
        await world.store.write(lambda db: remove_post(db, post.id))
    return Response(status_code=204)


async def show(request: Request) -> Response:
    """GET /rest/posts/{urn}."""
    caller = await signed_in(request)
    caller.needs(*READS_POSTS, what="partnerApiPostsExternal.GET.20260701")
    post = await mine(request, caller)
    return JSONResponse(_shown(await _author(request, post), post))


async def find(request: Request) -> Response:
    """GET /rest/posts?q=author: an organisation's posts, the last changed first."""
    caller = await signed_in(request)
    query = raw_query(request)
    if request.headers.get("x-restli-method", "").upper() != "FINDER" or query.get("q") != "author":
        raise refused(400, "ILLEGAL_ARGUMENT", "Only the FINDER q=author is offered", 100)
    urn = unquote_plus(query.get("author", ""))
    if not urn.startswith("urn:li:organization:"):
        raise denied("posts of a member (r_member_social)")
    caller.needs(*READS_POSTS, what="partnerApiPostsExternal.FINDER-author.20260701")
    author = await author_of(request, caller, urn)
    start, count = int(query.get("start", "0")), min(100, int(query.get("count", "10")))
    world = world_of(request)
    asked = Wanted("linkedin", author.id, world.visible_until("linkedin"), limit=start + count)
    posts = await world.store.read(lambda db: list_posts(db, asked))
    elements = [_shown(author, post) for post in posts[start:]]
    paging = {"start": start, "count": count, "links": []}
    return JSONResponse({"elements": elements, "paging": paging})


async def mine(request: Request, caller: Caller) -> Post:
    """The post of the path, if the caller may speak for its author."""
    world = world_of(request)
    urn = str(request.path_params["urn"])
    post = await world.store.read(lambda db: find_post(db, urn, world.visible_until("linkedin")))
    if post is None or post.platform != "linkedin":
        raise refused(404, "NOT_FOUND", f"{urn} does not exist", 100)
    author = await _author(request, post)
    await author_of(request, caller, urn_of(author))
    return post


def readable(world: World, db: Connection, urn: str) -> Post | None:
    """A post by its URN, as far as it may be seen."""
    return find_post(db, urn, world.visible_until("linkedin"))


async def _author(request: Request, post: Post) -> Account:
    return await world_of(request).store.read(lambda db: account_by_id(db, post.account_id))


def _draft(author: Account, body: Mapping[str, JSON]) -> Draft:
    commentary = body.get("commentary")
    if not isinstance(commentary, str):
        raise invalid("/commentary", "field is required but not found", "MISSING_FIELD")
    _check_commentary(commentary)
    if body.get("visibility") not in VISIBILITIES:
        raise invalid("/visibility", f"must be one of {VISIBILITIES}")
    if body.get("lifecycleState") != "PUBLISHED":
        raise invalid("/lifecycleState", "must be PUBLISHED")
    spread = body.get("distribution")
    if not isinstance(spread, dict) or spread.get("feedDistribution") not in ("MAIN_FEED", "NONE"):
        raise invalid("/distribution/feedDistribution", "must be MAIN_FEED or NONE")
    if is_page(author) and body["visibility"] == "CONNECTIONS":
        raise invalid("/visibility", "an organisation has no connections")
    settings = {"visibility": body["visibility"],
                "no_reshares": body.get("isReshareDisabledByAuthor") is True}  # fmt: skip
    return Draft(author, commentary, body.get("content"), settings)


def _check_commentary(commentary: str) -> None:
    if len(read(commentary)) > MOST_CHARACTERS:
        raise invalid("/commentary", f"is longer than {MOST_CHARACTERS} characters")


def _store(db: Connection, draft: Draft, now: float) -> str:
    content = read_content(db, draft.author, draft.asked, now)
    text = read(draft.commentary) or content.question
    if not text.strip() and content.product == "TEXT":
        raise invalid("/commentary", "a post needs words or content", "MISSING_FIELD")
    key = _fingerprint(text, content)
    known = db.execute(
        "select id from posts where account_id = ? and key = ?", (draft.author.id, key)
    ).fetchone()
    if known:
        raise _duplicate(known["id"])
    urn = f"urn:li:{content.prefix}:{int(snowflake(now)) << 6}"
    extra = {**content.extra, **draft.settings, "product": content.product,
             "commentary": draft.commentary}  # fmt: skip
    add_post(db, Post(
        urn, "linkedin", draft.author.id, text, now, next_ordinal(db, draft.author.id),
        content.media, key, extra,
    ))  # fmt: skip
    return urn


def _fingerprint(text: str, content: Content) -> str:
    """What makes two posts the same: the words, the files, the link, the poll."""
    whole = [text.split(), [item["sha256"] for item in content.media], content.extra]
    return hashlib.sha256(json.dumps(whole, sort_keys=True).encode()).hexdigest()


def _duplicate(urn: str) -> Refusal:
    refusal = invalid("/content", "Duplicate post is detected", "DUPLICATE_POST")
    refusal.body["message"] = f"Content is a duplicate of {urn}"
    return refusal


def _shown(author: Account, post: Post) -> dict[str, JSON]:
    """A post as the finder gives it."""
    shown: dict[str, JSON] = {
        "id": post.id, "author": urn_of(author), "commentary": post.extra["commentary"],
        "visibility": post.extra["visibility"], "lifecycleState": "PUBLISHED",
        "createdAt": int(post.created_at * 1000), "publishedAt": int(post.created_at * 1000),
        "lastModifiedAt": int((post.edited_at or post.created_at) * 1000),
        "isReshareDisabledByAuthor": post.extra["no_reshares"],
    }  # fmt: skip
    poll, article = post.extra.get("poll"), post.extra.get("article")
    if poll:
        shown["content"] = {"poll": {"question": poll["question"]}}
    elif article:
        shown["content"] = {"article": article}
    elif len(post.media) > 1:
        images = [{"id": item["id"], "altText": item["alt"]} for item in post.media]
        shown["content"] = {"multiImage": {"images": images}}
    elif post.media:
        shown["content"] = {"media": {"id": post.media[0]["id"]}}
    return shown
