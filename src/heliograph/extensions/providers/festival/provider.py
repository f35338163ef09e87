"""The provider itself. The programs are looked for when they are asked for."""

from __future__ import annotations

import importlib
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from heliograph.sdk.manifest import load_provider_manifest
from heliograph.sdk.voice import Speech, SpeechOrder, Voice

FOLDER = Path(__file__).parent


class FestivalProvider:
    """Implements `heliograph.sdk.voice.VoiceProvider`. `path` is where programs are looked for;
    None: where the system looks."""

    def __init__(self, path: str | None = None) -> None:
        self.manifest = load_provider_manifest(FOLDER)
        self._path = path

    def voices(self) -> Sequence[Voice]:
        """The voices of both programs; empty where neither is installed."""
        found: list[Voice] = []
        for name in ("festival", "flite"):
            program = shutil.which(name, path=self._path)
            if program is not None:
                found += _speaking().voices(name, program)
        return found

    def speak(self, order: SpeechOrder) -> Speech:
        """The sound of a text; raises `NotToBeSpoken`, `LookupError` for a voice or language that
        is not here, and `ValueError` for a text without a word."""
        speech: Speech = _speaking().speak(order, self.voices(), self._program)
        return speech

    def _program(self, name: str) -> str:
        program = shutil.which(name, path=self._path)
        if program is None:
            raise LookupError(f"{name} is not installed here any more.")
        return program


def _speaking() -> Any:
    return importlib.import_module(f"{__package__}.speaking")
