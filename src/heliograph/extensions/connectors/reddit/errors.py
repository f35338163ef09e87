"""One table: Reddit's refusals as our kinds of error. Most of them come inside a 200."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple

from heliograph.kit.http import Answer
from heliograph.sdk.calls import hide_secrets
from heliograph.sdk.connectors import ChannelAccess
from heliograph.sdk.errors import (
    ChannelClosed,
    ConnectorError,
    ContentRefused,
    ReconnectNeeded,
    TryLater,
)
from heliograph.sdk.problems import Problem

LONGEST_WAIT = 86_400


class DuplicateLink(ContentRefused):
    """The link stands in that subreddit already; whether by us, only a look tells."""


class Row(NamedTuple):
    """What one named refusal means, which part of the post it concerns, and how to mend it."""

    kind: type[ConnectorError]
    field: str = "text"
    remedy: str = "Change the post as Reddit's answer says, then send it again"


_PLACE = "options.subreddit"
TABLE: Mapping[str, Row] = {
    "ALREADY_SUB": Row(
        DuplicateLink, "link", "Take another link, or allow the repeat in the post's options"
    ),
    "BAD_URL": Row(ContentRefused, "link", "Enter the whole address, from https:// on"),
    "BANNED_FROM_SUBREDDIT": Row(ChannelClosed),
    "DOMAIN_BANNED": Row(ContentRefused, "link", "Link to another site, or choose a subreddit"),
    "NO_LINKS": Row(ContentRefused, _PLACE, "Make it a text post, or choose another subreddit"),
    "NO_SELFS": Row(ContentRefused, _PLACE, "Make it a link post, or choose another subreddit"),
    "NO_TEXT": Row(ContentRefused, "text", "Write something where Reddit found nothing"),
    "RATELIMIT": Row(TryLater),
    "SUBMIT_VALIDATION_FLAIR_REQUIRED": Row(
        ContentRefused, "options.flair_id", "Choose one of the subreddit's flairs"
    ),
    "SUBREDDIT_NOEXIST": Row(ContentRefused, _PLACE, "Check how the subreddit is spelled"),
    "SUBREDDIT_NOTALLOWED": Row(
        ContentRefused, _PLACE, "Choose a subreddit in which the account may post"
    ),
    "TOO_LONG": Row(ContentRefused, "text", "Shorten what Reddit found too long"),
    "USER_REQUIRED": Row(ReconnectNeeded),
}
OTHER = Row(ContentRefused)
BY_STATUS: Mapping[int, type[ConnectorError]] = {
    401: ReconnectNeeded,
    403: ReconnectNeeded,
    408: TryLater,
    425: TryLater,
    429: TryLater,
}
FIELDS = {"title": "title", "url": "link", "sr": _PLACE, "flair": "options.flair_id"}


def named_errors(answer: Answer) -> Sequence[tuple[str, str, str]]:
    """The refusals inside an answer: name, words, field. None of them in a success."""
    body = answer.json()
    inner = body.get("json") if isinstance(body, dict) else None
    rows = inner.get("errors") if isinstance(inner, dict) else None
    found = [row for row in rows or () if isinstance(row, list) and row]
    return [_three(row) for row in found]


def expired(answer: Answer) -> bool:
    """Whether the token has run out, which Reddit tells in two ways."""
    return answer.status == 401 or any(row[0] == "USER_REQUIRED" for row in named_errors(answer))


def refusal(answer: Answer, access: ChannelAccess) -> ConnectorError | None:
    """What the caller must do about an answer; None when it is a success."""
    rows = named_errors(answer)
    if rows:
        return _named(answer, rows, access)
    if answer.ok:
        return None
    words = _words(answer)
    detail = hide_secrets(f"Reddit answered {answer.status}: {words}", access.secrets)
    kind = TryLater if answer.status >= 500 else BY_STATUS.get(answer.status, ContentRefused)
    if kind is TryLater:
        return TryLater(detail, _seconds(answer.headers.get("x-ratelimit-reset")))
    if kind is ContentRefused:
        return ContentRefused(detail, [_problem(OTHER, (str(answer.status), words, ""))])
    return kind(detail)


def _named(
    answer: Answer, rows: Sequence[tuple[str, str, str]], access: ChannelAccess
) -> ConnectorError:
    name, words, _ = rows[0]
    row = TABLE.get(name, OTHER)
    detail = hide_secrets(f"Reddit said {name}: {words}", access.secrets)
    if row.kind is TryLater:
        told = answer.json()["json"].get("ratelimit")
        return TryLater(detail, _seconds(told) or _break_in(words))
    if issubclass(row.kind, ContentRefused):
        return row.kind(detail, [_problem(TABLE.get(one[0], OTHER), one) for one in rows])
    return row.kind(detail)


def _problem(row: Row, told: tuple[str, str, str]) -> Problem:
    name, words, field = told
    place = FIELDS.get(field, row.field)
    return Problem(place, f"reddit.{name.lower()}", words, "what Reddit accepts", row.remedy)


def _three(row: Sequence[object]) -> tuple[str, str, str]:
    texts = [str(one or "") for one in row[:3]]
    return texts[0], texts[1] if len(texts) > 1 else "", texts[2] if len(texts) > 2 else ""


def _seconds(told: object) -> timedelta | None:
    try:
        seconds = float(str(told))
    except ValueError:
        return None
    return timedelta(seconds=min(max(math.ceil(seconds), 0), LONGEST_WAIT))


def _break_in(words: str) -> timedelta | None:
    """The time in "Take a break for 3 minutes before trying again"."""
    match = re.search(r"(\d+) (second|minute|hour)", words)
    if match is None:
        return None
    size = {"second": 1, "minute": 60, "hour": 3600}[match[2]]
    return _seconds(int(match[1]) * size)


def _words(answer: Answer) -> str:
    body = answer.json()
    told = body.get("message") if isinstance(body, dict) else None
    return str(told or "no explanation")
