"""Voices for the pool: one that speaks on this machine, or one whose lines are said already."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Protocol

from heliograph.sdk.composing.keys import key_of
from heliograph.sdk.sound import Word
from heliograph.sdk.voice import NotToBeSpoken, Speech, SpeechOrder, VoiceProvider

ESTIMATED, ALIGNED = "estimated", "aligned"


class Speaks(Protocol):
    """Says lines; blocking, and fit to be sent to another process."""

    @property
    def by(self) -> str:
        """Who speaks: another name, another sound."""
        ...

    def speak(self, order: SpeechOrder) -> Speech:
        """The sound of a line."""
        ...


@dataclass(frozen=True)
class Here:
    """A voice of this machine."""

    provider: VoiceProvider

    @property
    def by(self) -> str:
        """The provider's id."""
        return self.provider.manifest.id

    def speak(self, order: SpeechOrder) -> Speech:
        """The sound of a line; raises what the provider raises."""
        return self.provider.speak(order)


@dataclass(frozen=True)
class Ready:
    """Lines that a service has said, by the orders they were said for; `reference` is the voice of
    this machine whose own times the estimated ones are laid beside."""

    speeches: Mapping[str, Speech] = field(repr=False)
    reference: VoiceProvider

    @property
    def by(self) -> str:
        """By what is heard: the same voice set up otherwise sounds otherwise."""
        whole = hashlib.sha256()
        for name, speech in sorted(self.speeches.items()):
            whole.update(name.encode())
            whole.update(speech.sound.samples.tobytes())
        return whole.hexdigest()[:20]

    def speak(self, order: SpeechOrder) -> Speech:
        """The finished sound; `LookupError` for a line that nobody ordered."""
        speech = self.speeches[name_of(order)]
        return timed(speech, order, self.reference) if speech.aligned == ESTIMATED else speech


def name_of(order: SpeechOrder) -> str:
    """The same for the same line said in the same way."""
    return key_of(asdict(order))


def timed(speech: Speech, order: SpeechOrder, reference: VoiceProvider) -> Speech:
    """A speech whose words were only estimated, with the times of a machine's reading of the same
    line laid over its sound; as it was where that machine cannot say it."""
    try:
        read = reference.speak(replace(order, voice=""))
    except (LookupError, NotToBeSpoken, ValueError):
        return speech
    if [one.text for one in read.words] != [one.text for one in speech.words]:
        return speech
    # NumPy is loaded in the process that works with sound, and in no other.
    from heliograph.sdk.sound.aligning import aligned  # noqa: PLC0415

    words: tuple[Word, ...] = aligned(speech.sound, read.sound, read.words)
    return replace(speech, words=words, aligned=ALIGNED)
