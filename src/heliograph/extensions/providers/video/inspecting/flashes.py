"""General flashes, as WCAG 2.3.1 and ITU-R BT.1702 count them.

A flash is a pair of opposing changes of relative luminance by a tenth of the maximum or more, the
darker below 0.8, over at least a quarter of the frame at a time. Luminance is followed block by
block from turn to turn, so that a slow swell is one change however many frames it takes.
"""

from __future__ import annotations

from collections import deque

import numpy as np
import numpy.typing as npt

from heliograph.sdk.video import MOST_FLASHES, Stretch

Luminance = npt.NDArray[np.float32]
STEP, DARKER, AREA = 0.1, 0.8, 0.25


class Flashes:
    """Counts flashes from frame to frame; `most` is the largest number within any second, and
    `stretches` are the seconds from and to where there were more than `MOST_FLASHES`."""

    def __init__(self, fps: float) -> None:
        self._fps = fps
        self._window = max(1, round(fps))
        self._turns: deque[int] = deque()
        self._last = 0
        self._low: Luminance | None = None
        self._high: Luminance | None = None
        self._rising: npt.NDArray[np.bool_] | None = None
        self._index = -1
        self._fresh: npt.NDArray[np.bool_] = np.ones(0, bool)
        self.most = 0
        self.stretches: list[Stretch] = []

    def see(self, luminance: Luminance) -> None:
        """The next frame: relative luminance of its blocks, 0 to 1."""
        self._index += 1
        if self._low is None or self._high is None or self._rising is None:
            self._low, self._high = luminance.copy(), luminance.copy()
            self._rising = np.zeros(luminance.shape, bool)
            self._fresh = np.ones(luminance.shape, bool)
            return
        np.minimum(self._low, luminance, out=self._low)
        np.maximum(self._high, luminance, out=self._high)
        up = (luminance - self._low >= STEP) & (self._low < DARKER) & (~self._rising | self._fresh)
        down = (
            (self._high - luminance >= STEP) & (luminance < DARKER) & (self._rising | self._fresh)
        )
        for turned, rises in ((up, True), (down, False)):
            self._rising[turned] = rises
            self._fresh[turned] = False
            self._low[turned] = luminance[turned]
            self._high[turned] = luminance[turned]
            if turned.mean() >= AREA:
                self._note(1 if rises else -1)

    def _note(self, direction: int) -> None:
        if direction == self._last:
            return
        self._last = direction
        self._turns.append(self._index)
        while self._index - self._turns[0] >= self._window:
            self._turns.popleft()
        count = len(self._turns) // 2
        self.most = max(self.most, count)
        if count > MOST_FLASHES:
            self._stretch(self._turns[0] / self._fps, self._index / self._fps)

    def _stretch(self, start: float, end: float) -> None:
        """Keep where it flashes too much; what goes on from a stretch belongs to it."""
        if self.stretches and start <= self.stretches[-1][1]:
            start = self.stretches.pop()[0]
        self.stretches.append((start, end))
