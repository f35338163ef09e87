"""Every path of Instagram that the sandbox knows."""

from __future__ import annotations

from starlette.routing import BaseRoute, Route

from heliograph.apps.sandbox.instagram import (
    comments,
    creating,
    insights,
    nodes,
    oauth,
    publishing,
)


def routes() -> list[BaseRoute]:
    """In the order in which they are tried; the version is whatever the caller speaks."""
    return [
        *oauth.DESK.routes(oauth.short_token, "{version}"),
        Route("/ig-api-upload/{version}/{id}", creating.upload, methods=["POST"]),
        Route("/{version}/me", nodes.me),
        Route("/{version}/{id}/media", nodes.list_media),
        Route("/{version}/{id}/media", creating.create, methods=["POST"]),
        Route("/{version}/{id}/stories", nodes.list_stories),
        Route("/{version}/{id}/media_publish", publishing.publish, methods=["POST"]),
        Route("/{version}/{id}/content_publishing_limit", publishing.limit),
        Route("/{version}/{id}/insights", insights.insights),
        Route("/{version}/{id}/comments", comments.read),
        Route("/{version}/{id}/comments", comments.add, methods=["POST"]),
        Route("/{version}/{id}", nodes.node),
        Route("/{version}/{id}", nodes.remove, methods=["DELETE"]),
    ]
