"""How Reddit classifies its calls and words its refusals."""

from __future__ import annotations

from collections.abc import Mapping

from heliograph.apps.sandbox.answers import Refusal
from heliograph.apps.sandbox.networks import Call
from heliograph.apps.sandbox.store import JSON

UPLOADS = "/reddit-uploaded-media"
PUBLISHING = frozenset({"/api/submit", "/api/submit_gallery_post.json", "/api/comment"})
_WORDS = {
    400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found",
    429: "Too Many Requests", 500: "Internal Server Error", 503: "Service Unavailable",
}  # fmt: skip

# name: what the person is told
SAID: dict[str, str] = {
    "ALREADY_SUB": "that link has already been submitted",
    "BAD_URL": "you should check that url",
    "BANNED_FROM_SUBREDDIT": "you are banned from that subreddit",
    "DOMAIN_BANNED": "that domain is not allowed here",
    "NO_LINKS": "that subreddit only allows text posts",
    "NO_SELFS": "that subreddit doesn't allow text posts",
    "NO_TEXT": "we need something here",
    "NO_URL": "a url is required",
    "SUBMIT_VALIDATION_FLAIR_REQUIRED": "Your post must contain post flair.",
    "SUBREDDIT_NOEXIST": "that subreddit doesn't exist",
    "SUBREDDIT_NOTALLOWED": "you aren't allowed to post there.",
    "SUBREDDIT_REQUIRED": "you must specify a subreddit",
    "TOO_LONG": "this is too long",
    "TOO_OLD": "that's a piece of history now; it's too late to reply to it",
    "USER_REQUIRED": "Please log in to do that.",
    "INVALID_OPTION": "that option is not valid",
}


def refused(name: str, field: str, words: str = "") -> Refusal:
    """A refusal of what was sent; like all of them it travels inside a 200."""
    return Refusal(200, {"json": {"errors": [[name, words or SAID[name], field]]}})


def take_a_break(seconds: int) -> Refusal:
    """The account posts too much."""
    minutes = max(1, round(seconds / 60))
    words = (
        "Looks like you've been doing that a lot. "
        f"Take a break for {minutes} minutes before trying again."
    )
    errors = [["RATELIMIT", words, "ratelimit"]]
    return Refusal(200, {"json": {"errors": errors, "ratelimit": float(seconds)}})


def plain(status: int, headers: Mapping[str, str] | None = None) -> Refusal:
    """A refusal by status alone."""
    body: dict[str, JSON] = {"message": _WORDS[status], "error": status}
    return Refusal(status, body, headers)


def rate_headers(used: int, remaining: int, seconds: int) -> dict[str, str]:
    """What is left of the ten minutes; the remainder is written as a float."""
    return {
        "X-Ratelimit-Used": str(used),
        "X-Ratelimit-Remaining": f"{remaining:.1f}",
        "X-Ratelimit-Reset": str(seconds),
    }


class RedditManners:
    """See `gate.Manners`."""

    name = "reddit"

    def kind_of(self, call: Call) -> str:
        method, path = call.method, call.path
        if path.startswith(("/api/v1/authorize", "/api/v1/access_token", "/api/v1/revoke_token")):
            return "auth"
        if method == "GET":
            return "read"
        if path.removesuffix("/") in PUBLISHING:
            return "publish"
        if path.startswith(("/api/media", UPLOADS)):
            return "upload"
        return "delete" if path.startswith("/api/del") else "edit"

    def trouble(self, name: str, now: float) -> Refusal:
        if name == "token_expired":
            return plain(401)
        if name == "rate_limited":
            return plain(429, rate_headers(1000, 0, 60))
        if name == "refused":
            return refused("SUBREDDIT_NOTALLOWED", "sr")
        return plain(503 if name == "error_503" else 500)

    def not_found(self) -> Refusal:
        return plain(404)
