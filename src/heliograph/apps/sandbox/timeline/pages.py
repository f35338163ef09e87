"""The viewer over HTTP: the timeline, one post, faces and styles."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from heliograph.apps.sandbox.accounts import Account, account_by_id
from heliograph.apps.sandbox.consent import pages
from heliograph.apps.sandbox.faults import PLATFORMS
from heliograph.apps.sandbox.numbers import media_id_of
from heliograph.apps.sandbox.posts import Post, find_post
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.timeline.avatars import avatar
from heliograph.apps.sandbox.timeline.cards import card_of, columns
from heliograph.apps.sandbox.timeline.words import language_of, short_count, words_in
from heliograph.apps.sandbox.world import world_of

pages.filters["short"] = short_count
# Styles and scripts come from here alone; pictures of posts come from /media.
_HEADERS = {
    "content-security-policy": "default-src 'none'; img-src 'self'; media-src 'self'; "
    "style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'",
    "cache-control": "no-store",
}


def page_routes() -> list[BaseRoute]:
    """Below the root."""
    return [
        Route("/", timeline),
        Route("/timeline", timeline),
        Route("/timeline/feed", feed),
        Route("/avatar/{platform}/{handle}.svg", avatar),
        Mount("/static", StaticFiles(directory=Path(__file__).parent / "static")),
    ]


def permalink_routes() -> list[BaseRoute]:
    """Addresses in the form of each network, below its prefix."""
    return [
        Route("/mastodon/@{handle}/{id}", mastodon_post),
        Route("/bluesky/profile/{actor}/post/{rkey}", bluesky_post),
        *(
            Route(f"/instagram/{kind}/{{code}}{end}", instagram_post)
            for kind in ("p", "reel")
            for end in ("", "/")
        ),
    ]


async def timeline(request: Request) -> Response:
    """The whole page."""
    language = language_of(request)
    words = words_in(language)
    found = await columns(request, words["now"])
    platform = request.query_params.get("platform", "")
    return _page(
        "timeline.html",
        {
            "language": language, "words": words, "columns": found, "platforms": PLATFORMS,
            "platform": platform if platform in PLATFORMS else "",
            "account": request.query_params.get("account", ""),
            "query": request.url.query,
        },
    )  # fmt: skip


async def feed(request: Request) -> Response:
    """Only the columns, for the page that refreshes itself."""
    language = language_of(request)
    words = words_in(language)
    found = await columns(request, words["now"])
    return _page("columns.html", {"language": language, "words": words, "columns": found})


async def mastodon_post(request: Request) -> Response:
    """GET /mastodon/@handle/id."""
    return await _permalink(request, str(request.path_params["id"]))


async def bluesky_post(request: Request) -> Response:
    """GET /bluesky/profile/<handle or did>/post/<rkey>."""
    actor, rkey = str(request.path_params["actor"]), str(request.path_params["rkey"])

    def find(db: Connection) -> str | None:
        row = db.execute(
            "select id from accounts where platform = 'bluesky' and (handle = ? or id = ?)",
            (actor, actor),
        ).fetchone()
        return str(row["id"]) if row else None

    did = await world_of(request).store.read(find)
    return await _permalink(request, f"at://{did}/app.bsky.feed.post/{rkey}")


async def instagram_post(request: Request) -> Response:
    """GET /instagram/p/<shortcode>/ and /instagram/reel/<shortcode>/."""
    return await _permalink(request, media_id_of(str(request.path_params["code"])) or "")


async def _permalink(request: Request, post_id: str) -> Response:
    language = language_of(request)
    words = words_in(language)

    def read(db: Connection) -> tuple[Account, Post] | None:
        post = find_post(db, post_id)
        return (account_by_id(db, post.account_id), post) if post else None

    found = await world_of(request).store.read(read)
    known: dict[str, JSON] = {"language": language, "words": words, "query": request.url.query}
    if found is None:
        return _page("missing.html", known, 404)
    card = card_of(request, *found, words["now"])
    return _page("post.html", {**known, "card": card})


def _page(template: str, values: dict[str, JSON], status: int = 200) -> Response:
    body = pages.get_template(template).render(values)
    return HTMLResponse(body, status, headers=_HEADERS)
