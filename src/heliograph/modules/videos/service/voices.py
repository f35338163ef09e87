"""Which voices there are, and which one a wish means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from heliograph.modules.videos.errors import VoiceUnknown
from heliograph.modules.videos.service.tools import VideoTools
from heliograph.sdk.timeline import Narration
from heliograph.sdk.voice import Voice, VoiceProvider

SILENT = "none"
USUAL = "espeak"


class Voices:
    """The voices of this instance. They are asked in the pool: an engine may have to be loaded."""

    def __init__(self, tools: VideoTools) -> None:
        self._tools = tools

    async def every(self, language: str | None = None) -> Sequence[Voice]:
        """Every voice that can speak here, or those of a language."""
        found: list[Voice] = []
        for manifest in self._tools.catalogue.voice_providers():
            provider = self._tools.catalogue.voice_provider(manifest.id)
            found += await self._tools.pool.run(provider.voices)
        base = (language or "").split("-")[0]
        return [one for one in found if not base or one.language.split("-")[0] == base]

    def check(self, wish: str, language: str) -> None:
        """Raises `VoiceUnknown` where a wish names a provider that is not here."""
        if wish not in ("", SILENT):
            self.provider(wish.partition(":")[0])

    def provider(self, provider_id: str) -> VoiceProvider:
        """Who speaks; raises `VoiceUnknown`."""
        try:
            return self._tools.catalogue.voice_provider(provider_id)
        except LookupError as error:
            raise VoiceUnknown(str(error), pointer="/voice") from error


def narration_of(wish: str, rate: float, brand: dict[str, Any]) -> Narration | None:
    """What a wish means: `provider:voice`, `provider`, nothing for the usual one, "none"."""
    if wish == SILENT:
        return None
    provider, _, voice = wish.partition(":")
    said = brand["voice"].get("pronunciations") or {}
    return Narration(provider=provider or USUAL, voice=voice, rate=rate, pronunciations=dict(said))
