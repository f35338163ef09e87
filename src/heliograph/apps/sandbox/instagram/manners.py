"""How Instagram classifies its calls and words its refusals."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from heliograph.apps.sandbox.answers import Refusal
from heliograph.apps.sandbox.networks import Call
from heliograph.apps.sandbox.store import JSON

# code, subcode: title, what the person is told, whether trying again may help
_WORDS: dict[tuple[int, int], tuple[str, str, bool]] = {
    (-2, 2207020): ("Media expired", "The media has expired. Create a new container.", False),
    (-1, 2207001): ("Instagram server error", "Instagram server error. Try again.", True),
    (-1, 2207032): ("Media could not be created", "Create media fail, please try again.", True),
    (4, 2207051): ("Action is blocked", "We restrict certain activity to protect our community.",
                   False),
    (9, 2207042): ("Daily limit", "You reached the maximum number of posts for the day.", False),
    (24, 2207006): ("Media not found", "The media with this id cannot be found.", False),
    (24, 2207008): ("Media not found", "The media builder with this creation id does not exist "
                    "or has expired.", True),
    (25, 2207050): ("Account restricted", "The Instagram account is restricted.", False),
    (100, 2207023): ("Unknown media type", "The media type is unknown.", False),
    (100, 2207028): ("Carousel", "A carousel needs between 2 and 10 items.", False),
    (100, 2207040): ("Too many tags", "The caption has more than 20 @ tags or 30 hashtags.", False),
    (352, 2207026): ("Video format", "The video format is not supported.", False),
    (9004, 2207052): ("Media download failed", "The media could not be fetched from this URI.",
                      False),
    (9007, 2207027): ("Media not ready", "The media is not ready for publishing, wait a moment.",
                      False),
    (36000, 2207004): ("Image too large", "The image is larger than 8 MiB.", False),
    (36001, 2207005): ("Image format", "The image format is not supported. Use JPEG.", False),
    (36003, 2207009): ("Aspect ratio", "The aspect ratio of the image is not supported.", False),
    (36004, 2207010): ("Caption too long", "The caption is longer than 2,200 characters.", False),
}  # fmt: skip


def refused(code: int, subcode: int) -> Refusal:
    """One of the documented refusals; all answer 400."""
    title, words, transient = _WORDS[code, subcode]
    return envelope(400, code, words, subcode=subcode, title=title, transient=transient)


def envelope(
    status: int, code: int, message: str, *, subcode: int | None = None, title: str = "",
    transient: bool = False,
) -> Refusal:  # fmt: skip
    """Meta's error body."""
    error: dict[str, JSON] = {"message": message, "type": "OAuthException", "code": code}
    if subcode is not None:
        error["error_subcode"] = subcode
    error["is_transient"] = transient
    if title:
        error["error_user_title"] = title
        error["error_user_msg"] = message
    error["fbtrace_id"] = "A" + secrets.token_urlsafe(16)
    return Refusal(status, {"error": error})


def bad_token(subcode: int, message: str) -> Refusal:
    """The token does not open anything any more; the person has to act."""
    return envelope(401, 190, message, subcode=subcode)


def missing(name: str) -> Refusal:
    """A parameter that must be there is not."""
    return envelope(400, 100, f"(#100) The parameter {name} is required.")


class InstagramManners:
    """See `gate.Manners`."""

    name = "instagram"

    def kind_of(self, call: Call) -> str:
        method, path = call.method, call.path
        if path.startswith("/oauth") or path.endswith("access_token"):
            return "auth"
        if method == "GET":
            return "read"
        if path.endswith("/media_publish"):
            return "publish"
        return "delete" if method == "DELETE" else "upload"

    def trouble(self, name: str, now: float) -> Refusal:
        if name == "token_expired":
            return bad_token(463, "Error validating access token: Session has expired.")
        if name == "rate_limited":
            return too_many(4, 0)
        if name == "refused":
            return refused(4, 2207051)
        refusal = refused(-1, 2207001)
        refusal.status = 503 if name == "error_503" else 500
        return refusal

    def not_found(self) -> Refusal:
        return envelope(400, 2500, "Unknown path components")


def too_many(code: int, minutes: int) -> Refusal:
    """Throttled; 80002 is Instagram's own use case, 4 is the whole app."""
    refusal = envelope(400, code, f"(#{code}) Application request limit reached", transient=True)
    usage = {"call_count": 100, "total_cputime": 25, "total_time": 25}
    refusal.headers = usage_headers("0", usage, minutes)
    return refusal


def usage_headers(account_id: str, usage: Mapping[str, int], minutes: int) -> dict[str, str]:
    """How near the caller is to being throttled, in percent and minutes."""
    business: dict[str, int | str] = {
        "type": "instagram",
        **usage,
        "estimated_time_to_regain_access": minutes,
    }
    return {
        "X-App-Usage": _compact(usage),
        "X-Business-Use-Case-Usage": f'{{"{account_id}":[{_compact(business)}]}}',
    }


def _compact(values: Mapping[str, int | str]) -> str:
    pairs = (
        f'"{name}":{value}' if isinstance(value, int) else f'"{name}":"{value}"'
        for name, value in values.items()
    )
    return f"{{{','.join(pairs)}}}"
