"""Every path of Discord that the sandbox knows, with and without a version."""

from __future__ import annotations

from starlette.routing import BaseRoute, Route

from heliograph.apps.sandbox.discord import messages, webhooks


def routes() -> list[BaseRoute]:
    """In the order in which they are tried."""
    found: list[BaseRoute] = []
    for base in ("/api/webhooks", "/api/v{version:int}/webhooks"):
        one, message = f"{base}/{{id}}/{{token}}", f"{base}/{{id}}/{{token}}/messages/{{message}}"
        found += [
            Route(one, webhooks.show, methods=["GET"]),
            Route(one, webhooks.remove, methods=["DELETE"]),
            Route(one, messages.create, methods=["POST"]),
            Route(message, messages.show, methods=["GET"]),
            Route(message, messages.change, methods=["PATCH"]),
            Route(message, messages.remove, methods=["DELETE"]),
        ]
    return found
