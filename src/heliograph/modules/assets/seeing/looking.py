"""Small pictures and hashes. Loaded in a process of its own only."""

from __future__ import annotations

from dataclasses import replace

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from heliograph.modules.assets.adapt.decoding import CannotDecode, Pixels, decoded
from heliograph.modules.assets.adapt.drawings import drawn
from heliograph.modules.assets.containers import demuxer_of
from heliograph.modules.assets.limits import DECODING
from heliograph.modules.assets.seeing.moving import write_preview
from heliograph.modules.assets.seeing.seen import CannotSee, Look, Seen

SIDE = 480
QUALITY = 78
FLAT = 3.0
"""Standard deviation of brightness below which every hash would be chance."""


def look_at(look: Look) -> Seen:
    """Write the small picture and hash what is seen; raises `CannotSee`."""
    pixels = _film(look) if look.mime.startswith("video/") else _picture(look)
    height, width = pixels.shape[:2]
    factor = min(SIDE / max(width, height), 1.0)
    size = max(round(width * factor), 1), max(round(height * factor), 1)
    small = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    made, data = cv2.imencode(".webp", small, [cv2.IMWRITE_WEBP_QUALITY, QUALITY])
    if not made:
        raise CannotSee("no small picture can be made of it")
    look.thumbnail.write_bytes(data.tobytes())
    return replace(_hashes(np.asarray(small, np.uint8)), moves=_moves(look))


def _moves(look: Look) -> bool:
    if look.preview is None or not look.mime.startswith("video/"):
        return False
    try:
        return write_preview(look.source, look.preview)
    except (av.FFmpegError, ValueError):
        # What could be seen of it stands; a broken end only costs the preview.
        return False


def _film(look: Look) -> Pixels:
    """A picture from the first second: the very first one is often black."""
    try:
        with av.open(str(look.source), "r", format=demuxer_of(look.source)) as file:
            stream = file.streams.video[0]
            stream.codec_context.thread_count = 1
            stream.codec_context.options = DECODING
            wanted = None
            for wanted in file.decode(stream):
                if (wanted.time or 0) >= 1.0:
                    break
            if wanted is None:
                raise CannotSee("the video holds no picture")
            pixels = wanted.to_ndarray(format="bgr24")
            turns = int(wanted.rotation) % 360 // 90
    except (av.FFmpegError, IndexError, ValueError) as error:
        raise CannotSee("the video cannot be decoded") from error
    return np.ascontiguousarray(np.rot90(pixels, turns), dtype=np.uint8)


def _picture(look: Look) -> Pixels:
    """Blue first, with transparency where there is some, turned as the camera was held."""
    data = look.source.read_bytes()
    rgba = drawn(data, SIDE, SIDE) if look.mime == "image/svg+xml" else _decoded(data)
    straight = cv2.cvtColor(rgba, cv2.COLOR_RGBA2BGRA)
    if rgba[..., 3].min() == 255:
        straight = straight[..., :3]
    return np.ascontiguousarray(straight, dtype=np.uint8)


def _decoded(data: bytes) -> Pixels:
    try:
        return decoded(data, premultiplied=False)
    except CannotDecode as error:
        raise CannotSee(str(error)) from error


def _hashes(small: Pixels) -> Seen:
    if small.shape[2] == 4:
        # What is transparent is seen on grey, whatever colour hides in it.
        alpha = small[..., 3:].astype(np.float32) / 255
        small = (small[..., :3] * alpha + 128 * (1 - alpha)).astype(np.uint8)
    grey = np.asarray(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), np.uint8)
    if float(grey.std()) < FLAT:
        return Seen(None, None)
    return Seen(_difference(grey), _frequency(grey))


def _difference(grey: NDArray[np.uint8]) -> int:
    """Where it gets brighter from left to right."""
    tiny = cv2.resize(grey, (9, 8), interpolation=cv2.INTER_AREA).astype(np.int16)
    return _number(tiny[:, 1:] > tiny[:, :-1])


def _frequency(grey: NDArray[np.uint8]) -> int:
    """Which of its slow waves are stronger than most."""
    tiny = cv2.resize(grey, (32, 32), interpolation=cv2.INTER_AREA).astype(np.float32)
    waves = cv2.dct(tiny)[:8, :8].copy()
    # The first one is the brightness of all, which says nothing of what is to be seen.
    waves[0, 0] = 0.0
    return _number(waves > np.median(waves))


def _number(bits: NDArray[np.bool_]) -> int:
    value = int.from_bytes(np.packbits(bits.flatten()).tobytes(), "big")
    return value - (1 << 64) if value >= 1 << 63 else value
