"""Speed of the analysis of a 1080p film: CPU and wall beside the bare decoding of the same file.

Each line is one JSON object: name, figure, unit, baseline, ratio. The figure of `analysis.speed` is
how many seconds of film are analysed in a second; its baseline is real time.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import av
import cv2
import numpy as np
from av.packet import Packet

from heliograph.extensions.providers.style_analysis import StyleAnalysis

WIDTH, HEIGHT, FPS, SECONDS, SHOT = 1080, 1920, 30, 16, 75
RATE = 44_100


def film(path: Path) -> None:
    """Moving stills under captions, a cut every two and a half seconds, chords with a beat."""
    random = np.random.default_rng(4)
    pictures = [
        cv2.resize(
            random.integers(20, 235, (24, 14, 3)).astype(np.uint8),
            (1300, 2300),
            interpolation=cv2.INTER_CUBIC,
        )
        for _ in range(SECONDS * FPS // SHOT + 1)
    ]
    with av.open(str(path), "w") as file:
        stream = file.add_stream("libx264", rate=FPS)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        stream.options = {"preset": "veryfast", "crf": "20"}
        voice = file.add_stream("aac", rate=RATE, layout="mono")
        for at in range(SECONDS * FPS):
            picture, step = pictures[at // SHOT], at % SHOT
            frame = picture[step : step + HEIGHT, step : step + WIDTH].copy()
            words = ("follow the light", "and it follows you")[at // 30 % 2]
            for colour, broad in (((0, 0, 0), 22), ((255, 255, 255), 9)):
                cv2.putText(frame, words, (90, 1450), cv2.FONT_HERSHEY_DUPLEX, 3, colour, broad)
            file.mux(stream.encode(av.VideoFrame.from_ndarray(frame, format="rgb24")))
        file.mux(stream.encode())
        for packet in chords(voice):
            file.mux(packet)


def chords(stream: av.AudioStream) -> Iterator[Packet]:
    """A chord of C with a beat twice a second, encoded."""
    time_of = np.arange(SECONDS * RATE) / RATE
    tone = sum(np.sin(2 * np.pi * pitch * time_of) for pitch in (261.6, 329.6, 392.0))
    samples = (0.1 * tone * np.exp(-4 * (time_of % 0.5))).astype(np.float32)
    for start in range(0, len(samples), 1024):
        frame = av.AudioFrame.from_ndarray(samples[None, start : start + 1024], "fltp", "mono")
        frame.sample_rate, frame.pts = RATE, start
        yield from stream.encode(frame)
    yield from stream.encode()


def decoded(path: Path) -> None:
    """The least an analysis can do: decode every frame."""
    with av.open(str(path)) as file:
        file.streams.video[0].thread_type = "AUTO"
        file.streams.video[0].codec_context.thread_count = 2
        for _ in file.decode(video=0):
            pass


def taken(work: Callable[[Path], object], path: Path) -> tuple[float, float]:
    """Wall and CPU seconds."""
    wall, cpu = time.perf_counter(), time.process_time()
    work(path)
    return time.perf_counter() - wall, time.process_time() - cpu


def line(name: str, figure: float, unit: str, baseline: float) -> str:
    """One figure."""
    ratio = round(figure / baseline, 2)
    values = (name, round(figure, 2), unit, round(baseline, 2), ratio)
    return json.dumps(
        dict(zip(("name", "figure", "unit", "baseline", "ratio"), values, strict=True))
    )


def main() -> int:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="heliograph-bench-") as folder:
        path = Path(folder) / "film.mp4"
        film(path)
        _, bare = taken(decoded, path)
        wall, cpu = taken(StyleAnalysis().analyse, path)
    print(line("analysis.cpu", cpu, "s CPU", bare))
    print(line("analysis.speed", SECONDS / wall, "times real time", 1.0))
    print(line("analysis.speed_two_cores", 2 * SECONDS / cpu, "times real time, by CPU", 1.0))
    return 0


if __name__ == "__main__":
    sys.exit(main())
