"""One table: the error names of the AT Protocol as our kinds of error."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from heliograph.extensions.connectors.bluesky.quotas import next_day
from heliograph.kit.http import Answer
from heliograph.sdk.calls import hide_secrets, until_unix
from heliograph.sdk.connectors import ChannelAccess
from heliograph.sdk.errors import (
    ChannelClosed,
    ConnectorError,
    ContentRefused,
    ReconnectNeeded,
    TryLater,
)
from heliograph.sdk.problems import Problem

BY_NAME: Mapping[str, type[ConnectorError]] = {
    "AuthenticationRequired": ReconnectNeeded,
    "AuthFactorTokenRequired": ReconnectNeeded,
    "AuthMissing": ReconnectNeeded,
    "ExpiredToken": ReconnectNeeded,
    "InvalidToken": ReconnectNeeded,
    "AccountTakedown": ChannelClosed,
    "AccountDeactivated": ChannelClosed,
    "AccountSuspended": ChannelClosed,
    "RepoDeactivated": ChannelClosed,
    "RepoTakendown": ChannelClosed,
    "RepoNotFound": ChannelClosed,
    "BlobNotFound": TryLater,  # it was swept away: the next attempt uploads it again
    "InvalidSwap": TryLater,
    "RateLimitExceeded": TryLater,
    "NotEnoughResources": TryLater,
    "UpstreamFailure": TryLater,
    "UpstreamTimeout": TryLater,
    "ServiceOverloaded": TryLater,
    "DailyLimitExceeded": TryLater,
    "VideoTooLarge": ContentRefused,
    "VideoTooLong": ContentRefused,
    "BadAspectRatio": ContentRefused,
    # The names of a permission by consent are OAuth's own.
    "invalid_token": ReconnectNeeded,
    "invalid_dpop_proof": ReconnectNeeded,
    "insufficient_scope": ReconnectNeeded,
    "use_dpop_nonce": TryLater,
}

BY_STATUS: Mapping[int, type[ConnectorError]] = {
    301: ReconnectNeeded,  # the server has moved to another address
    302: ReconnectNeeded,
    307: ReconnectNeeded,
    308: ReconnectNeeded,
    401: ReconnectNeeded,
    403: ReconnectNeeded,
    408: TryLater,
    429: TryLater,
}

VIDEO_REMEDIES: Mapping[str, str] = {
    "VideoTooLarge": "Make the video smaller, then send the post again",
    "VideoTooLong": "Cut the video shorter, then send the post again",
    "BadAspectRatio": "Crop the video to a common shape, then send the post again",
}

# An authorisation that ran out is told with status 400 as often as with 401.
SESSION_OVER = frozenset({"ExpiredToken", "InvalidToken", "AuthMissing", "invalid_token"})


def name_of(answer: Answer) -> str:
    """The protocol's name of the error; empty when the body has none."""
    body = answer.json()
    return str(body.get("error", "")) if isinstance(body, dict) else ""


def session_is_over(answer: Answer) -> bool:
    """Whether a new session would help."""
    return not answer.ok and name_of(answer) in SESSION_OVER


def refusal(answer: Answer, access: ChannelAccess) -> ConnectorError:
    """What the caller must do about an answer that is not a success."""
    name, words = name_of(answer), hide_secrets(_words(answer), access.secrets)
    detail = f"Bluesky answered {answer.status} {name}: {words}"
    kind = BY_NAME.get(name) or _by_status(answer.status)
    if kind is TryLater:
        return TryLater(detail, _wait(answer, name, access.clock.now()))
    if kind is ContentRefused:
        return ContentRefused(detail, [_problem(answer.status, name, words)])
    return kind(detail)


def _wait(answer: Answer, name: str, now: datetime) -> timedelta | None:
    if name == "DailyLimitExceeded":
        return next_day(now) - now
    return until_unix(answer.headers.get("ratelimit-reset"), now) if answer.status == 429 else None


def _by_status(status: int) -> type[ConnectorError]:
    return TryLater if status >= 500 else BY_STATUS.get(status, ContentRefused)


def _problem(status: int, name: str, words: str) -> Problem:
    if remedy := VIDEO_REMEDIES.get(name):
        return Problem("media", f"bluesky.{name}", words, "a video the service takes", remedy)
    if status == 413:
        return Problem("media", "bluesky.size", words, "a smaller file", "Make the file smaller")
    field = "media" if "embed" in words else "text"
    remedy = "Change the post as the server's answer says, then send it again"
    return Problem(field, "bluesky.refused", words, "a post the server accepts", remedy)


def _words(answer: Answer) -> str:
    body = answer.json()
    return str(body.get("message", "no explanation")) if isinstance(body, dict) else ""
