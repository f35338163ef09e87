"""What `heliograph voice` does: list voices, say a text, write it, check it."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from heliograph.apps.cli.failures import BadInput
from heliograph.apps.cli.given import file_of
from heliograph.flows.catalogue import InstalledExtensions
from heliograph.sdk.sound.checks import voice_findings
from heliograph.sdk.sound.files import write_wav
from heliograph.sdk.sound.loudness import integrated, true_peak_db
from heliograph.sdk.voice import NotToBeSpoken, Speech, SpeechOrder

_PIPED = Path("-")


@dataclass(frozen=True)
class Wish:
    """One text to be said."""

    text: Path
    out: Path
    voice: str = ""
    language: str = "en"
    rate: float = 1.0
    pronunciations: Mapping[str, str] = field(default_factory=dict)


def voices(language: str | None) -> list[dict[str, Any]]:
    """Every voice, or those of a language."""
    catalogue = InstalledExtensions()
    found = [
        asdict(voice)
        for manifest in catalogue.voice_providers()
        for voice in catalogue.voice_provider(manifest.id).voices()
    ]
    base = (language or "").split("-")[0]
    return [one for one in found if not base or one["language"].split("-")[0] == base]


def spoken(wish: Wish) -> dict[str, Any]:
    """Say it, write it, and tell what it is."""
    text = sys.stdin.read() if wish.text == _PIPED else _read(wish.text)
    speech = _said(wish, text)
    write_wav(speech.sound, wish.out)
    loud = integrated(speech.sound)
    return {
        "path": str(wish.out),
        "voice": speech.voice,
        "provider": speech.provider,
        "seconds": round(speech.sound.seconds, 3),
        "rate": speech.sound.rate,
        "loudness": None if loud is None else round(loud, 2),
        "peak": round(true_peak_db(speech.sound), 2),
        "aligned": speech.aligned,
        "licence": speech.licence,
        "words": [asdict(word) for word in speech.words],
        "findings": [asdict(one) for one in voice_findings(speech.sound, speech.words, text)],
    }


def _said(wish: Wish, text: str) -> Speech:
    provider, _, voice = wish.voice.rpartition(":")
    order = SpeechOrder(
        text, voice, wish.language, wish.rate, pronunciations=dict(wish.pronunciations)
    )
    try:
        return InstalledExtensions().voice_provider(provider or "espeak").speak(order)
    except NotToBeSpoken as error:
        detail, _, remedy = str(error).partition(". ")
        raise BadInput(detail, remedy) from error
    except LookupError as error:
        raise BadInput(str(error), "Look at `heliograph voice list`.") from error
    except ValueError as error:
        raise BadInput(str(error).rstrip("."), "Give a text with words.") from error


def _read(file: Path) -> str:
    try:
        return file_of(file).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"{file} is not UTF-8 text", "Save it as UTF-8 and try again.") from error
