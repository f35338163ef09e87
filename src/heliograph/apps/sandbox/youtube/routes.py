"""Every path of YouTube and of Google's sign-in that the sandbox knows."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from heliograph.apps.sandbox.youtube import channels, comments, oauth, sessions, videos
from heliograph.apps.sandbox.youtube.manners import refused

API, UPLOAD = "/youtube/v3", "/upload/youtube/v3"


def routes() -> list[BaseRoute]:
    """In the order in which they are tried."""
    return [
        Route("/o/oauth2/v2/auth", oauth.authorize, methods=["GET", "POST"]),
        Route("/token", oauth.token, methods=["POST"]),
        Route("/revoke", oauth.revoke, methods=["POST"]),
        Route(f"{UPLOAD}/videos", sessions.open_session, methods=["POST"]),
        Route(f"{UPLOAD}/videos", sessions.put, methods=["PUT"]),
        Route(f"{UPLOAD}/thumbnails/set", videos.set_thumbnail, methods=["POST"]),
        Route(f"{API}/videos", videos.show),
        Route(f"{API}/videos", videos.change, methods=["PUT"]),
        Route(f"{API}/videos", videos.remove, methods=["DELETE"]),
        Route(f"{API}/channels", channels.show),
        Route(f"{API}/playlists", channels.playlists),
        Route(f"{API}/playlists", channels.add_playlist, methods=["POST"]),
        Route(f"{API}/playlistItems", channels.items),
        Route(f"{API}/playlistItems", channels.add_item, methods=["POST"]),
        Route(f"{API}/playlistItems", channels.remove_item, methods=["DELETE"]),
        Route(f"{API}/commentThreads", comments.show),
        Route(f"{API}/commentThreads", comments.add, methods=["POST"]),
        Route(f"{API}/comments", comments.remove, methods=["DELETE"]),
        Route("/{anything:path}", _nowhere, methods=["GET", "POST", "PUT", "DELETE"]),
    ]


async def _nowhere(_: Request) -> Response:
    """Whatever else is asked for, in the words of YouTube."""
    raise refused("notFound")
