"""From looks to cues: one text that stands for a while at one place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from heliograph.extensions.providers.style_analysis.lettering.watching import Block, TextLook
from heliograph.extensions.providers.style_analysis.reading import Floats

NEAR = 0.1
"""How far blocks of one kind may stand apart, as a part of the frame's height."""
LONGEST_GAP = 0.25
SHORTEST = 0.25
_MISSED = 0.6


@dataclass(eq=False)
class Cue:
    """One text: the looks that see it, as times in seconds and blocks."""

    times: list[float] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        """How long it is seen."""
        return self.times[-1] - self.times[0]

    @property
    def fullest(self) -> Block:
        """The look at which most of it is there."""
        return max(self.blocks, key=lambda one: len(one.letters))


def cues_in(looks: Sequence[TextLook]) -> list[Cue]:
    """All cues, in the order in which they begin. What is seen but for a moment, or does not
    hold still, is part of the picture and left out."""
    done: list[Cue] = []
    live: list[Cue] = []
    for look in looks:
        for block in look.blocks:
            home = next((cue for cue in live if _goes_on(cue, block, look.time)), None)
            if home is None:
                live.append(Cue([look.time], [block]))
            else:
                home.times.append(look.time)
                home.blocks.append(block)
        ended = [cue for cue in live if look.time - cue.times[-1] > LONGEST_GAP]
        done += ended
        live = [cue for cue in live if cue not in ended]
    found = [cue for cue in (*done, *live) if cue.seconds >= SHORTEST and _holds_still(cue)]
    return sorted(found, key=lambda cue: cue.times[0])


def _goes_on(cue: Cue, block: Block, time: float) -> bool:
    """Whether a block is the cue's text, perhaps with more of it."""
    before = cue.blocks[-1]
    if time == cue.times[-1] or block.is_light != before.is_light:
        return False
    if abs(before.y - block.y) > NEAR or not 0.6 < block.letter / before.letter < 1.7:
        return False
    if kept(before.letters, block.letters) > 0.6:
        return True
    # A letter or two may be missed in a look; a text that lost more of them is another one.
    is_whole = len(block.letters) > _MISSED * len(before.letters)
    return is_whole and kept(block.letters, before.letters) > 0.6


def kept(before: Floats, after: Floats, near: float = 0.35) -> float:
    """Which share of the letters is still where it was, within a part of a letter's height."""
    apart = np.abs(before[:, None, :2] - after[None, :, :2]).max(axis=2)
    size = float(np.median(before[:, 3]))
    return float((apart.min(axis=1) < near * size).mean())


def _holds_still(cue: Cue) -> bool:
    """Letters of a text stay; those of a picture drift with it."""
    if len(cue.blocks) < 3:
        return False
    first, last = cue.blocks[len(cue.blocks) // 3], cue.blocks[-1]
    return kept(first.letters, last.letters) > 0.45
