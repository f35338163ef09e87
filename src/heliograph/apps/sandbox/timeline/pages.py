"""The viewer over HTTP: the timeline, one post, faces and styles."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from heliograph.apps.sandbox.consent import pages
from heliograph.apps.sandbox.networks import PLATFORMS, networks
from heliograph.apps.sandbox.timeline.avatars import avatar
from heliograph.apps.sandbox.timeline.cards import columns
from heliograph.apps.sandbox.timeline.keys import key_routes
from heliograph.apps.sandbox.timeline.permalinks import rendered
from heliograph.apps.sandbox.timeline.words import language_of, short_count, words_in

pages.filters["short"] = short_count


def page_routes() -> list[BaseRoute]:
    """Below the root."""
    return [
        Route("/", timeline),
        Route("/timeline", timeline),
        Route("/timeline/feed", feed),
        *key_routes(),
        Route("/avatar/{platform}/{handle}.svg", avatar),
        Mount("/static", StaticFiles(directory=Path(__file__).parent / "static")),
    ]


def permalink_routes() -> list[BaseRoute]:
    """Addresses in the form of each network, below its prefix."""
    return [route for one in networks() for route in one.permalinks()]


async def timeline(request: Request) -> Response:
    """The whole page."""
    language = language_of(request)
    words = words_in(language)
    found = await columns(request, words["now"])
    platform = request.query_params.get("platform", "")
    return rendered(
        "timeline.html",
        {
            "language": language, "words": words, "columns": found, "networks": networks(),
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
    return rendered("columns.html", {"language": language, "words": words, "columns": found})
