"""A colour table at work on pixels and on clips: tetrahedral, by FFmpeg's own filter."""

from __future__ import annotations

import tempfile
from fractions import Fraction
from pathlib import Path
from typing import TypeAlias

import av
import av.filter
import numpy as np
import numpy.typing as npt
from av.video.format import VideoFormat

from heliograph.extensions.providers.video import lut

Pixels: TypeAlias = npt.NDArray[np.uint8]
FILTER = "lut3d"
_DEEP = "gbrp16le"


class Grade:
    """One look, made ready: a table on disk as the filter wants it, its strength worked in."""

    def __init__(self, table: lut.Table, strength: float) -> None:
        # The filter reads its table from a file whose name must need no escaping.
        self._folder = tempfile.TemporaryDirectory(prefix="heliograph-look-")
        self._file = lut.write_cube(lut.mixed(table, strength), Path(self._folder.name, "l.cube"))

    @property
    def options(self) -> dict[str, str]:
        """What the filter is told."""
        return {"file": str(self._file), "interp": "tetrahedral"}

    def applied(self, pixels: Pixels) -> Pixels:
        """Graded pixels, blue first; done with 16 bits, so that no steps appear in a sky."""
        height, width = pixels.shape[:2]
        graph = av.filter.Graph()
        chain = [
            graph.add_buffer(
                width=width, height=height, format=VideoFormat(_DEEP), time_base=Fraction(1, 30)
            ),
            graph.add(FILTER, **self.options),
            graph.add("buffersink"),
        ]
        graph.link_nodes(*chain).configure()
        frame = av.VideoFrame.from_ndarray(pixels, format="bgr24").reformat(format=_DEEP)
        frame.pts = 0
        graph.vpush(frame)
        made = graph.vpull().reformat(format="bgr24").to_ndarray()
        return np.asarray(made, np.uint8)
