"""Chat completions: one question, one JSON answer, whatever the server can hold itself to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from heliograph.extensions.providers.openai.errors import refusal_of
from heliograph.extensions.providers.openai.wire import (
    Chat,
    Manners,
    ModelList,
    easier,
    payload_of,
    said,
    usage_of,
)
from heliograph.kit.http import Answer
from heliograph.sdk.calls import parse
from heliograph.sdk.generating import AnswerUnusable, ask_model, header_key
from heliograph.sdk.manifest import load_provider_manifest
from heliograph.sdk.writing import Ask, Composed, TextModel, words_of

_OWN_HOST = "api.openai.com"
_MOST_CHANGES = 3


class ChatCompletions(TextModel):
    """Implements `TextModel` for OpenAI and everything that speaks like it."""

    manifest = load_provider_manifest(Path(__file__).parent)

    async def compose(self, ask: Ask) -> Composed:
        """One answer. A server that does not know a way of asking is asked in an easier way."""
        manners = self._manners()
        answer = await self._post(ask, manners)
        for _ in range(_MOST_CHANGES):
            simpler = None if answer.ok else easier(manners, answer)
            if simpler is None:
                break
            manners = simpler
            answer = await self._post(ask, manners)
        if not answer.ok:
            raise refusal_of(answer, self.access.key)
        chat = parse(Chat, answer, AnswerUnusable)
        usage = usage_of(chat, ask)
        return Composed(words_of(said(chat, usage), usage), usage)

    async def models(self) -> Sequence[str]:
        """The ids of the server's models."""
        url = self.access.address("/models")
        seconds = self.access.seconds
        call = self.access.http.get(url, headers=self._headers(), seconds=seconds)
        answer = await ask_model(call, self.access.key)
        if not answer.ok:
            raise refusal_of(answer, self.access.key)
        return sorted(one.id for one in parse(ModelList, answer, AnswerUnusable).data)

    async def _post(self, ask: Ask, manners: Manners) -> Answer:
        call = self.access.http.post(
            self.access.address("/chat/completions"),
            json=payload_of(ask, self.access.model, manners, self.access.max_tokens),
            headers=self._headers(),
            seconds=self.access.seconds,
        )
        return await ask_model(call, self.access.key)

    def _manners(self) -> Manners:
        options = self.access.options
        is_own = urlsplit(self.access.base_url).hostname == _OWN_HOST
        manners = Manners(limit="max_completion_tokens" if is_own else "max_tokens")
        return replace(
            manners,
            shape=options.get("shape", manners.shape),
            limit=options.get("limit", manners.limit),
        )

    def _headers(self) -> dict[str, str]:
        if not self.access.key:
            return {}
        return {"Authorization": f"Bearer {header_key(self.access.key)}"}
