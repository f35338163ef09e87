"""A tune by seed: a short motif, repeated, moved to the chord, turned over, brought home."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

_RHYTHMS = (
    ((0, 3), (3, 1), (4, 4)),
    ((0, 2), (2, 2), (4, 4)),
    ((0, 4), (4, 2), (6, 2)),
    ((0, 1), (1, 1), (2, 2), (4, 4)),
    ((0, 3), (3, 3), (6, 2)),
    ((2, 2), (4, 1), (5, 3)),
    ((0, 6), (6, 2)),
    ((0, 2), (3, 1), (4, 2), (6, 2)),
)
_SPARSE = 0.45


@dataclass(frozen=True)
class Step:
    """One note of a tune: where in the bar and how long, in eighths, and its pitch."""

    at: int
    length: int
    pitch: int


class Tune:
    """Gives the notes of each bar; the same seed always the same tune."""

    def __init__(self, rng: np.random.Generator, notes: list[int], eighths: int) -> None:
        self._notes = notes
        self._eighths = eighths
        fitting = [one for one in _RHYTHMS if one[-1][0] < eighths]
        self._rhythm = fitting[int(rng.integers(len(fitting)))]
        moves = rng.choice([-2, -1, 1, 1, 2, 3], size=len(self._rhythm))
        self._contour = [0, *np.cumsum(moves[1:]).tolist()]
        self._rests = rng.random(64)
        self._start = len(notes) // 2 + int(rng.integers(-2, 3))

    def bar(self, number: int, chord: tuple[int, ...], density: float) -> list[Step]:
        """The notes over one bar. Of four bars the first states the motif, the second moves it,
        the third turns it over, the fourth is long notes, or rests where little is wanted."""
        place = number % 4
        if place == 3 and density < _SPARSE:
            return []
        if place == 1 and density < _SPARSE and self._rests[number % 64] < 0.5:
            return []
        contour = [-one for one in self._contour] if place == 2 else self._contour
        rhythm = self._rhythm if place != 3 else ((0, self._eighths),)
        shift = (0, 1, 2, 0)[place] + (1 if (number // 4) % 2 else 0)
        steps = []
        for (at, length), step in zip(rhythm, contour, strict=False):
            index = min(max(self._start + shift + int(step), 0), len(self._notes) - 1)
            pitch = self._notes[index]
            # On the beat the ear wants the chord; between the beats any note of the scale passes.
            if at % 4 == 0:
                pitch = self._nearest(pitch, chord)
            steps.append(Step(at, min(length, self._eighths - at), pitch))
        return steps

    def _nearest(self, pitch: int, chord: tuple[int, ...]) -> int:
        classes = {one % 12 for one in chord}
        fitting = [one for one in self._notes if one % 12 in classes]
        return min(fitting, key=lambda one: (abs(one - pitch), one)) if fitting else pitch
