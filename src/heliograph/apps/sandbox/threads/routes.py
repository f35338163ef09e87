"""Every path of Threads that the sandbox knows."""

from __future__ import annotations

from starlette.routing import BaseRoute, Route

from heliograph.apps.sandbox.threads import creating, insights, nodes, oauth, publishing, reposting


def routes() -> list[BaseRoute]:
    """In the order in which they are tried."""
    return [
        *oauth.DESK.routes(oauth.short_token, "v1.0"),
        Route("/v1.0/me", nodes.me),
        Route("/v1.0/{id}/threads", nodes.list_threads),
        Route("/v1.0/{id}/threads", creating.create, methods=["POST"]),
        Route("/v1.0/{id}/replies", nodes.list_replies),
        Route("/v1.0/{id}/threads_publish", publishing.publish, methods=["POST"]),
        Route("/v1.0/{id}/threads_publishing_limit", publishing.limit),
        Route("/v1.0/{id}/threads_insights", insights.of_account),
        Route("/v1.0/{id}/insights", insights.of_post),
        Route("/v1.0/{id}/repost", reposting.repost, methods=["POST"]),
        Route("/v1.0/{id}", nodes.node),
        Route("/v1.0/{id}", nodes.remove, methods=["DELETE"]),
    ]
