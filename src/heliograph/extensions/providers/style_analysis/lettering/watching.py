"""Looks for text ten times a second while a film is read, and keeps where its letters were."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from heliograph.extensions.providers.style_analysis.lettering.strokes import (
    Line,
    blocks_of,
    inks,
    lines_in,
    profile,
)
from heliograph.extensions.providers.style_analysis.reading import Bytes, Floats, Small
from heliograph.extensions.providers.style_analysis.thumbs import to_lab, to_rgb

EVERY = 0.1
MOST_BLOCKS = 6


@dataclass(frozen=True, eq=False)
class Block:
    """Lines of text that belong together. Lengths are parts of the frame's shorter side, `x` and
    `y` of its middle are parts of width and height.

    `profiles` tells for each line how much ink stands in each sixth of a letter's height, 0 to 9.
    `letters` holds a row for each: x, y (middle), width, height, the ink and the ground in LAB.
    """

    x: float
    y: float
    width: float
    height: float
    lines: int
    letter: float
    letters: Floats
    is_light: bool
    profiles: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True, eq=False)
class TextLook:
    """All text of one frame."""

    index: int
    time: float
    blocks: tuple[Block, ...]


class TextWatch:
    """Collects what text is seen when."""

    def __init__(self) -> None:
        self.looks: list[TextLook] = []
        self._due = -1.0
        self._hidden: Bytes | None = None

    def takes(self, small: Small) -> bool:
        """Whether this frame is one to look at; the next is due a while after it."""
        if small.time < self._due:
            return False
        self._due = small.time + EVERY - 1e-3
        return True

    def hidden(self) -> Bytes | None:
        """Where letters stood when last looked: (height, width), 255 around them."""
        return self._hidden

    def see(self, small: Small) -> None:
        """Look at one frame."""
        lines, self._hidden = lines_in(small.y)
        found = blocks_of(lines)
        found.sort(key=lambda block: -sum(len(line.boxes) for line in block))
        kept = found[:MOST_BLOCKS]
        blocks = tuple(_block(small, block) for block in kept)
        self.looks.append(TextLook(small.index, small.time, blocks))


def _block(small: Small, lines: list[Line]) -> Block:
    boxes = np.concatenate([line.boxes for line in lines])
    height, width = small.y.shape
    shorter = min(height, width)
    left, top = (int(boxes[:, at].min()) for at in (0, 1))
    right = int((boxes[:, 0] + boxes[:, 2]).max())
    bottom = int((boxes[:, 1] + boxes[:, 3]).max())
    colours = _colours(small, boxes, (left, top, right, bottom), lines[0].is_light)
    middles = boxes[:, :2] + boxes[:, 2:4] / 2
    letters = np.concatenate((middles / shorter, boxes[:, 2:4] / shorter, colours), axis=1)
    return Block(
        x=(left + right) / 2 / width,
        y=(top + bottom) / 2 / height,
        width=(right - left) / shorter,
        height=(bottom - top) / shorter,
        lines=len(lines),
        letter=float(np.percentile(boxes[:, 3], 80)) / shorter,
        letters=letters.astype(np.float32),
        is_light=lines[0].is_light,
        profiles=tuple(profile(line) for line in lines),
    )


def _colours(
    small: Small,
    boxes: npt.NDArray[np.int32],
    bounds: tuple[int, int, int, int],
    is_light: bool,
) -> Floats:
    """Ink and ground of every letter; only the block's own part of the frame is converted."""
    left, top, right, bottom = bounds
    left, top = left // 2 * 2, top // 2 * 2
    right, bottom = -(-right // 2) * 2, -(-bottom // 2) * 2
    half = slice(top // 2, bottom // 2), slice(left // 2, right // 2)
    luma = small.y[top:bottom, left:right]
    part = Small(
        small.index, small.time, luma, small.u[half], small.v[half], small.full, small.bt601
    )
    lab = to_lab(to_rgb(part, (luma.shape[1], luma.shape[0])))
    moved = boxes.copy()
    moved[:, 0] -= left
    moved[:, 1] -= top
    return inks(lab, luma, moved, is_light)
