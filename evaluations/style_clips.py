"""Videos with known joins, to measure the shot detector on: scenes, transitions and distractors
other than those it was tuned on. The transitions are those of the renderer, and plain linear ones.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import av
import cv2
import numpy as np
import numpy.typing as npt

from heliograph.extensions.providers.style_analysis.boundaries import Join
from heliograph.extensions.providers.video.frames import Planes
from heliograph.extensions.providers.video.transitions import transition

RGB = npt.NDArray[np.uint8]
Show = Callable[[int], RGB]
FPS = 30
KINDS = (
    *("dissolve",) * 5,
    *("fade_black",) * 2,
    "fade_white",
    *("wipe_left", "wipe_right", "wipe_up", "wipe_down"),
    *("slide_left", "slide_right", "slide_up", "slide_down"),
    *("zoom", "iris", "blur"),
)


@dataclass(frozen=True)
class Clip:
    """A made file and what is true of it."""

    path: Path
    joins: tuple[Join, ...]
    frames: int


def mosaic(random: np.random.Generator, size: tuple[int, int]) -> Show:
    """A still of coloured cells that turns and drifts slowly."""
    width, height = size
    side = int(np.hypot(width, height) * 1.15)
    points = random.uniform(0, side, (random.integers(12, 60), 2)).astype(np.float32)
    colours = random.integers(10, 245, (len(points), 3))
    y, x = np.mgrid[0:side:2, 0:side:2]
    far = (x[..., None] - points[:, 0]) ** 2 + (y[..., None] - points[:, 1]) ** 2
    picture = cv2.resize(
        colours[far.argmin(axis=-1)].astype(np.uint8), (side, side), interpolation=cv2.INTER_LINEAR
    )
    picture = cv2.GaussianBlur(picture, (0, 0), float(random.uniform(0.5, 3)))
    turn, drift = random.uniform(-0.12, 0.12), random.uniform(-0.8, 0.8, 2)

    def show(at: int) -> RGB:
        matrix = cv2.getRotationMatrix2D((side / 2, side / 2), turn * at, 1.0 + 0.0006 * at)
        matrix[:, 2] += np.array([width / 2, height / 2]) - side / 2 + drift * at * 0.3
        return np.asarray(
            cv2.warpAffine(picture, matrix, size, borderMode=cv2.BORDER_REFLECT), np.uint8
        )

    return show


def water(random: np.random.Generator, size: tuple[int, int]) -> Show:
    """Waves that move all the time, in two colours."""
    width, height = size
    y, x = np.mgrid[0:height:4, 0:width:4].astype(np.float32)
    waves = random.uniform(-0.05, 0.05, (5, 2))
    paces = random.uniform(0.02, 0.14, 5)
    low, high = random.integers(0, 255, (2, 3)).astype(np.float32)

    def show(at: int) -> RGB:
        level = sum(
            np.sin(x * one[0] + y * one[1] + at * pace)
            for one, pace in zip(waves, paces, strict=True)
        )
        part = ((np.asarray(level) / 5 + 1) / 2)[..., None]
        small = (low * (1 - part) + high * part).astype(np.uint8)
        return np.asarray(cv2.resize(small, size, interpolation=cv2.INTER_CUBIC), np.uint8)

    return show


def traffic(random: np.random.Generator, size: tuple[int, int]) -> Show:
    """Many boxes that pass at their own speeds before a striped ground, from an unsteady hand."""
    width, height = size
    ground = np.zeros((height + 40, width + 40, 3), np.uint8)
    ground[:] = random.integers(20, 230, 3)
    for _ in range(30):
        top = int(random.integers(0, height))
        ground[top : top + int(random.integers(4, 40))] = random.integers(20, 230, 3)
    boxes = [
        (random.uniform(0, width), random.uniform(0, height), random.uniform(-6, 6))
        for _ in range(random.integers(4, 14))
    ]
    colours = random.integers(0, 255, (len(boxes), 3))
    sizes = random.integers(20, 90, len(boxes))
    hand = np.cumsum(random.normal(0, 0.9, (400, 2)), axis=0)
    hand -= cv2.blur(hand, (1, 25))

    def show(at: int) -> RGB:
        dx, dy = (int(np.clip(one, -18, 18)) + 20 for one in hand[at % 400])
        picture = ground[dy : dy + height, dx : dx + width].copy()
        for (x, y, pace), colour, side in zip(boxes, colours, sizes, strict=True):
            left = int((x + pace * at) % (width + 100) - 50)
            shade = tuple(int(one) for one in colour)
            corner = (left + int(side), int(y) + int(side) // 2)
            cv2.rectangle(picture, (left, int(y)), corner, shade, -1)
        return picture

    return show


def grainy(random: np.random.Generator, size: tuple[int, int]) -> Show:
    """A dim moving picture under heavy noise."""
    inner = mosaic(random, size)
    width, height = size
    level = float(random.uniform(12, 30))

    def show(at: int) -> RGB:
        noise = random.normal(0, level, (height, width, 1))
        return np.clip(inner(at) * 0.6 + 40 + noise, 0, 255).astype(np.uint8)

    return show


def card(random: np.random.Generator, size: tuple[int, int]) -> Show:
    """Words that appear one after another on a plain ground."""
    width, height = size
    ground, ink = random.integers(0, 255, 3), random.integers(0, 255, 3)
    shade = tuple(int(one) for one in ink)
    words = ["Every", "morning", "the", "light", "returns", "to", "you"]

    def show(at: int) -> RGB:
        picture = np.full((height, width, 3), ground, np.uint8)
        for row, word in enumerate(words[: 2 + at // 9]):
            place = (width // 8, height // 4 + row * height // 11)
            cv2.putText(picture, word, place, cv2.FONT_HERSHEY_TRIPLEX, 1.1, shade, 2, cv2.LINE_AA)
        return picture

    return show


SCENES = (mosaic, water, traffic, grainy, card, mosaic)


@dataclass(frozen=True)
class Shot:
    """A scene in its place: frames `start` up to `start + frames`; `over` of them are shared with
    the scene before."""

    show: Show
    kind: str
    start: int
    frames: int
    over: int


def plan(random: np.random.Generator, size: tuple[int, int], shots: int) -> list[Shot]:
    """Scenes of chance, joined by chance; two fifths of the joins are cuts."""
    found: list[Shot] = []
    for number in range(shots):
        frames = int(
            random.integers(14, 120) if random.random() < 0.3 else random.integers(45, 120)
        )
        kind = "cut" if random.random() < 0.4 or not number else str(random.choice(KINDS))
        over = 0 if kind == "cut" else int(random.integers(9, 40))
        if found:
            over = min(over, frames // 2, found[-1].frames // 2)
        kind, over = (kind, over) if over >= 7 else ("cut", 0)
        start = found[-1].start + found[-1].frames - over if found else 0
        scene = SCENES[int(random.integers(len(SCENES)))]
        found.append(Shot(scene(random, size), kind, start, frames, over))
    return found


def make(path: Path, seed: int, shots: int = 12) -> Clip:
    """Write one clip; the same seed gives the same one."""
    random = np.random.default_rng(4000 + seed)
    size = ((270, 480), (480, 270), (360, 360))[seed % 3]
    shown = plan(random, size, shots)
    frames = shown[-1].start + shown[-1].frames
    joins = tuple(
        Join(one.kind, one.start, one.start + one.over, 1.0)  # type: ignore[arg-type]  # a kind
        for one in shown[1:]
    )
    flashes = _flashes(random, joins, frames)
    with av.open(str(path), "w") as file:
        stream = file.add_stream("libx264", rate=FPS)
        stream.width, stream.height = size
        stream.pix_fmt = "yuv420p"
        stream.options = {"crf": "24", "preset": "veryfast"}
        for at in range(frames):
            picture = _frame(shown, at, size, seed)
            _distract(picture, at, at in flashes, seed)
            for packet in stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")):
                file.mux(packet)
        for packet in stream.encode():
            file.mux(packet)
    return Clip(path, joins, frames)


def _flashes(random: np.random.Generator, joins: tuple[Join, ...], frames: int) -> set[int]:
    found: set[int] = set()
    for _ in range(frames // 120):
        at = int(random.integers(10, frames - 10))
        if all(at + 7 < one.first or at > one.end + 7 for one in joins):
            found |= set(range(at, at + int(random.integers(1, 4))))
    return found


def _frame(shown: list[Shot], at: int, size: tuple[int, int], seed: int) -> RGB:
    number = max(index for index, one in enumerate(shown) if one.start <= at)
    shot = shown[number]
    picture = shot.show(at - shot.start)
    if at >= shot.start + shot.over or number == 0:
        return picture.copy()
    before = shown[number - 1]
    old = before.show(at - before.start)
    part = (at - shot.start + 1) / (shot.over + 1)
    if shot.kind == "dissolve" and seed % 2:
        return np.asarray(cv2.addWeighted(old, 1 - part, picture, part, 0), np.uint8)
    blend = transition(shot.kind, size, seed)
    return _rgb(blend(_planes(old), _planes(picture), part))


def _planes(picture: RGB) -> Planes:
    height, width = picture.shape[:2]
    whole = cv2.cvtColor(picture, cv2.COLOR_RGB2YUV_I420)
    y = whole[:height]
    rest = whole[height:].reshape(2, height // 2, width // 2)
    return Planes(np.ascontiguousarray(y), rest[0].copy(), rest[1].copy())


def _rgb(planes: Planes) -> RGB:
    parts = [np.asarray(one).reshape(-1) for one in (planes.y, planes.u, planes.v)]
    whole = np.concatenate(parts).reshape(planes.y.shape[0] * 3 // 2, planes.y.shape[1])
    return np.asarray(cv2.cvtColor(whole, cv2.COLOR_YUV2RGB_I420), np.uint8)


def _distract(picture: RGB, at: int, is_flash: bool, seed: int) -> None:
    """Captions that change, a bar that grows, flashes: none of them is a join."""
    height, width = picture.shape[:2]
    if is_flash:
        picture[:] = np.minimum(255, picture // 6 + 212)
    if seed % 4 == 3:
        return
    word = ("rise", "WATER", "and then", "home", "LIGHT", "slowly")[at // 13 % 6]
    top = round(height * 0.72)
    cv2.rectangle(
        picture, (width // 6, top), (width * 5 // 6, top + height // 14), (12, 12, 12), -1
    )
    place = (width // 5, top + height // 18)
    cv2.putText(picture, word, place, cv2.FONT_HERSHEY_DUPLEX, 0.8, (250, 240, 90), 2, cv2.LINE_AA)
    cv2.rectangle(picture, (0, height - 5), (at * 2 % width, height), (240, 60, 60), -1)
