"""Every path of TikTok that the sandbox knows."""

from __future__ import annotations

from starlette.routing import BaseRoute, Route

from heliograph.apps.sandbox.tiktok import creators, hooks, oauth, posting, reading, sending

POST = "/v2/post/publish"


def routes() -> list[BaseRoute]:
    """In the order in which they are tried."""
    return [
        Route("/v2/auth/authorize/", oauth.authorize, methods=["GET", "POST"]),
        Route("/v2/oauth/token/", oauth.token, methods=["POST"]),
        Route("/v2/oauth/revoke/", oauth.revoke, methods=["POST"]),
        Route("/v2/user/info/", creators.user_info),
        Route(f"{POST}/creator_info/query/", creators.creator_info, methods=["POST"]),
        Route(f"{POST}/video/init/", posting.video, methods=["POST"]),
        Route(f"{POST}/inbox/video/init/", posting.draft, methods=["POST"]),
        Route(f"{POST}/content/init/", posting.photos, methods=["POST"]),
        Route(f"{POST}/status/fetch/", reading.progress, methods=["POST"]),
        Route("/video/", sending.put, methods=["PUT"]),
        Route("/portal/webhook", hooks.set_address, methods=["PUT"]),
        Route("/v2/video/list/", reading.listing, methods=["POST"]),
        Route("/v2/video/query/", reading.query, methods=["POST"]),
    ]
