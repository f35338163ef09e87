"""What the tests of drawing share: spoken timelines, frames of sprites, and how to look at them."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from heliograph.extensions.providers.video.frames import Planes, Sprite
from heliograph.extensions.providers.video.laying import lay
from heliograph.extensions.providers.video.planes import pixels_of, solid
from heliograph.sdk.timeline import (
    SIZES,
    Captions,
    Drawn,
    Overlays,
    Scene,
    Speech,
    SpokenWord,
    Timeline,
    Title,
)
from heliograph.sdk.timeline.document import Aspect

Pixels = npt.NDArray[np.uint8]
ENGLISH = "Tonight the Moon meets Saturn at 14:20, and the week slows down."
ARABIC = "في هٰذِهِ الليلةِ يلتقي القمرُ بزحل، ويهدأ الأسبوع قليلًا."
TEXTS = {"en": ENGLISH, "ar": ARABIC}


def spoken(text: str) -> tuple[SpokenWord, ...]:
    """The words of a text, a third of a second each."""
    tokens = text.split()
    return tuple(
        SpokenWord(text=token, start=0.4 + n * 0.36, end=0.7 + n * 0.36)
        for n, token in enumerate(tokens)
    )


def film(
    language: str = "en",
    style: str = "highlight",
    aspect: Aspect = "9:16",
    titles: Sequence[Title] = (),
    **more: object,
) -> Timeline:
    """A video of one scene in which the language's text is spoken."""
    words = spoken(TEXTS[language])
    scene = Scene(
        id="one",
        seconds=words[-1].end + 1,
        shot=Drawn(scene="gradient"),
        line=TEXTS[language],
        speech=Speech(source="voice", words=words),
        titles=tuple(titles),
    )
    captions = Captions.model_validate({"style": style, **more})
    return Timeline(language=language, aspect=aspect, scenes=(scene,), captions=captions)


def with_overlays(timeline: Timeline, overlays: Overlays) -> Timeline:
    """The same video with something over all of it."""
    return timeline.model_copy(update={"overlays": overlays})


def size_of(timeline: Timeline, share: float = 0.5) -> tuple[int, int]:
    """The frame's size, smaller for speed; both sides even."""
    width, height = SIZES[timeline.aspect]
    return (round(width * share / 2) * 2, round(height * share / 2) * 2)


def laid(sprites: Sequence[Sprite], size: tuple[int, int], ground: str = "#808080") -> Pixels:
    """Sprites over a plain ground as pixels, red first."""
    planes = solid(size, ground)
    lay(planes, sprites)
    return pixels_of(planes)[:, :, ::-1]


def ink_box(sprites: Sequence[Sprite], least: int = 8) -> tuple[int, int, int, int]:
    """What holds everything the sprites show: left, top, right, bottom."""
    boxes = []
    for one in sprites:
        x, y, wide, tall = cv2.boundingRect((one.alpha >= least).astype(np.uint8))
        if wide and tall:
            boxes.append((one.left + x, one.top + y, one.left + x + wide, one.top + y + tall))
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))


def is_inside(box: Sequence[float], room: Sequence[float], slack: float = 1.0) -> bool:
    """Whether a box lies within another."""
    return (
        box[0] >= room[0] - slack
        and box[1] >= room[1] - slack
        and box[2] <= room[2] + slack
        and box[3] <= room[3] + slack
    )


def near(pixels: Pixels, tone: tuple[float, float, float], reach: float = 46) -> Pixels:
    """Where pixels are nearly of a colour (0 to 1), as 0 and 1."""
    wanted = np.array(tone) * 255
    far = np.abs(pixels.astype(float) - wanted).max(axis=2)
    return np.asarray(far < reach, dtype=np.uint8)


def luminances(pixels: Pixels) -> npt.NDArray[np.float64]:
    """Relative luminance of each pixel."""
    value = pixels.astype(float) / 255
    light = np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)
    return np.asarray(light @ np.array([0.2126, 0.7152, 0.0722]))


def contrast_around(pixels: Pixels, ink: Pixels) -> float:
    """The contrast that nearly every pixel just outside some ink has to the ink itself."""
    core = cv2.erode(ink, np.ones((3, 3), np.uint8))
    skin = cv2.dilate(ink, np.ones((5, 5), np.uint8))
    ring = cv2.dilate(ink, np.ones((7, 7), np.uint8)) - skin
    light = luminances(pixels)
    own = float(np.median(light[core > 0]))
    around = light[ring > 0]
    reached = (np.maximum(around, own) + 0.05) / (np.minimum(around, own) + 0.05)
    return float(np.percentile(reached, 10))


def same(one: Planes, other: Planes) -> bool:
    """Whether two frames are equal to the byte."""
    return all(
        np.array_equal(getattr(one, plane), getattr(other, plane)) for plane in ("y", "u", "v")
    )


def alike(one: Sequence[Sprite], other: Sequence[Sprite]) -> bool:
    """Whether two lists of sprites are equal to the byte, and in the same places."""
    planes = ("y", "u", "v", "alpha", "half")
    return len(one) == len(other) and all(
        (a.left, a.top) == (b.left, b.top)
        and all(np.array_equal(getattr(a, name), getattr(b, name)) for name in planes)
        for a, b in zip(one, other, strict=True)
    )
