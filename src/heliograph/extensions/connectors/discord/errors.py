"""One table: Discord's refusals as our kinds of error."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from heliograph.kit.http import Answer
from heliograph.sdk.calls import hide_secrets
from heliograph.sdk.connectors import Secrets
from heliograph.sdk.errors import ConnectorError, ContentRefused, ReconnectNeeded, TryLater
from heliograph.sdk.problems import Problem

UNKNOWN_MESSAGE = 10008
ANY = None


@dataclass(frozen=True)
class Row:
    """A refusal: its status and its own code, and what must be done about it."""

    status: int
    code: int | None
    kind: type[ConnectorError]
    field: str = "text"
    remedy: str = "Change the post as Discord's answer says, then send it again"


SMALLER = "Take smaller files or fewer of them"
TABLE = (
    Row(400, 50006, ContentRefused, "text", "Write a text, or add a file"),
    Row(400, 50035, ContentRefused),
    Row(400, 40005, ContentRefused, "media", SMALLER),
    Row(400, ANY, ContentRefused),
    Row(401, ANY, ReconnectNeeded),
    Row(403, ANY, ReconnectNeeded),
    Row(404, UNKNOWN_MESSAGE, ContentRefused, "text", "Send it as a new post: this one is gone"),
    # The webhook was deleted, or its address leads nowhere.
    Row(404, ANY, ReconnectNeeded),
    Row(405, ANY, ReconnectNeeded),
    Row(413, ANY, ContentRefused, "media", SMALLER),
    Row(429, ANY, TryLater),
)
FIELDS = (
    ("attachments", "media"),
    ("files", "media"),
    ("poll", "poll"),
    ("embeds", "link"),
    ("content", "text"),
)


def refusal(answer: Answer, secrets: Secrets) -> ConnectorError:
    """What the caller must do about an answer that is not a success."""
    body = body_of(answer)
    words = hide_secrets(_words(body), secrets)
    detail = f"Discord answered {answer.status}: {words}"
    row = next((one for one in TABLE if _fits(one, answer.status, code_of(answer))), None)
    if row is None or row.kind is TryLater:
        return TryLater(detail, _after(answer))
    if row.kind is ContentRefused:
        field = _field(body) or row.field
        rule = f"discord.{code_of(answer) or answer.status}"
        return ContentRefused(
            detail, [Problem(field, rule, words, "a post Discord accepts", row.remedy)]
        )
    return row.kind(detail)


def code_of(answer: Answer) -> int:
    """Discord's own number for what went wrong; 0 when it gives none."""
    found = body_of(answer).get("code")
    return found if isinstance(found, int) else 0


def body_of(answer: Answer) -> Mapping[str, object]:
    """The answer's body, empty when it is no object."""
    body = answer.json()
    return body if isinstance(body, dict) else {}


def _fits(row: Row, status: int, code: int) -> bool:
    return row.status == status and row.code in (ANY, code)


def _words(body: Mapping[str, object]) -> str:
    """The message, with what it says of the fields."""
    message = str(body.get("message") or "no explanation")
    details = " ".join(_messages_in(body.get("errors")))
    return f"{message}: {details}" if details else message


def _messages_in(part: object) -> list[str]:
    if isinstance(part, list):
        return [str(one.get("message")) for one in part if isinstance(one, dict)]
    if isinstance(part, dict):
        return [words for inner in part.values() for words in _messages_in(inner)]
    return []


def _field(body: Mapping[str, object]) -> str | None:
    errors = body.get("errors")
    named = errors if isinstance(errors, dict) else {}
    return next((ours for theirs, ours in FIELDS if theirs in named), None)


def _after(answer: Answer) -> timedelta | None:
    told = body_of(answer).get("retry_after")
    if not isinstance(told, (int, float)):
        told = _number(answer.headers.get("retry-after"))
    return timedelta(seconds=told) if told is not None and told >= 0 else None


def _number(text: str | None) -> float | None:
    try:
        return float(text or "")
    except ValueError:
        return None
