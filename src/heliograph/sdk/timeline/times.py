"""When everything of a timeline happens, in whole frames."""

from __future__ import annotations

from dataclasses import dataclass

from heliograph.sdk.timeline.document import Scene, Timeline


@dataclass(frozen=True)
class Span:
    """Where a scene stands: frames from `start` up to `end` (not included). For `overlap` frames
    from its start the scene before is still seen."""

    scene: Scene
    start: int
    end: int
    overlap: int

    @property
    def frames(self) -> int:
        """How many frames the scene lasts."""
        return self.end - self.start


def spans(timeline: Timeline) -> tuple[Span, ...]:
    """Every scene's place. A scene lasts at least two frames; a transition never takes more than
    half of either neighbour, so that no three scenes are ever seen at once."""
    lengths = [max(2, round(one.seconds * timeline.fps)) for one in timeline.scenes]
    found: list[Span] = []
    end = 0
    for index, (scene, frames) in enumerate(zip(timeline.scenes, lengths, strict=True)):
        wish = 0 if scene.transition.kind == "cut" else scene.transition.seconds
        most = frames // 2 if index == 0 else min(frames, lengths[index - 1]) // 2
        overlap = min(round(wish * timeline.fps), most)
        start = end - overlap if index else 0
        found.append(Span(scene, start, start + frames, overlap))
        end = start + frames
    return tuple(found)


def frames_of(timeline: Timeline) -> int:
    """How many frames the whole video has."""
    return spans(timeline)[-1].end


def seconds_of(timeline: Timeline) -> float:
    """How long the whole video lasts."""
    return frames_of(timeline) / timeline.fps


def cover_frame(timeline: Timeline) -> int:
    """The frame that stands for the video; without a wish, one second into the first scene."""
    places = spans(timeline)
    cover = timeline.cover
    span, at = places[0], 1.0
    if cover is not None:
        span, at = next(one for one in places if one.scene.id == cover.scene), cover.at
    return span.start + min(round(at * timeline.fps), span.frames - 1)
