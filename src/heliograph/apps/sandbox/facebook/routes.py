"""Every path of Facebook that the sandbox knows."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from heliograph.apps.sandbox.facebook import (
    comments,
    feed,
    films,
    hooks,
    insights,
    nodes,
    oauth,
    photos,
    stories,
)

Handler = Callable[[Request], Awaitable[Response]]


def routes() -> list[BaseRoute]:
    """In the order in which they are tried; the version is whatever the caller speaks, and a slash
    at the end, which Meta's own clients send, changes nothing."""
    return [
        Route(f"{path}{end}", handler, methods=methods.split())
        for path, handler, methods in _table()
        for end in ("", "/")
    ]


def _table() -> list[tuple[str, Handler, str]]:
    below = "/{version}/{id}"
    return [
        ("/{version}/dialog/oauth", oauth.authorize, "GET POST"),
        ("/{version}/oauth/access_token", oauth.tokens, "GET"),
        ("/{version}/debug_token", oauth.debug_token, "GET"),
        ("/video-upload/{version}/{id}", films.receive, "POST"),
        ("/{version}/me/accounts", oauth.my_pages, "GET"),
        ("/{version}/me/businesses", oauth.my_businesses, "GET"),
        (f"{below}/owned_pages", oauth.owned_pages, "GET"),
        (f"{below}/client_pages", oauth.client_pages, "GET"),
        ("/{version}/me", nodes.node, "GET"),
        (f"{below}/feed", feed.read, "GET"),
        (f"{below}/feed", feed.post, "POST"),
        (f"{below}/scheduled_posts", feed.scheduled, "GET"),
        (f"{below}/photos", photos.add, "POST"),
        (f"{below}/videos", films.listing, "GET"),
        (f"{below}/videos", films.videos, "POST"),
        (f"{below}/video_reels", films.reels, "POST"),
        (f"{below}/video_stories", films.story_videos, "POST"),
        (f"{below}/photo_stories", stories.tell, "POST"),
        (f"{below}/stories", stories.listing, "GET"),
        (f"{below}/comments", comments.listing, "GET"),
        (f"{below}/comments", comments.create, "POST"),
        (f"{below}/insights", insights.insights, "GET"),
        (f"{below}/video_insights", insights.video_insights, "GET"),
        (f"{below}/subscribed_apps", hooks.subscribe_page, "POST DELETE"),
        (f"{below}/subscriptions", hooks.subscriptions, "GET"),
        (f"{below}/subscriptions", hooks.subscribe_app, "POST"),
        (below, nodes.node, "GET"),
        (below, nodes.change, "POST"),
        (below, nodes.remove, "DELETE"),
    ]
