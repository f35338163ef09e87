"""Letters in one frame: thin strokes of one flat colour that stand in lines."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from heliograph.extensions.providers.style_analysis.reading import Bytes, Floats

KERNEL = 15
CONTRAST = 52
SMALLEST, TALLEST = 5, 64
MOST_LETTERS = 260
"""More than this is a texture, not a text."""
PROFILE_STEPS = 6
_FLAT = 45.0
_CORE, _DARK_CORE = (0.65, 0.95), (0.05, 0.35)

Ints = npt.NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Line:
    """Letters side by side: rows of x, y, width, height in pixels, the strokes' polarity, and the
    strokes themselves within `bounds`: (rows, columns), 1 where ink is."""

    boxes: npt.NDArray[np.int32]
    is_light: bool
    ink: Bytes

    @property
    def height(self) -> float:
        """Of a usual letter."""
        return float(np.median(self.boxes[:, 3]))

    @property
    def bounds(self) -> tuple[int, int, int, int]:
        """Left, top, right, bottom."""
        x, y, width, height = self.boxes.T
        return int(x.min()), int(y.min()), int((x + width).max()), int((y + height).max())


def lines_in(luma: Bytes) -> tuple[list[Line], Bytes]:
    """Lines of text, and a mask of all strokes found in them."""
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (KERNEL, KERNEL))
    found: list[Line] = []
    for operation, is_light in ((cv2.MORPH_TOPHAT, True), (cv2.MORPH_BLACKHAT, False)):
        strokes = cv2.morphologyEx(luma, operation, kernel)
        mask = (strokes > CONTRAST).astype(np.uint8)
        if int(mask.sum()) > 0.25 * mask.size:
            continue
        found += _lines(luma, mask, is_light)
    kept = [line for line in found if not any(_is_counter(line, other) for other in found)]
    hidden = np.zeros_like(luma)
    for line in kept:
        left, top, right, bottom = line.bounds
        hidden[max(0, top - 6) : bottom + 6, max(0, left - 6) : right + 6] = 255
    return kept, hidden


def _is_counter(line: Line, other: Line) -> bool:
    """Whether a line is but the gaps between and within the letters of another."""
    if line.is_light == other.is_light or len(line.boxes) > len(other.boxes):
        return False
    first, second = line.bounds, other.bounds
    across = min(first[2], second[2]) - max(first[0], second[0])
    down = min(first[3], second[3]) - max(first[1], second[1])
    area = (first[2] - first[0]) * (first[3] - first[1])
    shared = max(0, across) * max(0, down) > 0.4 * area
    return shared and (len(line.boxes), line.is_light) < (len(other.boxes), other.is_light)


def _lines(luma: Bytes, mask: Bytes, is_light: bool) -> list[Line]:
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    boxes = np.asarray(stats[1:count], np.int32)
    keep = _like_letters(boxes, luma.shape)
    numbers = np.flatnonzero(keep)
    if not 2 <= len(numbers) <= MOST_LETTERS:
        return []
    names_of = np.asarray(labels, np.int32)
    flat = [_is_flat(luma, names_of, int(at) + 1, boxes[at], is_light) for at in numbers]
    numbers = numbers[flat]
    if len(numbers) < 2:
        return []
    kept = boxes[numbers, :4].astype(np.int32)
    names = _groups(_beside(kept))
    lines = [kept[names == name] for name in np.unique(names)]
    return [Line(line, is_light, _ink(mask, line)) for line in lines if _is_line(line)]


def _ink(mask: Bytes, boxes: npt.NDArray[np.int32]) -> Bytes:
    """The strokes of a line: those in its letters' boxes, none of the picture between them."""
    left, top = (int(boxes[:, at].min()) for at in (0, 1))
    right, bottom = (int((boxes[:, at] + boxes[:, at + 2]).max()) for at in (0, 1))
    ink = np.zeros((bottom - top, right - left), np.uint8)
    for x, y, width, height in boxes.tolist():
        here = slice(y - top, y - top + height), slice(x - left, x - left + width)
        ink[here] = mask[y : y + height, x : x + width]
    return ink


def _groups(beside: npt.NDArray[np.bool_]) -> Ints:
    """For each letter the first of all that hang together with it."""
    names = np.arange(len(beside))
    while True:
        nearest = np.where(beside, names, len(beside)).min(axis=1)
        nearest = nearest[nearest]
        if np.array_equal(nearest, names):
            return names
        names = nearest


def _like_letters(boxes: npt.NDArray[np.int32], shape: tuple[int, ...]) -> npt.NDArray[np.bool_]:
    width, height, area = boxes[:, 2], boxes[:, 3], boxes[:, 4]
    filled = area / np.maximum(1, width * height)
    return np.asarray(
        (height >= SMALLEST)
        & (height <= TALLEST)
        & (width <= 0.6 * shape[1])
        & (width >= 1)
        & (filled > 0.12)
        & (area >= 8)
    )


