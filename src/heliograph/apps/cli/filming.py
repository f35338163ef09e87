"""What `heliograph video` does: read a timeline, render, report."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

from pydantic import ValidationError

from heliograph.apps.cli.failures import BadInput
from heliograph.apps.cli.given import file_of
from heliograph.apps.cli.printing import note
from heliograph.extensions.providers.music import MusicBeds
from heliograph.extensions.providers.video import VideoProvider
from heliograph.extensions.providers.video.facts import facts_of
from heliograph.kit.settings import Settings
from heliograph.sdk.timeline import Timeline
from heliograph.sdk.video import CannotRender, Preset, Progress, RenderOrder

_LARGEST = 8 * 1024 * 1024
_NOTE_SECONDS = 2.0
_SHOWN = 3


@dataclass(frozen=True)
class Wish:
    """One render as it is asked for on the command line."""

    timeline: Path
    out: Path
    preset: str = "veryfast"
    workers: int = 0
    width: int | None = None
    cache: Path | None = None


def rendered(wish: Wish) -> dict[str, Any]:
    """Render and say what came of it."""
    began = time.monotonic()
    order = _order(wish)
    with _explained():
        found = VideoProvider().render(order, _Teller().tell)
    return {
        "path": str(found.path),
        "width": found.width,
        "height": found.height,
        "fps": found.fps,
        "frames": found.frames,
        "seconds": found.seconds,
        "loudness": _rounded(found.loudness),
        "peak": _rounded(found.peak),
        "segments": found.segments,
        "reused": found.reused,
        "cover": str(found.cover) if found.cover else None,
        "subtitles": [str(one) for one in found.subtitles],
        "chapters": [{"start": start, "title": title} for start, title in found.chapters],
        "licences": found.licences,
        "took_seconds": round(time.monotonic() - began, 2),
    }


def one_frame(timeline: Path, at: float, out: Path, width: int | None) -> dict[str, Any]:
    """Write a frame and say where."""
    order = _order(Wish(timeline, out, width=width))
    with _explained():
        out.write_bytes(VideoProvider().frame(order, at))
    return {"path": str(out), "at": at}


def facts(file: Path) -> dict[str, Any]:
    """What a finished file is."""
    with _explained():
        return asdict(facts_of(file_of(file)))


def _order(wish: Wish) -> RenderOrder:
    file = file_of(wish.timeline)
    return RenderOrder(
        timeline=_timeline(file),
        folder=file.parent.absolute(),
        out=wish.out.absolute(),
        cache=wish.cache.absolute() if wish.cache else Settings().home / "cache" / "video",
        preset=cast("Preset", wish.preset),
        workers=wish.workers,
        width=wish.width,
        music=MusicBeds(),
    )


def _timeline(file: Path) -> Timeline:
    if file.stat().st_size > _LARGEST:
        raise BadInput(f"{file} is larger than 8 MB", "Give a timeline, not a medium.")
    try:
        return Timeline.model_validate_json(file.read_bytes())
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        told = [f"{_place(one['loc'])}: {one['msg']}" for one in found[:_SHOWN]]
        more = f" (and {len(found) - _SHOWN} more)" if len(found) > _SHOWN else ""
        raise BadInput(
            f"{file.name} is not a timeline: {'; '.join(told)}{more}",
            "Correct it; the keys are described in the documentation of the timeline.",
        ) from error


def _place(steps: tuple[int | str, ...]) -> str:
    return ".".join(str(step) for step in steps) or "the whole"


@contextmanager
def _explained() -> Iterator[None]:
    """What the renderer refuses, as a sentence with its remedy."""
    try:
        yield
    except CannotRender as error:
        detail, _, remedy = str(error).partition(". ")
        raise BadInput(detail, remedy) from error


class _Teller:
    """Says every other second how far it is."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def tell(self, progress: Progress) -> None:
        now = time.monotonic()
        if now - self._last < _NOTE_SECONDS:
            return
        self._last = now
        left = f", about {progress.left:.0f} s left" if progress.left is not None else ""
        note(f"{progress.done} of {progress.total} {progress.stage}{left}")


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
