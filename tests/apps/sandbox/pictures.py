"""Tiny real pictures, made by the library that the product draws with."""

from __future__ import annotations

import cv2
import numpy as np


def picture(width: int = 1080, height: int = 1350, kind: str = "jpg", shade: int = 90) -> bytes:
    """An encoded picture of one colour with a diagonal, so that no two sizes are equal."""
    canvas = np.full((height, width, 3), (shade, 60, 160), dtype=np.uint8)
    cv2.line(canvas, (0, 0), (width - 1, height - 1), (240, 240, 240), 3)
    done, encoded = cv2.imencode(f".{kind}", canvas)
    assert done
    return encoded.tobytes()


def noise(width: int, height: int) -> bytes:
    """A JPEG that cannot be made small."""
    random = np.random.default_rng(1)
    canvas = random.integers(0, 255, (height, width, 3), dtype=np.uint8)
    done, encoded = cv2.imencode(".jpg", canvas, [cv2.IMWRITE_JPEG_QUALITY, 100])
    assert done
    return encoded.tobytes()
