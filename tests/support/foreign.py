"""Small videos as cameras, telephones and other programs make them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import av
import numpy as np
from av.container import OutputContainer

TICKS = 1000
"""Ticks a second of films whose rate varies."""


@dataclass(frozen=True)
class Foreign:
    """What a film is to be like; `sound` is what it is coded in, empty for a silent film."""

    name: str
    width: int = 540
    height: int = 960
    seconds: float = 4.0
    fps: int = 24
    coding: str = "libx264"
    pixels: str = "yuv420p"
    sound: str = "aac"
    rate: int = 48_000
    layout: str = "stereo"
    fast_start: bool = True
    turned: int = 0
    uneven: bool = False
    grain: int = 40


QUICK = {
    "libx264": {"preset": "ultrafast", "crf": "30"},
    "libx265": {"preset": "ultrafast", "x265-params": "log-level=none:crf=30"},
    "libvpx-vp9": {"deadline": "realtime", "cpu-used": "8", "b": "400k"},
    "mpeg4": {"b": "600k"},
}


def write_foreign(folder: Path, film: Foreign) -> Path:
    """The file, named after the film; the same one again is not made twice."""
    path = folder / film.name
    path.write_bytes(_made(film))
    return path


@cache
def _made(film: Foreign) -> bytes:
    with TemporaryDirectory() as folder:
        return _write(Path(folder, film.name), film).read_bytes()


def _write(path: Path, film: Foreign) -> Path:
    options = {"movflags": "+faststart"} if film.fast_start and path.suffix == ".mp4" else {}
    with av.open(str(path), "w", options=options) as file:
        how = dict(QUICK[film.coding])
        stream = _stream(file, film, how)
        sound = file.add_stream(film.sound, rate=film.rate) if film.sound else None
        if isinstance(sound, av.AudioStream):
            sound.layout = film.layout
        for frame in _pictures(film):
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
        if isinstance(sound, av.AudioStream):
            _write_sound(file, sound, film)
    return path


def _stream(file: OutputContainer, film: Foreign, how: dict[str, str]) -> av.VideoStream:
    stream = file.add_stream(film.coding, rate=film.fps, options=how)
    assert isinstance(stream, av.VideoStream)
    stream.width, stream.height, stream.pix_fmt = film.width, film.height, film.pixels
    base = Fraction(1, TICKS if film.uneven else film.fps)
    stream.time_base = stream.codec_context.time_base = base
    if film.turned:
        stream.set_display_rotation(film.turned)
    return stream


def _pictures(film: Foreign) -> Iterator[av.VideoFrame]:
    """A bright bar that wanders over a ground of grain, which repeats every few pictures."""
    dice = np.random.default_rng(7)
    shape = (film.height, film.width, 3)
    grounds = [dice.integers(40, 41 + film.grain, shape, dtype=np.uint8) for _ in range(4)]
    wide, count = max(film.width // 8, 2), round(film.seconds * film.fps)
    for number in range(count):
        pixels = grounds[number % 4].copy()
        at = number * (film.width - wide) // max(count - 1, 1)
        pixels[film.height // 4 :, at : at + wide] = (230, 180, 60)
        picture = av.VideoFrame.from_ndarray(pixels, format="rgb24")
        frame = picture.reformat(format=film.pixels, dst_colorspace="ITU709")
        frame.pts = _moment(number, film) if film.uneven else number
        yield frame


def _moment(number: int, film: Foreign) -> int:
    """Every third picture comes late, as from a telephone in the dark."""
    late = 0.4 if number % 3 == 1 else 0.0
    return round((number + late) * TICKS / film.fps)


def _write_sound(file: OutputContainer, stream: av.AudioStream, film: Foreign) -> None:
    moments = np.arange(round(film.seconds * film.rate)) / film.rate
    tone = (0.2 * np.sin(2 * np.pi * 220 * moments)).astype(np.float32)
    count = len(av.AudioLayout(film.layout).channels)
    frame = av.AudioFrame.from_ndarray(np.stack([tone] * count), "fltp", film.layout)
    frame.sample_rate, frame.pts = film.rate, 0
    coder = stream.codec_context
    shaped = av.AudioResampler(
        coder.format.name, film.layout, film.rate, frame_size=coder.frame_size or None
    )
    for piece in (*shaped.resample(frame), *shaped.resample(None)):
        file.mux(stream.encode(piece))
    file.mux(stream.encode(None))
