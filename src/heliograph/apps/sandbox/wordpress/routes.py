"""Every path of WordPress that the sandbox knows."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from heliograph.apps.sandbox.wordpress import library, people, posts
from heliograph.apps.sandbox.wordpress.manners import WordPressManners

API = "/wp-json/wp/v2"


def routes() -> list[BaseRoute]:
    """In the order in which they are tried."""
    return [
        Route("/", people.front),
        Route("/wp-json", people.index),
        Route("/wp-json/", people.index),
        Route(f"{API}/users/me", people.me),
        Route(f"{API}/comments", people.comments),
        Route(f"{API}/media", library.upload, methods=["POST"]),
        Route(f"{API}/media", library.media),
        Route(f"{API}/media/{{id:int}}", library.one_medium, methods=["GET", "POST", "DELETE"]),
        Route(f"{API}/posts", posts.create, methods=["POST"]),
        Route(f"{API}/posts", posts.listed),
        Route(f"{API}/posts/{{id:int}}", posts.show),
        Route(f"{API}/posts/{{id:int}}", posts.edit, methods=["POST", "PUT", "PATCH"]),
        Route(f"{API}/posts/{{id:int}}", posts.remove, methods=["DELETE"]),
        *(
            route
            for taxonomy in ("categories", "tags")
            for route in (
                Route(f"{API}/{taxonomy}", library.make_term, methods=["POST"]),
                Route(f"{API}/{taxonomy}", library.terms),
            )
        ),
        Route("/{rest:path}", _no_route, methods=["GET", "POST", "PUT", "PATCH", "DELETE"]),
    ]


async def _no_route(request: Request) -> Response:
    """A path or a method that the API does not have."""
    raise WordPressManners().not_found()
