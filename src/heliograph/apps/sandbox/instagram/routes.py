"""Every path of Instagram that the sandbox knows."""

from __future__ import annotations

from starlette.routing import BaseRoute, Route

from heliograph.apps.sandbox.instagram import containers, insights, nodes, oauth, publishing


def routes() -> list[BaseRoute]:
    """In the order in which they are tried; the version is whatever the caller speaks."""
    return [
        Route("/oauth/authorize", oauth.authorize, methods=["GET", "POST"]),
        Route("/oauth/access_token", oauth.short_token, methods=["POST"]),
        Route("/access_token", oauth.long_token),
        Route("/refresh_access_token", oauth.refresh),
        Route("/{version}/access_token", oauth.long_token),
        Route("/{version}/refresh_access_token", oauth.refresh),
        Route("/{version}/me", nodes.me),
        Route("/{version}/{id}/media", nodes.list_media),
        Route("/{version}/{id}/media", containers.create, methods=["POST"]),
        Route("/{version}/{id}/media_publish", publishing.publish, methods=["POST"]),
        Route("/{version}/{id}/content_publishing_limit", publishing.limit),
        Route("/{version}/{id}/insights", insights.insights),
        Route("/{version}/{id}", nodes.node),
        Route("/{version}/{id}", nodes.remove, methods=["DELETE"]),
    ]
