"""How far captions are from their words, and how far moving pictures shake, before encoding."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from heliograph.extensions.providers.video.drawing import caption_layer
from heliograph.extensions.providers.video.frames import Planes
from heliograph.extensions.providers.video.grounds import Studio
from heliograph.extensions.providers.video.laying import lay
from heliograph.extensions.providers.video.reel import Reel
from heliograph.sdk.style.applying import camera_for
from heliograph.sdk.style.document import CameraUse, Style
from heliograph.sdk.timeline import Scene, Source, Span, Timeline, spans
from heliograph.sdk.timeline.document import Still

Plane = npt.NDArray[np.uint8]
SIZE = (540, 960)
_LATER = 2
"""Frames by which a word is put off to see which frame it changes; more would be a pause, at which
captions are parted otherwise."""
_CUT, _SMOOTH, _SECONDS = 400, 6, 1.5


def onsets(timeline: Timeline) -> list[int]:
    """Frames from the start of each spoken word to the frame in which the captions show it.

    A word is put off by a few frames: the first frame that changes is the one that shows it. Words
    that a style does not mark by themselves, and that open no caption, change nothing and are left
    out.
    """
    found = []
    for place, span in enumerate(spans(timeline)):
        if span.scene.speech is None:
            continue
        usual = _bands(span, timeline)
        for number, word in enumerate(span.scene.speech.words):
            late = _put_off(timeline, place, number)
            other = _bands(spans(late)[place], late)
            for index, (one, two) in enumerate(zip(usual, other, strict=True)):
                if not np.array_equal(one, two):
                    found.append(index - round(word.start * timeline.fps))
                    break
    return found


def _put_off(timeline: Timeline, place: int, number: int) -> Timeline:
    scene = timeline.scenes[place]
    if scene.speech is None:
        raise ValueError("Nothing is said in this scene.")
    later = _LATER / timeline.fps
    # All that follows is put off as well: what came before must not change.
    words = tuple(
        one
        if at < number
        else one.model_copy(update={"start": one.start + later, "end": one.end + later})
        for at, one in enumerate(scene.speech.words)
    )
    speech = scene.speech.model_copy(update={"words": words})
    scenes = list(timeline.scenes)
    scenes[place] = scene.model_copy(update={"speech": speech})
    return timeline.model_copy(update={"scenes": tuple(scenes)})


def _bands(span: Span, timeline: Timeline) -> list[Plane]:
    """The luma of the captions over nothing, for every frame of a scene."""
    layer = caption_layer(span, timeline, SIZE)
    width, height = SIZE
    found = []
    for index in range(span.frames):
        half = np.full((height // 2, width // 2), 128, np.uint8)
        planes = Planes(np.full((height, width), 60, np.uint8), half, half.copy())
        lay(planes, layer.sprites(index))
        found.append(planes.y)
    return found


def shakes(style: Style, folder: Path, size: tuple[int, int]) -> dict[str, float]:
    """For each of a style's moves the root mean square of what is not smooth in it, in pixels."""
    _texture(folder / "texture.png", size)
    found: dict[str, float] = {}
    for use in style.camera:
        if use.move != "static":
            found[use.move] = unrest(moves(_luma(use, style, folder, size)))
    return found


def _luma(use: CameraUse, style: Style, folder: Path, size: tuple[int, int]) -> list[Plane]:
    scene = Scene(id="one", seconds=_SECONDS, shot=Still(source="texture"))
    scene = scene.model_copy(update={"camera": camera_for(use, style, scene)})
    sources = {"texture": Source(path="texture.png", kind="picture")}
    timeline = Timeline(scenes=(scene,), sources=sources, fps=style.fps)
    reel = Reel(Studio(timeline, folder, size))
    return [reel.frame(index).y for index in range(round(_SECONDS * style.fps))]


def moves(planes: Sequence[Plane]) -> npt.NDArray[np.float64]:
    """How far each frame has moved against the one before, in pixels, beside the middle: there a
    magnification moves things too."""
    height, width = planes[0].shape
    top, left = (height - _CUT) // 2 - 60, (width - _CUT) // 2 - 60
    part = (slice(max(0, top), top + _CUT), slice(max(0, left), left + _CUT))
    cut = [plane[part].astype(np.float32) for plane in planes]
    way = np.zeros(2)
    found = []
    for first, last in itertools.pairwise(cut):
        way = _shift(first, last, way)
        found.append(way)
    return np.array(found)


def _shift(
    first: npt.NDArray[np.float32], last: npt.NDArray[np.float32], near: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """By least squares over all pixels, begun from what the frame before did. (Correlating phases
    errs by a fifth of a pixel on soft pictures.)"""
    begun = np.array([[1, 0, near[0]], [0, 1, near[1]]], dtype=np.float32)
    stop = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_COUNT, 60, 1e-7)
    whole = np.full(first.shape, 255, np.uint8)
    _, warp = cv2.findTransformECC(first, last, begun, cv2.MOTION_TRANSLATION, stop, whole, 1)
    found = np.asarray(warp, dtype=np.float64)
    return np.array([found[0, 2], found[1, 2]], dtype=np.float64)


def unrest(found: npt.NDArray[np.float64]) -> float:
    """What is left of the speed when its smooth course is taken away."""
    at = np.linspace(-1, 1, len(found))
    rest = [axis - np.polyval(np.polyfit(at, axis, _SMOOTH), at) for axis in found.T]
    return float(np.sqrt((np.array(rest) ** 2).sum(axis=0).mean()))


def control(folder: Path, size: tuple[int, int]) -> float:
    """The same measure of a move by whole pixels, which shakes."""
    file = _texture(folder / "texture.png", size)
    pixels = cv2.imread(str(file), cv2.IMREAD_GRAYSCALE)
    if pixels is None:
        raise RuntimeError("The texture could not be read back.")
    whole = np.asarray(pixels, np.uint8)[: size[1], : size[0]]
    return unrest(moves([np.roll(whole, round(-0.6 * index), axis=1) for index in range(45)]))


def _texture(file: Path, size: tuple[int, int]) -> Path:
    """A picture with detail of all sizes, a quarter larger than the frame."""
    if not file.is_file():
        random = np.random.default_rng(8)
        wide, tall = (round(side * 1.25) for side in size)
        whole = np.zeros((tall, wide), np.float32)
        for octave in range(6):
            cells = random.uniform(-1, 1, (8 * 2**octave, 5 * 2**octave)).astype(np.float32)
            grown = cv2.resize(cells, (wide, tall), interpolation=cv2.INTER_CUBIC)
            whole += np.asarray(grown, np.float32) / np.float32(1.5**octave)
        cv2.imwrite(str(file), np.clip(128 + 50 * whole, 0, 255).astype(np.uint8))
    return file
