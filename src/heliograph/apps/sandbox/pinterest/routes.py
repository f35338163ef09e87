"""Every path of Pinterest that the sandbox knows."""

from __future__ import annotations

from starlette.routing import BaseRoute, Route

from heliograph.apps.sandbox.pinterest import boards, numbers, oauth, pins, videos


def routes() -> list[BaseRoute]:
    """In the order in which they are tried."""
    return [
        Route("/oauth/", oauth.authorize, methods=["GET", "POST"]),
        Route("/v5/oauth/token", oauth.token, methods=["POST"]),
        Route("/v5/oauth/token/revoke", oauth.revoke, methods=["POST"]),
        Route("/v5/user_account", numbers.user_account),
        Route("/v5/boards", boards.boards),
        Route("/v5/boards", boards.create, methods=["POST"]),
        Route("/v5/boards/{id}/pins", pins.on_board),
        Route("/v5/pins", pins.create, methods=["POST"]),
        Route("/v5/pins/{id}", pins.one),
        Route("/v5/pins/{id}", pins.change, methods=["PATCH"]),
        Route("/v5/pins/{id}", pins.remove, methods=["DELETE"]),
        Route("/v5/media", videos.register, methods=["POST"]),
        Route("/v5/media/{id}", videos.state),
        Route("/media-upload", videos.store, methods=["POST"]),
        Route("/v5/pins/{id}/analytics", numbers.analytics),
    ]
