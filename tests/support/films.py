"""Silent videos of any shape, length and rate, quickly made."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import av


@dataclass(frozen=True)
class Film:
    """What a video is to be like."""

    width: int
    height: int
    seconds: int = 1
    fps: int = 24


def write_film(path: Path, film: Film) -> None:
    """An H.264 file of one colour."""
    with av.open(str(path), "w", options={"movflags": "+faststart"}) as file:
        how = {"preset": "ultrafast", "crf": "35"}
        stream = file.add_stream("libx264", rate=film.fps, options=how)
        stream.width, stream.height, stream.pix_fmt = film.width, film.height, "yuv420p"
        frame = av.VideoFrame(film.width, film.height, "yuv420p")
        for number in range(film.fps * film.seconds):
            frame.pts = number
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
