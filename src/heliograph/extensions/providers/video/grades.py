"""A colour table at work on pixels and on clips: tetrahedral, by FFmpeg's own filter."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
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
    """One look, its strength worked in."""

    def __init__(self, table: lut.Table, strength: float) -> None:
        self._table = lut.mixed(table, strength)

    @contextmanager
    def options(self) -> Iterator[dict[str, str]]:
        """What the filter is told when it is made; afterwards it needs the file no more."""
        # A folder of our own: the file's name must need no escaping in the filter's language.
        with tempfile.TemporaryDirectory(prefix="heliograph-look-") as folder:
            file = lut.write_cube(self._table, Path(folder, "look.cube"))
            yield {"file": str(file), "interp": "tetrahedral"}

    def applied(self, pixels: Pixels) -> Pixels:
        """Graded pixels, blue first; done with 16 bits, so that no steps appear in a sky."""
        height, width = pixels.shape[:2]
        graph = av.filter.Graph()
        source = graph.add_buffer(
            width=width, height=height, format=VideoFormat(_DEEP), time_base=Fraction(1, 30)
        )
        with self.options() as options:
            chain = [source, graph.add(FILTER, **options), graph.add("buffersink")]
            graph.link_nodes(*chain).configure()
        frame = av.VideoFrame.from_ndarray(pixels, format="bgr24").reformat(format=_DEEP)
        frame.pts = 0
        graph.vpush(frame)
        made = graph.vpull().reformat(format="bgr24").to_ndarray()
        return np.asarray(made, np.uint8)

    def colour(self, colour: str) -> str:
        """A colour as it looks graded, both as #rrggbb: what is drawn is drawn in graded colours
        and need not be graded frame by frame."""
        red, green, blue = bytes.fromhex(colour.lstrip("#"))
        # The filter works on whole blocks: a small square of the colour stands for it.
        square = np.full((16, 16, 3), (blue, green, red), np.uint8)
        blue, green, red = (int(one) for one in self.applied(square)[8, 8])
        return f"#{red:02x}{green:02x}{blue:02x}"
