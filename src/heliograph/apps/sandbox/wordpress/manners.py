"""How WordPress classifies its calls and words its refusals."""

from __future__ import annotations

from heliograph.apps.sandbox.answers import Refusal
from heliograph.apps.sandbox.networks import Call
from heliograph.apps.sandbox.store import JSON

POSTS = "/wp-json/wp/v2/posts"


def refused(status: int, code: str, message: str, **data: JSON) -> Refusal:
    """The error body of WordPress's REST API."""
    return Refusal(status, {"code": code, "message": message, "data": {"status": status, **data}})


def invalid(name: str, sentence: str) -> Refusal:
    """A parameter that cannot be taken."""
    return refused(
        400, "rest_invalid_param", f"Invalid parameter(s): {name}", params={name: sentence}
    )


class WordPressManners:
    """See `networks.Manners`."""

    name = "wordpress"

    def kind_of(self, call: Call) -> str:
        method, path = call.method, call.path
        if method in ("GET", "HEAD"):
            return "read"
        if path.startswith("/wp-json/wp/v2/media") and method == "POST":
            return "upload"
        if path == POSTS and method == "POST":
            return "publish"
        return "delete" if method == "DELETE" else "edit"

    def trouble(self, name: str, now: float) -> Refusal:
        if name == "token_expired":
            return refused(401, "rest_not_logged_in", "You are not currently logged in.")
        if name == "error_503":
            return refused(503, "wp_die", "Briefly unavailable for scheduled maintenance.")
        if name == "rate_limited":
            return too_many(60)
        if name == "refused":
            return invalid("content", "content is not of type object,string.")
        return refused(
            500, "internal_server_error",
            "<p>There has been a critical error on this website.</p>",
        )  # fmt: skip

    def not_found(self) -> Refusal:
        return refused(
            404, "rest_no_route", "No route was found matching the URL and request method."
        )


def too_many(seconds: float) -> Refusal:
    """WordPress has no limits of its own; a careful host answers like this."""
    body = {"code": "too_many_requests", "message": "Too many requests.", "data": {"status": 429}}
    return Refusal(429, body, {"Retry-After": str(max(1, round(seconds)))})
