"""Which voices there are, and which one a wish means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any
from uuid import UUID

from heliograph.kit.database import UnitOfWork
from heliograph.modules.videos.errors import VoiceUnknown
from heliograph.modules.videos.service.tools import VideoTools
from heliograph.sdk.timeline import Narration
from heliograph.sdk.voice import Voice

SILENT = "none"
USUAL = "espeak"


class Voices:
    """The voices of this machine and those that the workspace has configured. Those of the machine
    are asked in the pool: an engine may have to be loaded."""

    def __init__(self, work: UnitOfWork, tools: VideoTools) -> None:
        self._work = work
        self._tools = tools

    @cached_property
    def here(self) -> frozenset[str]:
        """The ids of who speaks on this machine."""
        return frozenset(one.id for one in self._tools.catalogue.voice_providers())

    async def every(self, language: str | None = None) -> Sequence[Voice]:
        """Every voice that can be chosen, or those of a language and those that do not say which
        they speak. `provider:id` is what a video wishes."""
        found: list[Voice] = []
        for manifest in self._tools.catalogue.voice_providers():
            provider = self._tools.catalogue.voice_provider(manifest.id)
            found += await self._tools.pool.run(provider.voices)
        found += await self._tools.providers.service(self._work).speakers.voices()
        base = (language or "").split("-")[0]
        return [
            one
            for one in found
            if not base or not one.language or one.language.split("-")[0] == base
        ]

    async def settled(self, wish: str) -> str:
        """A wish with its provider by id: `espeak:en-gb`, `<id>:alloy`; empty and "none" stay.

        Raises `VoiceUnknown` where it names nobody.
        """
        provider, _, voice = wish.partition(":")
        if wish in ("", SILENT) or provider in self.here:
            return wish
        named = await self._named(wish)
        if named is not None:
            return f"{named}:"
        return f"{await self.configured(provider)}:{voice}"

    async def configured(self, provider: str) -> UUID:
        """The configured provider of an id, a name or a kind; raises `VoiceUnknown`."""
        found = await self._named(provider)
        if found is None:
            raise VoiceUnknown(await self._unknown(provider), pointer="/voice")
        return found

    async def _named(self, words: str) -> UUID | None:
        speakers = await self._tools.providers.service(self._work).speakers.all()
        for matches in (_has_id, _has_name, _is_kind):
            for one in speakers:
                if matches(one, words):
                    chosen: UUID = one["id"]
                    return chosen
        return None

    async def _unknown(self, provider: str) -> str:
        kinds = {one.id for one in self._tools.catalogue.speaking_providers()}
        if provider in kinds:
            return f"No provider of the kind {provider} is set up here and switched on"
        speakers = await self._tools.providers.service(self._work).speakers.all()
        names = [*sorted(self.here), *(one["name"] for one in speakers)]
        return f"Nobody here is called {provider[:80]!r}; there are: {', '.join(names)}"


def _has_id(speaker: Mapping[str, Any], words: str) -> bool:
    return str(speaker["id"]) == words.lower()


def _has_name(speaker: Mapping[str, Any], words: str) -> bool:
    return str(speaker["name"]).casefold() == words.casefold()


def _is_kind(speaker: Mapping[str, Any], words: str) -> bool:
    return str(speaker["kind"]) == words


def narration_of(wish: str, rate: float, brand: Mapping[str, Any]) -> Narration | None:
    """What a settled wish means: `provider:voice`, `provider`, nothing for the one of the brand's
    tier, "none"."""
    if wish == SILENT:
        return None
    provider, _, voice = wish.partition(":")
    said = brand["voice"].get("pronunciations") or {}
    return Narration(provider=provider, voice=voice, rate=rate, pronunciations=dict(said))
