"""Speech: one text, one WAV file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from heliograph.extensions.providers.openai_speech.errors import refusal_of
from heliograph.kit.http import Answer
from heliograph.sdk.calls import Wire, parse
from heliograph.sdk.generating import (
    AnswerUnusable,
    ModelAccess,
    Usage,
    ask_model,
    estimated_tokens,
    header_key,
)
from heliograph.sdk.manifest import load_provider_manifest
from heliograph.sdk.speaking import Speaker, pace, script_of, speech_of
from heliograph.sdk.voice import Speech, SpeechOrder

LICENCE = "Spoken by a model through OpenAI's speech endpoint; say so where you publish it"
_LONGEST = 4096
_USUAL = "alloy"


class _Model(Wire):
    id: str


class _Models(Wire):
    data: list[_Model]


class OpenAISpeech:
    """Implements `heliograph.sdk.voice.SpeakingModel`."""

    manifest = load_provider_manifest(Path(__file__).parent)

    def __init__(self, access: ModelAccess) -> None:
        self.access = access

    async def speak(self, order: SpeechOrder) -> Speech:
        """The sound of a text; words are estimated, for the service does not time them."""
        script = script_of(order, _LONGEST)
        voice = order.voice or self.access.options.get("voice", _USUAL)
        body = {
            "model": self.access.model,
            "input": script.said,
            "voice": voice,
            "response_format": "wav",
            "speed": pace(order),
        }
        if "instructions" in self.access.options:
            body["instructions"] = self.access.options["instructions"]
        call = self.access.http.post(
            self.access.address("/audio/speech"),
            json=body,
            headers=self._headers(),
            seconds=self.access.seconds,
        )
        answer = self._good(await ask_model(call, self.access.key))
        usage = Usage(estimated_tokens(len(script.said)))
        speaker = Speaker(voice, self.manifest.id, LICENCE)
        return await speech_of(answer.body, script, speaker, usage=usage)

    async def models(self) -> Sequence[str]:
        """The ids of the service's models, those for text among them."""
        url, seconds = self.access.address("/models"), self.access.seconds
        call = self.access.http.get(url, headers=self._headers(), seconds=seconds)
        found = parse(_Models, self._good(await ask_model(call, self.access.key)), AnswerUnusable)
        return sorted(one.id for one in found.data)

    def _good(self, answer: Answer) -> Answer:
        if not answer.ok:
            raise refusal_of(answer, self.access.key)
        return answer

    def _headers(self) -> dict[str, str]:
        if not self.access.key:
            return {}
        return {"Authorization": f"Bearer {header_key(self.access.key)}"}
