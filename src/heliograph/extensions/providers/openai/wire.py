"""The wire format of chat completions: what we send, what we read. Pure functions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from heliograph.kit.http import Answer
from heliograph.sdk.calls import Wire
from heliograph.sdk.generating import AnswerUnusable, Declined, Usage, estimated_tokens, told
from heliograph.sdk.writing import ANSWER_SCHEMA, Ask

_LIMITS = ("max_completion_tokens", "max_tokens")


@dataclass(frozen=True)
class Manners:
    """How a server wants to be asked: which form it can promise (`json_schema`, `json_object` or
    `text`) and what it calls the limit of an answer."""

    shape: str = "json_schema"
    limit: str = "max_tokens"


class _Message(Wire):
    content: str | None = None
    refusal: str | None = None


class _Choice(Wire):
    message: _Message
    finish_reason: str | None = None


class _Tokens(Wire):
    prompt_tokens: int = 0
    completion_tokens: int = 0


class Chat(Wire):
    """A completion."""

    choices: list[_Choice]
    usage: _Tokens | None = None


class _Model(Wire):
    id: str


class ModelList(Wire):
    """What a server offers."""

    data: list[_Model]


def payload_of(ask: Ask, model: str, manners: Manners, max_tokens: int) -> dict[str, Any]:
    """The body of a question."""
    body: dict[str, Any] = {
        "model": model,
        "messages": [
            {"role": "system", "content": ask.system},
            {"role": "user", "content": ask.user},
        ],
        manners.limit: max_tokens,
    }
    if manners.shape == "json_schema":
        schema = {"name": "piece", "schema": ANSWER_SCHEMA, "strict": True}
        body["response_format"] = {"type": "json_schema", "json_schema": schema}
    elif manners.shape == "json_object":
        body["response_format"] = {"type": "json_object"}
    return body


def easier(manners: Manners, answer: Answer) -> Manners | None:
    """Another way of asking, when the server says that it does not know this one."""
    if answer.status not in (400, 422):
        return None
    complaint = answer.body[:4000].decode("utf-8", "replace").lower()
    if "response_format" in complaint or "json_schema" in complaint or "grammar" in complaint:
        following = {"json_schema": "json_object", "json_object": "text"}.get(manners.shape)
        return replace(manners, shape=following) if following else None
    if manners.limit in complaint:
        other = next(name for name in _LIMITS if name != manners.limit)
        return replace(manners, limit=other) if other in complaint else None
    return None


def usage_of(chat: Chat, ask: Ask) -> Usage:
    """What was used; servers that do not count are counted for."""
    if chat.usage is not None:
        return Usage(chat.usage.prompt_tokens, chat.usage.completion_tokens)
    words = sum(len(one.message.content or "") for one in chat.choices)
    return Usage(estimated_tokens(ask.characters), estimated_tokens(words))


def said(chat: Chat, usage: Usage) -> str:
    """The text of the first choice; raises `Declined` or `AnswerUnusable` when there is none."""
    if not chat.choices:
        raise AnswerUnusable("The model gave no answer.", usage)
    choice = chat.choices[0]
    if choice.message.refusal:
        raise Declined(f"The model declined: {told(choice.message.refusal)}", usage)
    if choice.finish_reason == "content_filter":
        raise Declined("The service's filter stopped the answer.", usage)
    if choice.finish_reason == "length":
        raise AnswerUnusable("The answer was cut off at the limit of its length.", usage)
    return choice.message.content or ""
