"""How YouTube classifies its calls and words its refusals."""

from __future__ import annotations

import re
from collections.abc import Mapping

from heliograph.apps.sandbox.answers import Refusal
from heliograph.apps.sandbox.networks import Call

RANGE = re.compile(r"bytes (?:(\d+)-(\d+)|\*)/(\d+|\*)")
WORDS: Mapping[str, tuple[int, str, str]] = {
    "authError": (401, "global", "Invalid Credentials"),
    "backendError": (500, "global", "Backend Error"),
    "commentsDisabled": (403, "youtube.commentThread", "Comments are disabled for this video."),
    "commentNotFound": (404, "youtube.comment", "The comment cannot be found."),
    "forbidden": (403, "youtube.common", "The request might not be properly authorized."),
    "imageFormatUnsupported": (400, "youtube.thumbnail", "The image format is not supported."),
    "insufficientPermissions": (403, "global", "Request had insufficient authentication scopes."),
    "invalidCategoryId": (400, "youtube.video", "The category id is not valid."),
    "invalidChunk": (400, "global", "A chunk that is not the last is a multiple of 262144 bytes."),
    "invalidDescription": (400, "youtube.video", "The video description is not valid."),
    "invalidImage": (400, "youtube.thumbnail", "The provided image content is not valid."),
    "invalidParameter": (400, "youtube.parameter", "A parameter has a value that is not valid."),
    "invalidPublishAt": (400, "youtube.video", "The scheduled publishing time is not valid."),
    "invalidTags": (400, "youtube.video", "The video keywords are not valid."),
    "invalidTitle": (400, "youtube.video", "The video title is empty or not valid."),
    "invalidVideoMetadata": (400, "youtube.video", "The request metadata is not valid."),
    "mediaBodyRequired": (400, "youtube.common", "The request does not include the content."),
    "missingRequiredParameter": (400, "youtube.parameter", "A required parameter is missing."),
    "notFound": (404, "global", "Not Found"),
    "playlistItemNotFound": (404, "youtube.playlistItem", "The playlist item cannot be found."),
    "playlistNotFound": (404, "youtube.playlistItem", "The playlist cannot be found."),
    "processingFailure": (400, "youtube.commentThread", "The comment could not be stored."),
    "quotaExceeded": (403, "youtube.quota", "The request cannot be completed because you have "
                      "exceeded your quota."),
    "rateLimitExceeded": (403, "usageLimits", "Rate Limit Exceeded"),
    "unknownPart": (400, "youtube.parameter", "The request names a part that does not exist."),
    "uploadLimitExceeded": (400, "youtube.video", "The user has exceeded the number of videos "
                            "they may upload."),
    "videoNotFound": (404, "youtube.video", "The video cannot be found."),
}  # fmt: skip
STATES = {
    400: "INVALID_ARGUMENT", 401: "UNAUTHENTICATED", 403: "PERMISSION_DENIED", 404: "NOT_FOUND",
    500: "INTERNAL", 503: "UNAVAILABLE",
}  # fmt: skip


def refused(reason: str, status: int = 0) -> Refusal:
    """One of the documented refusals in Google's error body."""
    own, domain, words = WORDS[reason]
    status = status or own
    error = {
        "code": status, "message": words,
        "errors": [{"message": words, "domain": domain, "reason": reason}],
        "status": STATES[status],
    }  # fmt: skip
    return Refusal(status, {"error": error})


def commits(call: Call) -> bool:
    """Whether a call to a session carries the last byte of its file."""
    span = RANGE.fullmatch(call.headers.get("content-range", ""))
    if span is None:
        return True
    first, last, total = span.groups()
    return first is not None and total != "*" and int(last) + 1 == int(total)


class YouTubeManners:
    """See `gate.Manners`."""

    name = "youtube"

    def kind_of(self, call: Call) -> str:
        method, path = call.method, call.path
        if path.startswith(("/o/oauth2", "/token", "/revoke")):
            return "auth"
        if path == "/upload/youtube/v3/videos":
            return self._upload(call)
        if method == "GET":
            return "read"
        if path.endswith("/commentThreads"):
            return "publish"
        if method == "DELETE":
            return "delete"
        return "upload" if path.startswith("/upload") else "edit"

    def trouble(self, name: str, now: float) -> Refusal:
        reasons = {
            "token_expired": "authError",
            "rate_limited": "rateLimitExceeded",
            "refused": "invalidVideoMetadata",
        }
        if name in reasons:
            return refused(reasons[name])
        return refused("backendError", 503 if name == "error_503" else 500)

    def not_found(self) -> Refusal:
        return refused("notFound")

    def _upload(self, call: Call) -> str:
        """Opening a session uploads nothing that is seen; asking for its state reads."""
        if call.method == "POST":
            return "upload" if call.query.get("uploadType") == "resumable" else "publish"
        if call.headers.get("content-range", "").startswith("bytes *"):
            return "read"
        return "publish" if commits(call) else "upload"
