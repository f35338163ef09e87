"""How Facebook classifies its calls and words its refusals."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping

from heliograph.apps.sandbox.answers import Refusal
from heliograph.apps.sandbox.networks import Call
from heliograph.apps.sandbox.store import JSON


def envelope(
    status: int, code: int, message: str, *, subcode: int | None = None, transient: bool = False
) -> Refusal:
    """Meta's error body."""
    error: dict[str, JSON] = {
        "message": message, "type": "OAuthException", "code": code, "is_transient": transient
    }  # fmt: skip
    if subcode is not None:
        error["error_subcode"] = subcode
    error["fbtrace_id"] = "A" + secrets.token_urlsafe(16)
    return Refusal(status, {"error": error})


def bad_token(subcode: int, message: str) -> Refusal:
    """The token does not open anything any more."""
    return envelope(400, 190, message, subcode=subcode)


def bad_parameter(message: str, subcode: int | None = None) -> Refusal:
    """A parameter that Facebook does not take as it is."""
    return envelope(400, 100, f"(#100) {message}", subcode=subcode)


def no_object(object_id: str) -> Refusal:
    """There is nothing under this id, or nothing that this caller may see."""
    words = (
        f"Unsupported request. Object with ID '{object_id}' does not exist, cannot be loaded due "
        "to missing permissions, or does not support this operation"
    )
    return bad_parameter(words, 33)


def no_image() -> Refusal:
    """The address gave no picture that Facebook takes."""
    return envelope(400, 324, "(#324) Missing or invalid image file", subcode=2069019)


def too_many(code: int, minutes: int) -> Refusal:
    """Throttled; 80001 is the Page's own limit, 4 is the whole app's."""
    refusal = envelope(400, code, f"(#{code}) Request limit reached", transient=True)
    usage = {"call_count": 100, "total_cputime": 25, "total_time": 25}
    refusal.headers = usage_headers("0", usage, minutes)
    return refusal


def usage_headers(page_id: str, usage: Mapping[str, int], minutes: int) -> dict[str, str]:
    """How near the caller is to being throttled, in percent and minutes."""
    business = {"type": "pages", **usage, "estimated_time_to_regain_access": minutes}
    told = json.dumps(usage, separators=(",", ":"))
    return {
        "X-App-Usage": told,
        "X-Page-Usage": told,
        "X-Business-Use-Case-Usage": json.dumps({page_id: [business]}, separators=(",", ":")),
    }


class FacebookManners:
    """See `gate.Manners`."""

    name = "facebook"

    def kind_of(self, call: Call) -> str:
        method, path = call.method, call.path
        if path.endswith(("/dialog/oauth", "/oauth/access_token", "/debug_token")):
            return "auth"
        if method == "GET":
            return "read"
        if method == "DELETE":
            return "delete"
        if path.endswith("/feed"):
            return "publish"
        if path.endswith("/photos"):
            return "upload" if call.query.get("published") == "false" else "publish"
        return "edit"

    def trouble(self, name: str, now: float) -> Refusal:
        if name == "token_expired":
            return bad_token(463, "Error validating access token: Session has expired.")
        if name == "rate_limited":
            return too_many(4, 0)
        if name == "refused":
            return envelope(400, 1609005, "The link could not be posted.")
        status = 503 if name == "error_503" else 500
        return envelope(status, 2, "Service temporarily unavailable", transient=True)

    def not_found(self) -> Refusal:
        return envelope(400, 2500, "Unknown path components")
