"""Not the same thing again: against texts near in date, and against everything the brand made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from heliograph.modules.content.gate.language import likeness
from heliograph.modules.content.gate.values import Alike, Check, Piece
from heliograph.sdk.packs import Pack

MOST_ALIKE = 0.5
NEAREST_MEANING = 0.85
"""Cosine above which two texts of one brand say the same. Measured with the embedder without a
model: texts of one pack about other days stay under 0.6, and a copy with one word in seven
changed is at 0.9; its five-word runs are only 0.3 alike."""


def originality_checks(piece: Piece, pack: Pack) -> Sequence[Check]:
    """Every check of this file."""
    return (_wording(piece), *_meaning(piece.alike))


def _wording(piece: Piece) -> Check:
    near = max((likeness(piece.text, other) for other in piece.earlier), default=0.0)
    alike = piece.alike or Alike()
    most = max(near, alike.words)
    compared = max(alike.compared, len(piece.earlier))
    found = f"{most:.2f} like the nearest of {compared} earlier texts"
    if alike.words >= near and alike.words > 0 and alike.day is not None:
        found += f"; content {alike.content_id}, {alike.day.isoformat()}"
    return Check(
        "originality",
        most < MOST_ALIKE,
        found=found,
        allowed=f"less than {MOST_ALIKE:.2f} of its five-word runs in one earlier text",
        remedy="Write it anew: another opening, other sentences, another thought to end on.",
        score=1.0 - most,
    )


def _meaning(alike: Alike | None) -> Iterator[Check]:
    if alike is None or alike.meaning is None:
        return
    nearness = max(alike.meaning, 0.0)
    yield Check(
        "originality_meaning",
        nearness < NEAREST_MEANING,
        found=f"{nearness:.2f} near in meaning to the nearest of {alike.compared} earlier texts",
        allowed=f"less than {NEAREST_MEANING:.2f}",
        remedy="Find another angle: this says what an earlier piece said in other words.",
        must=False,
        score=min(1.0, 2.0 - 2.0 * nearness),
    )
