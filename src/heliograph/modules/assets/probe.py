"""What a video file says of itself, read from its headers; one picture is decoded, because only
pictures tell how the camera was held."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

import av

from heliograph.modules.assets.containers import DEMUXERS
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
    pixel_format: str
    audio_rate: int | None
    audio_channels: int | None


def probe(path: Path, mime: str = "video/mp4") -> VideoFacts:
    """Read a video's headers; raises `FileRefused` for one that cannot be played."""
    try:
        # `format` keeps playlists and other files that name further files from being opened.
        with av.open(str(path), "r", format=DEMUXERS[mime]) as file:
            if not file.streams.video:
                raise FileRefused("The file holds sound and no picture; save it as a video")
            return _facts(file)
    except (av.FFmpegError, IndexError, ValueError, StopIteration) as error:
        raise FileRefused("The video's headers cannot be read; save it anew as MP4") from error


def _facts(file: av.container.InputContainer) -> VideoFacts:
    picture = file.streams.video[0]
    length = (file.duration or 0) / av.time_base or _counted(file, picture)
    rate = float(picture.average_rate or picture.guessed_rate or 0)
    if not (picture.width and picture.height and length > 0 and rate > 0):
        raise ValueError("no length, no rate or no size")
    sounds = file.streams.audio
    width, height = shown_width(picture), picture.height
    if width * height > MAX_PIXELS:
        # Before one is decoded: a single one would fill the memory.
        raise FileTooLarge(f"{width} × {height} pixels, allowed {MAX_PIXELS}")
    # One thread: more would each hold a picture, and the process that probes serves people.
    picture.codec_context.thread_count = 1
    picture.codec_context.options = DECODING
    first = next(file.decode(picture))
    if first.rotation % 180:
        width, height = height, width
    return VideoFacts(
        width=width,
        height=height,
        duration_ms=round(length * 1000),
        fps=round(rate, 3),
        video_codec=picture.codec_context.name,
        audio_codec=_plain(sounds[0].codec_context.name) if sounds else None,
        pixel_format=first.format.name,
        audio_rate=sounds[0].rate if sounds else None,
        audio_channels=sounds[0].channels if sounds else None,
    )


def shown_width(picture: av.VideoStream) -> int:
    """How wide pictures are in square pixels; those of old cameras are broader or narrower."""
    return round(picture.width * (picture.sample_aspect_ratio or 1))


def _counted(file: av.container.InputContainer, picture: av.VideoStream) -> float:
    """The length of a video that does not say it, such as one that a browser has just recorded:
    when its last picture ends."""
    base = picture.time_base or 0
    ends = (
        (packet.pts + (packet.duration or 0)) * base
        for packet in file.demux(picture)
        if packet.pts is not None
    )
    length = float(max(ends, default=0))
    file.seek(0)
    return length


def _plain(codec: str) -> str:
    """What a sound is coded in, whoever decodes it."""
    return codec.removesuffix("float")


def is_streamable(path: Path) -> bool:
    """Whether an MP4 or QuickTime file tells how it is laid out before its pictures and sounds
    come, so that it starts to play before it has come whole."""
    with path.open("rb") as file:
        while len(head := file.read(16)) >= 8:
            size, name = struct.unpack_from(">I4s", head)
            if name in (b"moov", b"mdat"):
                return bool(name == b"moov")
            if size == 1 and len(head) == 16:
                (size,) = struct.unpack_from(">Q", head, 8)
            if size < 8:
                return False
            file.seek(size - len(head), 1)
    return False
