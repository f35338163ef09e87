"""The Messages API: the answer is asked for as the input of one tool, which gives it its form."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from heliograph.extensions.providers.anthropic.errors import refusal_of
from heliograph.kit.http import Answer
from heliograph.sdk.calls import Wire, parse
from heliograph.sdk.generating import AnswerUnusable, Declined, Usage, ask_model, header_key
from heliograph.sdk.manifest import load_provider_manifest
from heliograph.sdk.writing import ANSWER_SCHEMA, Ask, Composed, TextModel, words_of

VERSION = "2023-06-01"
_TOOL = "keep_piece"
_MOST_MODELS = 1000


class _Block(Wire):
    type: str
    text: str = ""
    name: str = ""
    input: dict[str, Any] | None = None


class _Tokens(Wire):
    input_tokens: int = 0
    output_tokens: int = 0
    cache_creation_input_tokens: int | None = None
    cache_read_input_tokens: int | None = None


class _Message(Wire):
    content: list[_Block]
    stop_reason: str | None = None
    usage: _Tokens


class _Model(Wire):
    id: str


class _Models(Wire):
    data: list[_Model]


class AnthropicText(TextModel):
    """Implements `TextModel` for Anthropic."""

    manifest = load_provider_manifest(Path(__file__).parent)

    async def compose(self, ask: Ask) -> Composed:
        """One answer."""
        call = self.access.http.post(
            self.access.address("/messages"),
            json=_payload(ask, self.access.model, self.access.max_tokens),
            headers=self._headers(),
            seconds=self.access.seconds,
        )
        message = parse(
            _Message, self._good(await ask_model(call, self.access.key)), AnswerUnusable
        )
        usage = _usage(message.usage)
        return Composed(words_of(_said(message, usage), usage), usage)

    async def models(self) -> Sequence[str]:
        """The ids of the models that the key may use."""
        call = self.access.http.get(
            self.access.address("/models"),
            params={"limit": _MOST_MODELS},
            headers=self._headers(),
            seconds=self.access.seconds,
        )
        found = parse(_Models, self._good(await ask_model(call, self.access.key)), AnswerUnusable)
        return sorted(one.id for one in found.data)

    def _good(self, answer: Answer) -> Answer:
        if not answer.ok:
            raise refusal_of(answer, self.access.key)
        return answer

    def _headers(self) -> dict[str, str]:
        return {"x-api-key": header_key(self.access.key), "anthropic-version": VERSION}


def _payload(ask: Ask, model: str, max_tokens: int) -> dict[str, Any]:
    tool = {
        "name": _TOOL,
        "description": "Keeps the finished piece.",
        "input_schema": ANSWER_SCHEMA,
    }
    return {
        "model": model,
        "max_tokens": max_tokens,
        "system": ask.system,
        "messages": [{"role": "user", "content": ask.user}],
        "tools": [tool],
        "tool_choice": {"type": "tool", "name": _TOOL},
    }


def _usage(tokens: _Tokens) -> Usage:
    kept = (tokens.cache_creation_input_tokens or 0) + (tokens.cache_read_input_tokens or 0)
    return Usage(tokens.input_tokens + kept, tokens.output_tokens)


def _said(message: _Message, usage: Usage) -> str | dict[str, Any]:
    if message.stop_reason == "refusal":
        raise Declined("The model declined to write this.", usage)
    if message.stop_reason == "max_tokens":
        raise AnswerUnusable("The answer was cut off at the limit of its length.", usage)
    for block in message.content:
        if block.type == "tool_use" and block.name == _TOOL and block.input is not None:
            return block.input
    return "".join(block.text for block in message.content)
