"""The Graph API's error object, and tables that say what the caller must do about it.

Source: developers.facebook.com/docs/graph-api/guides/error-handling.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
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
from heliograph.sdk.graph.usage import regained
from heliograph.sdk.problems import Problem


@dataclass(frozen=True)
class Rule:
    """What follows from one code: the error, when to come back, and how to mend the post."""

    error: type[ConnectorError]
    after: timedelta | None = None
    field: str = "text"
    remedy: str = ""


def later(**length: float) -> Rule:
    """A passing trouble; the length is that of `timedelta`, left out where nobody knows."""
    return Rule(TryLater, timedelta(**length) if length else None)


def refused(field: str, remedy: str) -> Rule:
    """A lasting no to a part of the post, and how to mend it."""
    return Rule(ContentRefused, field=field, remedy=remedy)


RECONNECT = Rule(ReconnectNeeded)
INVALID = 100
# 33 stands for an object that does not exist, or not any more.
NO_OBJECT = 33
EXPIRED = frozenset({102, 190})
# The server failed in the middle: after a committing call this settles nothing.
UNSETTLED = frozenset({1, 2})
RATE_CODES = frozenset({4, 17, 32, 368, 613, 80001, 80002})
COMMON: Mapping[int, Rule] = {
    1: later(),
    2: later(),
    3: RECONNECT,
    4: later(),
    10: RECONNECT,
    17: later(),
    32: later(),
    102: RECONNECT,
    190: RECONNECT,
    368: later(hours=24),
    613: later(),
    80001: later(),
    80002: later(),
}
"""The codes that mean the same in every product of the Graph API."""


@dataclass(frozen=True)
class GraphError:
    """The error object; code 0 stands for none. Some codes of Threads are words."""

    code: int = 0
    subcode: int = 0
    words: str = "no explanation"
    word: str = ""
    is_transient: bool = False


def error_of(answer: Answer) -> GraphError:
    """The error an answer carries."""
    body = answer.json()
    error = body.get("error") if isinstance(body, dict) else None
    if not isinstance(error, dict):
        return GraphError()
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
    return answer.status == 404 or (error.code, error.subcode) == (INVALID, NO_OBJECT)


def is_expired(answer: Answer) -> bool:
    """Whether fresh secrets may help."""
    return error_of(answer).code in EXPIRED


def is_passing(answer: Answer) -> bool:
    """Whether an answer that gives no token is a passing trouble and no lasting no."""
    rule = COMMON.get(error_of(answer).code)
    if rule is not None:
        return issubclass(rule.error, TryLater)
    return answer.status >= 500 or answer.status in {408, 429}


@dataclass(frozen=True)
class ErrorTable:
    """What follows from the refusals of one platform, laid over what all of them share.

    `platform` is the manifest's id and `name` its name. A subcode goes before its code; `by_word`
    serves codes that are words. A committing call that ends with a code of `unsettled` may have
    worked.
    """

    platform: str
    name: str
    by_code: Mapping[int, Rule] = field(default_factory=dict)
    by_subcode: Mapping[int, Rule] = field(default_factory=dict)
    by_word: Mapping[str, Rule] = field(default_factory=dict)
    unsettled: frozenset[int] = UNSETTLED

    def refusal(
        self, answer: Answer, access: ChannelAccess, *, committing: bool = False
    ) -> ConnectorError:
        """What the caller must do about an answer that is not a success."""
        error = error_of(answer)
        words = hide_secrets(error.words, access.secrets)
        name = error.word or f"{error.code}/{error.subcode}"
        detail = f"{self.name} answered {answer.status} ({name}): {words}"
        if committing and error.code in self.unsettled:
            return OutcomeUnknown(detail)
        rule = self._rule(answer.status, error)
        if issubclass(rule.error, TryLater):
            limited = error.code in RATE_CODES or answer.status == 429
            return rule.error(detail, (limited and regained(answer)) or rule.after)
        return self._raised(rule, detail, words)

    def container_trouble(
        self, rule: Rule | None, told: str, access: ChannelAccess, dropped: Memory
    ) -> ConnectorError:
        """What follows from a container that failed for the reason `told`.

        Where trying again may help, the next attempt begins from `dropped`.
        """
        words = hide_secrets(told or "it was not found or ran out", access.secrets)
        detail = f"{self.name} could not prepare the post: {words}"
        if rule is None or issubclass(rule.error, TryLater):
            return TryLater(detail, rule.after if rule else None, dropped)
        return self._raised(rule, detail, words)

    @property
    def _unknown(self) -> Rule:
        return refused("text", f"Change the post as {self.name}'s answer says, then send it again")

    def _rule(self, status: int, error: GraphError) -> Rule:
        if error.word:
            return self.by_word.get(error.word, self._unknown)
        known = self.by_subcode.get(error.subcode)
        if known is None and not (error.is_transient and error.code == INVALID):
            known = self.by_code.get(error.code) or COMMON.get(error.code)
        if known is not None:
            return known
        if 200 <= error.code <= 299 or status in {301, 302, 307, 308, 401, 403}:
            return RECONNECT
        if error.is_transient or status >= 500 or status in {408, 429}:
            return later()
        return self._unknown

    def _raised(self, rule: Rule, detail: str, words: str) -> ConnectorError:
        if not issubclass(rule.error, ContentRefused):
            return rule.error(detail)
        accepts = f"what {self.name} accepts"
        problem = Problem(rule.field, f"{self.platform}.refused", words, accepts, rule.remedy)
        return rule.error(detail, [problem])


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
