"""How LinkedIn classifies its calls and words its refusals."""

from __future__ import annotations

from heliograph.apps.sandbox.answers import Refusal
from heliograph.apps.sandbox.networks import Call
from heliograph.apps.sandbox.store import JSON

_UPLOADS = ("/rest/images", "/rest/documents", "/rest/videos", "/dms-uploads")


def refused(status: int, code: str, message: str, service: int | None = None) -> Refusal:
    """LinkedIn's error body."""
    body: dict[str, JSON] = {"status": status, "code": code, "message": message}
    if service is not None:
        body["serviceErrorCode"] = service
    return Refusal(status, body)


def invalid(field: str, description: str, code: str = "INVALID_VALUE") -> Refusal:
    """A field that will not do."""
    inputs = [{"description": description, "code": code,
               "input": {"inputPath": {"fieldPath": field}}}]  # fmt: skip
    body = {"status": 422, "code": code, "message": f"ERROR :: {field} :: {description}",
            "errorDetails": {"inputErrors": inputs}}  # fmt: skip
    return Refusal(422, body)


def denied(what: str) -> Refusal:
    """The token may not do this."""
    return refused(403, "ACCESS_DENIED", f"Not enough permissions to access: {what}", 100)


def oauth_error(error: str, description: str, status: int = 400) -> Refusal:
    """The error body of the token endpoint."""
    return Refusal(status, {"error": error, "error_description": description})


def too_many() -> Refusal:
    """The daily allowance is spent; no header says when it is filled again."""
    return refused(
        429, "TOO_MANY_REQUESTS", "Resource level throttle limit for calls to this resource "
        "is reached.", 101,
    )  # fmt: skip


class LinkedInManners:
    """See `gate.Manners`."""

    name = "linkedin"

    def kind_of(self, call: Call) -> str:
        method, path = call.method, call.path
        if path.startswith("/oauth"):
            return "auth"
        if path.startswith(_UPLOADS):
            return "read" if method == "GET" else "upload"
        if method == "DELETE":
            return "delete"
        if method == "POST" and path.startswith("/rest/posts/"):
            return "edit"
        commits = path == "/rest/posts" or path.endswith("/comments")
        return "publish" if method == "POST" and commits else "read"

    def trouble(self, name: str, now: float) -> Refusal:
        if name == "token_expired":
            return refused(401, "EXPIRED_ACCESS_TOKEN", "The token has expired.", 65602)
        if name == "rate_limited":
            return too_many()
        if name == "refused":
            return invalid("/commentary", "The content was found to be against our policies")
        if name == "error_503":
            return refused(503, "SERVICE_UNAVAILABLE", "Service unavailable")
        return refused(500, "INTERNAL_SERVER_ERROR", "Unable to obtain activity")

    def not_found(self) -> Refusal:
        return refused(404, "RESOURCE_NOT_FOUND", "No virtual resource found", 0)
