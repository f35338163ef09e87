"""The Gemini API: contents in, candidates out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pydantic import Field

from heliograph.extensions.providers.google.errors import refusal_of
from heliograph.kit.http import Answer
from heliograph.sdk.calls import Wire, parse
from heliograph.sdk.generating import AnswerUnusable, Declined, Usage, ask_model, header_key
from heliograph.sdk.manifest import load_provider_manifest
from heliograph.sdk.writing import ANSWER_SCHEMA, Ask, Composed, TextModel, words_of

_DECLINED = frozenset({"SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII"})
_MOST_MODELS = 1000


class _Part(Wire):
    text: str = ""
    thought: bool = False


class _Content(Wire):
    parts: list[_Part] = Field(default_factory=list)


class _Candidate(Wire):
    content: _Content = Field(default_factory=_Content)
    finish_reason: str = Field("", alias="finishReason")


class _Feedback(Wire):
    block_reason: str = Field("", alias="blockReason")


class _Tokens(Wire):
    prompt: int = Field(0, alias="promptTokenCount")
    candidates: int = Field(0, alias="candidatesTokenCount")
    thoughts: int = Field(0, alias="thoughtsTokenCount")


class _Generated(Wire):
    candidates: list[_Candidate] = Field(default_factory=list)
    feedback: _Feedback = Field(default_factory=_Feedback, alias="promptFeedback")
    usage: _Tokens = Field(alias="usageMetadata")


class _Model(Wire):
    name: str


class _Models(Wire):
    models: list[_Model]


class GeminiText(TextModel):
    """Implements `TextModel` for Gemini."""

    manifest = load_provider_manifest(Path(__file__).parent)

    async def compose(self, ask: Ask) -> Composed:
        """One answer."""
        model = quote(self.access.model.removeprefix("models/"), safe="")
        call = self.access.http.post(
            self.access.address(f"/models/{model}:generateContent"),
            json=_payload(ask, self.access.max_tokens),
            headers=self._headers(),
            seconds=self.access.seconds,
        )
        answer = self._good(await ask_model(call, self.access.key))
        generated = parse(_Generated, answer, AnswerUnusable)
        tokens = generated.usage
        usage = Usage(tokens.prompt, tokens.candidates + tokens.thoughts)
        return Composed(words_of(_said(generated, usage), usage), usage)

    async def models(self) -> Sequence[str]:
        """The ids of the service's models."""
        call = self.access.http.get(
            self.access.address("/models"),
            params={"pageSize": _MOST_MODELS},
            headers=self._headers(),
            seconds=self.access.seconds,
        )
        found = parse(_Models, self._good(await ask_model(call, self.access.key)), AnswerUnusable)
        return sorted(one.name.removeprefix("models/") for one in found.models)

    def _good(self, answer: Answer) -> Answer:
        if not answer.ok:
            raise refusal_of(answer, self.access.key)
        return answer

    def _headers(self) -> dict[str, str]:
        return {"x-goog-api-key": header_key(self.access.key)}


def _payload(ask: Ask, max_tokens: int) -> dict[str, Any]:
    return {
        "systemInstruction": {"parts": [{"text": ask.system}]},
        "contents": [{"role": "user", "parts": [{"text": ask.user}]}],
        "generationConfig": {
            "maxOutputTokens": max_tokens,
            "responseMimeType": "application/json",
            "responseSchema": _schema(ANSWER_SCHEMA),
        },
    }


def _schema(given: dict[str, Any]) -> dict[str, Any]:
    """Our JSON schema in Google's dialect, which knows `nullable` and no closed objects."""
    made = {name: value for name, value in given.items() if name != "additionalProperties"}
    if isinstance(given.get("type"), list):
        made |= {"type": next(one for one in given["type"] if one != "null"), "nullable": True}
    if "properties" in given:
        made["properties"] = {name: _schema(one) for name, one in given["properties"].items()}
    if "items" in given:
        made["items"] = _schema(given["items"])
    return made


def _said(generated: _Generated, usage: Usage) -> str:
    if not generated.candidates:
        why = generated.feedback.block_reason or "no reason given"
        raise Declined(f"The service gave no answer: {why}.", usage)
    first = generated.candidates[0]
    if first.finish_reason in _DECLINED:
        raise Declined(f"The service's filter stopped the answer: {first.finish_reason}.", usage)
    if first.finish_reason == "MAX_TOKENS":
        raise AnswerUnusable("The answer was cut off at the limit of its length.", usage)
    return "".join(part.text for part in first.content.parts if not part.thought)
