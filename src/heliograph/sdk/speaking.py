"""What speaking services have in common: the text as it is to be said, and what they send back
made into a `Speech` with the time of every written word."""

from __future__ import annotations

import asyncio
import base64
import binascii
import importlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from heliograph.sdk.generating import AnswerUnusable, Declined, Usage
from heliograph.sdk.sound import Sound, Word
from heliograph.sdk.voice import Speech, SpeechOrder, check_order

_EDGES = "\"'\u2018\u2019\u201c\u201d\u00ab\u00bb()[].,;:!?\u2026\u060c\u061b\u061f"
_SLOWEST, _QUICKEST = 0.5, 2.0

Times = Mapping[int, tuple[float, float]]
"""Number of the word in the text: start and end in seconds."""


@dataclass(frozen=True)
class SaidWord:
    """A word as it is written, as it is said, and where that stands in what is said."""

    written: str
    said: str
    start: int

    @property
    def end(self) -> int:
        """The character after its last one."""
        return self.start + len(self.said)


@dataclass(frozen=True)
class Script:
    """What a service is asked to say: the words of an order, one space between them."""

    words: tuple[SaidWord, ...]

    @property
    def said(self) -> str:
        """The whole text as it is said."""
        return " ".join(word.said for word in self.words)

    @property
    def written(self) -> tuple[str, ...]:
        """The words as they are written."""
        return tuple(word.written for word in self.words)


@dataclass(frozen=True)
class Speaker:
    """Who spoke: what a `Speech` says of its origin."""

    voice: str
    provider: str
    licence: str


def script_of(order: SpeechOrder, longest: int, length: Callable[[str], int] = len) -> Script:
    """The script of an order, with its pronunciations; raises `NotToBeSpoken` for a verse,
    `ValueError` for no words, `Declined` for more than the service takes in one go."""
    check_order(order)
    spoken = {written.casefold(): said for written, said in order.pronunciations.items()}
    words, at = [], 0
    for written in order.text.split():
        bare = written.strip(_EDGES)
        said = spoken.get(bare.casefold()) if bare else None
        word = SaidWord(written, written.replace(bare, said) if said else written, at)
        words.append(word)
        at = word.end + 1
    script = Script(tuple(words))
    if length(script.said) > longest:
        raise Declined(
            f"The text is {length(script.said)} long; this service takes {longest} at a time. "
            "Split it into several scenes."
        )
    return script


def pace(order: SpeechOrder, low: float = _SLOWEST, high: float = _QUICKEST) -> float:
    """The rate asked for, within what a service takes."""
    return round(min(high, max(low, order.rate)), 3)


def sound_in(text: str, usage: Usage) -> bytes:
    """The bytes of a sound that was sent as base64; raises `AnswerUnusable`."""
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise AnswerUnusable("The sound is no base64.", usage) from error


async def speech_of(
    audio: bytes,
    script: Script,
    speaker: Speaker,
    times: Times | None = None,
    usage: Usage | None = None,
) -> Speech:
    """What a service sent as a `Speech`: mono at 48 kHz, at the loudness of all voices.

    `times` are the service's own; without them, or where they do not fit the sound, words are
    estimated from the sound. Raises `AnswerUnusable` for what is no sound.
    """
    sound, words, is_own = await asyncio.to_thread(_heard, audio, script.written, times, usage)
    aligned = "events" if is_own else "estimated"
    return Speech(
        sound, words, speaker.voice, speaker.provider, speaker.licence, aligned, usage=usage
    )


def _heard(
    audio: bytes, written: Sequence[str], times: Times | None, usage: Usage | None
) -> tuple[Sound, tuple[Word, ...], bool]:
    # NumPy and FFmpeg are loaded when something was said, not with a provider's import.
    arriving = importlib.import_module("heliograph.sdk.sound.arriving")
    try:
        heard: tuple[Sound, tuple[Word, ...], bool] = arriving.heard(audio, written, times)
    except ValueError as error:
        raise AnswerUnusable(f"What came is no speech: {error}", usage or Usage()) from error
    return heard
