"""What the camera does: motion of the whole picture between looks about six times a second."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from heliograph.extensions.providers.style_analysis.boundaries import Join
from heliograph.extensions.providers.style_analysis.reading import Bytes, Floats, Small
from heliograph.sdk.style.analysis import MOVES, CameraMoves, Frames, Move, ShotMove

EVERY = 1 / 6
POINTS = 140
STILL_TRAVEL, STILL_GROWTH = 0.012, 0.012
SHAKES = 0.0035
_FEWEST_POINTS = 12
_CREEPS, _MANY, _TOGETHER = 0.12, 0.3, 0.6
Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Motion:
    """From one look to the next: travel of the content as parts of the frame's width, to the
    right and down; growth as a logarithm; and the share of points that agree."""

    first: int
    last: int
    right: float
    down: float
    growth: float
    agreed: float


class MotionWatch:
    """Follows corners from look to look while a film is read."""

    def __init__(self) -> None:
        self.motions: list[Motion] = []
        self._before: tuple[int, Bytes, Bytes | None] | None = None
        self._due = -1.0

    def takes(self, small: Small) -> bool:
        """Whether this frame is one to look at; the next is due a while after it."""
        if small.time < self._due:
            return False
        self._due = small.time + EVERY - 1e-3
        return True

    def see(self, small: Small, lettering: Bytes | None) -> None:
        """Look at one frame; corners of letters, which do not move with the picture, are left
        out where `lettering` (height, width) is not 0."""
        if self._before is not None:
            first, picture, hidden = self._before
            found = _between(picture, small.y, hidden)
            if found is not None:
                self.motions.append(Motion(first, small.index, *found))
        self._before = (small.index, small.y.copy(), lettering)


def _between(
    first: Bytes, second: Bytes, hidden: Bytes | None
) -> tuple[float, float, float, float] | None:
    """Travel right and down, growth and agreement; None where there is nothing to hold on to."""
    mask = None if hidden is None else (hidden == 0).astype(np.uint8)
    points = cv2.goodFeaturesToTrack(first, POINTS, 0.008, 7, mask=mask)
    if points is None or len(points) < _FEWEST_POINTS:
        return None
    moved, seen, _ = cv2.calcOpticalFlowPyrLK(first, second, points, None, winSize=(17, 17))  # type: ignore[call-overload]  # its types forget None
    is_good = seen.reshape(-1) == 1
    if int(is_good.sum()) < _FEWEST_POINTS:
        return None
    before, after = points[is_good].reshape(-1, 2), moved[is_good].reshape(-1, 2)
    matrix, inner = _fitted(before, after)
    is_moving = np.hypot(*(after - before).T) > _CREEPS
    if _rests(matrix) and is_moving.mean() > _MANY and is_moving.sum() >= _FEWEST_POINTS:
        # What lies over the picture (a mark, a bar, letters) stands still while it moves.
        other, share = _fitted(before[is_moving], after[is_moving])
        if share.mean() > _TOGETHER:
            matrix, inner = other, share
    height, width = first.shape
    middle = np.array([width / 2, height / 2])
    travel = matrix[:, :2] @ middle + matrix[:, 2] - middle
    growth = float(np.log(max(1e-3, np.hypot(matrix[0, 0], matrix[1, 0]))))
    agreed = float(inner.mean()) * float(is_good.mean())
    return float(travel[0]) / width, float(travel[1]) / width, growth, agreed


def _fitted(before: Floats, after: Floats) -> tuple[Matrix, npt.NDArray[np.bool_]]:
    """The move, turn and growth that most points agree on, and which do."""
    cv2.setRNGSeed(3)
    matrix, inner = cv2.estimateAffinePartial2D(
        before, after, ransacReprojThreshold=0.8, maxIters=400
    )
    if matrix is None:
        return np.eye(2, 3), np.zeros(len(before), bool)
    return np.asarray(matrix, np.float64), inner.reshape(-1).astype(bool)


def _rests(matrix: Matrix) -> bool:
    return bool(np.abs(matrix - np.eye(2, 3)).max() < _CREEPS)


def camera_of(
    motions: Sequence[Motion], shots: Sequence[Frames], joins: Sequence[Join]
) -> CameraMoves:
    """The move of each shot, from the motions that lie wholly within it."""
    blurred = [(one.first, one.end) for one in joins if one.end > one.first]
    found = [_move_of(_within(motions, shot, blurred), shot) for shot in shots]
    lengths = np.array([shot.end_frame - shot.start_frame for shot in shots], float)
    mix = {
        move: round(float(lengths[[one.move == move for one in found]].sum() / lengths.sum()), 4)
        for move in MOVES
        if any(one.move == move for one in found)
    }
    strengths = [one.strength for one in found if one.move not in {"static", "shake"}]
    return CameraMoves(
        mix=mix,
        strength=round(float(np.median(strengths)), 4) if strengths else 0.0,
        shots=tuple(found),
        confidence=round(float(np.mean([one.confidence for one in found])), 3),
    )


def _within(
    motions: Sequence[Motion], shot: Frames, blurred: Sequence[tuple[int, int]]
) -> list[Motion]:
    return [
        one
        for one in motions
        if shot.start_frame <= one.first
        and one.last < shot.end_frame
        and all(one.last < start or one.first >= end for start, end in blurred)
    ]


def _move_of(motions: Sequence[Motion], shot: Frames) -> ShotMove:
    """Which way the whole shot goes; one that was hardly seen is told with little confidence."""
    if not motions:
        return ShotMove(move="static", confidence=0.1)
    steps = np.array([(one.right, one.down, one.growth) for one in motions])
    seen = sum(one.last - one.first for one in motions)
    whole = (shot.end_frame - shot.start_frame) / max(1, seen)
    right, down, growth = np.median(steps, axis=0) * len(motions) * whole
    agreed = float(np.mean([one.agreed for one in motions]))
    sure = round(agreed * min(1.0, 0.3 + 0.15 * len(motions)), 3)
    unrest = _jitter(steps) if len(steps) > 3 and agreed > _TOGETHER else 0.0
    if unrest > SHAKES and abs(right) + abs(down) < 0.2:
        return ShotMove(move="shake", strength=round(unrest, 4), confidence=sure)
    grown = float(np.expm1(abs(growth)))
    travel = max(abs(right), abs(down))
    # Growth by g moves the frame's edge by half of g: that is what the eye weighs it with.
    if grown / 2 >= travel and grown > STILL_GROWTH:
        move: Move = "push_in" if growth > 0 else "pull_out"
        return ShotMove(move=move, strength=round(grown, 4), confidence=sure)
    if travel > STILL_TRAVEL:
        return ShotMove(move=_way(right, down), strength=round(float(travel), 4), confidence=sure)
    return ShotMove(move="static", strength=round(float(travel), 4), confidence=sure)


def _way(right: float, down: float) -> Move:
    """The camera's way is against the content's."""
    if abs(right) >= abs(down):
        return "pan_right" if right < 0 else "pan_left"
    return "tilt_down" if down < 0 else "tilt_up"


def _jitter(steps: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> float:
    return float(np.diff(steps[:, :2], 2, axis=0).std())
