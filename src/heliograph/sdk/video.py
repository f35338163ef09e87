"""What a renderer of videos is written against."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

from heliograph.sdk.manifest import ProviderManifest
from heliograph.sdk.music import MusicProvider
from heliograph.sdk.timeline import Timeline

Preset = Literal["veryfast", "medium"]


class RenderCancelled(Exception):
    """Somebody asked to stop; no half file is left behind. What was finished stays in the cache."""


class CannotRender(ValueError):
    """The timeline or one of its files cannot be used; the message says which and why."""


@dataclass(frozen=True)
class RenderOrder:
    """What to render. `folder` is where relative paths of the timeline start; `cache` keeps
    finished segments by their content, so that only what changed is made again.

    `width` is the frame's width in pixels where it is not the aspect's own: a draft.
    """

    timeline: Timeline
    folder: Path
    out: Path
    cache: Path
    preset: Preset = "veryfast"
    workers: int = 0
    """0: as many as there are cores and memory for."""
    width: int | None = None
    music: MusicProvider | None = None
    """Who makes the beds; without one a video that wants a bed of a mood has no music."""
    has_cover: bool = True
    """Whether a picture that stands for the video is laid beside it."""


@dataclass(frozen=True)
class Progress:
    """How far a render has come. `left` is in seconds, None while it cannot be told."""

    stage: str
    done: int
    total: int
    left: float | None = None


@dataclass(frozen=True)
class Rendered:
    """A finished file and what lies beside it."""

    path: Path
    width: int
    height: int
    fps: int
    frames: int
    seconds: float
    loudness: float | None
    """LUFS of the whole; None for a silent video."""
    peak: float | None
    """True peak in dBTP."""
    segments: int
    reused: int
    cover: Path | None = None
    subtitles: tuple[Path, ...] = ()
    chapters: tuple[tuple[float, str], ...] = ()
    licences: dict[str, str] = field(default_factory=dict)


Stretch = tuple[float, float]
"""Seconds from and to."""
MOST_FLASHES = 3
"""General flashes within a second that hurt nobody (WCAG 2.3.1)."""


@dataclass(frozen=True)
class TextPlace:
    """Words that are drawn over a scene: the box of their ink as fractions of the frame, and the
    least contrast against what is behind them. `at` is the moment in seconds that was looked
    at."""

    scene: str
    text: str
    left: float
    top: float
    right: float
    bottom: float
    contrast: float
    at: float | None = None


@dataclass(frozen=True)
class VideoFacts:
    """What was found by looking at and listening to a finished file, and nothing it says itself.

    `black` and `frozen` are stretches of at least half a second; `flashes` is the largest number
    of general flashes within any second (WCAG 2.3.1, ITU-R BT.1702: opposing changes of relative
    luminance by a tenth or more, the darker below 0.8, over a quarter of the frame), `flashing` the
    stretches with more than `MOST_FLASHES`; `silences` are stretches below -60 dBFS of at least
    half a second; `prints` are 64-bit perceptual hashes of a frame each second, in hexadecimal,
    each of the middle of its second.
    """

    width: int
    height: int
    fps: float
    frames: int
    seconds: float
    video_codec: str
    pixel_format: str
    audio_seconds: float | None
    audio_codec: str
    loudness: float | None
    peak: float | None
    longest_silence: float
    black: tuple[Stretch, ...] = ()
    frozen: tuple[Stretch, ...] = ()
    flashes: int = 0
    prints: tuple[str, ...] = ()
    texts: tuple[TextPlace, ...] = ()
    safe: tuple[float, float, float, float] = (0.0, 0.0, 1.0, 1.0)
    """Left, top, right and bottom of what no network covers, as fractions."""
    flashing: tuple[Stretch, ...] = ()
    silences: tuple[Stretch, ...] = ()


Tell = Callable[[Progress], None]
Stop = Callable[[], bool]


class VideoProvider(Protocol):
    """Renders timelines. Called in a worker's pool: blocking."""

    manifest: ProviderManifest

    def render(
        self, order: RenderOrder, tell: Tell | None = None, stop: Stop | None = None
    ) -> Rendered:
        """The whole video; raises `CannotRender`, `RenderCancelled`, `OSError` for a full disk."""
        ...

    def frame(self, order: RenderOrder, at: float) -> bytes:
        """The frame at a time in seconds, as JPEG, at the order's width."""
        ...

    def inspect(self, timeline: Timeline, folder: Path, file: Path) -> VideoFacts:
        """Look at a finished file of a timeline; raises `CannotRender` when it cannot be read."""
        ...

    def look(self, file: Path, most_seconds: float) -> VideoFacts:
        """Look at the beginning of any video, with no timeline: `texts` stays empty. Raises
        `CannotRender` when it cannot be read."""
        ...
