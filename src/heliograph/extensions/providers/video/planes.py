"""Between pixels and the planes of a frame: BT.709, limited range, chroma at half size.

A chroma sample stands in the middle of its four pixels, on the way in and on the way out.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from heliograph.extensions.providers.video.frames import Plane, Planes

BLACK, WHITE, REST = 16, 235, 128
_RED, _BLUE = 0.2126, 0.0722
_GREEN = 1 - _RED - _BLUE
# Rows: Y, U, V; columns: blue, green, red, one.
_TO_PLANES = np.array(
    [
        [_BLUE * 219 / 255, _GREEN * 219 / 255, _RED * 219 / 255, BLACK],
        [112 / 255, -_GREEN / (1 - _BLUE) * 112 / 255, -_RED / (1 - _BLUE) * 112 / 255, REST],
        [-_BLUE / (1 - _RED) * 112 / 255, -_GREEN / (1 - _RED) * 112 / 255, 112 / 255, REST],
    ]
)
_INVERSE = np.linalg.inv(_TO_PLANES[:, :3])
_TO_PIXELS = np.hstack([_INVERSE, -_INVERSE @ _TO_PLANES[:, 3:]])


def planes_of(pixels: npt.NDArray[np.uint8]) -> Planes:
    """The planes of pixels of shape (height, width, 3), blue first; both sides are even."""
    whole = np.asarray(cv2.transform(pixels, _TO_PLANES), np.uint8)
    height, width = whole.shape[:2]
    small = cv2.resize(whole[:, :, 1:], (width // 2, height // 2), interpolation=cv2.INTER_AREA)
    half = np.asarray(small, np.uint8)
    y = np.ascontiguousarray(whole[:, :, 0])
    return Planes(y, np.ascontiguousarray(half[:, :, 0]), np.ascontiguousarray(half[:, :, 1]))


def pixels_of(planes: Planes) -> npt.NDArray[np.uint8]:
    """Pixels of shape (height, width, 3), blue first."""
    height, width = planes.y.shape
    chroma = [
        cv2.resize(plane, (width, height), interpolation=cv2.INTER_LINEAR)
        for plane in (planes.u, planes.v)
    ]
    found = cv2.transform(cv2.merge([planes.y, *chroma]), _TO_PIXELS)
    return np.asarray(found, np.uint8)


def solid(size: tuple[int, int], colour: str) -> Planes:
    """A frame of one colour (#rrggbb), `size` as width and height."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    y, u, v = np.rint(_TO_PLANES @ [blue, green, red, 1]).astype(int)
    return filled(size, (int(y), int(u), int(v)))


def filled(size: tuple[int, int], values: tuple[int, int, int]) -> Planes:
    """A frame that holds the same Y, U and V everywhere."""
    width, height = size
    y, u, v = values
    return Planes(
        np.full((height, width), y, np.uint8),
        np.full((height // 2, width // 2), u, np.uint8),
        np.full((height // 2, width // 2), v, np.uint8),
    )


def copied(planes: Planes) -> Planes:
    """A frame that may be written into."""
    return Planes(planes.y.copy(), planes.u.copy(), planes.v.copy())


def blended(before: Planes, after: Planes, part: float) -> Planes:
    """One frame shows through the other; a part of 1 is the second alone."""

    def one(first: Plane, second: Plane) -> Plane:
        made = cv2.addWeighted(first, 1 - part, second, part, 0)
        return np.asarray(made, np.uint8)

    return Planes(one(before.y, after.y), one(before.u, after.u), one(before.v, after.v))


def shrunk(planes: Planes, size: tuple[int, int]) -> Planes:
    """The same frame at another size (even sides), by areas."""
    width, height = size

    def one(plane: Plane, wide: int, high: int) -> Plane:
        made = cv2.resize(plane, (wide, high), interpolation=cv2.INTER_AREA)
        return np.asarray(made, np.uint8)

    half = (width // 2, height // 2)
    return Planes(one(planes.y, width, height), one(planes.u, *half), one(planes.v, *half))
