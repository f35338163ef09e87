"""Where what is looked at stands in the frame, and how near it is."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from heliograph.extensions.providers.style_analysis.reading import Bytes, Floats, Small
from heliograph.extensions.providers.style_analysis.thumbs import to_lab, to_rgb
from heliograph.sdk.style.analysis import Composition, Frames, Scale

EVERY = 0.5
MOST_LOOKS = 500
CLOSE_FACE, MEDIUM_FACE = 0.33, 0.14
_MAP = 64
_SKIN_A, _SKIN_B = (4.0, 32.0), (3.0, 38.0)
Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Look:
    """What one frame shows: the middle of what stands out, the share of the frame it takes, how
    alike both halves are, and faces that look like skin, as x, y, width, height."""

    index: int
    x: float
    y: float
    extent: float
    symmetry: float
    faces: tuple[Box, ...]
    height: int


class CompositionWatch:
    """Looks at a frame twice a second, less often in long films."""

    def __init__(self, claimed: float = 0.0) -> None:
        self.looks: list[Look] = []
        self._every = max(EVERY, claimed / MOST_LOOKS)
        self._due = -1.0
        folder = Path(cv2.__file__).parent / "data"
        self._cascades = [
            cv2.CascadeClassifier(str(folder / f"haarcascade_{name}.xml"))
            for name in ("frontalface_default", "profileface")
        ]

    def takes(self, small: Small) -> bool:
        """Whether this frame is one to look at; the next is due a while after it."""
        if small.time < self._due:
            return False
        self._due = small.time + self._every - 1e-3
        return True

    def see(self, small: Small) -> None:
        """Look at one frame."""
        attention = saliency(small.y)
        x, y, extent = _standing_out(attention)
        self.looks.append(
            Look(
                index=small.index,
                x=x,
                y=y,
                extent=extent,
                symmetry=_symmetry(small.y),
                faces=tuple(self._faces(small)),
                height=small.y.shape[0],
            )
        )

    def _faces(self, small: Small) -> list[Box]:
        # At half the size it takes a sixth of the time, and small faces are no close-ups.
        half = cv2.resize(
            small.y, (small.y.shape[1] // 2, small.y.shape[0] // 2), interpolation=cv2.INTER_AREA
        )
        found: list[Box] = []
        for cascade in self._cascades:
            boxes = cascade.detectMultiScale(half, 1.2, 5, minSize=(24, 24))
            found += [(2 * int(x), 2 * int(y), 2 * int(w), 2 * int(h)) for x, y, w, h in boxes]
        if not found:
            return []
        lab = to_lab(to_rgb(small, (small.y.shape[1] // 2, small.y.shape[0] // 2)))
        return [box for box in found if _is_skin(lab, box)]


def _is_skin(lab: Floats, box: Box) -> bool:
    """Whether the middle of a box has the colour of any skin; a film without colour passes."""
    x, y, width, height = (one // 2 for one in box)
    inner = lab[y + height // 4 : y + 3 * height // 4, x + width // 4 : x + 3 * width // 4]
    if not inner.size:
        return False
    _, a, b = np.median(inner.reshape(-1, 3), axis=0)
    if float(np.hypot(lab[..., 1], lab[..., 2]).mean()) < 3.0:
        return True
    return bool(_SKIN_A[0] < a < _SKIN_A[1] and _SKIN_B[0] < b < _SKIN_B[1])


def saliency(luma: Bytes) -> Floats:
    """What stands out, by the spectral residual: (64, 64) adding up to 1."""
    small = cv2.resize(luma, (_MAP, _MAP), interpolation=cv2.INTER_AREA).astype(np.float32)
    window = np.outer(np.hanning(_MAP), np.hanning(_MAP)).astype(np.float32) * 0.7 + 0.3
    spectrum = np.fft.fft2((small - small.mean()) * window)
    magnitude = np.log(np.abs(spectrum) + 1e-6).astype(np.float32)
    residual = magnitude - cv2.blur(magnitude, (3, 3))
    back = np.abs(np.fft.ifft2(np.exp(residual + 1j * np.angle(spectrum)))) ** 2
    found = np.asarray(cv2.GaussianBlur(back.astype(np.float32), (0, 0), 2.5), np.float32)
    return found / (float(found.sum()) + 1e-9)


def _standing_out(attention: Floats) -> tuple[float, float, float]:
    """Middle of the strongest tenth, and the share of cells that hold half of all attention."""
    strong = np.where(attention >= np.percentile(attention, 90), attention, 0.0)
    y, x = np.mgrid[:_MAP, :_MAP]
    total = float(strong.sum()) + 1e-9
    ordered = np.sort(attention.reshape(-1))[::-1].cumsum()
    extent = float(np.searchsorted(ordered, 0.5)) / attention.size
    return (
        float((strong * x).sum() / total + 0.5) / _MAP,
        float((strong * y).sum() / total + 0.5) / _MAP,
        extent,
    )


def _symmetry(luma: Bytes) -> float:
    """How alike left and right are: 0 to 1."""
    small = cv2.resize(luma, (32, 32), interpolation=cv2.INTER_AREA).astype(np.float32)
    centred = small - small.mean()
    power = float((centred**2).mean())
    if power < 1.0:
        return 1.0
    return float(np.clip((centred * centred[:, ::-1]).mean() / power, 0.0, 1.0))


def composition_of(looks: Sequence[Look], shots: Sequence[Frames]) -> Composition:
    """Over all shots; a face counts where two looks of a shot see it at one place."""
    each = [[one for one in looks if _holds(shot, one.index)] for shot in shots]
    faces = [_face_height(inside) for inside in each]
    scales = tuple(_scale(inside, face) for inside, face in zip(each, faces, strict=True))
    count = len(scales)
    share = {name: round(scales.count(name) / count, 3) for name in set(scales)}
    x, y = (float(np.mean([getattr(one, axis) for one in looks])) for axis in ("x", "y"))
    return Composition(
        x=round(x, 3),
        y=round(y, 3),
        thirds=round(float(np.mean([_thirds(one) for one in looks])), 3),
        symmetry=round(float(np.mean([one.symmetry for one in looks])), 3),
        faces=round(sum(face > 0 for face in faces) / count, 3),
        scales=dict(sorted(share.items())),
        shots=scales,
        confidence=round(min(0.8, 0.2 + 0.02 * len(looks)), 3),
    )


def _holds(shot: Frames, index: int) -> bool:
    return shot.start_frame <= index < shot.end_frame


def _face_height(looks: Sequence[Look]) -> float:
    """Height of the largest face seen twice, as part of the frame's; 0 where there is none."""
    largest = 0.0
    for one, other in itertools.pairwise(looks):
        for box in one.faces:
            if any(_overlap(box, again) > 0.3 for again in other.faces):
                largest = max(largest, box[3] / one.height)
    return largest


def _overlap(one: Box, other: Box) -> float:
    width = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    height = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    both = max(0, width) * max(0, height)
    return both / (one[2] * one[3] + other[2] * other[3] - both)


def _scale(looks: Sequence[Look], face: float) -> Scale:
    """By the face, or by how much of the frame what stands out takes."""
    if face:
        return "close" if face > CLOSE_FACE else "medium" if face > MEDIUM_FACE else "wide"
    extent = float(np.median([one.extent for one in looks])) if looks else 0.2
    return "close" if extent > 0.3 else "medium" if extent > 0.16 else "wide"


def _thirds(look: Look) -> float:
    """1 on a crossing of the lines of thirds, 0 a sixth of the frame away from any."""
    across = min(abs(look.x - line) for line in (1 / 3, 2 / 3))
    down = min(abs(look.y - line) for line in (1 / 3, 2 / 3))
    return float(np.clip(1.0 - np.hypot(across, down) * 6 / np.sqrt(2), 0.0, 1.0))
