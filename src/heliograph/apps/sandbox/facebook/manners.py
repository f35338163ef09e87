"""How Facebook classifies its calls and words its refusals."""

from __future__ import annotations

from heliograph.apps.sandbox.answers import Refusal
from heliograph.apps.sandbox.graph.product import Product
from heliograph.apps.sandbox.networks import Call

PRODUCT = Product("facebook", use_case="pages", throttled=80001, token_status=400, page_usage=True)
COMMITTING = ("/feed", "/photo_stories", "/comments")
IN_PHASES = ("/videos", "/video_reels", "/video_stories")
SILENT = ("start", "transfer")


def no_image() -> Refusal:
    """There is no picture that Facebook takes."""
    return PRODUCT.envelope(400, 324, "(#324) Missing or invalid image file", subcode=2069019)


class FacebookManners:
    """See `gate.Manners`."""

    name = "facebook"

    def kind_of(self, call: Call) -> str:
        method, path = call.method, call.path.rstrip("/")
        if path.endswith(("/dialog/oauth", "/oauth/access_token", "/debug_token")):
            return "auth"
        if method == "GET":
            return "read"
        if method == "DELETE":
            return "delete"
        return self._kind_of_post(path, call.query)

    def trouble(self, name: str, now: float) -> Refusal:
        if name == "token_expired":
            return PRODUCT.expired()
        if name == "rate_limited":
            return PRODUCT.too_many(4, 0)
        if name == "refused":
            return PRODUCT.envelope(400, 1609005, "The link could not be posted.")
        status = 503 if name == "error_503" else 500
        return PRODUCT.envelope(status, 2, "Service temporarily unavailable", transient=True)

    def refusal(self, which: str) -> Refusal:
        """Any row of Facebook's table: `506`, `190/463`, `100/1366046`."""
        code, _, subcode = which.partition("/")
        number = int(code)
        status = 500 if number in (1, 2) else 403 if number in (3, 10, 200, 210, 299) else 400
        if number in (4, 17, 32, 613, PRODUCT.throttled):
            return PRODUCT.too_many(number, 7)
        words = f"(#{number}) as the script of faults wants it"
        return PRODUCT.envelope(
            status, number, words, subcode=int(subcode) if subcode else None,
            transient=number in (1, 2),
        )  # fmt: skip

    def not_found(self) -> Refusal:
        return PRODUCT.envelope(400, 2500, "Unknown path components")

    @staticmethod
    def _kind_of_post(path: str, query: dict[str, str]) -> str:
        if path.endswith(COMMITTING):
            return "publish"
        if path.endswith("/photos"):
            return "upload" if query.get("published") == "false" else "publish"
        if path.endswith(IN_PHASES):
            return "upload" if query.get("upload_phase") in SILENT else "publish"
        return "upload" if path.startswith("/video-upload/") else "edit"
