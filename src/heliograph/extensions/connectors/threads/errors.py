"""One table: the codes of Threads as our kinds of error."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from heliograph.kit.http import Answer
from heliograph.sdk.calls import hide_secrets
from heliograph.sdk.connectors import ChannelAccess, Memory
from heliograph.sdk.errors import (
    ConnectorError,
    ContentRefused,
    OutcomeUnknown,
    ReconnectNeeded,
    TryLater,
)
from heliograph.sdk.problems import Problem


class ContainerMissing(TryLater):
    """The container is not there (yet, or any more): nothing was published by this call."""


@dataclass(frozen=True)
class Rule:
    """What follows from one code: the error, when to come back, and how to mend the post."""

    error: type[ConnectorError]
    after: timedelta | None = None
    field: str = "text"
    remedy: str = ""


def _later(**length: float) -> Rule:
    return Rule(TryLater, timedelta(**length) if length else None)


def _refused(field: str, remedy: str) -> Rule:
    return Rule(ContentRefused, field=field, remedy=remedy)


ANY_REMEDY = "Change the post as Threads' answer says, then send it again"
BY_CODE: Mapping[int, Rule] = {
    1: _later(),
    2: _later(),
    3: Rule(ReconnectNeeded),
    4: _later(),
    10: Rule(ReconnectNeeded),
    17: _later(),
    24: Rule(ContainerMissing, timedelta(seconds=30)),
    32: _later(),
    100: _refused("text", ANY_REMEDY),
    102: Rule(ReconnectNeeded),
    190: Rule(ReconnectNeeded),
    368: _later(hours=24),
    613: _later(),
}
BY_WORD: Mapping[str, Rule] = {
    "THREADS_API__LINK_LIMIT_EXCEEDED": _refused("text", "Take out links until five are left"),
    "THREADS_API__GEO_GATING_INVALID_COUNTRY_CODES": _refused(
        "options", "Take out the countries that Threads does not know"
    ),
}
IN_CONTAINER: Mapping[str, Rule] = {
    "FAILED_DOWNLOADING_VIDEO": _later(minutes=1),
    "FAILED_PROCESSING_AUDIO": _refused("media", "Encode the sound anew as AAC, 48 kHz at most"),
    "FAILED_PROCESSING_VIDEO": _refused("media", "Save the video as MP4 with H.264 and AAC"),
    "INVALID_ASPEC_RATIO": _refused("media", "Crop it to between 1:10 and 10:1"),
    "INVALID_BIT_RATE": _refused("media", "Encode the video with less than 100 Mbit/s"),
    "INVALID_DURATION": _refused("media", "Cut the video to five minutes"),
    "INVALID_FRAME_RATE": _refused("media", "Encode it with 23 to 60 pictures a second"),
    "INVALID_AUDIO_CHANNELS": _refused("media", "Encode the sound with one or two channels"),
    "INVALID_AUDIO_CHANNEL_LAYOUT": _refused("media", "Encode the sound as mono or stereo"),
    "UNKNOWN": _later(minutes=1),
}
EXPIRED = frozenset({102, 190})
RATE_CODES = frozenset({4, 17, 32, 613})
# The server failed in the middle: after a committing call this settles nothing.
UNSETTLED = frozenset({1, 2})


@dataclass(frozen=True)
class GraphError:
    """The error object of the Graph API; Threads also has codes that are words."""

    code: int
    subcode: int
    words: str
    word: str = ""
    is_transient: bool = False


def error_of(answer: Answer) -> GraphError:
    """The error an answer carries; code 0 when it carries none."""
    body = answer.json()
    error = body.get("error") if isinstance(body, dict) else None
    if not isinstance(error, dict):
        return GraphError(0, 0, "no explanation")
    words = str(error.get("error_user_msg") or error.get("message") or "no explanation")
    code = error.get("code")
    return GraphError(
        _number(code),
        _number(error.get("error_subcode")),
        words,
        code if isinstance(code, str) else "",
        error.get("is_transient") is True,
    )


def is_gone(answer: Answer) -> bool:
    """Whether the object asked for does not exist (any more)."""
    error = error_of(answer)
    return answer.status == 404 or error.code == 24 or (error.code, error.subcode) == (100, 33)


def is_expired(answer: Answer) -> bool:
    """Whether fresh secrets may help."""
    return error_of(answer).code in EXPIRED


def refusal(answer: Answer, access: ChannelAccess, *, committing: bool = False) -> ConnectorError:
    """What the caller must do about an answer that is not a success."""
    error = error_of(answer)
    words = hide_secrets(error.words, access.secrets)
    name = error.word or f"{error.code}/{error.subcode}"
    detail = f"Threads answered {answer.status} ({name}): {words}"
    if committing and error.code in UNSETTLED:
        return OutcomeUnknown(detail)
    rule = _rule(answer.status, error)
    if issubclass(rule.error, TryLater):
        limited = error.code in RATE_CODES or answer.status == 429
        return rule.error(detail, (limited and _regained(answer)) or rule.after)
    return _raised(rule, detail, words)


def container_trouble(trouble: str, access: ChannelAccess, dropped: Memory) -> ConnectorError:
    """What follows from a container that failed; `trouble` is its `error_message`.

    Where trying again may help, the next attempt begins from `dropped`, without the container.
    """
    words = hide_secrets(trouble or "it was not found or ran out", access.secrets)
    detail = f"Threads could not prepare the post: {words}"
    rule = IN_CONTAINER.get(trouble)
    if rule is None or issubclass(rule.error, TryLater):
        return TryLater(detail, rule.after if rule else None, dropped)
    return _raised(rule, detail, words)


def _rule(status: int, error: GraphError) -> Rule:
    if error.word:
        return BY_WORD.get(error.word, _refused("text", ANY_REMEDY))
    if error.code in BY_CODE and not (error.is_transient and error.code == 100):
        return BY_CODE[error.code]
    if 200 <= error.code <= 299 or status in {301, 302, 307, 308, 401, 403}:
        return Rule(ReconnectNeeded)
    if error.is_transient or status >= 500 or status in {408, 429}:
        return _later()
    return _refused("text", ANY_REMEDY)


def _raised(rule: Rule, detail: str, words: str) -> ConnectorError:
    if rule.error is not ContentRefused:
        return rule.error(detail)
    problem = Problem(rule.field, "threads.refused", words, "what Threads accepts", rule.remedy)
    return ContentRefused(detail, [problem])


def _regained(answer: Answer) -> timedelta | None:
    """When access comes back, from the header in which Meta counts minutes."""
    try:
        usage = json.loads(answer.headers.get("x-business-use-case-usage", "{}"))
        rows = [row for rows in usage.values() for row in rows]
        minutes = max(int(row["estimated_time_to_regain_access"]) for row in rows)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return timedelta(minutes=minutes) if minutes > 0 else None


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
