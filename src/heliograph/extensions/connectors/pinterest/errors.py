"""One table: Pinterest's refusals as our kinds of error."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import timedelta
from typing import NamedTuple

from heliograph.kit.http import Answer
from heliograph.sdk.calls import hide_secrets
from heliograph.sdk.connectors import ChannelAccess
from heliograph.sdk.errors import ConnectorError, ContentRefused, ReconnectNeeded, TryLater
from heliograph.sdk.problems import Problem

LONGEST_WAIT = 86_400

BY_STATUS: Mapping[int, type[ConnectorError]] = {
    401: ReconnectNeeded,
    403: ReconnectNeeded,
    408: TryLater,
    409: TryLater,
    425: TryLater,
    429: TryLater,
}


class Mend(NamedTuple):
    """Which part of the pin a refusal concerns, and how to mend it."""

    field: str
    remedy: str


FETCH = Mend("media", "Make sure the picture's address is open to everybody, then send it again")
BY_CODE: Mapping[tuple[int, int], Mend] = {
    (404, 40): Mend("options.board_id", "Choose a board that exists"),
    (404, 50): Mend("post", "The pin is gone; make a new one"),
    (400, 235): FETCH,
    (400, 236): Mend("media", "Save the picture anew as JPEG or PNG, then send it again"),
}
BY_PHRASE: tuple[tuple[str, Mend], ...] = (
    ("unable to reach the url", FETCH),
    ("maxitems", Mend("media", "Take pictures out until at most 5 are left")),
    ("minitems", Mend("media", "Add pictures until there are at least 2")),
    ("aspect ratio", Mend("media", "Give all pictures of the carousel the same shape")),
    ("'title'", Mend("title", "Shorten the title")),
    ("'link'", Mend("link", "Shorten the link, or correct it")),
    ("'alt_text'", Mend("media", "Shorten the picture's description")),
)
OTHER = Mend("text", "Change the pin as Pinterest's answer says, then send it again")


def expired(answer: Answer) -> bool:
    """Whether the token no longer serves."""
    return answer.status == 401


def refusal(answer: Answer, access: ChannelAccess) -> ConnectorError:
    """What the caller must do about an answer that is not a success."""
    code, words = _said(answer)
    detail = hide_secrets(f"Pinterest answered {answer.status} ({code}): {words}", access.secrets)
    kind = TryLater if answer.status >= 500 else BY_STATUS.get(answer.status, ContentRefused)
    if kind is TryLater:
        return TryLater(detail, _wait(answer))
    if kind is not ContentRefused:
        return kind(detail)
    mend = BY_CODE.get((answer.status, code)) or _by_phrase(words)
    shown = hide_secrets(words, access.secrets)
    rule = f"pinterest.{answer.status}.{code}"
    problem = Problem(mend.field, rule, shown, "what Pinterest accepts", mend.remedy)
    return ContentRefused(detail, [problem])


def _by_phrase(words: str) -> Mend:
    return next((mend for phrase, mend in BY_PHRASE if phrase in words.lower()), OTHER)


def _wait(answer: Answer) -> timedelta | None:
    try:
        seconds = float(answer.headers.get("x-ratelimit-reset", ""))
    except ValueError:
        return None
    return timedelta(seconds=min(max(math.ceil(seconds), 0), LONGEST_WAIT))


def _said(answer: Answer) -> tuple[int, str]:
    body = answer.json()
    if not isinstance(body, dict):
        return 0, "no explanation"
    code = body.get("code")
    return code if isinstance(code, int) else 0, str(body.get("message") or "no explanation")
