"""How Threads classifies its calls and words its refusals."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping

from heliograph.apps.sandbox.answers import Refusal
from heliograph.apps.sandbox.networks import Call
from heliograph.apps.sandbox.store import JSON

MEDIA_NOT_FOUND = 4279009


def envelope(
    status: int, code: int | str, message: str, *, subcode: int | None = None,
    transient: bool = False,
) -> Refusal:  # fmt: skip
    """Meta's error body; some codes of Threads are words."""
    error: dict[str, JSON] = {
        "message": message, "type": "THApiException", "code": code, "is_transient": transient
    }  # fmt: skip
    if subcode is not None:
        error["error_subcode"] = subcode
    error["fbtrace_id"] = "A" + secrets.token_urlsafe(16)
    return Refusal(status, {"error": error})


def bad_token(subcode: int, message: str) -> Refusal:
    """The token does not open anything any more."""
    return envelope(401, 190, message, subcode=subcode)


def bad_parameter(message: str) -> Refusal:
    """A parameter that Threads does not take as it is."""
    return envelope(400, 100, message)


def missing(name: str) -> Refusal:
    """A parameter that must be there is not."""
    return bad_parameter(f"The parameter {name} is required.")


def no_container() -> Refusal:
    """The container is unknown, used up or not ready: Threads says the same of all three."""
    words = "The requested resource does not exist: the media could not be found."
    return envelope(400, 24, words, subcode=MEDIA_NOT_FOUND)


def no_object(object_id: str) -> Refusal:
    """There is nothing under this id, or nothing that this caller may see."""
    words = (
        f"Unsupported request. Object with ID '{object_id}' does not exist, cannot be loaded due "
        "to missing permissions, or does not support this operation"
    )
    return envelope(400, 100, words, subcode=33)


def no_scope(scope: str) -> Refusal:
    """The person did not allow this."""
    return envelope(403, 10, f"Application does not have the permission {scope}")


def too_many(code: int, minutes: int) -> Refusal:
    """Throttled."""
    refusal = envelope(400, code, f"(#{code}) Application request limit reached", transient=True)
    usage = {"call_count": 100, "total_cputime": 25, "total_time": 25}
    refusal.headers = usage_headers("0", usage, minutes)
    return refusal


def usage_headers(account_id: str, usage: Mapping[str, int], minutes: int) -> dict[str, str]:
    """How near the caller is to being throttled, in percent and minutes."""
    business = {"type": "threads", **usage, "estimated_time_to_regain_access": minutes}
    return {
        "X-App-Usage": json.dumps(usage, separators=(",", ":")),
        "X-Business-Use-Case-Usage": json.dumps({account_id: [business]}, separators=(",", ":")),
    }


class ThreadsManners:
    """See `gate.Manners`."""

    name = "threads"

    def kind_of(self, call: Call) -> str:
        method, path = call.method, call.path
        if path.startswith("/oauth") or path.endswith("access_token"):
            return "auth"
        if method == "GET":
            return "read"
        if method == "DELETE":
            return "delete"
        one_step = call.query.get("auto_publish_text", "").lower() in {"true", "1"}
        is_publish = path.endswith(("/threads_publish", "/repost")) or one_step
        return "publish" if is_publish else "upload"

    def trouble(self, name: str, now: float) -> Refusal:
        if name == "token_expired":
            return bad_token(463, "Error validating access token: Session has expired.")
        if name == "rate_limited":
            return too_many(4, 0)
        if name == "refused":
            return bad_parameter("Param text must be at most 500 characters long.")
        status = 503 if name == "error_503" else 500
        return envelope(status, 1, "An unknown error occurred", transient=True)

    def not_found(self) -> Refusal:
        return envelope(400, 2500, "Unknown path components")
