"""What the report will say, gathered while drawing."""

from __future__ import annotations

from dataclasses import dataclass, field

from heliograph.sdk.pictures import Edges, PictureReport, TextBox
from heliograph.sdk.typesetting.fonts import LICENCE, NAMES

# A hair of antialiasing is no trespass.
_SLACK = 0.5


@dataclass
class Notes:
    """Boxes of ink, texts that do not fit, letters nobody draws, faces that were used."""

    boxes: list[TextBox] = field(default_factory=list)
    overflowing: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    faces: set[str] = field(default_factory=set)

    def report(self, safe: Edges) -> PictureReport:
        """The finished report; whatever leaves the safe area overflows."""
        for box in self.boxes:
            if not _inside(box.ink_box, safe):
                self.overflowing.append(box.layer)
        return PictureReport(
            boxes=tuple(self.boxes),
            safe_area=safe,
            overflowing=tuple(dict.fromkeys(self.overflowing)),
            missing_glyphs=tuple(dict.fromkeys(self.missing)),
        )

    def licences(self) -> dict[str, str]:
        """Every face that was used."""
        return {NAMES[key]: LICENCE for key in sorted(self.faces)}


def _inside(ink: Edges, safe: Edges) -> bool:
    return (
        ink[0] >= safe[0] - _SLACK
        and ink[1] >= safe[1] - _SLACK
        and ink[2] <= safe[2] + _SLACK
        and ink[3] <= safe[3] + _SLACK
    )
