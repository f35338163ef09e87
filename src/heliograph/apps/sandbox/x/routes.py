"""Every path of X that the sandbox knows."""

from __future__ import annotations

from starlette.routing import BaseRoute, Route

from heliograph.apps.sandbox.x import hooks, oauth, tweets, uploads, users


def routes() -> list[BaseRoute]:
    """In the order in which they are tried."""
    return [
        Route("/i/oauth2/authorize", oauth.authorize, methods=["GET", "POST"]),
        Route("/2/oauth2/token", oauth.token, methods=["POST"]),
        Route("/2/oauth2/revoke", oauth.revoke, methods=["POST"]),
        Route("/2/users/me", users.me),
        Route("/2/users/by/username/{who}", users.show),
        Route("/2/users/{who}", users.show),
        Route("/2/users/{who}/tweets", users.tweets),
        Route("/2/tweets", tweets.create, methods=["POST"]),
        Route("/2/tweets", tweets.show_many),
        Route("/2/tweets/{id}", tweets.show),
        Route("/2/tweets/{id}", tweets.remove, methods=["DELETE"]),
        Route("/2/media/upload", uploads.whole, methods=["POST"]),
        Route("/2/media/upload", uploads.status),
        Route("/2/media/upload/initialize", uploads.initialize, methods=["POST"]),
        Route("/2/media/upload/{id}/append", uploads.append, methods=["POST"]),
        Route("/2/media/upload/{id}/finalize", uploads.finalize, methods=["POST"]),
        Route("/2/media/metadata", uploads.metadata, methods=["POST"]),
        Route("/2/webhooks", hooks.create, methods=["POST"]),
        Route("/2/webhooks", hooks.show),
        Route("/2/webhooks/{id}", hooks.remove, methods=["DELETE"]),
    ]
