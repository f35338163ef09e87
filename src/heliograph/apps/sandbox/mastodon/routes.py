"""Every path of Mastodon that the sandbox knows."""

from __future__ import annotations

from starlette.routing import BaseRoute, Route

from heliograph.apps.sandbox.mastodon import instance, media, oauth, people, statuses


def routes() -> list[BaseRoute]:
    """In the order in which they are tried."""
    return [
        Route("/api/v1/apps", oauth.register, methods=["POST"]),
        Route("/api/v1/apps/verify_credentials", oauth.verify_app),
        Route("/oauth/authorize", oauth.authorize, methods=["GET", "POST"]),
        Route("/oauth/token", oauth.token, methods=["POST"]),
        Route("/oauth/revoke", oauth.revoke, methods=["POST"]),
        Route("/.well-known/oauth-authorization-server", oauth.metadata),
        Route("/api/v1/instance", instance.version_one),
        Route("/api/v1/instance/", instance.version_one),
        Route("/api/v2/instance", instance.version_two),
        Route("/api/v2/instance/", instance.version_two),
        Route("/api/v1/media", media.upload, methods=["POST"]),
        Route("/api/v2/media", media.upload, methods=["POST"]),
        Route("/api/v1/media/{id}", media.show),
        Route("/api/v1/media/{id}", media.change, methods=["PUT"]),
        Route("/api/v1/media/{id}", media.remove, methods=["DELETE"]),
        Route("/api/v1/statuses", statuses.create, methods=["POST"]),
        Route("/api/v1/statuses", statuses.show_many),
        Route("/api/v1/statuses/{id}", statuses.show),
        Route("/api/v1/statuses/{id}", statuses.change, methods=["PUT"]),
        Route("/api/v1/statuses/{id}", statuses.remove, methods=["DELETE"]),
        Route("/api/v1/statuses/{id}/context", statuses.context),
        Route("/api/v1/scheduled_statuses", statuses.scheduled),
        Route(
            "/api/v1/scheduled_statuses/{id}", statuses.one_scheduled,
            methods=["GET", "PUT", "DELETE"],
        ),
        Route("/api/v1/accounts/verify_credentials", people.verify_credentials),
        Route("/api/v1/accounts/lookup", people.lookup),
        Route("/api/v1/accounts/{id}", people.show),
        Route("/api/v1/accounts/{id}/statuses", people.statuses),
    ]  # fmt: skip
