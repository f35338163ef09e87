"""Frames into H.264, in pieces that can be laid end to end.

Every piece is coded with the same words, begins with a picture that needs no other and refers to
nothing outside of itself, so that pieces from different runs and machines' cores join by copying.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import av
import numpy as np

from heliograph.extensions.providers.video.frames import Plane, Planes

_BT709 = 1
_TV = 1
_KEY_SECONDS = 2
_CENTRE = 1
"""Where a chroma sample stands: between its four pixels, as everything here is drawn."""
_AHEAD = {"medium": 20}
"""Frames that are held to look ahead; x264's own 40 would take 140 MB more for each worker."""


@dataclass(frozen=True)
class Coding:
    """How a video is coded."""

    width: int
    height: int
    fps: int
    preset: str
    crf: float

    @property
    def words(self) -> dict[str, str]:
        """x264's own words. One thread: the pieces are what runs side by side."""
        key = _KEY_SECONDS * self.fps
        special = f"keyint={key}:open-gop=0:threads=1:chromaloc={_CENTRE}:stitchable=1"
        if self.preset in _AHEAD:
            special += f":rc-lookahead={_AHEAD[self.preset]}"
        return {
            "preset": self.preset,
            "crf": str(self.crf),
            "profile": "high",
            "x264-params": special,
        }


def coded(frames: Iterator[Planes], coding: Coding) -> bytes:
    """Frames as a small MP4 file in memory. Whoever gives the frames may stop by raising."""
    sink = io.BytesIO()
    with av.open(sink, "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=coding.fps, options=coding.words)
        stream.width, stream.height, stream.pix_fmt = coding.width, coding.height, "yuv420p"
        context = stream.codec_context
        context.time_base = Fraction(1, coding.fps)
        context.gop_size = _KEY_SECONDS * coding.fps
        context.colorspace = context.color_primaries = context.color_trc = _BT709
        context.color_range = _TV
        for index, planes in enumerate(frames):
            picture = _picture(planes)
            picture.pts, picture.time_base = index, context.time_base
            container.mux(stream.encode(picture))
        container.mux(stream.encode(None))
    return sink.getvalue()


def _picture(planes: Planes) -> av.VideoFrame:
    height, width = planes.y.shape
    picture = av.VideoFrame(width, height, "yuv420p")
    for target, plane in zip(picture.planes, (planes.y, planes.u, planes.v), strict=True):
        _rows(target)[:, : plane.shape[1]] = plane
    picture.colorspace = picture.color_primaries = picture.color_trc = _BT709
    picture.color_range = _TV
    return picture


def _rows(plane: av.video.plane.VideoPlane) -> Plane:
    flat = np.frombuffer(memoryview(plane), np.uint8)
    return flat.reshape(plane.height, plane.line_size)
