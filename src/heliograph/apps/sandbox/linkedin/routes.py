"""Every path of LinkedIn that the sandbox knows."""

from __future__ import annotations

from starlette.routing import BaseRoute, Route

from heliograph.apps.sandbox.linkedin import (
    comments,
    hooks,
    oauth,
    people,
    publishing,
    statistics,
    uploads,
)

KINDS = ("image", "document", "video")


def routes() -> list[BaseRoute]:
    """In the order in which they are tried."""
    actions = "/rest/socialActions/{urn}"
    return [
        Route("/oauth/v2/authorization", oauth.authorize, methods=["GET", "POST"]),
        Route("/oauth/v2/accessToken", oauth.access_token, methods=["POST"]),
        Route("/v2/userinfo", people.userinfo),
        Route("/rest/organizationAcls", people.organization_acls),
        Route("/rest/organizations/{id:int}", people.organization),
        Route("/rest/networkSizes/{urn}", people.network_size),
        Route("/rest/organizationalEntityShareStatistics", statistics.of_shares),
        Route("/rest/organizationalEntityFollowerStatistics", statistics.of_followers),
        Route("/rest/organizationPageStatistics", statistics.of_page),
        Route("/rest/memberCreatorPostAnalytics", statistics.of_member),
        Route("/rest/eventSubscriptions/{entity}", hooks.subscribe, methods=["PUT"]),
        Route("/rest/posts", publishing.create, methods=["POST"]),
        Route("/rest/posts", publishing.find),
        Route("/rest/posts/{urn}", publishing.change, methods=["POST"]),
        Route("/rest/posts/{urn}", publishing.remove, methods=["DELETE"]),
        Route("/rest/posts/{urn}", publishing.show),
        Route(f"{actions}/comments", comments.create, methods=["POST"]),
        Route(f"{actions}/comments", comments.list_all),
        Route(f"{actions}/comments/{{id}}", comments.remove, methods=["DELETE"]),
        Route(actions, comments.summary),
        *(Route(f"/rest/{kind}s", uploads.initialize, methods=["POST"]) for kind in KINDS),
        *(Route(f"/rest/{kind}s/{{urn}}", uploads.status) for kind in KINDS),
        *(
            Route(f"/dms-uploads/{{id}}/{kind}/{{part:int}}", uploads.put, methods=["PUT"])
            for kind in KINDS
        ),
    ]
