"""What a video file is, read from the file itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import av
import av.container

from heliograph.extensions.providers.video.reading import opened

_RANGES = {1: "tv", 2: "pc"}
_SPACES = {1: "bt709", 5: "bt470bg", 6: "smpte170m", 9: "bt2020nc"}
_CONFIGURED = 4


@dataclass(frozen=True)
class AudioFacts:
    """Of the first sound track."""

    codec: str
    profile: str
    rate: int
    channels: int
    seconds: float


@dataclass(frozen=True)
class Facts:
    """Seconds, frames a second, sizes in pixels."""

    container: str
    seconds: float
    width: int
    height: int
    fps: float
    frames: int
    codec: str
    profile: str
    level: float | None
    pixels: str
    range: str
    colours: str
    video_seconds: float
    audio: AudioFacts | None = None
    faststart: bool = False
    """Whether it plays before all of it has arrived."""
    title: str = ""
    chapters: tuple[str, ...] = field(default=())


def facts_of(file: Path) -> Facts:
    """The facts; raises `CannotRender` for a file that is no video."""
    with opened(file) as container:
        stream = container.streams.video[0]
        context = stream.codec_context
        return Facts(
            container=container.format.name,
            seconds=(container.duration or 0) / av.time_base,
            width=stream.width,
            height=stream.height,
            fps=float(stream.average_rate or 0),
            frames=stream.frames,
            codec=context.name,
            profile=str(stream.profile or ""),
            level=_level(context.extradata),
            pixels=str(context.pix_fmt),
            range=_RANGES.get(context.color_range, ""),
            colours=_SPACES.get(context.colorspace, ""),
            video_seconds=float((stream.duration or 0) * (stream.time_base or 0)),
            faststart=_starts_fast(file),
            title=container.metadata.get("title", ""),
            chapters=tuple(one["metadata"].get("title", "") for one in container.chapters()),
            audio=_audio(container),
        )


def _audio(container: av.container.InputContainer) -> AudioFacts | None:
    if not container.streams.audio:
        return None
    stream = container.streams.audio[0]
    context = stream.codec_context
    return AudioFacts(
        codec=context.name,
        profile=str(stream.profile or ""),
        rate=context.sample_rate,
        channels=context.channels,
        seconds=float((stream.duration or 0) * (stream.time_base or 0)),
    )


def _level(extradata: bytes | None) -> float | None:
    """H.264's level, where an MP4 file tells it beside the pictures."""
    if not extradata or len(extradata) < _CONFIGURED or extradata[0] != 1:
        return None
    return extradata[3] / 10


def _starts_fast(file: Path) -> bool:
    """Whether an MP4's table of contents comes before its pictures."""
    with file.open("rb") as stream:
        while head := stream.read(8):
            size, kind = int.from_bytes(head[:4], "big"), head[4:]
            if kind in {b"moov", b"mdat"}:
                return kind == b"moov"
            if size == 1:
                size = int.from_bytes(stream.read(8), "big") - 8
            if size < 8:
                return False
            stream.seek(size - 8, 1)
    return False
