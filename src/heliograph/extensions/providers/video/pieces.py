"""A video in pieces of about two seconds, each with a key of all that is seen in it.

A key knows nothing of when its piece is seen: moving a scene, or changing another one, leaves it
as it was. So only what changed is made again.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import av
import cv2
import numpy
import skia  # type: ignore[import-not-found,import-untyped,unused-ignore]  # ships no types

from heliograph import sdk
from heliograph.extensions.providers.video.encoding import Coding
from heliograph.extensions.providers.video.grounds import Studio
from heliograph.sdk.timeline import Clip, Shot, Span, Split, Still, spans
from heliograph.sdk.timeline.captions import cues_of

SECONDS = 2.0
"""How long a piece is at most: as far as two pictures that need no other are apart anyway."""
_LINGERS = 0.2
"""How long before its own time the next caption already counts, for how the last one ends."""
_DRAWS = ("artwork", "timeline", "typesetting")
"""What else of ours decides how a frame looks."""


@dataclass(frozen=True)
class Piece:
    """Frames from `first` up to `end` (not included), and the key of what is seen in them."""

    number: int
    position: int
    first: int
    end: int
    key: str

    @property
    def frames(self) -> int:
        """How many frames it has."""
        return self.end - self.first


def pieces(studio: Studio, coding: Coding) -> tuple[Piece, ...]:
    """All pieces in their order, cut where scenes begin. Raises `CannotRender` for a source that
    is not there."""
    places = spans(studio.timeline)
    common = _common(studio, coding)
    found: list[Piece] = []
    for position, span in enumerate(places):
        end = places[position + 1].start if position + 1 < len(places) else span.end
        for first, last in _parts(span.start, end, coding.fps):
            seen = [_seen(span, studio, first, last)]
            if first < span.start + span.overlap and position:
                seen.append(_seen(places[position - 1], studio, first, last))
            own = [position, len(places), first - span.start, end - span.start]
            whole = [common, *_overlaid(studio, own), *seen]
            key = hashlib.sha256(json.dumps(whole, sort_keys=True).encode()).hexdigest()[:40]
            found.append(Piece(len(found), position, first, last, key))
    return tuple(found)


def _parts(start: int, end: int, fps: int) -> Iterator[tuple[int, int]]:
    """A scene's own frames in equal parts."""
    count = max(1, math.ceil((end - start) / (SECONDS * fps)))
    for at in range(count):
        yield start + (end - start) * at // count, start + (end - start) * (at + 1) // count


def _common(studio: Studio, coding: Coding) -> list[object]:
    timeline = studio.timeline
    table = timeline.look.lut
    return [
        _engine(),
        [coding.width, coding.height, coding.fps, coding.words],
        [timeline.aspect, timeline.language],
        timeline.look.model_dump(mode="json", exclude={"lut"}),
        studio.sources.digest(table, "lut") if table else "",
        timeline.captions.model_dump(mode="json"),
    ]


def _seen(span: Span, studio: Studio, first: int, end: int) -> dict[str, object]:
    """What one scene adds to these frames, in its own time."""
    scene, fps = span.scene, studio.timeline.fps
    inside = (first - span.start, end - span.start)
    cues = cues_of(span, studio.timeline)
    comes_in = inside[0] < span.overlap
    near = (inside[0] / fps - _LINGERS, inside[1] / fps + _LINGERS)
    return {
        "frames": [*inside, span.frames, span.overlap if comes_in else 0],
        "entrance": scene.transition.kind if comes_in else "",
        "from_black": comes_in and span.start == 0,
        "opens": span.start == 0 and any(one.start == 0 for one in scene.titles),
        "id": scene.id,
        "shot": scene.shot.model_dump(mode="json"),
        "files": _digests(scene.shot, studio),
        "camera": scene.camera.model_dump(mode="json") if scene.camera else None,
        "titles": [one.model_dump(mode="json") for one in scene.titles],
        "has_captions": bool(cues),
        "cues": [
            [cue.start, cue.end, [[word.text, word.start, word.end] for word in cue.words]]
            for cue in cues
            if cue.end > near[0] and cue.start < near[1]
        ],
    }


def _digests(shot: Shot, studio: Studio) -> list[str]:
    parts = shot.parts if isinstance(shot, Split) else (shot,)
    kinds = [(one.source, _kind(one)) for one in parts if isinstance(one, Still | Clip)]
    return [studio.sources.digest(name, kind) for name, kind in kinds]


def _kind(shot: Still | Clip) -> str:
    return "picture" if isinstance(shot, Still) else "clip"


def _overlaid(studio: Studio, own: list[int]) -> list[object]:
    """What lies over the whole video; a bar ties a piece to its scene's number, not to its time."""
    over = studio.timeline.overlays
    found: list[object] = [over.model_dump(mode="json")]
    if over.logo is not None:
        found.append(studio.sources.digest(over.logo.source, "picture"))
    if over.progress:
        found += own
    return found


@cache
def _engine() -> str:
    """A hash of this renderer itself: after an update nothing of the old one is used."""
    found = hashlib.sha256()
    for folder in (Path(__file__).parent, *(Path(sdk.__file__).parent / name for name in _DRAWS)):
        for file in sorted(folder.rglob("*.py")):
            found.update(file.read_bytes())
    versions = (av.__version__, cv2.__version__, numpy.__version__, skia.__version__)
    found.update(repr(versions).encode())
    return found.hexdigest()
