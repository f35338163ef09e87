"""Pictures for measuring styles on: hills, water and fields under a sky, drawn by chance in the
colours that everyday photographs have. No two are alike, and none is graded.
"""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

RGB = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]
SKIES = ((120, 165, 210), (190, 205, 215), (235, 190, 150), (95, 110, 140))
LANDS = ((78, 104, 58), (150, 126, 84), (96, 92, 88), (60, 88, 96), (172, 158, 120), (104, 62, 44))


def grain(random: np.random.Generator, size: tuple[int, int], first: int) -> Floats:
    """Clouds of chance between 0 and 1, coarse and fine: (height, width)."""
    width, height = size
    found, weight = np.zeros((height, width), np.float32), 1.0
    for octave in range(6):
        cells = first * 2**octave
        grid = random.random((cells + 1, max(2, cells * width // height + 1))).astype(np.float32)
        found += weight * cv2.resize(grid, size, interpolation=cv2.INTER_CUBIC)
        weight *= 0.55
    low, high = float(found.min()), float(found.max())
    return np.asarray((found - low) / (high - low), np.float32)


def scenery(seed: int, size: tuple[int, int]) -> RGB:
    """One picture: (height, width, 3), red first."""
    random = np.random.default_rng(9000 + seed)
    width, height = size
    y = np.linspace(0, 1, height, dtype=np.float32)[:, None, None]
    clouds = grain(random, size, 3)[..., None]
    sky = np.array(SKIES[random.integers(len(SKIES))], np.float32)
    picture = sky * (0.72 + 0.4 * y) * (0.8 + 0.45 * clouds)
    for number in range(int(random.integers(3, 6))):
        land = np.array(LANDS[random.integers(len(LANDS))], np.float32)
        land = land * random.uniform(0.5, 1.3) * (0.45 + 1.1 * grain(random, size, 10)[..., None])
        ridge = grain(random, (width, 64), 2)[0][None, :, None]
        top = 0.3 + 0.14 * number + random.uniform(-0.05, 0.05) - 0.2 * (ridge - 0.5)
        picture = np.where(y > top, land, picture)
    sun = _disc(random, size)[..., None]
    picture = picture * (1 - sun) + np.array((255, 240, 205), np.float32) * sun
    return np.asarray(np.clip(picture, 0, 255), np.uint8)


def _disc(random: np.random.Generator, size: tuple[int, int]) -> Floats:
    """A sun or a lamp, soft at its edge."""
    width, height = size
    x, y = random.uniform(0.15, 0.85) * width, random.uniform(0.08, 0.45) * height
    mask = np.zeros((height, width), np.float32)
    cv2.circle(mask, (int(x), int(y)), int(width * random.uniform(0.04, 0.12)), 1.0, -1)
    return np.asarray(cv2.GaussianBlur(mask, (0, 0), width * 0.02), np.float32)


def write_scenery(file: Path, seed: int, size: tuple[int, int] = (720, 1280)) -> Path:
    """A picture as a JPEG file."""
    pixels = cv2.cvtColor(scenery(seed, size), cv2.COLOR_RGB2BGR)
    if not cv2.imwrite(str(file), pixels, [cv2.IMWRITE_JPEG_QUALITY, 90]):
        raise OSError(f"{file} could not be written.")
    return file
