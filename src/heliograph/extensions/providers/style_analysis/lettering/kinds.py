"""From cues to kinds of text: captions, titles, marks, each with its look."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from heliograph.extensions.providers.style_analysis.colour.samples import to_hex
from heliograph.extensions.providers.style_analysis.lettering.cues import NEAR, Cue, cues_in, kept
from heliograph.extensions.providers.style_analysis.lettering.inks import by_ink, inks_of
from heliograph.extensions.providers.style_analysis.lettering.manners import Manner, manner_of
from heliograph.extensions.providers.style_analysis.lettering.watching import Block, TextWatch
from heliograph.extensions.providers.style_analysis.reading import Film
from heliograph.sdk.style.analysis import Lettering, Texts

CAPITAL = 0.72
"""Height of a capital letter, as a part of the em."""
MOST_KINDS = 5
_MARK_SHARE = 0.7
_LONG_CUE = 4.5
_EXACTLY = 0.15


def texts_of(watch: TextWatch, film: Film) -> Texts:
    """All kinds of text of a film, the most seen first."""
    cues = cues_in(watch.looks)
    groups = _groups(cues)
    kinds = [_kind(group, film.seconds) for group in groups]
    kinds = [kind for kind in kinds if kind.share > 0.01 or kind.seconds > 0.5]
    kinds.sort(key=lambda kind: (kind.role != "captions", -kind.share))
    kinds = _one_captions(kinds)[:MOST_KINDS]
    share = min(1.0, sum(kind.share for kind in kinds))
    sure = float(np.mean([kind.confidence for kind in kinds])) if kinds else 0.7
    return Texts(kinds=tuple(kinds), share=round(share, 3), confidence=round(sure, 3))


def _groups(cues: Sequence[Cue]) -> list[list[Cue]]:
    """Cues at one height and of one size."""
    groups: list[list[Cue]] = []
    for cue in sorted(cues, key=lambda one: -one.seconds):
        block = cue.fullest
        home = next((group for group in groups if _is_alike(group[0].fullest, block)), None)
        if home is None:
            groups.append([cue])
        else:
            home.append(cue)
    return groups


def _is_alike(one: Block, other: Block) -> bool:
    size = one.letter / other.letter
    return abs(one.y - other.y) < NEAR and 0.7 < size < 1.43


def _kind(cues: Sequence[Cue], seconds: float) -> Lettering:
    lasting = [cue.seconds for cue in cues]
    role = _role(cues, seconds)
    inner, others = by_ink(cues)
    blocks = [cue.fullest for cue in inner]
    weights = np.array([cue.seconds for cue in inner]) / sum(cue.seconds for cue in inner)
    inks = inks_of(inner)
    plain = Manner("plain", 0.5, inks.ink, inks.spoken)
    manner = manner_of(inner, others, inks) if role == "captions" else plain
    # The word on the box is set in the same size as those beside it.
    alike = [cue.fullest for cue in others] if manner.style == "box" else []
    return Lettering(
        role=role,
        share=round(min(1.0, sum(lasting) / seconds), 3),
        x=_rounded(sum(block.x * weight for block, weight in zip(blocks, weights, strict=True))),
        y=_rounded(sum(block.y * weight for block, weight in zip(blocks, weights, strict=True))),
        width=_rounded(np.percentile([block.width for block in blocks], 80)),
        size=_rounded(np.median([block.letter for block in (*blocks, *alike)]) / CAPITAL),
        lines=max(block.lines for block in blocks),
        characters=round(float(np.percentile([_to_a_line(cue) for cue in inner], 80))),
        ink=to_hex(manner.ink),
        spoken="" if manner.spoken is None else to_hex(manner.spoken),
        edge=to_hex(inks.ground) if inks.is_edged else "",
        box=inks.is_boxed,
        seconds=_rounded(np.mean(lasting)),
        animation=manner.style,
        confidence=_rounded(min(0.95, (0.35 + 0.05 * len(cues)) * (0.5 + 0.5 * manner.sure) + 0.2)),
    )


def _role(cues: Sequence[Cue], seconds: float) -> Literal["captions", "title", "mark"]:
    """Captions change with what is said; a mark stays; the rest are titles."""
    longest = max(cue.seconds for cue in cues)
    if longest > _MARK_SHARE * seconds and seconds > 6:
        return "mark"
    if len(cues) > 1 and _says_one_thing(cues):
        return "mark" if sum(cue.seconds for cue in cues) > 0.5 * seconds else "title"
    mean = float(np.mean([cue.seconds for cue in cues]))
    share = sum(cue.seconds for cue in cues) / seconds
    many = len(cues) >= 3 and len(cues) / seconds > 0.12
    return "captions" if many and mean < _LONG_CUE and share > 0.15 else "title"


def _says_one_thing(cues: Sequence[Cue]) -> bool:
    """Whether all cues are the same text, seen now and again."""
    first, *others = [cue.fullest.letters for cue in cues[:6]]
    alike = [min(kept(first, other, _EXACTLY), kept(other, first, _EXACTLY)) for other in others]
    return float(np.median(alike)) > 0.7


def _one_captions(kinds: list[Lettering]) -> list[Lettering]:
    """Only the kind seen most can be the captions."""
    for at, kind in enumerate(kinds):
        if at and kind.role == "captions":
            kinds[at] = kind.model_copy(update={"role": "title"})
    return kinds


def _to_a_line(cue: Cue) -> float:
    block = cue.fullest
    return len(block.letters) / block.lines


def _rounded(value: float | np.floating) -> float:
    return round(float(value), 4)
