"""Shots, pace and structure, out of the joins between shots."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Literal, TypeAlias

import numpy as np

from heliograph.extensions.providers.style_analysis.boundaries import Join
from heliograph.extensions.providers.style_analysis.reading import Bytes
from heliograph.extensions.providers.style_analysis.thumbs import unpacked
from heliograph.sdk.style.analysis import Beat, FoundTransition, Frames, Pace, Structure

EdgeKind: TypeAlias = Literal["picture", "fade_black", "fade_white"]
HOOK_SECONDS, END_SECONDS = 3.0, 3.0


def shots_of(joins: Sequence[Join], frames: int) -> tuple[Frames, ...]:
    """Shots without a gap; over a transition that takes time they meet in its middle."""
    edges = [0, *((one.first + one.end) // 2 for one in joins), frames]
    pairs = itertools.pairwise(edges)
    return tuple(Frames(start_frame=a, end_frame=b) for a, b in pairs if b > a)


def transitions_of(joins: Sequence[Join]) -> tuple[FoundTransition, ...]:
    """The joins as the document holds them."""
    return tuple(
        FoundTransition(
            kind=one.kind,
            start_frame=one.first,
            end_frame=one.end,
            confidence=round(one.confidence, 3),
        )
        for one in joins
    )


def pace_of(shots: Sequence[Frames], fps: float, sure: float) -> Pace:
    """Lengths of shots in seconds; few shots make it less sure."""
    lengths = np.array([one.end_frame - one.start_frame for one in shots]) / fps
    total = float(lengths.sum())
    return Pace(
        mean=_rounded(lengths.mean()),
        median=_rounded(np.median(lengths)),
        spread=_rounded(lengths.std()),
        shortest=_rounded(lengths.min()),
        longest=_rounded(lengths.max()),
        per_minute=_rounded(60.0 * (len(shots) - 1) / total),
        hook=_rounded(lengths[0]),
        confidence=_rounded(sure * min(1.0, 0.4 + 0.1 * len(shots))),
    )


def structure_of(shots: Sequence[Frames], thumbs: Bytes, fps: float) -> Structure:
    """Hook, body and end by their time and by where shots begin."""
    total = shots[-1].end_frame
    hook = _nearest(shots, HOOK_SECONDS * fps, total)
    end = _nearest(shots, total - END_SECONDS * fps, total)
    beats = [Beat(role="hook", start_frame=0, end_frame=hook)]
    if end > hook:
        beats.append(Beat(role="body", start_frame=hook, end_frame=end))
    if total > max(hook, end):
        beats.append(Beat(role="end", start_frame=max(hook, end), end_frame=total))
    first, last = (unpacked(np.asarray(thumbs[at])) for at in (0, len(thumbs) - 1))
    apart = float(np.sqrt(((first - last) ** 2).sum(axis=-1)).mean())
    return Structure(
        beats=tuple(beats),
        opens=_edge(thumbs, range(min(len(thumbs), round(fps)))),
        closes=_edge(thumbs, range(len(thumbs) - 1, max(-1, len(thumbs) - 1 - round(fps)), -1)),
        loops=apart < 6.0 and len(shots) > 1,
        confidence=_rounded(min(0.9, 0.3 + 0.06 * len(shots))),
    )


def _nearest(shots: Sequence[Frames], frame: float, total: int) -> int:
    """The start of a shot near a frame; the frame itself where none is near."""
    starts = [one.start_frame for one in shots[1:]]
    near = min(starts, key=lambda one: abs(one - frame), default=-1)
    chosen = near if near >= 0 and abs(near - frame) < 0.6 * abs(frame) + 1 else frame
    return int(np.clip(round(chosen), 1, total))


def _edge(thumbs: Bytes, frames: range) -> EdgeKind:
    """Whether the film comes from, or goes to, nothing but black or white, slowly."""
    lightness = [unpacked(np.asarray(thumbs[at]))[..., 0] for at in frames]
    first = lightness[0]
    even = float(np.percentile(first, 97) - np.percentile(first, 3)) < 4.0
    means = [float(one.mean()) for one in lightness]
    steady = max((abs(b - a) for a, b in itertools.pairwise(means)), default=0.0)
    changed = abs(means[-1] - means[0])
    if not even or changed < 4.0 or steady > 0.5 * changed:
        return "picture"
    if means[0] < 12:
        return "fade_black"
    return "fade_white" if means[0] > 90 else "picture"


def _rounded(value: float | np.floating) -> float:
    return round(float(value), 3)