def _is_flat(
    luma: Bytes,
    labels: npt.NDArray[np.int32],
    name: int,
    box: npt.NDArray[np.int32],
    is_light: bool,
) -> bool:
    """Whether the inside of a stroke has one brightness, as ink has and foliage has not."""
    x, y, width, height = (int(one) for one in box[:4])
    cut = slice(y, y + height), slice(x, x + width)
    values = np.sort(luma[cut][labels[cut] == name])
    # Thin strokes are mostly edge at this size: only their brighter (or darker) core is ink.
    low, high = (_share(values, part) for part in (_CORE if is_light else _DARK_CORE))
    return high - low < _FLAT


def _share(ordered: Bytes, part: float) -> float:
    """The value below which `part` (0 to 1) of some ordered values lie; numpy's own takes twenty
    times as long for the few pixels of a letter."""
    place = part * (len(ordered) - 1)
    below = int(place)
    first = float(ordered[below])
    return first + (place - below) * (float(ordered[min(below + 1, len(ordered) - 1)]) - first)


def _beside(boxes: npt.NDArray[np.int32]) -> npt.NDArray[np.bool_]:
    """Which letters stand next to one another in a line."""
    x, y, width, height = (boxes[:, at].astype(np.float32) for at in range(4))
    shared = np.minimum.outer(y + height, y + height) - np.maximum.outer(y, y)
    gap = np.maximum.outer(x, x) - np.minimum.outer(x + width, x + width)
    taller = np.maximum.outer(height, height)
    lower = np.minimum.outer(height, height)
    return np.asarray((shared > 0.45 * lower) & (gap < 1.2 * taller) & (taller < 2.6 * lower))


def _is_line(boxes: npt.NDArray[np.int32]) -> bool:
    height = float(np.median(boxes[:, 3]))
    across = float((boxes[:, 0] + boxes[:, 2]).max() - boxes[:, 0].min())
    if across < 1.5 * height or len(boxes) < 2 or (len(boxes) == 2 and across < 2.2 * height):
        return False
    alike = (boxes[:, 3] > 0.5 * height) & (boxes[:, 3] < 1.9 * height)
    bottoms = (boxes[:, 1] + boxes[:, 3])[alike]
    return bool(alike.mean() > 0.6 and float(bottoms.std()) < 0.45 * height)


def blocks_of(lines: list[Line]) -> list[list[Line]]:
    """Lines that stand under one another, of the same size and polarity."""
    blocks: list[list[Line]] = []
    for line in sorted(lines, key=lambda one: one.bounds[1]):
        home = next((block for block in blocks if _belongs(block[-1], line)), None)
        if home is None:
            blocks.append([line])
        else:
            home.append(line)
    return blocks


def _belongs(above: Line, line: Line) -> bool:
    first, second = above.bounds, line.bounds
    gap = second[1] - first[3]
    shared = min(first[2], second[2]) - max(first[0], second[0])
    taller = max(above.height, line.height)
    return (
        -0.5 * taller < gap < 1.6 * taller
        and shared > 0
        and taller < 1.8 * min(above.height, line.height)
    )


def profile(line: Line) -> tuple[int, ...]:
    """How the ink of a line is spread along it: the same for the same words in the same face at
    any size, over any picture."""
    height, width = line.ink.shape
    columns = line.ink.mean(axis=0, dtype=np.float32)[None]
    steps = max(4, round(PROFILE_STEPS * width / height))
    even = cv2.resize(columns, (steps, 1), interpolation=cv2.INTER_AREA)
    return tuple(int(one) for one in np.rint(9 * even[0]))


def inks(lab: Floats, luma: Bytes, boxes: npt.NDArray[np.int32], is_light: bool) -> Floats:
    """For each letter the colour of its strokes and of what is behind it: (letters, 6) LAB.

    `lab` is at the size of `luma`."""
    found = np.zeros((len(boxes), 6), np.float32)
    for at, (x, y, width, height) in enumerate(boxes):
        cut = slice(y, y + height), slice(x, x + width)
        values, colours = luma[cut].reshape(-1), lab[cut].reshape(-1, 3)
        order = np.argsort(values)
        part = max(1, len(order) // 6)
        low, high = colours[order[:part]], colours[order[-part:]]
        ink, behind = (high, low) if is_light else (low, high)
        found[at, :3], found[at, 3:] = _middle(ink), _middle(behind)
    return found


def _middle(colours: Floats) -> Floats:
    """The median of each channel."""
    ordered = np.sort(colours, axis=0)
    count = len(ordered)
    middle: Floats = (ordered[(count - 1) // 2] + ordered[count // 2]) / 2
    return middle
