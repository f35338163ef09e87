"""Speech with the time of every character."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from heliograph.extensions.providers.elevenlabs.errors import refusal_of
from heliograph.sdk.asking import Service, keyed
from heliograph.sdk.calls import Wire, parse
from heliograph.sdk.generating import (
    AnswerUnusable,
    ModelAccess,
    ModelUnknown,
    Usage,
    estimated_tokens,
    number_option,
)
from heliograph.sdk.manifest import load_provider_manifest
from heliograph.sdk.speaking import Script, Speaker, Times, pace, script_of, sound_in, speech_of
from heliograph.sdk.voice import Speech, SpeechOrder, Voice

LICENCE = "Spoken by ElevenLabs under the terms of the account; say so where you publish it"
_LONGEST = 5000
_SLOWEST, _QUICKEST = 0.7, 1.2
_FORMAT = "mp3_44100_128"


class _Alignment(Wire):
    characters: list[str]
    character_start_times_seconds: list[float]
    character_end_times_seconds: list[float]


class _Spoken(Wire):
    audio_base64: str
    alignment: _Alignment | None = None


class _Model(Wire):
    model_id: str
    can_do_text_to_speech: bool = True


class _Voice(Wire):
    voice_id: str
    name: str = ""
    labels: dict[str, str] | None = None


class _Voices(Wire):
    voices: list[_Voice]


class ElevenLabs:
    """Implements `heliograph.sdk.voice.SpeakingModel`."""

    manifest = load_provider_manifest(Path(__file__).parent)

    def __init__(self, access: ModelAccess) -> None:
        self.access = access
        self._service = Service(access, keyed("xi-api-key"), refusal_of)

    async def speak(self, order: SpeechOrder) -> Speech:
        """The sound of a text with the service's own times."""
        script = script_of(order, _LONGEST)
        voice = order.voice or self.access.options.get("voice", "")
        if not voice:
            raise ModelUnknown("No voice is chosen; enter the id of one as the option voice.")
        path = f"/v1/text-to-speech/{quote(voice, safe='')}/with-timestamps"
        form = self.access.options.get("output_format", _FORMAT)
        body = self._body(order, script)
        answer = await self._service.post(path, params={"output_format": form}, json=body)
        spoken = parse(_Spoken, answer, AnswerUnusable)
        usage = Usage(estimated_tokens(len(script.said)))
        audio = sound_in(spoken.audio_base64, usage)
        speaker = Speaker(voice, self.manifest.id, LICENCE)
        times = _times(spoken.alignment, script)
        return await speech_of(audio, script, speaker, times, usage)

    async def models(self) -> Sequence[str]:
        """The ids of the service's models that speak."""
        answer = await self._service.get("/v1/models")
        found = parse(list[_Model], answer, AnswerUnusable)
        return sorted(one.model_id for one in found if one.can_do_text_to_speech)

    async def voices(self) -> Sequence[Voice]:
        """The voices of the account."""
        found = parse(_Voices, await self._service.get("/v2/voices"), AnswerUnusable)
        return [
            Voice(
                one.voice_id,
                one.name,
                (one.labels or {}).get("language", ""),
                self.manifest.id,
                (one.labels or {}).get("gender", ""),
                LICENCE,
            )
            for one in found.voices
        ]

    def _body(self, order: SpeechOrder, script: Script) -> dict[str, Any]:
        names = ("stability", "similarity_boost", "style")
        chosen = [one for one in names if one in self.access.options]
        manner = {one: number_option(self.access.options, one, 0.5, 1.0) for one in chosen}
        digest = hashlib.sha256(script.said.encode()).digest()
        return {
            "text": script.said,
            "model_id": self.access.model,
            "voice_settings": {**manner, "speed": pace(order, _SLOWEST, _QUICKEST)},
            "seed": int.from_bytes(digest[:4], "big"),
        }


def _times(alignment: _Alignment | None, script: Script) -> Times | None:
    """From characters to words; None where the service timed another text than was sent."""
    if alignment is None or "".join(alignment.characters) != script.said:
        return None
    starts = alignment.character_start_times_seconds
    ends = alignment.character_end_times_seconds
    if not len(starts) == len(ends) == len(alignment.characters) == len(script.said):
        return None
    return {
        number: (starts[word.start], ends[word.end - 1]) for number, word in enumerate(script.words)
    }
