"""One table: Telegram's refusals as our kinds of error."""

from __future__ import annotations

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
    ReconnectNeeded,
    TryLater,
)
from heliograph.sdk.problems import Problem


@dataclass(frozen=True)
class Row:
    """A refusal: its status, words it contains, and what must be done about it."""

    status: int
    words: str
    kind: type[ConnectorError]
    field: str = "text"
    remedy: str = "Change the post as Telegram's answer says, then send it again"


SHORTER = "Shorten the text, then send it again"
OTHER_FILE = "Replace the file by one that Telegram accepts"
TABLE = (
    Row(400, "chat not found", ChannelClosed),
    Row(400, "upgraded to a supergroup", ReconnectNeeded),
    Row(400, "administrator rights", ReconnectNeeded),
    Row(400, "not enough rights", ReconnectNeeded),
    Row(400, "chat_write_forbidden", ReconnectNeeded),
    Row(400, "caption is too long", ContentRefused, "text", SHORTER),
    Row(400, "message is too long", ContentRefused, "text", SHORTER),
    Row(400, "text is empty", ContentRefused, "text", "Write a text"),
    Row(400, "can't parse entities", ContentRefused, "text"),
    Row(400, "wrong file identifier", ContentRefused, "media", OTHER_FILE),
    Row(400, "failed to get http url", ContentRefused, "media", OTHER_FILE),
    Row(400, "photo_invalid_dimensions", ContentRefused, "media", OTHER_FILE),
    Row(400, "image_process_failed", ContentRefused, "media", OTHER_FILE),
    Row(400, "wrong file type", ContentRefused, "media", OTHER_FILE),
    Row(400, "message to be replied not found", ContentRefused, "text",
        "Send it as a post of its own: the one it answers is gone"),
    Row(400, "poll", ContentRefused, "poll"),
    Row(400, "", ContentRefused),
    Row(401, "", ReconnectNeeded),
    # The bot was removed or blocked; a person must let it in again.
    Row(403, "", ReconnectNeeded),
    # Not a method that is missing but a token that cannot be one.
    Row(404, "", ReconnectNeeded),
    Row(409, "", TryLater),
    Row(413, "", ContentRefused, "media", OTHER_FILE),
    Row(429, "", TryLater),
)  # fmt: skip


def refusal(answer: Answer, access: ChannelAccess) -> ConnectorError:
    """What the caller must do about an answer that is not a success."""
    words = hide_secrets(words_of(answer), access.secrets)
    detail = f"Telegram answered {answer.status}: {words}"
    row = _row(answer.status, words)
    if row is None or row.kind is TryLater:
        return TryLater(detail, _after(answer))
    if row.kind is ContentRefused:
        rule = f"telegram.{answer.status}"
        problem = Problem(row.field, rule, words, "a post Telegram accepts", row.remedy)
        return ContentRefused(detail, [problem])
    return row.kind(detail)


def words_of(answer: Answer) -> str:
    """Telegram's own sentence."""
    return str(_body(answer).get("description") or "no explanation")


def moved_to(answer: Answer) -> str | None:
    """Where a group went when it became a supergroup; nothing was posted by such a call."""
    found = _parameters(answer).get("migrate_to_chat_id")
    return str(found) if found is not None else None


def _row(status: int, words: str) -> Row | None:
    lower = words.lower()
    return next((row for row in TABLE if row.status == status and row.words in lower), None)


def _after(answer: Answer) -> timedelta | None:
    seconds = _parameters(answer).get("retry_after")
    return timedelta(seconds=seconds) if isinstance(seconds, int) else None


def _parameters(answer: Answer) -> Mapping[str, object]:
    found = _body(answer).get("parameters")
    return found if isinstance(found, dict) else {}


def _body(answer: Answer) -> Mapping[str, object]:
    body = answer.json()
    return body if isinstance(body, dict) else {}
