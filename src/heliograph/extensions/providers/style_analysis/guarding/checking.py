"""Whether anything of a reference is in a new video."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from heliograph.extensions.providers.style_analysis.guarding.hashing import from_hexadecimal
from heliograph.extensions.providers.style_analysis.guarding.marks import Marks

SAME_FRAME = 27
"""Of 144 bits; two pictures by chance differ in about 72."""
_AT_ONCE = 256
SAME_LINE, SAME_LENGTH = 0.86, 0.06
"""How alike the spread of ink is, and by which part lengths may differ."""
LEAST_SOUND, SOUND_SHARE = 24, 0.04


@dataclass(frozen=True)
class Copied:
    """What of the reference was found in the new video: how many frames, lines, and landmarks of
    sound in one place."""

    frames: int
    lines: int
    sound: int

    @property
    def is_clean(self) -> bool:
        """Whether nothing was found."""
        return not (self.frames or self.lines or self.sound)


def copied_in(made: Marks, reference: Marks) -> Copied:
    """Compare the marks of a new video with those of its reference."""
    return Copied(
        frames=_frames(made.frames, reference.views),
        lines=_lines(made.lines, reference.lines),
        sound=_sound(made.sound, reference.sound),
    )


def _frames(made: Sequence[str], reference: Sequence[str]) -> int:
    if not made or not reference:
        return 0
    ours, theirs = _signs(made), _signs(reference)
    found = 0
    for at in range(0, len(ours), _AT_ONCE):
        # With bits as 1 and -1 a product counts agreement.
        agree = ours[at : at + _AT_ONCE] @ theirs.T
        apart = (ours.shape[1] - agree) / 2
        found += int((apart.min(axis=1) <= SAME_FRAME).sum())
    return found


def _signs(hashes: Sequence[str]) -> npt.NDArray[np.float32]:
    return np.stack([from_hexadecimal(one) for one in hashes]).astype(np.float32) * 2 - 1


def _lines(made: Sequence[tuple[int, ...]], reference: Sequence[tuple[int, ...]]) -> int:
    return sum(any(_is_same(one, other) for other in reference) for one in made)


def _is_same(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    if abs(len(one) - len(other)) > SAME_LENGTH * max(len(one), len(other)):
        return False
    steps = np.linspace(0, 1, 64)
    first, second = (
        np.interp(steps, np.linspace(0, 1, len(line)), np.array(line, float))
        for line in (one, other)
    )
    if first.std() < 0.5 or second.std() < 0.5:
        return False
    return bool(np.corrcoef(first, second)[0, 1] > SAME_LINE)


def _sound(made: Sequence[tuple[int, int]], reference: Sequence[tuple[int, int]]) -> int:
    """Landmarks that lie at one and the same distance in time from those of the reference."""
    places: dict[int, list[int]] = defaultdict(list)
    for mark, at in reference:
        places[mark].append(at)
    offsets = Counter(at - there for mark, at in made for there in places.get(mark, ()))
    if not offsets:
        return 0
    near = {step: offsets[step] + offsets[step + 1] for step in offsets}
    most = max(near.values())
    needed = max(LEAST_SOUND, SOUND_SHARE * min(len(made), len(reference)))
    return most if most >= needed else 0
