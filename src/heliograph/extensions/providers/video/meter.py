"""How far a render is, and how long the rest will take."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from heliograph.extensions.providers.video.pieces import Piece
from heliograph.sdk.video import Progress, Tell

_TELLING = 0.5
"""Seconds of work from which the time that is left can be told."""


@dataclass
class Meter:
    """Counts frames and tells how long the rest will take."""

    tell: Tell | None
    wanted: Sequence[Piece]
    missing: Sequence[Piece]
    made: int = 0
    first: int = 0
    began: float | None = None

    def heard(self, frames: int) -> None:
        """So many more frames are done."""
        now = time.monotonic()
        self.made += frames
        if self.began is None and frames:
            # Workers have started by now; how long that took says nothing of the rest.
            self.began, self.first = now, self.made
        total = sum(one.frames for one in self.wanted)
        to_make = sum(one.frames for one in self.missing)
        left = 0.0 if self.made >= to_make else self._left(now, to_make)
        if self.tell is not None:
            self.tell(Progress("frames", total - to_make + self.made, total, left))

    def _left(self, now: float, to_make: int) -> float | None:
        """Seconds until all is made, as soon as that can be told."""
        if self.began is None or now - self.began <= _TELLING or self.made <= self.first:
            return None
        return (now - self.began) * (to_make - self.made) / (self.made - self.first)

    def joins(self) -> None:
        """Every frame is there; the file is written."""
        total = sum(one.frames for one in self.wanted)
        if self.tell is not None:
            self.tell(Progress("joining", total, total))
