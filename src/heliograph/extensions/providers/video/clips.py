"""Clips as sources: upright, at a steady rate, from any place, under a camera.

FFmpeg's own filters turn, cut, scale and grade; what comes out are planes like everybody's.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import av.filter
import numpy as np

from heliograph.extensions.providers.video import cameras
from heliograph.extensions.providers.video.fitting import Fit, fit
from heliograph.extensions.providers.video.frames import Plane, Planes
from heliograph.extensions.providers.video.grades import FILTER, Grade
from heliograph.extensions.providers.video.planes import copied
from heliograph.extensions.providers.video.reading import Reader, Shown
from heliograph.sdk.timeline import Camera

Step = tuple[str, dict[str, str]]
_TURNS = {90: ("cclock",), -90: ("clock",), 180: ("clock", "clock"), -180: ("clock", "clock")}
_MATRICES = {1: "bt709", 5: "bt601", 6: "bt601", 7: "smpte240m", 9: "bt2020", 10: "bt2020"}
_OURS = {"out_color_matrix": "bt709", "out_range": "tv"}
_HIGH = 720
"""From this height on, what does not say its colours has those of HD."""


@dataclass(frozen=True)
class Taking:
    """What is taken from a clip: where it begins, how fast it runs, at which rate of frames."""

    start: float
    speed: float
    fps: int


class ClipGround:
    """A moving picture under a camera. Frames are quickest in their order."""

    def __init__(self, file: Path, taking: Taking, fitter: Fitter) -> None:
        self._reader = Reader(file)
        self._taking, self._fitter = taking, fitter
        self._shown: Shown | None = None
        self._planes: Planes | None = None

    def frame(self, index: int) -> Planes:
        """The clip's picture at a frame of the scene; its last one stays once it is over."""
        taking = self._taking
        shown = self._reader.at(taking.start + index * taking.speed / taking.fps)
        if self._planes is None or shown is not self._shown:
            self._planes = self._fitter.planes(shown.picture, self._reader.pixel_shape)
            self._shown = shown
        return self._fitter.filmed(self._planes, index)


class Fitter:
    """Makes planes of a clip's frames, with filters that are set up for the first one."""

    def __init__(
        self, camera: Camera | None, size: cameras.Size, frames: int, grade: Grade | None
    ) -> None:
        self._camera, self._size, self._frames, self._grade = camera, size, frames, grade
        self._graph: av.filter.Graph | None = None
        self._made_for: tuple[object, ...] = ()
        self._fit: Fit | None = None

    def planes(self, frame: av.VideoFrame, pixel_shape: float) -> Planes:
        """The part of a frame that is ever seen, at the size at which it is kept."""
        kind = (frame.width, frame.height, frame.format.name, frame.rotation)
        if self._graph is None or kind != self._made_for:
            self._graph, self._made_for = self._set_up(frame, pixel_shape), kind
        self._graph.vpush(frame)
        return _planes_in(self._graph.vpull())

    def filmed(self, planes: Planes, index: int) -> Planes:
        """What the camera sees of kept planes at a frame of the scene."""
        if self._fit is None or self._fit.path.is_still:
            return copied(planes)
        return cameras.filmed(planes, self._fit.path.view(index), self._size)

    def _set_up(self, frame: av.VideoFrame, pixel_shape: float) -> av.filter.Graph:
        turns = _TURNS.get(round(frame.rotation), ())
        wide = max(2, round(frame.width * pixel_shape))
        upright = (frame.height, wide) if len(turns) == 1 else (wide, frame.height)
        self._fit = fit(upright, self._camera, self._size, self._frames)
        steps: list[Step] = []
        if wide != frame.width:
            steps.append(("scale", {"w": str(wide), "h": str(frame.height)}))
        steps += [("transpose", {"dir": one}) for one in turns]
        steps += [("crop", _crop(self._fit)), ("scale", _scale(frame, self._fit.kept))]
        last: Step = ("format", {"pix_fmts": "yuv420p"})
        if self._grade is None:
            return _graph(frame, [*steps, last])
        with self._grade.options() as options:
            steps += [("format", {"pix_fmts": "gbrp"}), (FILTER, options), ("scale", _OURS)]
            return _graph(frame, [*steps, last])


def _crop(found: Fit) -> dict[str, str]:
    left, top, right, bottom = found.edges
    numbers = {"w": right - left, "h": bottom - top, "x": left, "y": top, "exact": 1}
    return {name: str(value) for name, value in numbers.items()}


def _scale(frame: av.VideoFrame, kept: cameras.Size) -> dict[str, str]:
    usual = "bt709" if frame.height >= _HIGH else "bt601"
    words = {"w": str(kept[0]), "h": str(kept[1]), "flags": "bicubic+accurate_rnd", **_OURS}
    if "yuv" in frame.format.name or frame.format.name.startswith(("nv", "p0")):
        words["in_color_matrix"] = _MATRICES.get(frame.colorspace, usual)
        words["in_range"] = "pc" if frame.color_range == 2 or "yuvj" in frame.format.name else "tv"
    return words


def _graph(frame: av.VideoFrame, steps: list[Step]) -> av.filter.Graph:
    graph = av.filter.Graph()
    graph.threads = 1
    source = graph.add_buffer(
        width=frame.width,
        height=frame.height,
        format=frame.format,
        time_base=frame.time_base or Fraction(1, 1000),
    )
    nodes = [graph.add(name, **words) for name, words in steps]
    graph.link_nodes(source, *nodes, graph.add("buffersink")).configure()
    return graph


def _planes_in(frame: av.VideoFrame) -> Planes:
    def one(at: int) -> Plane:
        plane = frame.planes[at]
        rows = np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, plane.line_size)
        return np.ascontiguousarray(rows[:, : plane.width])

    return Planes(one(0), one(1), one(2))
