"""Submitting: what is asked, whether the subreddit takes it, and the one row it becomes."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.answers import text_of
from heliograph.apps.sandbox.media import Medium
from heliograph.apps.sandbox.posts import Post, Wanted, add_post, list_posts, next_ordinal
from heliograph.apps.sandbox.rates import Rule
from heliograph.apps.sandbox.reddit.communities import Community, find_community
from heliograph.apps.sandbox.reddit.manners import refused, take_a_break
from heliograph.apps.sandbox.reddit.media import VIDEOS, uploaded, uploaded_at
from heliograph.apps.sandbox.reddit.sign_in import Call, signed_in
from heliograph.apps.sandbox.reddit.things import base36, frame_of, path_of
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.world import World, world_of

SUBMISSIONS = Rule("submissions", 5, 600)
TITLE, TEXT = 300, 40_000
KINDS = ("self", "link", "image", "video", "videogif")
MOVING = ("video", "videogif")
PROCESSING_S = 0.5
_numbers = itertools.count(1)


@dataclass(frozen=True)
class Wish:
    """One submission as it was asked for."""

    kind: str
    sr: str
    title: str
    text: str
    url: str
    flair_id: str
    nsfw: bool
    spoiler: bool
    resubmit: bool
    poster_url: str = ""
    items: tuple[dict[str, JSON], ...] = ()

    @property
    def is_processed(self) -> bool:
        """Whether Reddit works on its file before it stands."""
        return self.kind in ("image", *MOVING)


async def submit(request: Request) -> Response:
    """POST /api/submit."""
    call = await signed_in(request, "submit")
    wish = _wish(call, call.text("kind"))
    if wish.kind not in KINDS:
        raise refused("INVALID_OPTION", "kind")
    post = await _made(request, call, wish)
    own = f"{frame_of(request).base}{path_of(call.account, post)}"
    if wish.is_processed:
        # Such a post comes into being a moment later and is announced on a socket alone.
        data: dict[str, JSON] = {
            "user_submitted_page": f"{frame_of(request).base}/user/{call.account.handle}/submitted",
            "websocket_url": f"wss://{request.url.netloc}/rte_images/{post.media[0]['id']}",
        }
    else:
        data = {"url": own, "drafts_count": 0, "id": post.id[3:], "name": post.id}
    return JSONResponse({"json": {"errors": [], "data": data}})


async def submit_gallery(request: Request) -> Response:
    """POST /api/submit_gallery_post.json, with a body of JSON."""
    call = await signed_in(request, "submit")
    items = call.parameters.get("items")
    wish = replace(_wish(call, "gallery"), items=tuple(items) if isinstance(items, list) else ())
    if not 2 <= len(wish.items) <= 20:
        raise refused("INVALID_OPTION", "items", "a gallery has 2 to 20 pictures")
    post = await _made(request, call, wish)
    address = f"{frame_of(request).base}/gallery/{post.id[3:]}"
    return JSONResponse({"json": {"errors": [], "data": {"url": address, "id": post.id}}})


def new_id(prefix: str, now: float) -> str:
    """An id that was never used: rising with time, and told apart within a millisecond."""
    return f"{prefix}_{base36(int(now * 1000) * 1000 + next(_numbers) % 1000)}"


def spend_submission(world: World, account_id: str, now: float) -> None:
    """Accounts are slowed down beyond what the app may call."""
    standing = world.rates.take("reddit", account_id, SUBMISSIONS, now)
    if standing.exceeded:
        raise take_a_break(round(standing.resets_at - now) + 1)


def _wish(call: Call, kind: str) -> Wish:
    return Wish(
        kind, call.text("sr"), call.text("title"), call.text("text"), call.text("url"),
        call.text("flair_id"), call.says("nsfw"), call.says("spoiler"), call.says("resubmit"),
        call.text("video_poster_url"),
    )  # fmt: skip


async def _made(request: Request, call: Call, wish: Wish) -> Post:
    world = world_of(request)
    now = world.clock.seconds()
    wait = world.faults.programme("reddit").processing_s
    late = (PROCESSING_S if wait is None else wait) if wish.is_processed else 0.0
    _check_words(wish)

    def store(db: Connection) -> Post:
        community = find_community(db, wish.sr)
        _check_community(wish, community)
        media = _media(db, call.account.id, wish)
        if wish.kind == "link" and not wish.resubmit and _stands(db, wish):
            raise refused("ALREADY_SUB", "url")
        spend_submission(world, call.account.id, now)
        extra = _extra(wish, community, now + late)
        post = Post(
            id=new_id("t3", now), platform="reddit", account_id=call.account.id, text=wish.text,
            created_at=now, ordinal=next_ordinal(db, call.account.id), media=media, extra=extra,
        )  # fmt: skip
        add_post(db, post)
        return post

    return await world.store.write(store)


def _extra(wish: Wish, community: Community | None, ready_at: float) -> dict[str, JSON]:
    flairs: Mapping[str, str] = community.flair_ids() if community else {}
    return {
        "kind": wish.kind, "title": wish.title.strip(), "url": wish.url, "ready_at": ready_at,
        "subreddit": community.name if community else wish.sr,
        "flair": flairs.get(wish.flair_id, ""), "nsfw": wish.nsfw, "spoiler": wish.spoiler,
    }  # fmt: skip


def _check_words(wish: Wish) -> None:
    if not wish.title.strip():
        raise refused("NO_TEXT", "title")
    if len(wish.title.strip()) > TITLE:
        raise refused("TOO_LONG", "title", f"this is too long (max: {TITLE})")
    if len(wish.text) > TEXT:
        raise refused("TOO_LONG", "text", f"this is too long (max: {TEXT})")
    if wish.kind == "link" and not wish.url:
        raise refused("NO_URL", "url")
    if wish.kind == "link" and (
        urlsplit(wish.url).scheme not in ("http", "https") or not urlsplit(wish.url).hostname
    ):
        raise refused("BAD_URL", "url")


def _check_community(wish: Wish, community: Community | None) -> None:
    if not wish.sr:
        raise refused("SUBREDDIT_REQUIRED", "sr")
    if community is None:
        raise refused("SUBREDDIT_NOEXIST", "sr")
    if community.shuts_out:
        raise refused(community.shuts_out, "sr")
    _check_kind(wish, community)
    if community.flair_required and wish.flair_id not in community.flair_ids():
        raise refused("SUBMIT_VALIDATION_FLAIR_REQUIRED", "flair")
    longest = community.title_max
    if longest is not None and len(wish.title.strip()) > longest:
        words = f"Your title must be less than {longest} characters."
        raise refused("TOO_LONG", "title", words)


def _check_kind(wish: Wish, community: Community) -> None:
    if wish.kind == "self" and community.submission_type == "link":
        raise refused("NO_SELFS", "sr")
    if wish.kind != "self" and community.submission_type == "self":
        raise refused("NO_LINKS", "sr")
    if (urlsplit(wish.url).hostname or "") in community.banned_domains:
        raise refused("DOMAIN_BANNED", "url")


def _stands(db: Connection, wish: Wish) -> bool:
    place = wish.sr.lower()
    return any(
        post.extra["subreddit"] == place and post.extra.get("url") == wish.url
        for post in list_posts(db, Wanted("reddit", limit=10_000))
    )


def _media(db: Connection, account_id: str, wish: Wish) -> tuple[dict[str, JSON], ...]:
    if wish.kind == "image":
        return (_shown(uploaded_at(db, account_id, wish.url), "url"),)
    if wish.kind in MOVING:
        video = _shown(uploaded_at(db, account_id, wish.url, VIDEOS), "url")
        poster = uploaded_at(db, account_id, wish.poster_url)
        if poster is None:
            raise refused("NO_URL" if not wish.poster_url else "BAD_URL", "video_poster_url")
        return ({**video, "poster": f"/media/{poster.file_name()}"},)
    return tuple(
        _shown(uploaded(db, account_id, text_of(item.get("media_id"))), "items")
        | {"alt": text_of(item.get("caption"))}
        for item in wish.items
    )


def _shown(medium: Medium | None, field: str) -> dict[str, JSON]:
    if medium is None:
        raise refused("BAD_URL", field)
    return medium.shown()
