"""How captions come and how the spoken word is marked, named as the timeline names it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from heliograph.extensions.providers.style_analysis.lettering.cues import Cue
from heliograph.extensions.providers.style_analysis.lettering.inks import APART, Inks
from heliograph.extensions.providers.style_analysis.reading import Floats
from heliograph.sdk.timeline.document import CaptionStyle

GROWS = 0.62
"""Captions of which less than this is there at first are built up while they stand."""
_TYPED = 0.55
_FILLS = 0.2
_BOXED, _SAME_GROUND = 0.15, 15.0
_SWOLLEN, _MOVED, _LIFTED = 0.06, 0.09, 0.08


@dataclass(frozen=True, eq=False)
class Manner:
    """How captions behave, how sure that is, and in LAB their ink and what marks the spoken word:
    its ink, or the box behind it."""

    style: CaptionStyle
    sure: float
    ink: Floats
    spoken: Floats | None


def manner_of(cues: Sequence[Cue], others: Sequence[Cue], inks: Inks) -> Manner:
    """The manner that most cues show; `others` are words of the other polarity in their midst."""
    told = [cue for cue in cues if len(cue.blocks) >= 4]
    if not told:
        return Manner("plain" if inks.spoken is None else "highlight", 0.3, inks.ink, inks.spoken)
    box = _box_behind(cues, others, inks)
    if box is not None:
        return Manner("box", 0.7, inks.ink, box)
    if float(np.median([_first_share(cue) for cue in told])) < GROWS:
        style, sure = _built_up(told)
        return Manner(style, sure, inks.ink, inks.spoken)
    return _standing(told, inks)


def _box_behind(cues: Sequence[Cue], others: Sequence[Cue], inks: Inks) -> Floats | None:
    """The colour of a box on which the spoken word stands in ink of its own: dark letters among
    light ones, on a ground that is the same over every picture and is not the letters' ink."""
    if sum(cue.seconds for cue in others) < _BOXED * sum(cue.seconds for cue in cues):
        return None
    grounds = np.stack(
        [np.median(block.letters[:, 7:10], axis=0) for cue in others for block in cue.blocks]
    )
    ground = np.median(grounds, axis=0)
    is_same = float(np.median(np.linalg.norm(grounds - ground, axis=1))) < _SAME_GROUND
    is_own = float(np.linalg.norm(ground - inks.ink)) > APART
    return ground.astype(np.float32) if is_same and is_own else None


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


def _standing(cues: Sequence[Cue], inks: Inks) -> Manner:
    """The whole cue is there from the start; what marks the spoken word?"""
    if inks.spoken is None:
        return Manner("plain", 0.6, inks.ink, None)
    grown, late = _grown(cues, inks)
    if grown > _FILLS and late > 0.5:
        return Manner("karaoke", 0.75, inks.ink, inks.spoken)
    if grown < -_FILLS and late < 0.5:
        # The ink that all words end in is seen most; what they begin in is nevertheless the plain.
        return Manner("karaoke", 0.75, inks.spoken, inks.ink)
    if _is_on_box(cues, inks):
        return Manner("box", 0.6, inks.ink, inks.spoken)
    lifted = [0.0, *(_lift(block.letters, inks) for cue in cues for block in cue.blocks)]
    if float(np.percentile(lifted, 90)) > _LIFTED:
        return Manner("bounce", 0.6, inks.ink, inks.spoken)
    return Manner("highlight", 0.7, inks.ink, inks.spoken)


def _grown(cues: Sequence[Cue], inks: Inks) -> tuple[float, float]:
    """How much more of a cue is in the spoken ink in its last third than in its first, and how
    much is in the last."""
    early, late = [], []
    for cue in cues:
        shares = [float(inks.share_spoken(block.letters).mean()) for block in cue.blocks]
        third = max(1, len(shares) // 3)
        early.append(np.mean(shares[:third]))
        late.append(np.mean(shares[-third:]))
    return float(np.mean(late) - np.mean(early)), float(np.mean(late))


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


def _is_on_box(cues: Sequence[Cue], inks: Inks) -> bool:
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
    ground = np.median(odd, axis=0)
    is_same = float(np.median(np.linalg.norm(np.array(odd) - ground, axis=1))) < _SAME_GROUND
    return is_same and not any(
        _is_between(ground, ink, inks.ground) for ink in (inks.ink, inks.spoken) if ink is not None
    )


def _is_between(colour: Floats, ink: Floats, ground: Floats) -> bool:
    """Whether a colour is but ink and ground mixed, as where a letter fills its box."""
    way = ink - ground
    part = np.clip(float((colour - ground) @ way) / (float(way @ way) + 1e-6), 0, 1)
    return float(np.linalg.norm(colour - ground - part * way)) < APART
