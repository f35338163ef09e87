"""How Bluesky classifies its calls and words its refusals."""

from __future__ import annotations

from heliograph.apps.sandbox.answers import Refusal
from heliograph.apps.sandbox.networks import Call
from heliograph.apps.sandbox.rates import Standing

_KINDS = {
    "com.atproto.repo.createRecord": "publish", "com.atproto.repo.putRecord": "publish",
    "com.atproto.repo.uploadBlob": "upload", "app.bsky.video.uploadVideo": "upload",
    "com.atproto.repo.deleteRecord": "delete", "com.atproto.server.createSession": "auth",
    "com.atproto.server.refreshSession": "auth", "com.atproto.server.deleteSession": "auth",
}  # fmt: skip


_NAMED = {
    "AuthFactorTokenRequired": (401, "A sign in code has been sent to your email address"),
    "AccountTakedown": (401, "Account has been taken down"),
    "AccountDeactivated": (400, "Account is deactivated"),
    "BlobNotFound": (400, "Could not find blob"), "InvalidSwap": (400, "Record was at null"),
    "UpstreamFailure": (502, "Upstream Failure"), "UpstreamTimeout": (504, "Upstream Timeout"),
    "ServiceOverloaded": (503, "Too many uploads at once"),
    "PayloadTooLarge": (413, "request entity too large"),
}  # fmt: skip


def refused(status: int, name: str, message: str) -> Refusal:
    """Bluesky's error body."""
    return Refusal(status, {"error": name, "message": message})


def invalid(message: str) -> Refusal:
    """A permanent refusal of what was sent."""
    return refused(400, "InvalidRequest", message)


class BlueskyManners:
    """See `gate.Manners`."""

    name = "bluesky"

    def kind_of(self, call: Call) -> str:
        method, path = call.method, call.path
        if path.startswith(("/oauth/", "/.well-known/")):
            return "auth"
        return _KINDS.get(path.removeprefix("/xrpc/"), "read" if method == "GET" else "edit")

    def trouble(self, name: str, now: float) -> Refusal:
        if name == "token_expired":
            return refused(400, "ExpiredToken", "Token has expired")
        if name == "error_503":
            return refused(503, "NotEnoughResources", "Not Enough Resources")
        if name == "rate_limited":
            return too_many(3000, now + 60, "3000;w=300")
        if name == "refused":
            return invalid("Invalid app.bsky.feed.post record: not accepted here at $.record.text")
        return refused(500, "InternalServerError", "Internal Server Error")

    def refusal(self, which: str) -> Refusal:
        """Any refusal of the protocol by its name."""
        status, message = _NAMED.get(which, (400, "not accepted here"))
        return refused(status, which, message)

    def not_found(self) -> Refusal:
        return refused(501, "MethodNotImplemented", "Method Not Implemented")


def too_many(limit: int, resets_at: float, policy: str) -> Refusal:
    """429 with the headers that tell when to come back."""
    refusal = refused(429, "RateLimitExceeded", "Rate Limit Exceeded")
    refusal.headers = _headers(limit, 0, resets_at, policy)
    return refusal


def rate_headers(standing: Standing) -> dict[str, str]:
    """Bluesky writes the reset as a number of seconds since 1970."""
    policy = f"{standing.limit};w={standing.rule.seconds}"
    return _headers(standing.limit, standing.remaining, standing.resets_at, policy)


def _headers(limit: int, remaining: int, resets_at: float, policy: str) -> dict[str, str]:
    return {
        "RateLimit-Limit": str(limit), "RateLimit-Remaining": str(remaining),
        "RateLimit-Reset": str(int(resets_at)), "RateLimit-Policy": policy,
    }  # fmt: skip
