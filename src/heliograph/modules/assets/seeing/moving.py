"""Short looping previews of videos: a few silent seconds as a moving WebP, small enough to stand
in a list. Loaded in a process of its own only."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np

from heliograph.modules.assets.adapt.decoding import Pixels
from heliograph.modules.assets.containers import demuxer_of
from heliograph.modules.assets.limits import DECODING

SIDE, RATE, SECONDS, FROM = 320, 8, 3.0, 1.0
"""The longer side in pixels, pictures a second, how much is shown, and from when: the very first
pictures are often black."""
MOST_BYTES = 400_000
QUALITIES = (60, 35, 15)
LEAST = 2
"""Fewer pictures do not move."""


def write_preview(source: Path, target: Path) -> bool:
    """Write the moving preview of a video; False, and nothing written, where nothing moves or
    none is light enough. Raises what FFmpeg raises for a damaged file."""
    pictures = list(_shown(source))
    if len(pictures) < LEAST:
        return False
    for quality in QUALITIES:
        _write(pictures, target, quality)
        if target.stat().st_size <= MOST_BYTES:
            return True
    target.write_bytes(b"")
    return False


def _shown(source: Path) -> Iterator[Pixels]:
    """The pictures of the preview, upright and small."""
    with av.open(str(source), "r", format=demuxer_of(source)) as file:
        stream = file.streams.video[0]
        stream.codec_context.thread_count = 1
        stream.codec_context.options = DECODING
        begin = (file.start_time or 0) / av.time_base
        length = (file.duration or 0) / av.time_base
        # A video that is over so soon is shown from its start.
        start = FROM if length >= FROM + 1.0 else 0.0
        due = start
        for frame in file.decode(stream):
            moment = (frame.time or 0.0) - begin
            if moment >= start + SECONDS:
                return
            if moment + 1e-6 >= due:
                due = max(due + 1 / RATE, moment)
                yield _small(frame)


def _small(frame: av.VideoFrame) -> Pixels:
    factor = min(SIDE / max(frame.width, frame.height), 1.0)
    width, height = (max(round(side * factor), 1) for side in (frame.width, frame.height))
    small = frame.reformat(width, height, "rgb24", interpolation="AREA").to_ndarray()
    return np.ascontiguousarray(np.rot90(small, int(frame.rotation) % 360 // 90), dtype=np.uint8)


def _write(pictures: list[Pixels], target: Path, quality: int) -> None:
    with av.open(str(target), "w", format="webp", options={"loop": "0"}) as file:
        how = {"quality": str(quality), "compression_level": "3"}
        stream = file.add_stream("libwebp_anim", rate=RATE, options=how)
        height, width = pictures[0].shape[:2]
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.time_base = stream.codec_context.time_base = Fraction(1, RATE)
        for number, pixels in enumerate(pictures):
            # A film may change its size on the way; a preview cannot.
            even = np.asarray(cv2.resize(pixels, (width, height)), np.uint8)
            frame = av.VideoFrame.from_ndarray(even, format="rgb24").reformat(format="yuv420p")
            frame.pts = number
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
