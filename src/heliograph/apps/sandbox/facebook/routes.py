"""Every path of Facebook that the sandbox knows."""

from __future__ import annotations

from starlette.routing import BaseRoute, Route

from heliograph.apps.sandbox.facebook import feed, insights, nodes, oauth, photos


def routes() -> list[BaseRoute]:
    """In the order in which they are tried; the version is whatever the caller speaks."""
    return [
        Route("/{version}/dialog/oauth", oauth.authorize, methods=["GET", "POST"]),
        Route("/{version}/oauth/access_token", oauth.tokens),
        Route("/{version}/debug_token", oauth.debug_token),
        Route("/{version}/me/accounts", oauth.my_pages),
        Route("/{version}/me", nodes.node),
        Route("/{version}/{id}/feed", feed.read),
        Route("/{version}/{id}/feed", feed.post, methods=["POST"]),
        Route("/{version}/{id}/photos", photos.add, methods=["POST"]),
        Route("/{version}/{id}/insights", insights.insights),
        Route("/{version}/{id}", nodes.node),
        Route("/{version}/{id}", nodes.change, methods=["POST"]),
        Route("/{version}/{id}", nodes.remove, methods=["DELETE"]),
    ]
