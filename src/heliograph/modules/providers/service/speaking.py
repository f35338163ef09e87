"""Saying lines: a configured voice where the tier has one, else nobody.

Without one the voice of this machine says them. What was said is kept among the instance's files.
"""

from __future__ import annotations

import asyncio
import hashlib
import importlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

import orjson

from heliograph.kit.errors import AppError
from heliograph.kit.storage import Storage
from heliograph.modules.providers.service.chain import Task
from heliograph.modules.providers.values import Configured, Question, said
from heliograph.sdk.catalogue import Catalogue
from heliograph.sdk.generating import AnswerUnusable, ModelAccess, Usage
from heliograph.sdk.sound import Sound, Word
from heliograph.sdk.speaking import script_of
from heliograph.sdk.voice import Speech, SpeechOrder, check_order

_LONGEST = 20_000
_QUICKEST, _SLOWEST, _SLACK = 0.02, 0.4, 3.0
"""Seconds a character takes at the very least and most, at a rate of one, and what a pause adds."""


def check_line(order: SpeechOrder) -> str:
    """The line as it would be sent; raises `NotToBeSpoken` where that holds a verse, be it as it is
    written or through a pronunciation, and `ValueError` for a line without a word."""
    text = script_of(order, _LONGEST).said
    check_order(replace(order, text=text))
    return text


class SpeechTask(Task[Speech]):
    """One line to be said."""

    step = "voice"

    def __init__(self, catalogue: Catalogue, storage: Storage, order: SpeechOrder) -> None:
        self._catalogue = catalogue
        self._storage = storage
        self._order = order
        self._said = check_line(order)

    def question(self, provider: Configured, problems: Sequence[str]) -> Question:
        """The line, and all that changes how it sounds."""
        order = asdict(replace(self._order, quotes=()))
        parts = [self._said, order, dict(sorted(provider.options.items()))]
        packed = orjson.dumps(parts, option=orjson.OPT_SORT_KEYS)
        return Question(hashlib.sha256(packed).hexdigest(), "", said(len(self._said)))

    async def ask(
        self, kind: str, access: ModelAccess, problems: Sequence[str]
    ) -> tuple[Speech, Usage]:
        """Ask a voice; what it sent is paid for, usable or not."""
        used = said(len(self._said))
        try:
            speech = await self._catalogue.speaking_model(kind, access).speak(self._order)
        except AnswerUnusable as error:
            raise AnswerUnusable(error.detail, used) from error
        counted = replace(speech.usage or used, characters=used.characters)
        return speech, counted

    def judge(self, value: Speech) -> Sequence[str]:
        """A sound that is far too short or too long says something else, or stops in the middle."""
        letters = sum(one.isalnum() for one in self._said)
        rate = min(2.0, max(0.5, self._order.rate))
        least = _QUICKEST * letters / rate
        most = _SLACK + _SLOWEST * len(self._said) / rate
        seconds = value.sound.seconds
        if least <= seconds <= most:
            return []
        return [f"It took {seconds:.1f} seconds to say {len(self._said)} characters."]

    async def stored(self, value: Speech) -> dict[str, Any]:
        """The name of its file, and its words."""
        data = await asyncio.to_thread(_keeping().packed, value.sound)
        return {
            "file": await self._storage.put(data),
            "words": [asdict(word) for word in value.words],
            "voice": value.voice,
            "provider": value.provider,
            "licence": value.licence,
            "aligned": value.aligned,
        }

    async def restored(self, answer: Mapping[str, Any]) -> Speech | None:
        """None when the file is not there any more."""
        try:
            data = await self._storage.read(str(answer.get("file")))
            sound: Sound = await asyncio.to_thread(_keeping().unpacked, data)
        except (AppError, ValueError):
            return None
        words = tuple(Word(**one) for one in answer["words"])
        voice, provider = str(answer["voice"]), str(answer["provider"])
        return Speech(sound, words, voice, provider, str(answer["licence"]), str(answer["aligned"]))


def _keeping() -> Any:
    # NumPy and FFmpeg are loaded when something was said, not with the API.
    return importlib.import_module("heliograph.sdk.sound.keeping")
