"""Small real videos."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np

WIDTH, HEIGHT = 540, 960


def write_video(path: Path, seconds: int, grain: int = 0) -> None:
    """An H.264 and AAC file of a brightening field; `grain` is noise of 0 to 255, which makes it
    as heavy as real ones are."""
    dice = np.random.default_rng(7)
    with av.open(str(path), "w", options={"movflags": "+faststart"}) as file:
        picture = file.add_stream("libx264", rate=30)
        picture.width, picture.height, picture.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        sound = file.add_stream("aac", rate=48_000, layout="stereo")
        for number in range(30 * seconds):
            pixels = np.full((HEIGHT, WIDTH, 3), number % 256, dtype=np.uint8)
            if grain:
                pixels ^= dice.integers(0, grain, pixels.shape, dtype=np.uint8)
            file.mux(picture.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        silence = np.zeros((2, 48_000 * seconds), dtype=np.float32)
        tone = av.AudioFrame.from_ndarray(silence, format="fltp", layout="stereo")
        tone.sample_rate = 48_000
        file.mux(sound.encode(tone))
        file.mux(picture.encode(None))
        file.mux(sound.encode(None))
