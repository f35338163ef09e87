"""One table: the codes of the Graph API as our kinds of error."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from heliograph.kit.http import Answer
from heliograph.sdk.calls import hide_secrets
from heliograph.sdk.connectors import ChannelAccess, Memory
from heliograph.sdk.errors import (
    ChannelClosed,
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


SPAM = "Instagram took it for spam: wait a day, vary the text, then send it again"
BY_SUBCODE: Mapping[int, Rule] = {
    2207001: _later(),
    2207003: _later(seconds=30),
    2207004: _refused("media", "Make the picture smaller than 8 MiB"),
    2207005: _refused("media", "Save the picture as JPEG"),
    2207006: Rule(ContainerMissing, timedelta(seconds=30)),
    2207008: Rule(ContainerMissing, timedelta(seconds=30)),
    2207009: _refused("media", "Crop the picture to between 4:5 and 1.91:1"),
    2207010: _refused("text", "Shorten the caption to 2,200 characters"),
    2207020: _later(),
    2207023: _refused("kind", "Make it a picture or a carousel"),
    2207026: _refused("media", "Save the video as MP4 with H.264 and AAC"),
    2207027: _later(seconds=15),
    2207028: _refused("media", "Put two to ten pictures into a carousel"),
    2207032: _later(seconds=30),
    2207040: _refused("text", "Take out mentions until twenty are left"),
    2207042: _later(hours=24),
    2207050: Rule(ChannelClosed),
    2207051: _refused("text", SPAM),
    2207052: _refused("media", "Make the media address reachable from the internet over https"),
    2207053: _later(),
    2207057: _refused("media", "Choose a cover within the length of the video"),
    2207077: _later(seconds=30),
    2207081: _refused("kind", "Post it as an ordinary reel"),
    2207082: _later(seconds=30),
}
BY_CODE: Mapping[int, Rule] = {
    -2: _later(),
    -1: _later(),
    1: _later(),
    2: _later(),
    4: _later(),
    9: _later(hours=24),
    10: Rule(ReconnectNeeded),
    17: _later(),
    25: Rule(ChannelClosed),
    32: _later(),
    190: Rule(ReconnectNeeded),
    352: BY_SUBCODE[2207026],
    613: _later(),
    9004: BY_SUBCODE[2207052],
    9007: BY_SUBCODE[2207027],
    36000: BY_SUBCODE[2207004],
    36001: BY_SUBCODE[2207005],
    36003: BY_SUBCODE[2207009],
    36004: BY_SUBCODE[2207010],
    80002: _later(),
}
RATE_CODES = frozenset({4, 17, 32, 613, 80002})
# The server failed in the middle: after a committing call this settles nothing.
UNSETTLED = frozenset({-2, -1, 1, 2})
# 33 is the Graph API's word for an object that does not exist (any more).
GONE = frozenset({(100, 33), (24, 2207006), (24, 2207008)})
TROUBLE_IN_CONTAINER = re.compile(r"\b(2207\d{3})\b")
ANY_REMEDY = "Change the post as Instagram's answer says, then send it again"


@dataclass(frozen=True)
class GraphError:
    """The error object of the Graph API."""

    code: int
    subcode: int
    words: str


def error_of(answer: Answer) -> GraphError:
    """The error an answer carries; code 0 when it carries none."""
    body = answer.json()
    error = body.get("error") if isinstance(body, dict) else None
    if not isinstance(error, dict):
        return GraphError(0, 0, "no explanation")
    words = str(error.get("error_user_msg") or error.get("message") or "no explanation")
    return GraphError(_number(error.get("code")), _number(error.get("error_subcode")), words)


def is_gone(answer: Answer) -> bool:
    """Whether the object asked for does not exist (any more)."""
    error = error_of(answer)
    return answer.status == 404 or (error.code, error.subcode) in GONE


def refusal(answer: Answer, access: ChannelAccess, *, committing: bool = False) -> ConnectorError:
    """What the caller must do about an answer that is not a success."""
    error = error_of(answer)
    words = hide_secrets(error.words, access.secrets)
    detail = f"Instagram answered {answer.status} ({error.code}/{error.subcode}): {words}"
    if committing and error.code in UNSETTLED:
        return OutcomeUnknown(detail)
    rule = _rule(answer.status, error)
    if issubclass(rule.error, TryLater):
        limited = error.code in RATE_CODES or answer.status == 429
        return rule.error(detail, (limited and _regained(answer)) or rule.after)
    return _raised(rule, detail, words)


def container_trouble(status: str, access: ChannelAccess, dropped: Memory) -> ConnectorError:
    """What follows from a container that failed; its sentence names the subcode.

    Where trying again may help, the next attempt begins from `dropped`, without the container.
    """
    words = hide_secrets(status or "it was not found", access.secrets)
    detail = f"Instagram could not prepare the post: {words}"
    found = TROUBLE_IN_CONTAINER.search(status)
    rule = BY_SUBCODE.get(int(found[1])) if found else None
    if rule is None or issubclass(rule.error, TryLater):
        return TryLater(detail, rule.after if rule else None, dropped)
    return _raised(rule, detail, words)


def _rule(status: int, error: GraphError) -> Rule:
    known = BY_SUBCODE.get(error.subcode) or BY_CODE.get(error.code)
    if known is not None:
        return known
    if 200 <= error.code <= 299 or status in {301, 302, 307, 308, 401, 403}:
        return Rule(ReconnectNeeded)
    if status >= 500 or status in {408, 429}:
        return _later()
    return _refused("text", ANY_REMEDY)


def _raised(rule: Rule, detail: str, words: str) -> ConnectorError:
    if rule.error is not ContentRefused:
        return rule.error(detail)
    problem = Problem(rule.field, "instagram.refused", words, "what Instagram accepts", rule.remedy)
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
