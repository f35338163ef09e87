"""What fills the frame during a scene, for every kind of shot."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from heliograph.extensions.providers.video import cameras, drawing, lut
from heliograph.extensions.providers.video.clips import ClipGround, Fitter, Taking
from heliograph.extensions.providers.video.frames import Ground, Planes
from heliograph.extensions.providers.video.grades import Grade
from heliograph.extensions.providers.video.pictures import open_still
from heliograph.extensions.providers.video.planes import copied, solid
from heliograph.extensions.providers.video.sources import Sources
from heliograph.sdk.timeline import Camera, Clip, Look, Shot, Split, Still, Timeline

_GAP = "background"
_NO_COLOUR = "#000000"
_GROUNDS = frozenset(("background", "support", "paper"))


@dataclass(frozen=True)
class Studio:
    """What all scenes of a video have in common."""

    timeline: Timeline
    folder: Path
    size: cameras.Size

    @cached_property
    def sources(self) -> Sources:
        """The files of the timeline."""
        return Sources(self.timeline, self.folder)

    @cached_property
    def grade(self) -> Grade | None:
        """The look of what was photographed, if it has one."""
        look = self.timeline.look
        if look.lut is None or look.strength == 0:
            return None
        return Grade(lut.read_cube(self.sources.file(look.lut, "lut")), look.strength)

    @cached_property
    def look(self) -> Look:
        """The look of what is drawn: the palette's grounds graded like photographs, so that both
        belong together. Inks stay as they are: they must be read."""
        look = self.timeline.look
        if self.grade is None:
            return look
        grounds = {name: colour for name, colour in look.palette.items() if name in _GROUNDS}
        if not grounds:
            return look
        graded = dict(zip(grounds, self.grade.colours([*grounds.values()]), strict=True))
        return look.model_copy(update={"palette": {**look.palette, **graded}})


@dataclass(frozen=True)
class Frame:
    """What a shot is to fill: a size, for so many frames, seen through a camera."""

    size: cameras.Size
    frames: int
    camera: Camera | None


def open_shot(shot: Shot, frame: Frame, studio: Studio) -> Ground:
    """A shot made ready; raises `CannotRender` for a file that cannot be used."""
    if isinstance(shot, Split):
        return SplitGround(shot, frame, studio)
    if isinstance(shot, Still):
        file = studio.sources.file(shot.source, "picture")
        return open_still(file, frame.camera, frame.size, frame.frames, studio.grade)
    if isinstance(shot, Clip):
        taking = Taking(shot.start, shot.speed, studio.timeline.fps)
        fitter = Fitter(frame.camera, frame.size, frame.frames, studio.grade)
        return ClipGround(studio.sources.file(shot.source, "clip"), taking, fitter)
    timeline = studio.timeline
    said = drawing.said_of(timeline, studio.size)
    times = (frame.frames, timeline.fps)
    setting = drawing.Setting(frame.size, studio.look, *times, timeline.language, said)
    return drawing.open_ground(shot, setting)


class SplitGround:
    """Parts side by side with a gap of the palette's background between them."""

    def __init__(self, split: Split, frame: Frame, studio: Studio) -> None:
        boxes = _boxes(split, frame.size)
        colour = studio.look.palette.get(_GAP, _NO_COLOUR)
        self._base = solid(frame.size, colour)
        self._parts = [
            (box, open_shot(part, replace(frame, size=(box[2], box[3])), studio))
            for part, box in zip(split.parts, boxes, strict=True)
        ]

    def frame(self, index: int) -> Planes:
        """All parts at a frame of the scene."""
        whole = copied(self._base)
        for (left, top, width, height), ground in self._parts:
            part = ground.frame(index)
            whole.y[top : top + height, left : left + width] = part.y
            half = (
                slice(top // 2, (top + height) // 2),
                slice(left // 2, (left + width) // 2),
            )
            whole.u[half], whole.v[half] = part.u, part.v
        return whole


def _boxes(split: Split, size: cameras.Size) -> list[tuple[int, int, int, int]]:
    """Left, top, width and height of every part, all even."""
    gap = 2 * round(split.gap * min(size) / 2)
    rows = split.direction == "rows"
    length = size[1] if rows else size[0]
    count = len(split.parts)
    # One edge for each part, on whole pairs of pixels, so that no column is left over.
    edges = [2 * round((length + gap) * at / count / 2) for at in range(count + 1)]
    spans = [(first, last - gap - first) for first, last in pairwise(edges)]
    if rows:
        return [(0, start, size[0], extent) for start, extent in spans]
    return [(start, 0, extent, size[1]) for start, extent in spans]
