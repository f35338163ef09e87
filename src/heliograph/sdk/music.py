"""What music is written against: a bed that lies under a voice, made or chosen by its mood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from heliograph.sdk.manifest import ProviderManifest
from heliograph.sdk.sound import Sound


@dataclass(frozen=True)
class Mood:
    """A mood that can be asked for. `instruments` is false for voices and ambience alone."""

    id: str
    name: str
    description: str
    tempo: float
    instruments: bool = True


@dataclass(frozen=True)
class BedOrder:
    """A bed of an exact length. Same order, same samples.

    What is None follows the mood: `tempo` in beats a minute (40 to 180), `root` a note name
    ("C", "F#"), `scale` ("major", "minor", "dorian", ...), `density` 0 (sparse) to 1 (busy).
    """

    mood: str
    seconds: float
    seed: int = 0
    tempo: float | None = None
    root: str | None = None
    scale: str | None = None
    density: float | None = None


@dataclass(frozen=True, eq=False)
class Bed:
    """Stereo sound at 48 kHz with what it really is made of."""

    sound: Sound
    mood: str
    tempo: float
    root: str
    scale: str
    density: float
    licence: str


class MusicProvider(Protocol):
    """Makes beds. Called in a worker's pool: blocking."""

    manifest: ProviderManifest
    licence: str
    """Of every bed it makes."""

    def moods(self) -> Sequence[Mood]:
        """Every mood, in the order in which they are offered."""
        ...

    def bed(self, order: BedOrder) -> Bed:
        """A bed; raises `ValueError` for an unknown mood, root or scale, or a length outside of
        one second to thirty minutes."""
        ...
