"""A whole render: what is missing is made, then everything is joined and laid beside the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from heliograph.extensions.providers.video import joining, sounding
from heliograph.extensions.providers.video.beside import (
    chapters_of,
    jpeg,
    remove_beside,
    write_cover,
    write_subtitles,
)
from heliograph.extensions.providers.video.checking import check
from heliograph.extensions.providers.video.crew import hands, work_alone, work_together
from heliograph.extensions.providers.video.encoding import Coding
from heliograph.extensions.providers.video.grounds import Studio
from heliograph.extensions.providers.video.meter import Meter
from heliograph.extensions.providers.video.pieces import Piece, pieces
from heliograph.extensions.providers.video.reel import Reel
from heliograph.extensions.providers.video.store import Store, clean
from heliograph.extensions.providers.video.worker import PIECE, Assignment, Job
from heliograph.sdk.timeline import frames_of
from heliograph.sdk.video import RenderCancelled, Rendered, RenderOrder, Stop, Tell

_QUALITY = {"veryfast": 19.0, "medium": 19.0}
_DRAFT, _DRAFT_QUALITY = "ultrafast", 26.0
_NARROWEST = 64


def render(order: RenderOrder, tell: Tell | None, stop: Stop | None) -> Rendered:
    """The whole video with its cover and subtitles; see `VideoProvider.render`."""
    halt = stop or _never
    order = _without_a_band(order)
    check(order.timeline, order.folder)
    studio = _studio(order)
    coding = coding_of(order)
    store = Store(order.cache)
    order.cache.mkdir(parents=True, exist_ok=True)
    store.tidy()
    wanted = pieces(studio, coding)
    sound = sounding.sounding(order.timeline, order.folder, order.music)
    missing = _missing(wanted, store)
    jobs: list[Job] = [*missing]
    if store.find(sound.key, sounding.FACTS) is None or not store.find(sound.key, sounding.TRACK):
        jobs.insert(0, sound)
    meter = Meter(tell, wanted, missing)
    _make(order, coding, jobs, meter, halt)
    if halt():
        raise RenderCancelled
    meter.joins()
    found = _finished(order, studio, wanted, sound.key)
    return _rendered(order, coding, found, (len(wanted), len(wanted) - len(missing)))


def frame(order: RenderOrder, at: float) -> bytes:
    """One frame as JPEG."""
    studio = _studio(order)
    index = min(max(0, int(at * order.timeline.fps + 1e-6)), frames_of(order.timeline) - 1)
    return jpeg(Reel(studio), index)


def coding_of(order: RenderOrder) -> Coding:
    """How an order's video is coded; a draft quickly."""
    width, height = size_of(order)
    fps = order.timeline.fps
    if order.width is not None and order.width < order.timeline.size[0]:
        return Coding(width, height, fps, _DRAFT, _DRAFT_QUALITY)
    return Coding(width, height, fps, order.preset, _QUALITY[order.preset])


def size_of(order: RenderOrder) -> tuple[int, int]:
    """Even width and height, in the aspect's shape."""
    width, height = order.timeline.size
    if order.width is None:
        return width, height
    narrow = max(_NARROWEST, min(order.width, width)) // 2 * 2
    return narrow, round(height * narrow / width / 2) * 2


def _without_a_band(order: RenderOrder) -> RenderOrder:
    """Where nobody makes beds, a video that wants one has no music."""
    wanted = order.timeline.music
    if order.music is not None or wanted is None or wanted.source:
        return order
    return replace(order, timeline=order.timeline.model_copy(update={"music": None}))


def _never() -> bool:
    return False


def _studio(order: RenderOrder) -> Studio:
    return Studio(order.timeline, order.folder, size_of(order))


def _missing(wanted: Sequence[Piece], store: Store) -> list[Piece]:
    """The pieces that are not kept, or whose file is damaged; what looks alike is made once."""
    found: dict[str, Piece] = {}
    for piece in wanted:
        kept = store.find(piece.key, PIECE)
        if kept is None or joining.counted(kept) != piece.frames:
            found.setdefault(piece.key, piece)
    return list(found.values())


def _make(
    order: RenderOrder, coding: Coding, jobs: Sequence[Job], meter: Meter, stop: Stop
) -> None:
    assignment = Assignment(order.timeline.model_dump_json(), order.folder, coding, order.cache)
    workers = hands(order.workers, sum(one.frames for one in meter.missing))
    meter.heard(0)
    try:
        if workers == 1:
            work_alone(assignment, jobs, meter.heard, stop)
        else:
            work_together(assignment, jobs, workers, meter.heard, stop)
    except OSError as error:
        raise joining.trouble(error, order.out) from error
    finally:
        # A worker that was ended in the middle of writing could not tidy up itself.
        clean(order.cache)


@dataclass(frozen=True)
class _Beside:
    cover: Path | None
    subtitles: tuple[Path, ...]
    chapters: tuple[tuple[float, str], ...]
    loudness: sounding.Loudness


def _finished(order: RenderOrder, studio: Studio, wanted: Sequence[Piece], sound: str) -> _Beside:
    """Write the file and what lies beside it; the video comes last, when all else is there."""
    timeline, store, out = order.timeline, Store(order.cache), order.out
    chapters = chapters_of(timeline)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        cover = write_cover(studio, wanted, store, out) if order.has_cover else None
        subtitles = write_subtitles(timeline, out)
        kept = tuple((store.file(one.key, PIECE), one.frames) for one in wanted)
        track = store.file(sound, sounding.TRACK)
        language, title = timeline.language, timeline.title
        parts = joining.Parts(kept, track, timeline.fps, title, language, chapters)
        joining.joined(parts, out)
    except OSError as error:
        raise joining.trouble(error, out) from error
    finally:
        if not out.exists():
            remove_beside(out)
    return _Beside(cover, subtitles, chapters, sounding.loudness_of(store, sound))


def _rendered(
    order: RenderOrder, coding: Coding, beside: _Beside, counts: tuple[int, int]
) -> Rendered:
    timeline = order.timeline
    frames = frames_of(timeline)
    return Rendered(
        path=order.out,
        width=coding.width,
        height=coding.height,
        fps=coding.fps,
        frames=frames,
        seconds=frames / coding.fps,
        loudness=beside.loudness.loudness,
        peak=beside.loudness.peak,
        segments=counts[0],
        reused=counts[1],
        cover=beside.cover,
        subtitles=beside.subtitles,
        chapters=beside.chapters,
        licences=_licences(order),
    )


def _licences(order: RenderOrder) -> dict[str, str]:
    """Of every file that is seen or heard, and of the bed that was made for it."""
    timeline, music = order.timeline, order.timeline.music
    found = {name: one.licence for name, one in timeline.sources.items() if one.licence}
    if order.music is not None and music is not None and music.mood and not music.source:
        found[f"bed:{music.mood}"] = order.music.licence
    return found
