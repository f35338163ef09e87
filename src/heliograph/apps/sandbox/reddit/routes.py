"""Every path of Reddit that the sandbox knows."""

from __future__ import annotations

from starlette.routing import BaseRoute, Route

from heliograph.apps.sandbox.reddit import (
    communities,
    media,
    oauth,
    reading,
    submitting,
    talking,
)
from heliograph.apps.sandbox.reddit.manners import UPLOADS


def routes() -> list[BaseRoute]:
    """In the order in which they are tried."""
    return [
        Route("/api/v1/authorize", oauth.authorize, methods=["GET", "POST"]),
        Route("/api/v1/access_token", oauth.token, methods=["POST"]),
        Route("/api/v1/revoke_token", oauth.revoke, methods=["POST"]),
        Route("/api/v1/me", reading.me),
        Route("/api/v1/{sr}/post_requirements", communities.requirements),
        Route("/api/submit", submitting.submit, methods=["POST"]),
        Route("/api/submit_gallery_post.json", submitting.submit_gallery, methods=["POST"]),
        Route("/api/submit/", submitting.submit, methods=["POST"]),
        Route("/api/media/asset.json", media.lease, methods=["POST"]),
        Route(UPLOADS, media.store_file, methods=["POST"]),
        Route("/api/comment", talking.comment, methods=["POST"]),
        Route("/api/comment/", talking.comment, methods=["POST"]),
        Route("/api/editusertext", talking.edit, methods=["POST"]),
        Route("/api/editusertext/", talking.edit, methods=["POST"]),
        Route("/api/del", talking.remove, methods=["POST"]),
        Route("/api/del/", talking.remove, methods=["POST"]),
        Route("/api/info", reading.info),
        Route("/api/info/", reading.info),
        Route("/r/{sr}/about", communities.about),
        Route("/r/{sr}/about/", communities.about),
        Route("/r/{sr}/api/link_flair_v2", communities.flairs),
        Route("/user/{name}/submitted", reading.submitted),
        Route("/user/{name}/submitted/", reading.submitted),
        Route("/user/{name}/comments", reading.comments),
        Route("/user/{name}/comments/", reading.comments),
        Route("/comments/{id}", reading.page),
        Route("/comments/{id}/", reading.page),
    ]
