"""Files for tests of the library, made here; and how they get in."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from tests.apps.api.support import Client, RunningAPI

PART_BYTES = 100_000
Pixels = NDArray[np.uint8]


def scene(seed: int = 1, width: int = 640, height: int = 480) -> Pixels:
    """A soft landscape of blobs; another one for each seed."""
    rows = np.random.default_rng(seed).integers(0, 255, (9, 12, 3), np.uint8)
    return np.asarray(cv2.resize(rows, (width, height), interpolation=cv2.INTER_CUBIC), np.uint8)


def saved(pixels: Pixels, ending: str = ".png", *how: int) -> bytes:
    """A picture as a file."""
    made, data = cv2.imencode(ending, pixels, list(how))
    assert made
    return data.tobytes()


def noise(length_at_least: int) -> bytes:
    """A PNG that does not pack, at least so long."""
    side = int((length_at_least / 3) ** 0.5) + 8
    return saved(np.random.default_rng(5).integers(0, 255, (side, side, 3), np.uint8))


def chunk(name: bytes, body: bytes) -> bytes:
    """A PNG's chunk."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def files_under(api: RunningAPI) -> list[Path]:
    """Every file that lies in storage, drafts included."""
    return [one for one in (api.settings.home / "media").rglob("*") if one.is_file()]


async def kept(client: Client, data: bytes, **form: str) -> dict[str, Any]:
    """Upload a file in one request."""
    answer = await client.post("/api/v1/assets", files={"file": ("a", data)}, data=form)
    assert answer.status_code == 201, answer.text
    asset: dict[str, Any] = answer.json()["data"]
    return asset


def code_of(answer: Any) -> str:
    """The code of the error that an answer tells."""
    return str(answer.json()["errors"][0]["code"])
