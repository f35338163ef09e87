"""The provider itself. The library is loaded when something is said, not with the import."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from heliograph.sdk.manifest import load_provider_manifest
from heliograph.sdk.voice import Speech, SpeechOrder, Voice

FOLDER = Path(__file__).parent


class EspeakProvider:
    """Speaks on the CPU, far faster than real time. Blocking."""

    def __init__(self) -> None:
        self.manifest = load_provider_manifest(FOLDER)

    def voices(self) -> Sequence[Voice]:
        """One voice to a language, and its variants for the languages most used."""
        found: Sequence[Voice] = _speaking().voices()
        return found

    def speak(self, order: SpeechOrder) -> Speech:
        """The sound of a text; raises `NotToBeSpoken`, `LookupError` for an unknown voice, and
        `ValueError` for a text without a word."""
        made: Speech = _speaking().speak(order)
        return made


def _speaking() -> Any:
    return importlib.import_module(f"{__package__}.speaking")
