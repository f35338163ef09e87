"""How Telegram classifies its calls and words its refusals."""

from __future__ import annotations

from heliograph.apps.sandbox.answers import Refusal
from heliograph.apps.sandbox.networks import Call
from heliograph.apps.sandbox.store import JSON

_TITLES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    413: "Request Entity Too Large",
    429: "Too Many Requests",
    500: "Internal Server Error",
    503: "Service Unavailable",
}
RETRY_AFTER = 5


def refused(status: int, words: str = "", **parameters: JSON) -> Refusal:
    """Telegram's error body; its code is the status."""
    title = _TITLES[status]
    description = f"{title}: {words}" if words else title
    body: dict[str, JSON] = {"ok": False, "error_code": status, "description": description}
    if parameters:
        body["parameters"] = parameters
    return Refusal(status, body)


def too_many(seconds: int) -> Refusal:
    """429, which says in its body when to come back and has no headers for it."""
    return refused(429, f"retry after {seconds}", retry_after=seconds)


class TelegramManners:
    """See `networks.Manners`."""

    name = "telegram"

    def kind_of(self, call: Call) -> str:
        method = call.path.rpartition("/")[2].lower()
        if method.startswith(("send", "copy")):
            return "publish"
        if method.startswith("deletemessage"):
            return "delete"
        return "read" if method.startswith("get") else "edit"

    def trouble(self, name: str, now: float) -> Refusal:
        if name == "token_expired":
            return refused(401)
        if name == "error_503":
            return refused(503)
        if name == "rate_limited":
            return too_many(RETRY_AFTER)
        if name == "refused":
            return refused(400, "MESSAGE_CONTENT_NOT_ALLOWED")
        return refused(500)

    def not_found(self) -> Refusal:
        return refused(404)
