"""How TikTok classifies its calls and words its refusals; errors of substance are codes."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping

from heliograph.apps.sandbox.answers import Refusal
from heliograph.apps.sandbox.networks import Call
from heliograph.apps.sandbox.store import JSON

RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+)")
WORDS: Mapping[str, tuple[int, str]] = {
    "access_token_invalid": (401, "The access token is invalid or not found in the request."),
    "internal_error": (500, "Something is wrong. Please try again later."),
    "invalid_params": (400, "A parameter of the request is invalid."),
    "invalid_publish_id": (400, "The publish_id does not exist."),
    "not_found": (404, "The requested resource is not found."),
    "privacy_level_option_mismatch": (403, "The privacy level is not among the creator's."),
    "rate_limit_exceeded": (429, "The API rate limit was exceeded. Please try again later."),
    "reached_active_user_cap": (403, "The daily number of users of this client is used up."),
    "scope_not_authorized": (401, "The user did not authorize the scope required for this."),
    "spam_risk_too_many_pending_share": (403, "There are too many drafts in the inbox."),
    "spam_risk_too_many_posts": (403, "The daily number of posts of this user is used up."),
    "spam_risk_user_banned_from_posting": (403, "The user is banned from making new posts."),
    "token_not_authorized_for_specified_publish_id": (
        400, "The publish_id belongs to another user."
    ),
    "unaudited_client_can_only_post_to_private_accounts": (
        403, "Unaudited clients can only post to private accounts."
    ),
    "url_ownership_unverified": (403, "Please verify the ownership of the URL."),
}  # fmt: skip


def refused(code: str, words: str = "") -> Refusal:
    """One of the documented errors in TikTok's envelope."""
    status, own = WORDS[code]
    return Refusal(status, {"data": {}, "error": _error(code, words or own)})


def told(data: JSON) -> dict[str, JSON]:
    """A success in the same envelope."""
    return {"data": data, "error": _error("ok", "")}


def is_last(call: Call) -> bool:
    """Whether a call to an upload address carries the last byte of its file."""
    span = RANGE.fullmatch(call.headers.get("content-range", ""))
    return span is not None and int(span[2]) + 1 == int(span[3])


class TikTokManners:
    """See `gate.Manners`."""

    name = "tiktok"

    def kind_of(self, call: Call) -> str:
        """`video/init/` is an upload: its body, which says whether TikTok fetches the file and
        so publishes by itself, is not seen here."""
        path = call.path
        if path.startswith(("/v2/auth/", "/v2/oauth/", "/portal/")):
            return "auth"
        if call.method == "PUT":
            return "publish" if is_last(call) else "upload"
        if path.endswith("/content/init/"):
            return "publish"
        return "upload" if path.endswith("/init/") else "read"

    def trouble(self, name: str, now: float) -> Refusal:
        codes = {
            "token_expired": "access_token_invalid",
            "rate_limited": "rate_limit_exceeded",
            "refused": "invalid_params",
        }
        refusal = refused(codes.get(name, "internal_error"))
        if name == "error_503":
            refusal.status = 503
        return refusal

    def not_found(self) -> Refusal:
        return refused("not_found")


def _error(code: str, words: str) -> dict[str, str]:
    return {"code": code, "message": words, "log_id": secrets.token_hex(16).upper()}
