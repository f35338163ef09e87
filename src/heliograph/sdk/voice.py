"""What a voice is written against: a line of text becomes sound with the times of its words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from heliograph.sdk.generating import Model, Usage
from heliograph.sdk.manifest import ProviderManifest
from heliograph.sdk.sound import Sound, Word


class NotToBeSpoken(ValueError):
    """The text must not be synthesised (the Qur'an), or no voice here speaks its language; the
    message says which, and what can be done instead."""


@dataclass(frozen=True)
class Voice:
    """One voice of a provider. `language` is a BCP 47 tag; `id` is unique within the provider."""

    id: str
    name: str
    language: str
    provider: str
    gender: str = ""
    licence: str = ""


@dataclass(frozen=True)
class SpeechOrder:
    """What to say. `rate` is 1.0 for the voice's own pace (0.5 to 2.0); `pronunciations` maps
    words as written to words as spoken (`{"Rashi": "Raa-shee"}`); same order, same sound.

    `quotes` are passages of the text that must not be synthesised (verses): a provider refuses
    a text that holds one with `NotToBeSpoken`.
    """

    text: str
    voice: str = ""
    language: str = "en"
    rate: float = 1.0
    pitch: float = 1.0
    pronunciations: Mapping[str, str] = field(default_factory=dict)
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Speech:
    """Spoken words: mono sound and every word of the text in order, with its times in seconds.

    `aligned` says how the times were found: "events" (the engine's own) or "estimated"
    (aligned afterwards)."""

    sound: Sound
    words: tuple[Word, ...]
    voice: str
    provider: str
    licence: str
    aligned: str = "events"
    usage: Usage | None = None


_MOST = 20_000
# Marks that only the script of the Qur'an has: small high letters and signs of pause.
_RECITED = re.compile("[\u06d6-\u06ed\u0671\u08f0-\u08f2]")
_WORD = re.compile(r"\w")


def check_order(order: SpeechOrder) -> None:
    """Every provider asks this first; raises `NotToBeSpoken` for a verse of the Qur'an, and
    `ValueError` for a text without a word or of more than 20,000 characters."""
    if not _WORD.search(order.text):
        raise ValueError("There is nothing to say: the text has no word.")
    if len(order.text) > _MOST:
        raise ValueError(
            f"The text has {len(order.text)} characters; at most {_MOST} can be said at a time. "
            "Split it into several scenes or files."
        )
    text = _even(order.text)
    quoted = any(quote in text for quote in map(_even, order.quotes) if quote)
    if quoted or _RECITED.search(order.text):
        raise NotToBeSpoken(
            "The text holds a verse of the Qur'an. Recitation is never synthesised: leave the "
            "verse to be read, or use a recording by a reciter with its licence."
        )


def _even(text: str) -> str:
    """One space between words, and letters composed one way: a verse that is broken over lines is
    the same verse."""
    return " ".join(unicodedata.normalize("NFC", text).split())


class VoiceProvider(Protocol):
    """Speaks on this machine, without a key. Called in a worker's pool: blocking."""

    manifest: ProviderManifest

    def voices(self) -> Sequence[Voice]:
        """The voices that can be used here and now; empty where the engine is not installed."""
        ...

    def speak(self, order: SpeechOrder) -> Speech:
        """The sound of a text; raises `NotToBeSpoken`, `LookupError` for an unknown voice and
        `ValueError` for a text without a word."""
        ...


@runtime_checkable
class ListsVoices(Protocol):
    """A speaking service that can name its voices."""

    async def voices(self) -> Sequence[Voice]:
        """The voices of the account or the region; raises what a call raises."""
        ...


class SpeakingModel(Model, Protocol):
    """Speaks through a configured service."""

    async def speak(self, order: SpeechOrder) -> Speech:
        """The sound of a text; raises the errors of `heliograph.sdk.generating`."""
        ...
