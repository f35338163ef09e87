"""What the parts of the renderer hand to one another: planes of a frame, and sprites laid over it.

Everything is 8-bit BT.709 in limited range with chroma at half size (4:2:0): black is Y 16,
U and V rest at 128. Frame sizes are even.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

Plane: TypeAlias = npt.NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Planes:
    """One frame: `y` of shape (height, width), `u` and `v` of shape (height / 2, width / 2)."""

    y: Plane
    u: Plane
    v: Plane


@dataclass(frozen=True, eq=False)
class Sprite:
    """A small picture to be laid over a frame, its colours already multiplied by its alpha.

    `left` and `top` are even pixels; `y` and `alpha` are full size, `u`, `v` and `half` (the alpha
    for chroma) half of it. Premultiplied chroma is offset by 128 x alpha, so that
    `frame = sprite + frame x (1 - alpha)` holds for every plane. Sprites are cached: not written.
    """

    left: int
    top: int
    y: Plane
    u: Plane
    v: Plane
    alpha: Plane
    half: Plane


class Ground(Protocol):
    """What fills the frame during a scene."""

    def frame(self, index: int) -> Planes:
        """The picture at a frame counted from the start of the scene. The caller may write into
        the planes: they are fresh, or copied."""
        ...


class Layer(Protocol):
    """What lies over a scene."""

    def sprites(self, index: int) -> Sequence[Sprite]:
        """What is laid over the frame with this number, counted from the start of the scene (of
        the video, for what lies over the whole), the lowest first."""
        ...
