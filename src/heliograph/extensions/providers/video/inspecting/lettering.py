"""Where words stand in the finished frames, and how well they can be read there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from heliograph.extensions.providers.video import drawing
from heliograph.extensions.providers.video.frames import Sprite
from heliograph.sdk.timeline import Span, Timeline, spans
from heliograph.sdk.timeline.captions import cues_of
from heliograph.sdk.video import TextPlace

Plane = npt.NDArray[np.uint8]
_INK = 96
_AROUND = 5
"""Pixels about the ink of a 1080 wide frame that are behind it for the eye."""
_LINEAR = ((np.clip(np.arange(256) - 16, 0, 219) / 219) ** 2.2).astype(np.float32)


@dataclass(frozen=True)
class Sample:
    """Words of a scene as they are drawn on one frame of the video."""

    scene: str
    text: str
    sprites: tuple[Sprite, ...]


def samples(timeline: Timeline) -> dict[int, list[Sample]]:
    """By frame of the video, the words to look at: every caption in its middle, the titles when
    they have come in."""
    found: dict[int, list[Sample]] = {}
    for span in spans(timeline):
        for index, text, sprites in (*_captions(span, timeline), *_titles(span, timeline)):
            if sprites:
                sample = Sample(span.scene.id, text, tuple(sprites))
                found.setdefault(span.start + index, []).append(sample)
    return found


def places(
    frames: dict[int, Plane], wanted: dict[int, list[Sample]], fps: float
) -> Iterator[TextPlace]:
    """Every sample's place, contrast and moment in the frames as they were coded."""
    for index, plane in frames.items():
        for sample in wanted[index]:
            yield replace(_place(plane, sample), at=index / fps)


def _captions(span: Span, timeline: Timeline) -> Iterator[tuple[int, str, Sequence[Sprite]]]:
    if timeline.captions.style == "none":
        return
    layer = drawing.caption_layer(span, timeline, timeline.size)
    for cue in cues_of(span, timeline):
        index = _inside(span, (cue.start + cue.end) / 2 * timeline.fps)
        yield index, cue.text, layer.sprites(index)


def _titles(span: Span, timeline: Timeline) -> Iterator[tuple[int, str, Sequence[Sprite]]]:
    if not span.scene.titles:
        return
    layer = drawing.title_layer(span, timeline, timeline.size)
    index = _inside(span, span.frames * 0.6)
    yield index, " / ".join(one.text for one in span.scene.titles), layer.sprites(index)


def _inside(span: Span, index: float) -> int:
    return min(max(round(index), 0), span.frames - 1)


def _place(plane: Plane, sample: Sample) -> TextPlace:
    height, width = plane.shape
    ink = np.zeros(plane.shape, bool)
    for sprite in sample.sprites:
        rows, columns = sprite.alpha.shape
        part = ink[sprite.top : sprite.top + rows, sprite.left : sprite.left + columns]
        part |= sprite.alpha[: part.shape[0], : part.shape[1]] >= _INK
    ys, xs = np.nonzero(ink)
    if not len(ys):
        return TextPlace(sample.scene, sample.text, 0.5, 0.5, 0.5, 0.5, 21.0)
    return TextPlace(
        sample.scene,
        sample.text,
        float(xs.min() / width),
        float(ys.min() / height),
        float((xs.max() + 1) / width),
        float((ys.max() + 1) / height),
        _contrast(plane, ink),
    )


def _contrast(plane: Plane, ink: npt.NDArray[np.bool_]) -> float:
    """Of letters against what is next to them, outline and shadow included (WCAG 2.1)."""
    reach = max(3, round(_AROUND * plane.shape[1] / 1080)) * 2 + 1
    near = cv2.dilate(ink.astype(np.uint8), np.ones((reach, reach), np.uint8)).astype(bool)
    light = _LINEAR[plane[near]]
    bright, dark = np.percentile(light, 92), np.percentile(light, 12)
    return round(float((bright + 0.05) / (dark + 0.05)), 2)
