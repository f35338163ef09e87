"""What is seen of a file from its first frame to its last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import av
import cv2
import numpy as np
import numpy.typing as npt

from heliograph.extensions.providers.video.inspecting.flashes import Flashes
from heliograph.extensions.providers.video.reading import opened
from heliograph.sdk.video import CannotRender, Stretch

Plane = npt.NDArray[np.uint8]
_SMALL = (48, 48)
_BLACK, _DARK = 26, 0.98
"""Y up to which a pixel is black (16 is, in limited range), and the share that makes a frame so."""
_STILL = 0.12
"""Mean difference of small frames, in steps of Y, below which nothing moves."""
_SHORTEST = 0.5
_LINEAR = ((np.clip(np.arange(256) - 16, 0, 219) / 219) ** 2.2).astype(np.float32)


@dataclass
class Seen:
    """Findings of all frames; `kept` are the planes that were asked for, by frame."""

    frames: int = 0
    black: list[Stretch] = field(default_factory=list)
    frozen: list[Stretch] = field(default_factory=list)
    flashes: int = 0
    flashing: list[Stretch] = field(default_factory=list)
    prints: list[str] = field(default_factory=list)
    kept: dict[int, Plane] = field(default_factory=dict)


def seen(
    file: Path, fps: float, wanted: Mapping[int, object], most_frames: int | None = None
) -> Seen:
    """Look through a file, or through its first frames; the Y planes of the frames in `wanted`
    are kept. Raises `CannotRender` when it cannot be read to its end."""
    found, flashes, second = Seen(), Flashes(fps), max(round(fps), 1)
    dark, still = _Runs(fps), _Runs(fps)
    before: npt.NDArray[np.float32] | None = None
    try:
        with opened(file) as container:
            stream = container.streams.video[0]
            stream.thread_type = "AUTO"
            for index, frame in enumerate(islice(container.decode(stream), most_frames)):
                luma = _luma(frame)
                small = cv2.resize(luma, _SMALL, interpolation=cv2.INTER_AREA)
                flashes.see(_LINEAR[small])
                dark.see(index, bool((luma[::8, ::8] <= _BLACK).mean() >= _DARK))
                now = small.astype(np.float32)
                still.see(index, before is not None and float(np.abs(now - before).mean()) < _STILL)
                before = now
                if index % second == second // 2:
                    found.prints.append(print_of(luma))
                if index in wanted:
                    found.kept[index] = luma.copy()
                found.frames = index + 1
    except av.FFmpegError as error:
        raise CannotRender(f"{file.name} cannot be read to its end. Render it again.") from error
    found.black, found.frozen = dark.ended(found.frames), still.ended(found.frames)
    found.flashes, found.flashing = flashes.most, flashes.stretches
    return found


def print_of(luma: Plane) -> str:
    """A 64-bit perceptual hash in hexadecimal: the signs of the lowest 8 by 8 frequencies about
    their median, which stay when a picture is scaled, coded or a little regraded."""
    small = cv2.resize(luma, (32, 32), interpolation=cv2.INTER_AREA).astype(np.float32)
    low = cv2.dct(small)[:8, :8].reshape(-1)
    bits = low > np.median(low[1:])
    bits[0] = False
    return f"{int(''.join('1' if one else '0' for one in bits), 2):016x}"


def _luma(frame: av.VideoFrame) -> Plane:
    plane = frame.reformat(format="yuv420p").planes[0]
    # The plane is a buffer, which its types do not say.
    rows: Plane = np.frombuffer(plane, np.uint8)  # type: ignore[call-overload]
    return rows.reshape(plane.height, plane.line_size)[:, : plane.width]


class _Runs:
    """Stretches in which something goes on, at least half a second long."""

    def __init__(self, fps: float) -> None:
        self._fps = fps
        self._since: int | None = None
        self._found: list[Stretch] = []

    def see(self, index: int, is_so: bool) -> None:
        if is_so and self._since is None:
            self._since = index
        elif not is_so:
            self._close(index)

    def ended(self, frames: int) -> list[Stretch]:
        self._close(frames)
        return self._found

    def _close(self, index: int) -> None:
        if self._since is not None and (index - self._since) / self._fps >= _SHORTEST:
            self._found.append((self._since / self._fps, index / self._fps))
        self._since = None
