"""The camera: which part of a picture is seen at which frame, and the frame it makes of it.

Places are continuous: the first pixel reaches from 0 to 1, its middle is 0.5. So one and the same
view serves the planes of full and of half size, and chroma never drifts against luma.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from heliograph.extensions.providers.video.frames import Plane, Planes
from heliograph.sdk.timeline import Camera, Framing

Size = tuple[int, int]
STILL = Camera()


@dataclass(frozen=True)
class View:
    """The part of a picture that fills the frame: its corner and width in pixels of the picture.
    Its height follows from the frame."""

    left: float
    top: float
    width: float


def view_of(framing: Framing, picture: Size, frame: Size) -> View:
    """What a framing shows of a picture; moved where it would reach over the picture's edge."""
    cover = min(picture[0] / frame[0], picture[1] / frame[1])
    scale = cover / framing.zoom
    wide, high = frame[0] * scale, frame[1] * scale
    left = min(max(framing.x * picture[0] - wide / 2, 0.0), picture[0] - wide)
    top = min(max(framing.y * picture[1] - high / 2, 0.0), picture[1] - high)
    return View(left, top, wide)


def eased(part: float, ease: str) -> float:
    """How far a move has come when `part` of its time has passed."""
    if ease == "in":
        return 1 - math.cos(part * math.pi / 2)
    if ease == "out":
        return math.sin(part * math.pi / 2)
    if ease == "in_out":
        return (1 - math.cos(part * math.pi)) / 2
    return part


def between(first: View, last: View, part: float) -> View:
    """The view on the way. The magnification grows by equal shares in equal times, and what the
    camera moves toward stays where it is: a zoom does not drift."""
    if abs(last.width - first.width) < 1e-9 * first.width:
        width, way = first.width, part
    else:
        width = first.width * (last.width / first.width) ** part
        way = (width - first.width) / (last.width - first.width)
    return View(
        first.left + (last.left - first.left) * way,
        first.top + (last.top - first.top) * way,
        width,
    )


@dataclass(frozen=True)
class Path:
    """A camera's move over a picture of one size, in so many frames."""

    first: View
    last: View
    ease: str
    frames: int

    @property
    def is_still(self) -> bool:
        """Whether every frame shows the same."""
        return self.first == self.last

    def view(self, index: int) -> View:
        """What is seen at a frame; frames past the ends see what the ends see."""
        part = min(max(index / max(1, self.frames - 1), 0.0), 1.0)
        return between(self.first, self.last, eased(part, self.ease))


def path_of(camera: Camera | None, picture: Size, frame: Size, frames: int) -> Path:
    """The move of a camera over a picture; without one the picture stands still."""
    move = camera or STILL
    start, end = (view_of(one, picture, frame) for one in (move.start, move.end))
    return Path(start, end, move.ease, frames)


def filmed(planes: Planes, view: View, frame: Size) -> Planes:
    """The frame that a view makes of a picture's planes: new planes of the frame's size."""
    width, height = frame
    scale = view.width / width
    half = (width // 2, height // 2)
    return Planes(
        _warped(planes.y, scale, (view.left, view.top), frame),
        _warped(planes.u, scale, (view.left / 2, view.top / 2), half),
        _warped(planes.v, scale, (view.left / 2, view.top / 2), half),
    )


def _warped(plane: Plane, scale: float, corner: tuple[float, float], size: Size) -> Plane:
    # The middle of a sample lies half a sample from its edge, in the frame as in the picture.
    shift = scale / 2 - 0.5
    matrix = np.array([[scale, 0, corner[0] + shift], [0, scale, corner[1] + shift]])
    made = cv2.warpAffine(
        plane,
        matrix,
        size,
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return np.asarray(made, np.uint8)
