"""The moods, read from their file, and those that are the air of a place and no music."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

from heliograph.sdk.manifest import Frozen
from heliograph.sdk.music import Mood

LICENCE = "CC0-1.0"
"""Of everything that is made here."""
PadTone = Literal["warm", "strings", "glass"]
NoteTone = Literal["felt", "harp", "bell", "marimba", "kalimba", "brass"]
BassLine = Literal["pedal", "long", "steady", "pulse"]
Drums = Literal["none", "heart", "soft", "light", "march", "frame"]


class Levels(Frozen):
    """How loud each layer is."""

    pad: float
    pluck: float
    lead: float
    bass: float
    drums: float
    air: float


class MoodRecipe(Frozen):
    """What a mood is made of."""

    name: str
    description: str
    tempo: float
    roots: tuple[str, ...]
    scale: str
    density: float
    pad: PadTone
    pluck: NoteTone
    lead: NoteTone
    bass: BassLine
    drums: Drums
    beats: int
    sevenths: bool
    brightness: float
    reverb: float
    levels: Levels


AMBIENCES = (
    Mood("stillness", "Stillness", "The quiet air of a large room; no instrument.", 0.0, False),
    Mood("wind", "Wind", "Slow gusts over open land; no instrument.", 0.0, False),
    Mood("sea", "Sea", "Waves that come and go; no instrument.", 0.0, False),
    Mood("rain", "Rain", "Soft rain on leaves; no instrument.", 0.0, False),
)


@cache
def recipes() -> dict[str, MoodRecipe]:
    """Every mood with instruments, by its id, in the order of the file."""
    found = tomllib.loads(Path(__file__).with_name("moods.toml").read_text())
    return {name: MoodRecipe.model_validate(values) for name, values in found.items()}


def moods() -> tuple[Mood, ...]:
    """Every mood that can be asked for."""
    played = (Mood(name, one.name, one.description, one.tempo) for name, one in recipes().items())
    return (*played, *AMBIENCES)
