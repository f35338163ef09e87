"""What colours the pictures of a new video hold before anything is done to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import av
import cv2
import numpy as np
import numpy.typing as npt

from heliograph.extensions.providers.style_analysis.colour.samples import rgb_to_lab
from heliograph.extensions.providers.style_analysis.reading import FORMATS, Bytes, Floats

EACH = 2304
"""Colours taken of one picture: what the analysis takes of a frame."""
_CLIP_LOOKS = 4
_LARGEST = 512


def colours_shown(files: Sequence[Path], ratio: float) -> Floats:
    """Colours (n, 3) in LAB of pictures and clips, each as a frame of `ratio` (width by height)
    shows its middle. What cannot be read is left out: the renderer says so better."""
    found = [_sampled(one, ratio) for file in files for one in _frames(file)]
    return np.concatenate(found) if found else np.zeros((0, 3), np.float32)


def _frames(file: Path) -> Iterator[Bytes]:
    """Red, green and blue: the picture itself, or a few looks at a clip."""
    if not file.is_file():
        return
    if cv2.haveImageReader(str(file)):
        yield from _picture(file)
        return
    options = {"format_whitelist": FORMATS, "protocol_whitelist": "file"}
    try:
        with av.open(str(file), "r", container_options=options) as container:
            yield from _looks(container)
    except (av.FFmpegError, IndexError, ValueError):
        return


def _picture(file: Path) -> Iterator[Bytes]:
    try:
        pixels = cv2.imread(str(file), cv2.IMREAD_REDUCED_COLOR_2)
    except cv2.error:
        # More pixels than OpenCV takes: neither does the renderer.
        return
    if pixels is not None:
        yield np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2RGB), np.uint8)


def _looks(container: av.container.InputContainer) -> Iterator[Bytes]:
    stream = container.streams.video[0]
    stream.codec_context.skip_frame = "NONKEY"
    for number, frame in enumerate(container.decode(stream)):
        if number >= _CLIP_LOOKS:
            return
        scale = min(1.0, _LARGEST / max(frame.width, frame.height))
        size = max(2, round(frame.width * scale)), max(2, round(frame.height * scale))
        yield frame.reformat(*size, format="rgb24").to_ndarray().astype(np.uint8)


def _sampled(pixels: Bytes, ratio: float) -> Floats:
    """The middle of a picture in a ratio, as `EACH` colours."""
    height, width = pixels.shape[:2]
    wide, high = min(width, height * ratio), min(height, width / ratio)
    left, top = int((width - wide) / 2), int((height - high) / 2)
    cut = pixels[top : top + max(1, int(high)), left : left + max(1, int(wide))]
    columns = max(1, round((EACH * ratio) ** 0.5))
    size = (columns, max(1, round(EACH / columns)))
    small: npt.NDArray[np.uint8] = np.asarray(
        cv2.resize(cut, size, interpolation=cv2.INTER_AREA), np.uint8
    )
    return rgb_to_lab((small.reshape(-1, 3) / 255).astype(np.float32))
