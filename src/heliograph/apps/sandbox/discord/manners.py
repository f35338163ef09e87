"""How Discord classifies its calls and words its refusals."""

from __future__ import annotations

import secrets

from heliograph.apps.sandbox.answers import Refusal
from heliograph.apps.sandbox.networks import Call
from heliograph.apps.sandbox.rates import Rule, Standing
from heliograph.apps.sandbox.store import JSON

RETRY_AFTER = 0.65
BUCKET = secrets.token_hex(16)
_CODES = {
    10003: (404, "Unknown Channel"),
    10008: (404, "Unknown Message"),
    10015: (404, "Unknown Webhook"),
    40005: (413, "Request entity too large"),
    50006: (400, "Cannot send an empty message"),
    50027: (401, "Invalid Webhook Token"),
    50109: (400, "The request body contains invalid JSON."),
    220003: (400, "Webhooks can only create threads in forum channels"),
}


def refused(code: int) -> Refusal:
    """One of the numbered refusals."""
    status, message = _CODES[code]
    return Refusal(status, {"message": message, "code": code})


def invalid(field: str, code: str, message: str) -> Refusal:
    """50035: which field is wrong, and how. A dot in the name leads one level down."""
    errors: dict[str, JSON] = {"_errors": [{"code": code, "message": message}]}
    for name in reversed(field.split(".")):
        errors = {name: errors}
    return Refusal(400, {"message": "Invalid Form Body", "code": 50035, "errors": errors})


def too_long(field: str, most: int) -> Refusal:
    """A text past its limit."""
    return invalid(field, "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")


def too_many(standing: Standing, now: float) -> Refusal:
    """429 with the time to wait in the body and in the headers."""
    wait = max(0.001, round(standing.resets_at - now, 3))
    body = {"message": "You are being rate limited.", "retry_after": wait, "global": False}
    headers = {"Retry-After": str(wait), "X-RateLimit-Scope": "shared"}
    return Refusal(429, body, {**rate_headers(standing, now), **headers})


def rate_headers(standing: Standing, now: float) -> dict[str, str]:
    """What every answer says of its bucket."""
    return {
        "X-RateLimit-Limit": str(standing.limit),
        "X-RateLimit-Remaining": str(standing.remaining),
        "X-RateLimit-Reset": f"{standing.resets_at:.3f}",
        "X-RateLimit-Reset-After": f"{max(0.0, standing.resets_at - now):.3f}",
        "X-RateLimit-Bucket": BUCKET,
    }


class DiscordManners:
    """See `networks.Manners`."""

    name = "discord"

    def kind_of(self, call: Call) -> str:
        kinds = {"GET": "read", "POST": "publish", "PATCH": "edit", "DELETE": "delete"}
        return kinds.get(call.method, "edit")

    def trouble(self, name: str, now: float) -> Refusal:
        if name == "token_expired":
            return refused(50027)
        if name == "error_503":
            return Refusal(503, {"message": "upstream connect error", "code": 0})
        if name == "rate_limited":
            rule = Rule("webhook", 5, 2)
            return too_many(Standing(rule, 5, 0, now + RETRY_AFTER, exceeded=True), now)
        if name == "refused":
            return invalid("content", "CONTENT_REFUSED", "This content is not accepted here.")
        return Refusal(500, {"message": "500: Internal Server Error", "code": 0})

    def not_found(self) -> Refusal:
        return Refusal(404, {"message": "404: Not Found", "code": 0})
