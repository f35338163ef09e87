"""What a video really is, as the networks look at it before they take it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av


@dataclass(frozen=True)
class Clip:
    """The facts of a video that can be decoded."""

    codec: str
    width: int
    height: int
    seconds: float
    fps: float


def look_at(path: Path) -> Clip | None:
    """The facts of the first video stream; None when there is none. Blocks: call it in a thread."""
    try:
        with av.open(str(path)) as file:
            stream = file.streams.video[0]
            seconds = (file.duration or 0) / av.time_base
            rate = float(stream.average_rate or Fraction(0))
            name = stream.codec_context.name
            return Clip(name, stream.width, stream.height, seconds, rate)
    except (av.error.FFmpegError, IndexError):
        return None
