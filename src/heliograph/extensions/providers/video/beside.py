"""What lies beside a video: its cover, its subtitles, and the names of its chapters."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import cv2

from heliograph.extensions.providers.video.grounds import Studio
from heliograph.extensions.providers.video.pieces import Piece
from heliograph.extensions.providers.video.planes import pixels_of
from heliograph.extensions.providers.video.reel import Reel
from heliograph.extensions.providers.video.store import Store, write_whole
from heliograph.sdk.timeline import Timeline, cover_frame, spans
from heliograph.sdk.timeline.captions import to_srt, to_vtt

_JPEG = 90
_COVER = ".jpg"
_BESIDE = (".cover.jpg", ".srt", ".vtt")
"""What the files beside a video end in."""


def write_cover(studio: Studio, wanted: Sequence[Piece], store: Store, out: Path) -> Path:
    """The frame that stands for the video, beside it. It is kept with the piece it is from."""
    index = cover_frame(studio.timeline)
    piece = next(one for one in wanted if one.first <= index < one.end)
    key = f"{piece.key}-{index - piece.first}"
    kept = store.find(key, _COVER) or store.put(key, _COVER, jpeg(Reel(studio), index))
    cover = out.with_suffix(_BESIDE[0])
    write_whole(cover, kept.read_bytes())
    return cover


def write_subtitles(timeline: Timeline, out: Path) -> tuple[Path, ...]:
    """SubRip and WebVTT beside the video; none for a video without words."""
    srt = to_srt(timeline)
    if not srt.strip():
        return ()
    files = (out.with_suffix(_BESIDE[1]), out.with_suffix(_BESIDE[2]))
    for file, text in zip(files, (srt, to_vtt(timeline)), strict=True):
        write_whole(file, text.encode())
    return files


def remove_beside(out: Path) -> None:
    """Take away what lies beside a video that could not be written."""
    for suffix in _BESIDE:
        out.with_suffix(suffix).unlink(missing_ok=True)


def jpeg(reel: Reel, index: int) -> bytes:
    """A frame of the video as a JPEG file."""
    done, data = cv2.imencode(
        ".jpg", pixels_of(reel.frame(index)), [cv2.IMWRITE_JPEG_QUALITY, _JPEG]
    )
    if not done:
        raise RuntimeError("OpenCV wrote no picture.")
    return bytes(data.tobytes())


def chapters_of(timeline: Timeline) -> tuple[tuple[float, str], ...]:
    """Where chapters begin, in seconds; the first reaches back to the start."""
    named = [(one.start, one.scene.chapter) for one in spans(timeline) if one.scene.chapter]
    found = [(start / timeline.fps, name or "") for start, name in named]
    if found:
        found[0] = (0.0, found[0][1])
    return tuple(found)
