"""Transitions in which an edge crosses the picture."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from heliograph.extensions.providers.video.frames import Plane, Planes

Size = tuple[int, int]
_SOFT = 0.12
"""How broad the edge is, as a share of its way: a hard one flickers where it meets detail."""


class Wipe:
    """A soft straight edge that crosses the frame; the step is where it goes: (-1, 0) is left."""

    def __init__(self, size: Size, step: tuple[int, int]) -> None:
        self._orders = tuple(_along(one, step) for one in _plane_sizes(size))

    def frame(self, before: Planes, after: Planes, part: float) -> Planes:
        """The frame when the edge has come so far."""
        return _masked(before, after, [_weights(order, part) for order in self._orders])


class Iris:
    """A circle that opens from the middle."""

    def __init__(self, size: Size) -> None:
        self._orders = tuple(_from_middle(one) for one in _plane_sizes(size))

    def frame(self, before: Planes, after: Planes, part: float) -> Planes:
        """The frame when the circle has opened so far."""
        return _masked(before, after, [_weights(order, part) for order in self._orders])


def _plane_sizes(size: Size) -> tuple[Size, Size]:
    return size, (size[0] // 2, size[1] // 2)


def _along(size: Size, step: tuple[int, int]) -> npt.NDArray[np.float32]:
    """When each column or row is reached, 0 to 1; one line only, it serves for all."""
    length = size[0] if step[0] else size[1]
    line = (np.arange(length, dtype=np.float32) + 0.5) / length
    ordered = np.asarray(line if sum(step) > 0 else line[::-1], np.float32)
    return ordered[None, :] if step[0] else ordered[:, None]


def _from_middle(size: Size) -> npt.NDArray[np.float32]:
    """When each pixel is reached by a circle that ends in the corners."""
    across = (np.arange(size[0], dtype=np.float32) + 0.5 - size[0] / 2)[None, :]
    down = (np.arange(size[1], dtype=np.float32) + 0.5 - size[1] / 2)[:, None]
    far: npt.NDArray[np.float32] = np.hypot(across, down)
    return far / np.float32(np.hypot(*size) / 2)


def _weights(order: npt.NDArray[np.float32], part: float) -> Plane:
    """How much of the new scene is seen, 0 to 255; eased across the edge."""
    edge = part * (1 + _SOFT)
    reached = np.clip((edge - order) / _SOFT, 0, 1)
    smooth = reached * reached * (3 - 2 * reached)
    return np.asarray(np.rint(smooth * 255), np.uint8)


def _masked(before: Planes, after: Planes, weights: list[Plane]) -> Planes:
    full, half = weights
    return Planes(
        _mix(before.y, after.y, full),
        _mix(before.u, after.u, half),
        _mix(before.v, after.v, half),
    )


def _mix(first: Plane, second: Plane, weight: Plane) -> Plane:
    if 1 in weight.shape:
        weight = np.ascontiguousarray(np.broadcast_to(weight, first.shape))
    # Both are rounded by the same rule to 16 bits, so that equal pictures stay equal.
    new = cv2.multiply(second, weight, dtype=cv2.CV_16U)
    old = cv2.multiply(first, cv2.bitwise_not(weight), dtype=cv2.CV_16U)
    made = cv2.convertScaleAbs(cv2.add(new, old), alpha=1 / 255)
    return np.asarray(made, np.uint8)
