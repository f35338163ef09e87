"""Where things may stand: inside what no network covers, titles and captions apart."""

from __future__ import annotations

from dataclasses import dataclass

from heliograph.sdk.sizes import safe_area
from heliograph.sdk.timeline import Timeline
from heliograph.sdk.timeline.captions import room_of, share_of_width

Size = tuple[int, int]
# Size of the handle in shares of the shorter side.
HANDLE = 0.034
# Shares of the shorter side that a title above and two usual lines of captions below may take.
TITLED, SAID = 0.19, 0.235
# A frame so much wider than high is set in two columns, parted at a share of its width.
_WIDE, _BESIDE = 1.4, 0.5

# How far above the foot of the safe area captions end, in shares of its height, and what is free
# above them at least, in shares of the shorter side.
_LOW, _AIR = 0.03, 0.02


@dataclass(frozen=True)
class Area:
    """A rectangle of the frame in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """How high it is."""
        return self.bottom - self.top

    @property
    def centre(self) -> float:
        """How far down its middle lies."""
        return (self.top + self.bottom) / 2

    @property
    def middle(self) -> float:
        """Where its middle lies across."""
        return (self.left + self.right) / 2


def safe(size: Size) -> Area:
    """What no network covers of the frame."""
    return Area(*safe_area(*size))


def is_wide(size: Size) -> bool:
    """Whether words stand beside what a scene shows, and not above it."""
    return size[0] > _WIDE * size[1]


def stage(size: Size, titled: float = TITLED, said: float = SAID) -> Area:
    """The room for what a scene shows: the safe area, less what titles above and captions below
    may take of it (`titled` and `said`, in shares of the shorter side); in a wide frame the part
    beside the titles."""
    area, short = safe(size), min(size)
    foot = area.bottom - said * short
    if is_wide(size):
        return Area(_BESIDE * size[0], area.top, area.right, foot)
    return Area(area.left, area.top + titled * short, area.right, foot)


def focus(size: Size, titled: float = TITLED, said: float = SAID) -> tuple[float, float]:
    """Where a scene's subject stands, in shares of the frame: in its middle, or in the middle of
    what the titles of a wide one leave free."""
    room = stage(size, titled, said)
    across = room.middle / size[0] if is_wide(size) else 0.5
    return (across, room.centre / size[1])


def column(size: Size) -> Area:
    """The room of titles beside the stage of a wide frame."""
    area = safe(size)
    inset = 0.03 * size[0]
    return Area(area.left + inset, area.top, _BESIDE * size[0] - inset / 2, area.bottom)


def centred(size: Size) -> Area:
    """The safe area, cut to the same room on both sides of the frame's middle."""
    area, width = safe(size), size[0]
    half = min(width / 2 - area.left, area.right - width / 2)
    return Area(width / 2 - half, area.top, width / 2 + half, area.bottom)


def caption_band(timeline: Timeline, size: Size) -> Area:
    """The room of the captions: high enough for all their lines, vowel marks and all."""
    captions = timeline.captions
    area, width = centred(size), size[0]
    half = share_of_width(timeline) * width / 2
    em = captions.size * min(size)
    leading = 1.8 if _is_tall(timeline.language) else 1.3
    tall = em * (leading * room_of(timeline).lines + 0.35)
    top = {
        # Low enough to leave the picture free, and above a platform's own words.
        "lower": area.bottom - area.height * _LOW - tall,
        "middle": size[1] / 2 - tall / 2,
        "upper": area.top + area.height * 0.06,
    }[captions.place]
    return Area(width / 2 - half, top, width / 2 + half, top + tall)


def said_of(timeline: Timeline, size: Size) -> float:
    """How much of the frame's foot captions of this size and script take, and a little air above
    them, in shares of the shorter side: never less than two usual lines."""
    captions = timeline.captions
    if captions.place != "lower":
        return SAID
    leading = 1.65 if _is_tall(timeline.language) else 1.05
    lines = captions.size * leading * room_of(timeline).lines
    return max(SAID, lines + _LOW * centred(size).height / min(size) + _AIR)


def _is_tall(language: str) -> bool:
    """Whether lines of the language's script stand farther apart."""
    return language.split("-")[0] in ("ar", "fa", "ur")


def header(timeline: Timeline, size: Size) -> float:
    """Where the room of titles begins below the logo and the handle, in pixels from above."""
    overlays, area, short = timeline.overlays, safe(size), min(size)
    tall = 0.0
    if overlays.logo is not None:
        tall = overlays.logo.size * short
    if overlays.handle:
        tall = max(tall, HANDLE * short * 1.4)
    return area.top + tall + (0.025 * short if tall else 0.0)
