"""How captions come and how the spoken word is marked, named as the timeline names it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from heliograph.extensions.providers.style_analysis.lettering.cues import Cue
from heliograph.extensions.providers.style_analysis.lettering.inks import Inks
from heliograph.extensions.providers.style_analysis.reading import Floats
from heliograph.sdk.timeline.document import CaptionStyle

GROWS = 0.62
"""Captions of which less than this is there at first are built up while they stand."""
_TYPED = 0.55
_SWOLLEN, _MOVED, _LIFTED = 0.06, 0.09, 0.08


def manner_of(cues: Sequence[Cue], inks: Inks) -> tuple[CaptionStyle, float]:
    """The manner that most cues show, and how sure that is."""
    told = [cue for cue in cues if len(cue.blocks) >= 4]
    if not told:
        return ("plain" if inks.spoken is None else "highlight"), 0.3
    if float(np.median([_first_share(cue) for cue in told])) < GROWS:
        return _built_up(told)
    return _standing(told, inks)


def _first_share(cue: Cue) -> float:
    """How much of a cue is there in its first quarter."""
    counts = [len(block.letters) for block in cue.blocks]
    early = counts[: max(1, len(counts) // 4)]
    return float(np.mean(early)) / max(counts)


def _built_up(cues: Sequence[Cue]) -> tuple[CaptionStyle, float]:
    """Letter by letter, or word by word; words that spring, or glide in."""
    steps = np.concatenate([np.diff([len(b.letters) for b in cue.blocks]) for cue in cues])
    growing = steps[steps > 0]
    if len(growing) / max(1, len(steps)) > _TYPED and float(np.median(growing)) <= 2:
        return "typewriter", 0.7
    swollen, moved = _news(cues)
    if moved > _MOVED and moved > swollen:
        return "slide", 0.6
    return "pop", 0.75 if swollen > _SWOLLEN else 0.5


def _news(cues: Sequence[Cue]) -> tuple[float, float]:
    """How much letters change in size, and move across, right after they appeared, in em."""
    sizes, moves = [0.0], [0.0]
    for cue in cues:
        for before, block, after in zip(cue.blocks, cue.blocks[1:], cue.blocks[2:], strict=False):
            fresh = _without(block.letters, before.letters)
            if not len(fresh) or not len(after.letters):
                continue
            apart = np.abs(fresh[:, None, :2] - after.letters[None, :, :2]).sum(axis=2)
            nearest = after.letters[apart.argmin(axis=1)]
            em = float(np.median(after.letters[:, 3]))
            sizes.append(float(np.median(np.abs(nearest[:, 3] / fresh[:, 3] - 1))))
            moves.append(float(np.median(np.abs(nearest[:, 0] - fresh[:, 0]))) / em)
    return float(np.percentile(sizes, 75)), float(np.percentile(moves, 75))


def _without(letters: Floats, known: Floats) -> Floats:
    apart = np.abs(letters[:, None, :2] - known[None, :, :2]).max(axis=2).min(axis=1)
    fresh: Floats = letters[apart > 0.5 * float(np.median(letters[:, 3]))]
    return fresh


def _standing(cues: Sequence[Cue], inks: Inks) -> tuple[CaptionStyle, float]:
    """The whole cue is there from the start; what marks the spoken word?"""
    if inks.spoken is None:
        return "plain", 0.6
    early, late, lifted = [], [], [0.0]
    for cue in cues:
        shares = [float(inks.share_spoken(block.letters).mean()) for block in cue.blocks]
        third = max(1, len(shares) // 3)
        early.append(np.mean(shares[:third]))
        late.append(np.mean(shares[-third:]))
        lifted += [_lift(block.letters, inks) for block in cue.blocks]
    grown = float(np.mean(late) - np.mean(early))
    if grown > 0.3 and float(np.mean(late)) > 0.5:
        return "karaoke", 0.75
    if _is_on_box(cues):
        return "box", 0.6
    if float(np.percentile(lifted, 90)) > _LIFTED:
        return "bounce", 0.6
    return "highlight", 0.7


def _lift(letters: Floats, inks: Inks) -> float:
    """How far the spoken word's feet stand above those of the others, in em."""
    spoken = inks.share_spoken(letters) > 0
    if spoken.sum() < 2 or (~spoken).sum() < 2:
        return 0.0
    em = float(np.median(letters[:, 3])) / 0.72
    near = np.abs(letters[:, 1] - np.median(letters[spoken, 1])) < 0.8 * em
    if (near & ~spoken).sum() < 2:
        return 0.0
    lifts = []
    # A word that only swells has its feet lower; one that hops has feet and head higher.
    for side in (-0.5, 0.5):
        edge = letters[:, 1] + side * letters[:, 3]
        lifts.append(float(np.median(edge[near & ~spoken]) - np.median(edge[spoken])) / em)
    return min(lifts)


def _is_on_box(cues: Sequence[Cue]) -> bool:
    """Whether the ground behind some letters of each look is another, and always the same."""
    odd = []
    for cue in cues:
        for block in cue.blocks:
            grounds = block.letters[:, 7:10]
            far = np.linalg.norm(grounds - np.median(grounds, axis=0), axis=1) > 30
            if 0.05 < float(far.mean()) < 0.5:
                odd.append(np.median(grounds[far], axis=0))
    looks = sum(len(cue.blocks) for cue in cues)
    if len(odd) < 0.3 * looks:
        return False
    return float(np.median(np.linalg.norm(np.array(odd) - np.median(odd, axis=0), axis=1))) < 15
