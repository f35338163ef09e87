"""One table: the codes of the Graph API as our kinds of error."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from heliograph.kit.http import Answer
from heliograph.sdk.calls import hide_secrets
from heliograph.sdk.connectors import ChannelAccess
from heliograph.sdk.errors import (
    ChannelClosed,
    ConnectorError,
    ContentRefused,
    OutcomeUnknown,
    ReconnectNeeded,
    TryLater,
)
from heliograph.sdk.problems import Problem


class AlreadyPosted(ContentRefused):
    """Facebook has this very post already."""


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


ANY_REMEDY = "Change the post as Facebook's answer says, then send it again"
REPEATED = Rule(AlreadyPosted, remedy="Vary the text: you posted this one before")
BAD_LINK = _refused("link", "Enter an address that opens in a browser")
BAD_IMAGE = _refused("media", "Save the picture as JPEG, and make its address reachable over https")
BY_SUBCODE: Mapping[int, Rule] = {
    1346003: _refused("text", "Facebook took it for abuse: change the text, then send it again"),
    1363047: _later(minutes=5),
    1366046: _refused("media", "Make the picture smaller than 4 MB"),
    1366051: Rule(AlreadyPosted, field="media", remedy="Upload the pictures anew"),
    1390008: _later(minutes=15),
    1404078: Rule(ChannelClosed),
    1609008: _refused("link", "Take a link that does not lead to Facebook"),
    1609010: _later(minutes=5),
    2069019: BAD_IMAGE,
}
BY_CODE: Mapping[int, Rule] = {
    1: _later(),
    2: _later(),
    3: Rule(ReconnectNeeded),
    4: _later(),
    10: Rule(ReconnectNeeded),
    17: _later(),
    32: _later(),
    100: _refused("text", ANY_REMEDY),
    102: Rule(ReconnectNeeded),
    190: Rule(ReconnectNeeded),
    324: BAD_IMAGE,
    368: _later(hours=24),
    506: REPEATED,
    613: _later(),
    80001: _later(),
    1609005: BAD_LINK,
}
RATE_CODES = frozenset({4, 17, 32, 368, 613, 80001})
EXPIRED = frozenset({102, 190})
# The server failed in the middle: after a committing call this settles nothing.
UNSETTLED = frozenset({1, 2})
INVALID = 100


@dataclass(frozen=True)
class GraphError:
    """The error object of the Graph API."""

    code: int
    subcode: int
    words: str
    is_transient: bool = False


def error_of(answer: Answer) -> GraphError:
    """The error an answer carries; code 0 when it carries none."""
    body = answer.json()
    error = body.get("error") if isinstance(body, dict) else None
    if not isinstance(error, dict):
        return GraphError(0, 0, "no explanation")
    words = str(error.get("error_user_msg") or error.get("message") or "no explanation")
    code, subcode = _number(error.get("code")), _number(error.get("error_subcode"))
    return GraphError(code, subcode, words, error.get("is_transient") is True)


def is_gone(answer: Answer) -> bool:
    """Whether the object asked for does not exist (any more)."""
    error = error_of(answer)
    return answer.status == 404 or (error.code, error.subcode) == (100, 33)


def is_expired(answer: Answer) -> bool:
    """Whether fresh secrets may help."""
    return error_of(answer).code in EXPIRED


def refusal(answer: Answer, access: ChannelAccess, *, committing: bool = False) -> ConnectorError:
    """What the caller must do about an answer that is not a success."""
    error = error_of(answer)
    words = hide_secrets(error.words, access.secrets)
    detail = f"Facebook answered {answer.status} ({error.code}/{error.subcode}): {words}"
    if committing and error.code in UNSETTLED:
        return OutcomeUnknown(detail)
    rule = _rule(answer.status, error)
    if issubclass(rule.error, TryLater):
        limited = error.code in RATE_CODES or answer.status == 429
        return rule.error(detail, (limited and _regained(answer)) or rule.after)
    if not issubclass(rule.error, ContentRefused):
        return rule.error(detail)
    problem = Problem(rule.field, "facebook.refused", words, "what Facebook accepts", rule.remedy)
    return rule.error(detail, [problem])


def _rule(status: int, error: GraphError) -> Rule:
    known = BY_SUBCODE.get(error.subcode) or BY_CODE.get(error.code)
    if error.is_transient and (known is None or error.code == INVALID):
        return _later()
    if known is not None:
        return known
    if 200 <= error.code <= 299 or status in {301, 302, 307, 308, 401, 403}:
        return Rule(ReconnectNeeded)
    if status >= 500 or status in {408, 429}:
        return _later()
    return _refused("text", ANY_REMEDY)


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
