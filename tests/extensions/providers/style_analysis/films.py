"""Small films with known joins, moves, words and colours, written for the tests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
import numpy.typing as npt

RGB = npt.NDArray[np.uint8]
WIDTH, HEIGHT, FPS = 180, 320, 30


def still(seed: int, scale: float = 1.3) -> RGB:
    """A picture with shapes and soft colours, larger than the frame."""
    random = np.random.default_rng(seed)
    height, width = int(HEIGHT * scale), int(WIDTH * scale)
    coarse = random.integers(20, 235, (9, 6, 3)).astype(np.uint8)
    picture = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    for _ in range(14):
        middle = (int(random.integers(0, width)), int(random.integers(0, height)))
        colour = tuple(int(one) for one in random.integers(0, 255, 3))
        cv2.circle(picture, middle, int(random.integers(6, 40)), colour, -1, cv2.LINE_AA)
    return np.asarray(picture, np.uint8)


def seen(picture: RGB, x: float = 0.0, y: float = 0.0, zoom: float = 1.0) -> RGB:
    """The frame's view of a picture, moved by pixels from its middle and magnified."""
    height, width = picture.shape[:2]
    matrix = np.array(
        [
            [zoom, 0, WIDTH / 2 - zoom * (width / 2 + x)],
            [0, zoom, HEIGHT / 2 - zoom * (height / 2 + y)],
        ]
    )
    moved = cv2.warpAffine(picture, matrix, (WIDTH, HEIGHT), borderMode=cv2.BORDER_REFLECT)
    return np.asarray(moved, np.uint8)


def held(seed: int, frames: int, drift: float = 0.2) -> list[RGB]:
    """A still under a slow camera."""
    picture = still(seed)
    return [seen(picture, x=drift * (at - frames / 2)) for at in range(frames)]


def written(
    path: Path,
    frames: Iterable[RGB],
    codec: str = "libx264",
    pixels: str = "yuv420p",
    times: Sequence[float] | None = None,
    sound: npt.NDArray[np.float32] | None = None,
) -> Path:
    """Write a file; `times` in seconds make its rate variable, `sound` is mono at 48 kHz."""
    base = Fraction(1, FPS) if times is None else Fraction(1, 1000)
    with av.open(str(path), "w") as file:
        stream = file.add_stream(codec, rate=FPS)
        stream.pix_fmt = pixels
        if codec == "mpeg4":
            # By itself it starves so much that its pictures jump.
            stream.bit_rate = 4_000_000
        shown = list(frames)
        stream.height, stream.width = shown[0].shape[:2]
        stream.codec_context.time_base = base
        voice = None if sound is None else file.add_stream("aac", rate=48_000, layout="mono")
        for at, picture in enumerate(shown):
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="rgb24")
            frame.time_base = base
            frame.pts = at if times is None else round(1000 * times[at])
            file.mux(stream.encode(frame))
        file.mux(stream.encode())
        if voice is not None and sound is not None:
            for at in range(0, len(sound) - 1023, 1024):
                part = av.AudioFrame.from_ndarray(
                    sound[None, at : at + 1024], format="fltp", layout="mono"
                )
                part.sample_rate, part.pts = 48_000, at
                file.mux(voice.encode(part))
            file.mux(voice.encode())
    return path


def mixed(first: RGB, second: RGB, part: float) -> RGB:
    """A dissolve's frame."""
    return np.asarray(cv2.addWeighted(first, 1 - part, second, part, 0), np.uint8)


def lettered(
    picture: RGB, words: str, row: float = 0.75, colour: tuple[int, int, int] = (255,) * 3
) -> RGB:
    """A caption in the middle of the frame: plain letters with a dark edge."""
    made = picture.copy()
    (width, height), _ = cv2.getTextSize(words, cv2.FONT_HERSHEY_DUPLEX, 0.62, 2)
    place = ((WIDTH - width) // 2, int(row * HEIGHT) + height // 2)
    cv2.putText(made, words, place, cv2.FONT_HERSHEY_DUPLEX, 0.62, (0, 0, 0), 5, cv2.LINE_AA)
    cv2.putText(made, words, place, cv2.FONT_HERSHEY_DUPLEX, 0.62, colour, 2, cv2.LINE_AA)
    return made
