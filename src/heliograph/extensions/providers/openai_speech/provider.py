"""Speech: one text, one WAV file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from heliograph.extensions.providers.openai_speech.errors import refusal_of
from heliograph.sdk.asking import Service, bearer
from heliograph.sdk.calls import Wire, parse
from heliograph.sdk.generating import AnswerUnusable, ModelAccess, Usage, estimated_tokens
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
        self._service = Service(access, bearer, refusal_of)

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
        answer = await self._service.post("/audio/speech", json=body)
        usage = Usage(estimated_tokens(len(script.said)))
        speaker = Speaker(voice, self.manifest.id, LICENCE)
        return await speech_of(answer.body, script, speaker, usage=usage)

    async def models(self) -> Sequence[str]:
        """The ids of the service's models, those for text among them."""
        found = parse(_Models, await self._service.get("/models"), AnswerUnusable)
        return sorted(one.id for one in found.data)
