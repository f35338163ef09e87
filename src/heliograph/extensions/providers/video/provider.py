"""The provider itself. Drawing and coding libraries are loaded by the first render."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Protocol, cast

from heliograph.sdk.manifest import load_provider_manifest
from heliograph.sdk.timeline import Timeline
from heliograph.sdk.video import Rendered, RenderOrder, Stop, Tell, VideoFacts

FOLDER = Path(__file__).parent


class _Rendering(Protocol):
    def render(self, order: RenderOrder, tell: Tell | None, stop: Stop | None) -> Rendered: ...

    def frame(self, order: RenderOrder, at: float) -> bytes: ...


class VideoProvider:
    """Renders timelines on the CPU. Blocking: call it in a worker's process pool."""

    def __init__(self) -> None:
        self.manifest = load_provider_manifest(FOLDER)

    def render(
        self, order: RenderOrder, tell: Tell | None = None, stop: Stop | None = None
    ) -> Rendered:
        """The whole video with its cover and its subtitles beside it.

        Raises `CannotRender`, `RenderCancelled`, and `OSError` for a full disk. `stop` is asked
        about ten times a second.
        """
        return _rendering().render(order, tell, stop)

    def frame(self, order: RenderOrder, at: float) -> bytes:
        """The frame at a time in seconds, as JPEG, at the order's width."""
        return _rendering().frame(order, at)

    def inspect(self, timeline: Timeline, folder: Path, file: Path) -> VideoFacts:
        """Look at a finished file of a timeline; raises `CannotRender` when it cannot be read."""
        module = importlib.import_module(f"{__package__}.inspecting")
        found: VideoFacts = module.inspected(timeline, file)
        return found

    def look(self, file: Path, most_seconds: float) -> VideoFacts:
        """Look at the beginning of any video; raises `CannotRender` when it cannot be read."""
        module = importlib.import_module(f"{__package__}.inspecting")
        found: VideoFacts = module.looked_at(file, most_seconds)
        return found


def _rendering() -> _Rendering:
    # The API only reads the manifest; it must not pay for skia, OpenCV and FFmpeg.
    return cast("_Rendering", importlib.import_module(f"{__package__}.rendering"))
