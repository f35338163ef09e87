"""What a video file says of itself, read from its headers; one picture is decoded, because only
pictures tell how the camera was held."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import av

from heliograph.modules.assets.errors import FileRefused, FileTooLarge
from heliograph.modules.assets.limits import DECODING, MAX_PIXELS


@dataclass(frozen=True)
class VideoFacts:
    """Length, shape and coding of a video; pictures are counted as they are shown, turned."""

    width: int
    height: int
    duration_ms: int
    fps: float
    video_codec: str
    audio_codec: str | None


def probe(path: Path) -> VideoFacts:
    """Read a video's headers; raises `FileRefused` for one that cannot be played."""
    try:
        # `format` keeps playlists and other files that name further files from being opened.
        with av.open(str(path), "r", format="mov,mp4,m4a,3gp,3g2,mj2") as file:
            return _facts(file)
    except (av.FFmpegError, IndexError, ValueError, StopIteration) as error:
        raise FileRefused("The video's headers cannot be read; save it anew as MP4") from error


def _facts(file: av.container.InputContainer) -> VideoFacts:
    picture = file.streams.video[0]
    length = (file.duration or 0) / av.time_base
    rate = float(picture.average_rate or 0)
    if not (picture.width and picture.height and length > 0 and rate > 0):
        raise ValueError("no length, no rate or no size")
    sounds = file.streams.audio
    width, height = picture.width, picture.height
    if width * height > MAX_PIXELS:
        # Before one is decoded: a single one would fill the memory.
        raise FileTooLarge(f"{width} × {height} pixels, allowed {MAX_PIXELS}")
    # One thread: more would each hold a picture, and the process that probes serves people.
    picture.codec_context.thread_count = 1
    picture.codec_context.options = DECODING
    if next(file.decode(picture)).rotation % 180:
        width, height = height, width
    return VideoFacts(
        width=width,
        height=height,
        duration_ms=round(length * 1000),
        fps=round(rate, 3),
        video_codec=picture.codec_context.name,
        audio_codec=sounds[0].codec_context.name if sounds else None,
    )
