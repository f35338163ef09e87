"""How Pinterest classifies its calls and words its refusals."""

from __future__ import annotations

from heliograph.apps.sandbox.answers import Refusal
from heliograph.apps.sandbox.networks import Call


def refused(status: int, code: int, message: str) -> Refusal:
    """Pinterest's error body."""
    return Refusal(status, {"code": code, "message": message})


def invalid(message: str) -> Refusal:
    """What was sent does not fit the schema."""
    return refused(400, 1, f"Invalid request: {message}")


def unauthorized() -> Refusal:
    """The token opens nothing."""
    return refused(401, 2, "Authentication failed.")


def forbidden() -> Refusal:
    """The token was not given for this, or the thing is another person's."""
    return refused(403, 29, "You are not permitted to access that resource.")


def too_many(limit: int, seconds: int) -> Refusal:
    """429 with the headers that tell when to come back."""
    refusal = refused(429, 8, "You have exceeded your rate limit. Try again later.")
    refusal.headers = rate_headers(limit, 0, seconds)
    return refusal


def rate_headers(limit: int, remaining: int, seconds: int) -> dict[str, str]:
    """The allowance of a window, first alone and then with its length."""
    return {
        "x-ratelimit-limit": f"{limit}, {limit};w=60",
        "x-ratelimit-remaining": str(remaining),
        "x-ratelimit-reset": str(seconds),
    }


class PinterestManners:
    """See `gate.Manners`."""

    name = "pinterest"

    def kind_of(self, call: Call) -> str:
        method, path = call.method, call.path
        if path.startswith(("/oauth", "/v5/oauth")):
            return "auth"
        if method == "GET":
            return "read"
        if method == "POST" and path == "/v5/pins":
            return "publish"
        if path in ("/v5/media", "/media-upload"):
            return "upload"
        return "delete" if method == "DELETE" else "edit"

    def trouble(self, name: str, now: float) -> Refusal:
        if name == "token_expired":
            return unauthorized()
        if name == "rate_limited":
            return too_many(1000, 60)
        if name == "refused":
            return invalid("the pin was blocked because it may lead to spam")
        status = 503 if name == "error_503" else 500
        return refused(status, 0, "Something went wrong on our end. Sorry about that.")

    def not_found(self) -> Refusal:
        return refused(404, 404, "Sorry! We couldn't find that page.")
