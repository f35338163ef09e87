"""Trying a speaking service against its double: a line, and what a refusal turns into."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from heliograph.sdk.errors import ConnectorError
from heliograph.sdk.generating import ModelAccess
from heliograph.sdk.voice import SpeakingModel, Speech, SpeechOrder
from tests.doubles.models.asking import access
from tests.doubles.models.server import ModelServer, Reply
from tests.doubles.models.trying import Double, caught

LINE = "The Moon meets Saturn at dusk – look south, Rashi!"


@dataclass(frozen=True)
class SpeechService(Double):
    """A double, the provider that speaks with it, and a model that it knows."""

    provider: Callable[[ModelAccess], SpeakingModel]
    model: str
    voice: str = ""

    async def speak(self, server: ModelServer, text: str = LINE, **changed: Any) -> Speech:
        """What it makes of a line; `way` changes its access, the rest the order."""
        way = {"model": self.model, **changed.pop("way", {})}
        order = SpeechOrder(text, **{"voice": self.voice, **changed})
        async with access(server.url, way.pop("model"), **way) as given:
            return await self.provider(given).speak(order)

    async def refused(self, server: ModelServer, reply: Reply) -> ConnectorError:
        """What a line raises when every order gets this answer."""
        server.always(reply)
        return await caught(self.speak(server))


def check_whole(speech: Speech, text: str = LINE) -> None:
    """Every word as it is written, in order, within a sound of the kind that is mixed."""
    assert [word.text for word in speech.words] == text.split()
    assert speech.sound.rate == 48_000
    assert speech.sound.samples.shape[1] == 1
    assert all(after.start >= word.end - 0.001 for word, after in pairwise(speech.words))
    assert all(word.end >= word.start for word in speech.words)
    assert speech.words[0].start < 0.2
    assert speech.words[-1].end <= speech.sound.seconds
    assert speech.words[-1].start > 0.6 * speech.sound.seconds
    assert speech.licence
