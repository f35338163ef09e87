"""A colour table at work on pixels and on clips: tetrahedral, by FFmpeg's own filter."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from functools import cached_property
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
_SQUARE = 16


class Grade:
    """One look, its strength worked in."""

    def __init__(self, table: lut.Table, strength: float) -> None:
        self._table = lut.mixed(table, strength)

    @contextmanager
    def options(self) -> Iterator[dict[str, str]]:
        """What the filter is told when it is made; afterwards it needs the file no more."""
        # A folder of our own: the file's name must need no escaping in the filter's language.
        with tempfile.TemporaryDirectory(prefix="heliograph-look-") as folder:
            file = Path(folder, "look.cube")
            file.write_bytes(self._cube)
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

    def colours(self, colours: Sequence[str]) -> list[str]:
        """Colours as they look graded, all as #rrggbb: what is drawn is drawn in graded colours
        and need not be graded frame by frame."""
        # The filter works on whole blocks: a small square stands for each.
        squares = np.zeros((_SQUARE, _SQUARE * len(colours), 3), np.uint8)
        for at, colour in enumerate(colours):
            red, green, blue = bytes.fromhex(colour.lstrip("#"))
            squares[:, at * _SQUARE : (at + 1) * _SQUARE] = blue, green, red
        middles = self.applied(squares)[_SQUARE // 2, _SQUARE // 2 :: _SQUARE].tolist()
        return [f"#{red:02x}{green:02x}{blue:02x}" for blue, green, red in middles]

    @cached_property
    def _cube(self) -> bytes:
        return lut.as_cube(self._table)
