"""Speech by SSML: one text, one WAV file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from pydantic import Field

from heliograph.kit.http import Answer
from heliograph.sdk.asking import Service, keyed
from heliograph.sdk.calls import Wire, parse
from heliograph.sdk.errors import ConnectorError
from heliograph.sdk.generating import (
    AnswerUnusable,
    KeyRefused,
    ModelAccess,
    ModelUnknown,
    Usage,
    estimated_tokens,
    refusal,
    told,
    wait_of,
)
from heliograph.sdk.manifest import load_provider_manifest
from heliograph.sdk.speaking import Script, Speaker, pace, script_of, speech_of
from heliograph.sdk.voice import Speech, SpeechOrder, Voice

LICENCE = "Spoken by Azure Speech under the terms of the account; say so where you publish it"
_LONGEST = 8000
_FORMAT = "riff-24khz-16bit-mono-pcm"
_NAMESPACE = "http://www.w3.org/2001/10/synthesis"


class _Voice(Wire):
    id: str = Field(alias="ShortName")
    name: str = Field("", alias="DisplayName")
    language: str = Field("", alias="Locale")
    gender: str = Field("", alias="Gender")


class AzureSpeech:
    """Implements `heliograph.sdk.voice.SpeakingModel`."""

    manifest = load_provider_manifest(Path(__file__).parent)

    def __init__(self, access: ModelAccess) -> None:
        self.access = access
        self._service = Service(access, keyed("Ocp-Apim-Subscription-Key"), _refusal_of)

    async def speak(self, order: SpeechOrder) -> Speech:
        """The sound of a text; words are estimated, for the service does not time them here."""
        script = script_of(order, _LONGEST)
        voice = order.voice or self.access.model
        answer = await self._service.post(
            "/cognitiveservices/v1",
            content=_ssml(order, script, voice).encode(),
            headers={
                "Content-Type": "application/ssml+xml",
                "X-Microsoft-OutputFormat": _FORMAT,
                "User-Agent": "heliograph",
            },
        )
        if not answer.body:
            raise ModelUnknown(f"There is no voice {told(voice)} that speaks this language.")
        usage = Usage(estimated_tokens(len(script.said)))
        speaker = Speaker(voice, self.manifest.id, LICENCE)
        return await speech_of(answer.body, script, speaker, usage=usage)

    async def models(self) -> Sequence[str]:
        """The names of the region's voices."""
        return sorted(one.id for one in await self.voices())

    async def voices(self) -> Sequence[Voice]:
        """The voices of the region."""
        answer = await self._service.get("/cognitiveservices/voices/list")
        found = parse(list[_Voice], answer, AnswerUnusable)
        own = self.manifest.id
        return [
            Voice(one.id, one.name, one.language, own, one.gender.lower(), LICENCE) for one in found
        ]


def _refusal_of(answer: Answer, key: str) -> ConnectorError:
    """By the status alone: the service says little more."""
    words = told(answer.body[:500].decode(errors="replace"), key)
    if answer.status == 401:
        return KeyRefused(words or "The key is not accepted in this region.")
    if answer.status == 400:
        return ModelUnknown(words or "The voice is not known, or does not speak this language.")
    return refusal(answer.status, words, wait_of(answer.headers))


def _ssml(order: SpeechOrder, script: Script, voice: str) -> str:
    """The text as SSML; marks of its own it may hold are only text."""
    language = "-".join(voice.split("-")[:2]) if voice.count("-") >= 2 else order.language
    rate = f"{round((pace(order) - 1) * 100):+d}%"
    pitch = f"{round((min(1.5, max(0.5, order.pitch)) - 1) * 100):+d}%"
    text = escape("".join(one for one in script.said if one.isprintable()))
    return (
        f'<speak version="1.0" xmlns="{_NAMESPACE}" xml:lang={quoteattr(language)}>'
        f"<voice name={quoteattr(voice)}>"
        f'<prosody rate="{rate}" pitch="{pitch}">{text}</prosody></voice></speak>'
    )
