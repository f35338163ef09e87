"""What each kind of title asks for: its face, its lines, its air, and when it is seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from heliograph.extensions.providers.video.drawing.places import Size
from heliograph.extensions.providers.video.drawing.tones import palette_of, parsed, readable
from heliograph.sdk.artwork import colour
from heliograph.sdk.artwork.colour import RGB
from heliograph.sdk.timeline import Card, Look, Title
from heliograph.sdk.timeline.document import Entry, Place
from heliograph.sdk.typesetting.direction import is_arabic_letter
from heliograph.sdk.typesetting.setting import Wish

# Nothing smaller can be read on a phone, in pixels of a frame 1080 on its shorter side.
_SMALLEST = 34.0
_MORE_LINES = 12
_PANEL = 0.86
_WHITE = (1.0, 1.0, 1.0)


@dataclass(frozen=True)
class Manner:
    """How a role is set: leading in em, space between capitals in em, lines at most."""

    leading: float
    tracking: float
    lines: int
    align: Literal["center", "start"] = "center"
    # How far the size may give before lines are added beyond the wish.
    give: float = 0.5


MANNERS = {
    "hook": Manner(1.10, 0.0, 4),
    "heading": Manner(1.16, 0.03, 4),
    "lower_third": Manner(1.18, 0.02, 2, "start"),
    "reference": Manner(1.25, 0.08, 2),
    "verse": Manner(2.0, 0.0, 9, give=0.4),
    "translation": Manner(1.36, 0.0, 8, give=0.45),
    "note": Manner(1.32, 0.04, 5),
}


@dataclass(frozen=True)
class Asked:
    """One title as it is asked for: its words, its place and its times in frames of the scene.
    `is_bare` needs no edge, because its ground is known; `rule` draws a fine line below it; one
    that `leans` begins at the edge of its room."""

    text: str
    role: str
    face: str
    place: Place
    size: float
    ink: RGB
    entry: Entry
    start: int
    end: int
    leaves: bool = False
    panel: tuple[RGB, float] | None = None
    is_bare: bool = False
    rule: RGB | None = None
    leans: bool = False

    @property
    def manner(self) -> Manner:
        """How its role is set."""
        return MANNERS[self.role]

    def wish(self, frame: Size, scale: float) -> Wish:
        """What the typesetter is asked, everything made smaller by `scale`."""
        short = min(frame)
        largest = self.size * short * scale
        smallest = min(largest, max(largest * self.manner.give, _SMALLEST * short / 1080 * scale))
        return Wish(
            role=self.face,
            smallest=smallest,
            largest=largest,
            leading=self.manner.leading,
            tracking=self.manner.tracking,
            capitals=False,
            # What must be made much smaller may take more lines as well.
            max_lines=self.manner.lines + int((1 - scale) * _MORE_LINES),
        )


def asked_by_title(title: Title, look: Look, frames: int, fps: int) -> Asked:
    """A title of a scene that lasts so many frames."""
    palette = palette_of(look)
    ink = parsed(title.colour, look.palette.get("ink", "#ffffff"))
    panel = None
    if title.box:
        panel = (palette["background"], _PANEL)
        # A bright picture shines through the panel a little.
        ink = readable(ink, colour.mix(palette["background"], _WHITE, (1 - _PANEL) * 0.8))
    end = frames if title.end is None else min(frames, round(title.end * fps))
    return Asked(
        text=title.text,
        role=title.role,
        face=_face(title),
        place=title.place,
        size=title.size,
        ink=ink,
        entry=title.entry,
        start=round(title.start * fps),
        end=end,
        leaves=title.end is not None and end < frames,
        panel=panel,
    )


def _face(title: Title) -> str:
    """Verses in Arabic are set in the face of the Qur'an and in no other."""
    is_arabic = any(is_arabic_letter(mark) for mark in title.text)
    return "quran" if title.role == "verse" and is_arabic else title.face


def asked_by_card(card: Card, look: Look, frames: int, fps: int) -> tuple[Asked, ...]:
    """The words of a card, one after another; the ground below them is known to be plain unless
    a scene is drawn."""
    palette, is_bare = palette_of(look), card.ground is None
    ground = palette["background"]
    ink = readable(palette["ink"], ground)
    accent = readable(palette["accent"], ground)
    quiet = readable(colour.mix(ink, ground, 0.22), ground)
    rows: tuple[tuple[str, str, str, Place, float, RGB, float], ...] = (
        (card.heading, "heading", "display", "middle", 0.104, ink, 0.0),
        (card.body, "translation", "text", "middle", 0.058, quiet, 0.0),
        (card.footer, "reference", "sans", "bottom", 0.046, accent, 0.4),
    )
    return tuple(
        Asked(
            text=text,
            role=role,
            face=face,
            place=place,
            size=size,
            ink=tone,
            entry="rise" if role == "heading" else "fade",
            start=round(start * fps),
            end=frames,
            is_bare=is_bare,
            rule=accent if role == "heading" and card.body else None,
        )
        for text, role, face, place, size, tone, start in rows
        if text.strip()
    )
