"""How X classifies its calls and words its refusals."""

from __future__ import annotations

from heliograph.apps.sandbox.answers import Refusal
from heliograph.apps.sandbox.networks import Call
from heliograph.apps.sandbox.store import JSON

PROBLEMS = "https://api.x.com/2/problems"
DUPLICATE = "You are not allowed to create a Tweet with duplicate content."
NOT_PERMITTED = "You are not permitted to perform this action."


def problem(status: int, title: str, detail: str, kind: str = "") -> Refusal:
    """A refusal in the form of a problem document."""
    where = f"{PROBLEMS}/{kind}" if kind else "about:blank"
    return Refusal(status, {"title": title, "detail": detail, "type": where, "status": status})


def invalid(message: str, **parameters: JSON) -> Refusal:
    """A parameter that will not do; a name's double underscore stands for the dot in it."""
    named = {name.replace("__", "."): [value] for name, value in parameters.items()}
    return Refusal(400, {
        "errors": [{"parameters": named, "message": message}], "title": "Invalid Request",
        "detail": "One or more parameters to your request was invalid.",
        "type": f"{PROBLEMS}/invalid-request", "status": 400,
    })  # fmt: skip


def forbidden(detail: str = NOT_PERMITTED) -> Refusal:
    """A lasting no."""
    return problem(403, "Forbidden", detail)


def unauthorized() -> Refusal:
    """The token is unknown, withdrawn or too old; X does not say which."""
    return problem(401, "Unauthorized", "Unauthorized")


def not_found(kind: str, wanted: str) -> Refusal:
    """There is no such thing."""
    refusal = problem(
        404, "Not Found Error", f"Could not find {kind} with id: [{wanted}].", "resource-not-found"
    )
    refusal.body |= {"value": wanted, "resource_type": kind, "parameter": "id"}
    return refusal


def too_many(resets_at: float, limit: int) -> Refusal:
    """429 with the headers that tell when to come back."""
    refusal = problem(429, "Too Many Requests", "Too Many Requests")
    refusal.headers |= rate_headers(limit, 0, resets_at)
    return refusal


def rate_headers(limit: int, remaining: int, resets_at: float) -> dict[str, str]:
    """X writes the reset in whole seconds since 1970."""
    return {
        "x-rate-limit-limit": str(limit),
        "x-rate-limit-remaining": str(remaining),
        "x-rate-limit-reset": str(int(resets_at) + 1),
    }


class XManners:
    """See `gate.Manners`."""

    name = "x"

    def kind_of(self, call: Call) -> str:
        method, path = call.method, call.path
        if path.startswith(("/2/oauth2", "/i/oauth2")):
            return "auth"
        if method == "GET":
            return "read"
        if path.startswith("/2/media"):
            return "upload"
        if method == "POST" and path == "/2/tweets":
            return "publish"
        return "delete" if method == "DELETE" else "edit"

    def trouble(self, name: str, now: float) -> Refusal:
        if name == "token_expired":
            return unauthorized()
        if name == "error_503":
            return problem(503, "Service Unavailable", "Service Unavailable")
        if name == "rate_limited":
            return too_many(now + 60, 100)
        if name == "refused":
            return forbidden()
        return problem(500, "Internal Server Error", "Something went wrong.")

    def not_found(self) -> Refusal:
        return problem(404, "Not Found", "Not Found")
