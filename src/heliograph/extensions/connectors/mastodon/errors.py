"""One table: Mastodon's refusals as our kinds of error."""

from __future__ import annotations

from collections.abc import Mapping

from heliograph.kit.http import Answer
from heliograph.sdk.calls import hide_secrets, until_iso
from heliograph.sdk.connectors import ChannelAccess
from heliograph.sdk.errors import (
    ChannelClosed,
    ConnectorError,
    ContentRefused,
    ReconnectNeeded,
    TryLater,
)
from heliograph.sdk.problems import Problem

BY_STATUS: Mapping[int, type[ConnectorError]] = {
    301: ReconnectNeeded,  # the server has moved to another address
    302: ReconnectNeeded,
    307: ReconnectNeeded,
    308: ReconnectNeeded,
    401: ReconnectNeeded,
    403: ReconnectNeeded,
    408: TryLater,
    410: ChannelClosed,
    425: TryLater,
    429: TryLater,
}

# The status alone does not tell these apart from their neighbours.
BY_PHRASE: tuple[tuple[int, str, type[ConnectorError]], ...] = (
    (403, "login is currently disabled", ChannelClosed),
    (403, "suspended", ChannelClosed),
    (403, "awaiting approval", ChannelClosed),
    (422, "not finished processing", TryLater),
    (422, "requires an authenticated user", ReconnectNeeded),
)


def refusal(answer: Answer, access: ChannelAccess) -> ConnectorError:
    """What the caller must do about an answer that is not a success."""
    words = _words(answer)
    detail = hide_secrets(f"Mastodon answered {answer.status}: {words}", access.secrets)
    kind = _kind(answer.status, words)
    if kind is TryLater:
        reset = answer.headers.get("x-ratelimit-reset") if answer.status == 429 else None
        return TryLater(detail, until_iso(reset, access.clock.now()))
    if kind is ContentRefused:
        return ContentRefused(
            detail, [_problem(answer.status, hide_secrets(words, access.secrets))]
        )
    return kind(detail)


def _kind(status: int, words: str) -> type[ConnectorError]:
    for known, phrase, kind in BY_PHRASE:
        if status == known and phrase in words.lower():
            return kind
    if status >= 500:
        return TryLater
    return BY_STATUS.get(status, ContentRefused)


def _problem(status: int, words: str) -> Problem:
    if status == 413 or "file" in words.lower():
        remedy = "Replace the file by one that this server accepts"
        return Problem("media", "mastodon.file", words, "a file the server accepts", remedy)
    remedy = "Change the post as the server's answer says, then send it again"
    return Problem("text", f"mastodon.{status}", words, "a post the server accepts", remedy)


def _words(answer: Answer) -> str:
    body = answer.json()
    if not isinstance(body, dict):
        return "no explanation"
    return str(body.get("error_description") or body.get("error") or "no explanation")
