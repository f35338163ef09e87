"""What a video file says of itself, read from its headers; no picture is decoded."""

from __future__ import annotations

import io
from dataclasses import dataclass

import av

from heliograph.modules.assets.errors import FileRefused


@dataclass(frozen=True)
class VideoFacts:
    """Length, shape and coding of a video; pictures are counted as they are shown, turned."""

    width: int
    height: int
    duration_ms: int
    fps: float
    video_codec: str
    audio_codec: str | None


def probe(data: bytes) -> VideoFacts:
    """Read a video's headers; raises `FileRefused` for one that cannot be played."""
    try:
        # `format` keeps playlists and other files that name further files from being opened.
        with av.open(io.BytesIO(data), "r", format="mov,mp4,m4a,3gp,3g2,mj2") as file:
            return _facts(file)
    except (av.FFmpegError, IndexError, ValueError) as error:
        raise FileRefused("The video's headers cannot be read; save it anew as MP4") from error


def _facts(file: av.container.InputContainer) -> VideoFacts:
    picture = file.streams.video[0]
    length = (file.duration or 0) / av.time_base
    rate = float(picture.average_rate or 0)
    if not (picture.width and picture.height and length > 0 and rate > 0):
        raise ValueError("no length, no rate or no size")
    sounds = file.streams.audio
    return VideoFacts(
        width=picture.width,
        height=picture.height,
        duration_ms=round(length * 1000),
        fps=round(rate, 3),
        video_codec=picture.codec_context.name,
        audio_codec=sounds[0].codec_context.name if sounds else None,
    )
