"""Speech by SSML with a mark before every word."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from pydantic import Field

from heliograph.extensions.providers.google_speech.errors import refusal_of
from heliograph.sdk.asking import Service, keyed
from heliograph.sdk.calls import Wire, parse
from heliograph.sdk.generating import (
    AnswerUnusable,
    Declined,
    ModelAccess,
    Usage,
    estimated_tokens,
)
from heliograph.sdk.manifest import load_provider_manifest
from heliograph.sdk.speaking import Script, Speaker, Times, pace, script_of, sound_in, speech_of
from heliograph.sdk.voice import Speech, SpeechOrder, Voice

LICENCE = "Spoken by Google Cloud under the terms of the account; say so where you publish it"
_LONGEST = 5000
_HIGHEST_PITCH = 20.0
_LAST_WORD = 1.0
"""Seconds the last word may last: the service marks beginnings alone."""


class _Point(Wire):
    mark: str = Field(alias="markName")
    seconds: float = Field(0.0, alias="timeSeconds")


class _Spoken(Wire):
    audio: str = Field(alias="audioContent")
    timepoints: tuple[_Point, ...] = ()


class _Voice(Wire):
    name: str
    languages: tuple[str, ...] = Field((), alias="languageCodes")
    gender: str = Field("", alias="ssmlGender")


class _Voices(Wire):
    voices: tuple[_Voice, ...] = ()


class GoogleSpeech:
    """Implements `heliograph.sdk.voice.SpeakingModel`."""

    manifest = load_provider_manifest(Path(__file__).parent)

    def __init__(self, access: ModelAccess) -> None:
        self.access = access
        self._service = Service(access, keyed("x-goog-api-key"), refusal_of)

    async def speak(self, order: SpeechOrder) -> Speech:
        """The sound of a text, with the service's own times where its voice gives them."""
        script = script_of(order, _LONGEST, lambda said: len(said.encode()))
        voice = order.voice or self.access.model
        body = _body(order, script, voice)
        answer = await self._service.post("/v1beta1/text:synthesize", json=body)
        spoken = parse(_Spoken, answer, AnswerUnusable)
        usage = Usage(estimated_tokens(len(script.said)))
        audio = sound_in(spoken.audio, usage)
        speaker = Speaker(voice, self.manifest.id, LICENCE)
        return await speech_of(audio, script, speaker, _times(spoken.timepoints), usage)

    async def models(self) -> Sequence[str]:
        """The names of the voices."""
        return sorted(one.id for one in await self.voices())

    async def voices(self) -> Sequence[Voice]:
        """The voices of the service, one for each language they speak."""
        found = parse(_Voices, await self._service.get("/v1beta1/voices"), AnswerUnusable)
        own = self.manifest.id
        return [
            Voice(one.name, one.name, language, own, one.gender.lower(), LICENCE)
            for one in found.voices
            for language in one.languages[:1]
        ]


def _body(order: SpeechOrder, script: Script, voice: str) -> dict[str, Any]:
    marked = " ".join(
        f'<mark name="{number}"/>{escape(_printable(word.said))}'
        for number, word in enumerate(script.words)
    )
    ssml = f"<speak>{marked}</speak>"
    if len(ssml.encode()) > _LONGEST:
        raise Declined(
            f"The text with its marks has {len(ssml.encode())} bytes; this service takes "
            f"{_LONGEST} at a time. Split it into several scenes."
        )
    language = "-".join(voice.split("-")[:2]) if voice.count("-") >= 2 else order.language
    semitones = 12.0 * math.log2(min(2.0, max(0.5, order.pitch)))
    return {
        "input": {"ssml": ssml},
        "voice": {"languageCode": language, "name": voice},
        "audioConfig": {
            "audioEncoding": "LINEAR16",
            "sampleRateHertz": 24_000,
            "speakingRate": pace(order),
            "pitch": round(min(_HIGHEST_PITCH, semitones), 2),
        },
        "enableTimePointing": ["SSML_MARK"],
    }


def _printable(text: str) -> str:
    return "".join(one for one in text if one.isprintable())


def _times(points: Sequence[_Point]) -> Times | None:
    """From marks to words: each lasts until the next begins."""
    starts = sorted((int(one.mark), one.seconds) for one in points if one.mark.isdigit())
    if not starts:
        return None
    ends = [start for _, start in starts[1:]] + [starts[-1][1] + _LAST_WORD]
    return {number: (start, end) for (number, start), end in zip(starts, ends, strict=True)}
