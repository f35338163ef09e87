"""What a renderer of videos is written against."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

from heliograph.sdk.manifest import ProviderManifest
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
