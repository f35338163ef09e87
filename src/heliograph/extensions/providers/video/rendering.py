"""A whole render: what is missing is made, then everything is joined and laid beside the file."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2

from heliograph.extensions.providers.video import joining, sounding
from heliograph.extensions.providers.video.checking import check
from heliograph.extensions.providers.video.crew import hands, work_alone, work_together
from heliograph.extensions.providers.video.encoding import Coding
from heliograph.extensions.providers.video.grounds import Studio
from heliograph.extensions.providers.video.pieces import Piece, pieces
from heliograph.extensions.providers.video.planes import pixels_of
from heliograph.extensions.providers.video.reel import Reel
from heliograph.extensions.providers.video.store import Store, write_whole
from heliograph.extensions.providers.video.worker import PIECE, Assignment, Job
from heliograph.sdk.music import MusicProvider
from heliograph.sdk.timeline import Timeline, frames_of, spans
from heliograph.sdk.timeline.captions import to_srt, to_vtt
from heliograph.sdk.video import Progress, RenderCancelled, Rendered, RenderOrder, Stop, Tell

_QUALITY = {"veryfast": 19.0, "medium": 19.0}
_DRAFT, _DRAFT_QUALITY = "ultrafast", 26.0
_JPEG = 90
_NARROWEST = 64


def render(
    order: RenderOrder, music: MusicProvider | None, tell: Tell | None, stop: Stop | None
) -> Rendered:
    """The whole video with its cover and subtitles; see `VideoProvider.render`."""
    halt = stop or _never
    check(order.timeline, order.folder)
    studio = _studio(order)
    coding = coding_of(order)
    store = Store(order.cache)
    order.cache.mkdir(parents=True, exist_ok=True)
    store.tidy()
    wanted = pieces(studio, coding)
    sound = sounding.sounding(order.timeline, order.folder, music)
    missing = _missing(wanted, store)
    jobs: list[Job] = [*missing]
    if store.find(sound.key, sounding.FACTS) is None or not store.find(sound.key, sounding.TRACK):
        jobs.insert(0, sound)
    _make(order, coding, jobs, _Meter(tell, wanted, missing), halt)
    if halt():
        raise RenderCancelled
    found = _finished(order, studio, wanted, sound.key)
    return _rendered(order, coding, found, (len(wanted), len(wanted) - len(missing)))


def frame(order: RenderOrder, at: float) -> bytes:
    """One frame as JPEG."""
    studio = _studio(order)
    index = min(max(0, int(at * order.timeline.fps + 1e-6)), frames_of(order.timeline) - 1)
    return _jpeg(Reel(studio), index)


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


def chapters_of(timeline: Timeline) -> tuple[tuple[float, str], ...]:
    """Where chapters begin, in seconds; the first reaches back to the start."""
    named = [(one.start, one.scene.chapter) for one in spans(timeline) if one.scene.chapter]
    found = [(start / timeline.fps, name or "") for start, name in named]
    if found:
        found[0] = (0.0, found[0][1])
    return tuple(found)


@dataclass
class _Meter:
    """Counts frames and tells how long the rest will take."""

    tell: Tell | None
    wanted: Sequence[Piece]
    missing: Sequence[Piece]
    made: int = 0
    began: float | None = None

    def heard(self, frames: int) -> None:
        """So many more frames are done."""
        now = time.monotonic()
        self.began = self.began if self.began is not None else now
        self.made += frames
        if self.tell is None:
            return
        total = sum(one.frames for one in self.wanted)
        to_make = sum(one.frames for one in self.missing)
        left = None
        if now > self.began and self.made > 0:
            left = (now - self.began) * (to_make - self.made) / self.made
        self.tell(Progress("frames", total - to_make + self.made, total, left))


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
    order: RenderOrder, coding: Coding, jobs: Sequence[Job], meter: _Meter, stop: Stop
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


@dataclass(frozen=True)
class _Beside:
    cover: Path
    subtitles: tuple[Path, ...]
    chapters: tuple[tuple[float, str], ...]
    loudness: sounding.Loudness


def _finished(order: RenderOrder, studio: Studio, wanted: Sequence[Piece], sound: str) -> _Beside:
    """Write the file and what lies beside it; the video comes last, when all else is there."""
    timeline, store, out = order.timeline, Store(order.cache), order.out
    chapters = chapters_of(timeline)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        cover = out.with_suffix(".cover.jpg")
        write_whole(cover, _jpeg(Reel(studio), _cover_frame(timeline)))
        subtitles = _subtitles(timeline, out)
        kept = tuple((store.file(one.key, PIECE), one.frames) for one in wanted)
        track = store.file(sound, sounding.TRACK)
        language, title = timeline.language, timeline.title
        parts = joining.Parts(kept, track, timeline.fps, title, language, chapters)
        joining.joined(parts, out)
    except OSError as error:
        raise joining.trouble(error, out) from error
    return _Beside(cover, subtitles, chapters, sounding.loudness_of(store, sound))


def _subtitles(timeline: Timeline, out: Path) -> tuple[Path, ...]:
    srt = to_srt(timeline)
    if not srt.strip():
        return ()
    files = (out.with_suffix(".srt"), out.with_suffix(".vtt"))
    for file, text in zip(files, (srt, to_vtt(timeline)), strict=True):
        write_whole(file, text.encode())
    return files


def _cover_frame(timeline: Timeline) -> int:
    """The frame that stands for the video; without a wish, one second into the first scene."""
    places = spans(timeline)
    cover = timeline.cover
    span, at = places[0], 1.0
    if cover is not None:
        span, at = next(one for one in places if one.scene.id == cover.scene), cover.at
    return span.start + min(round(at * timeline.fps), span.frames - 1)


def _jpeg(reel: Reel, index: int) -> bytes:
    done, data = cv2.imencode(
        ".jpg", pixels_of(reel.frame(index)), [cv2.IMWRITE_JPEG_QUALITY, _JPEG]
    )
    if not done:
        raise RuntimeError("OpenCV wrote no picture.")
    return bytes(data.tobytes())


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
        licences={name: one.licence for name, one in timeline.sources.items() if one.licence},
    )
