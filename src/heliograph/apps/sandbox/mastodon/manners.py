"""How Mastodon classifies its calls and words its refusals."""

from __future__ import annotations

from heliograph.apps.sandbox.answers import Refusal, iso_milliseconds
from heliograph.apps.sandbox.networks import Call
from heliograph.apps.sandbox.store import Connection


def refused(status: int, sentence: str, description: str = "") -> Refusal:
    """Mastodon's error body."""
    body = {"error": sentence}
    if description:
        body["error_description"] = description
    return Refusal(status, body)


def invalid(sentence: str, field: str = "", reason: str = "") -> Refusal:
    """A permanent refusal of what was sent."""
    body: dict[str, object] = {"error": f"Validation failed: {sentence}"}
    if field:
        body["details"] = {field: [{"error": reason or "ERR_INVALID", "description": sentence}]}
    return Refusal(422, body)


class MastodonManners:
    """See `gate.Manners`."""

    name = "mastodon"

    def kind_of(self, call: Call) -> str:
        method, path = call.method, call.path
        if path.startswith(("/oauth", "/api/v1/apps", "/.well-known")):
            return "auth"
        if method == "GET":
            return "read"
        if path.startswith(("/api/v2/media", "/api/v1/media")):
            return "upload"
        if method == "POST" and path == "/api/v1/statuses":
            return "publish"
        return "delete" if method == "DELETE" else "edit"

    def trouble(self, name: str, now: float) -> Refusal:
        if name == "token_expired":
            return refused(401, "The access token expired")
        if name == "error_503":
            return refused(503, "Remote data could not be fetched")
        if name == "rate_limited":
            return too_many(now + 60, 300)
        if name == "refused":
            return invalid("Text is not accepted here", "status")
        return refused(500, "We're sorry, but something went wrong on our end.")

    def not_found(self) -> Refusal:
        return refused(404, "Record not found")

    def is_repeat(self, call: Call, db: Connection) -> bool:
        """Whether the key of the call is known; the account need not be, keys are random."""
        key = call.headers.get("idempotency-key", "")
        query = "select 1 from idempotency where key = ?"
        return bool(key) and db.execute(query, (key,)).fetchone() is not None


def too_many(resets_at: float, limit: int) -> Refusal:
    """429 with the headers that tell when to come back."""
    return Refusal(429, {"error": "Too many requests"}, rate_headers(limit, 0, resets_at))


def rate_headers(limit: int, remaining: int, resets_at: float) -> dict[str, str]:
    """Mastodon writes the reset as an ISO 8601 time, not as a number."""
    return {
        "X-RateLimit-Limit": str(limit),
        "X-RateLimit-Remaining": str(remaining),
        "X-RateLimit-Reset": iso_milliseconds(resets_at),
    }
