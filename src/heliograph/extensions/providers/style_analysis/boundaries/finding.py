"""All joins between shots of a film, in pieces of bounded size."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np

from heliograph.extensions.providers.style_analysis.boundaries.cuts import cuts_of, steps
from heliograph.extensions.providers.style_analysis.boundaries.gradual import graduals_of
from heliograph.extensions.providers.style_analysis.boundaries.measures import pooled
from heliograph.extensions.providers.style_analysis.reading import Bytes, Floats
from heliograph.sdk.timeline.document import TransitionKind

PIECE, MARGIN = 3000, 160


@dataclass(frozen=True)
class Join:
    """How one shot gives way to the next: frames `first` up to `end` (not included) show both;
    for a cut both are the first frame of the new shot."""

    kind: TransitionKind
    first: int
    end: int
    confidence: float


def joins_of(thumbs: Bytes, fps: float) -> list[Join]:
    """All joins in order; `thumbs` are (frames, rows, columns, 3) as they were kept."""
    found: list[Join] = []
    for start in range(0, len(thumbs), PIECE):
        low, high = max(0, start - MARGIN), min(len(thumbs), start + PIECE + MARGIN)
        for one in _in_piece(pooled(np.asarray(thumbs[low:high])), fps):
            middle = low + (one.first + one.end) // 2
            if start <= middle < start + PIECE:
                found.append(Join(one.kind, one.first + low, one.end + low, one.confidence))
    return [one for one in found if not _is_edge(thumbs, one, fps)]


def _is_edge(thumbs: Bytes, join: Join, fps: float) -> bool:
    """Whether it is the film itself that comes from, or goes to, nothing."""
    near = round(1.5 * fps)
    if join.end <= near:
        return _is_plain(thumbs[: max(1, join.first)])
    if join.first >= len(thumbs) - near:
        return _is_plain(thumbs[min(join.end, len(thumbs) - 1) :])
    return False


def _is_plain(packed: Bytes) -> bool:
    """Whether all frames are nothing but black or white."""
    light = np.asarray(packed)[..., 0].reshape(len(packed), -1)
    low, high = np.percentile(light, (4, 96), axis=1)
    return bool(np.all((high < 28) | (low > 228)))


def _in_piece(lab: Floats, fps: float) -> list[Join]:
    moved = steps(lab)
    cuts = cuts_of(lab, moved)
    edges = [0, *cuts, len(lab)]
    found = [Join("cut", at, at, sure) for at, sure in cuts.items()]
    for start, end in itertools.pairwise(edges):
        found += [
            Join(one.kind, one.first, one.end, one.score)
            for one in graduals_of(lab, start, end, fps)
        ]
    return sorted(found, key=lambda one: one.first)
