"""What may be wrong with a picture, by its report alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from heliograph.sdk.pictures import Edges, PictureBrief, PictureReport, TextBox
from heliograph.sdk.sizes import size_named

CONTRAST = 4.5
SMALLEST = 34.0
_HAIR = 0.6


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, and with which text."""

    kind: str
    layers: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.layers}"


def faults_of(brief: PictureBrief, report: PictureReport) -> Iterator[Fault]:
    """Everything that is wrong with one picture."""
    for layer in report.overflowing:
        yield Fault("overflow", layer)
    for letter in report.missing_glyphs:
        yield Fault("missing glyph", letter)
    for box in report.boxes:
        yield from _faults_in(box, report.safe_area, _smallest(brief))
    for one, other in combinations(report.boxes, 2):
        if _meet(one.ink_box, other.ink_box):
            yield Fault("collision", f"{one.layer} {other.layer}")


def _faults_in(box: TextBox, safe: Edges, smallest: float) -> Iterator[Fault]:
    if leaves(box.ink_box, safe):
        yield Fault("outside the safe area", box.layer)
    if box.contrast < CONTRAST:
        yield Fault("contrast", f"{box.layer} {box.contrast}")
    if box.size < smallest - 0.1:
        yield Fault("too small", f"{box.layer} {box.size}")


def _smallest(brief: PictureBrief) -> float:
    """A banner is never shown at the width of a phone."""
    if brief.size is not None and size_named(brief.size).form == "banner":
        return 0.0
    return SMALLEST * brief.width / 1080


def leaves(ink: Edges, safe: Edges) -> bool:
    """Whether ink reaches out of the safe area by more than a hair."""
    before = ink[0] < safe[0] - _HAIR or ink[1] < safe[1] - _HAIR
    return before or ink[2] > safe[2] + _HAIR or ink[3] > safe[3] + _HAIR


def _meet(one: Edges, other: Edges) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > 0 and down > 0
