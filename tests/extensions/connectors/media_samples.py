"""Real pictures and videos of many shapes, weights and codings, each written once for a run."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import cv2
import numpy as np
from tests.support.films import Film, write_film

from heliograph.sdk.connectors import MediaFile

ENDINGS = {"image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp", "image/gif": ".gif"}


@dataclass(frozen=True)
class Sample:
    """What a file is to be like. `weight` is how many bytes it has at least."""

    mime: str
    width: int
    height: int
    weight: int = 0
    seconds: int = 0
    fps: int = 24

    @property
    def is_film(self) -> bool:
        """Whether it is a video."""
        return self.mime == "video/mp4"

    def __str__(self) -> str:
        shape = f"{self.width}x{self.height} {self.mime}"
        film = f" {self.seconds}s {self.fps}fps" if self.is_film else ""
        return f"{shape}{film}" + (f" {self.weight}B" if self.weight else "")


class Samples:
    """A folder of samples that platforms can fetch from an address."""

    def __init__(self, folder: Path, address: str) -> None:
        self._folder = folder
        self._address = address
        self._made: dict[Sample, MediaFile] = {}

    def file(self, sample: Sample) -> MediaFile:
        """The sample as a connector gets it."""
        if sample not in self._made:
            self._made[sample] = self._make(sample)
        return self._made[sample]

    def _make(self, sample: Sample) -> MediaFile:
        name = f"sample-{len(self._made)}{ENDINGS.get(sample.mime, '.mp4')}"
        path = self._folder / name
        if sample.is_film:
            film = Film(sample.width, sample.height, sample.seconds, sample.fps)
            write_film(path, film)
        else:
            path.write_bytes(_picture(sample))
        if (lack := sample.weight - path.stat().st_size) > 0:
            _make_heavier(path, lack, sample.is_film)
        return _media_file(path, sample, f"{self._address}/{name}")


def _media_file(path: Path, sample: Sample, address: str) -> MediaFile:
    body = path.read_bytes()

    async def read() -> AsyncIterator[bytes]:
        for start in range(0, len(body), 1 << 18):
            yield body[start : start + (1 << 18)]

    return MediaFile(
        id=uuid4(),
        mime=sample.mime,
        size=len(body),
        sha256=hashlib.sha256(body).hexdigest(),
        read=read,
        public_url=address,
        width=sample.width,
        height=sample.height,
        alt="A lantern",
        duration_ms=sample.seconds * 1000 if sample.is_film else None,
        fps=float(sample.fps) if sample.is_film else None,
        video_codec="h264" if sample.is_film else None,
    )


def _picture(sample: Sample) -> bytes:
    if sample.mime == "image/gif":
        return _gif(sample.width, sample.height)
    pixels = np.full((sample.height, sample.width, 3), (40, 90, 160), np.uint8)
    made, data = cv2.imencode(ENDINGS[sample.mime], pixels)
    assert made
    return data.tobytes()


def _gif(width: int, height: int) -> bytes:
    """One black picture (GIF89a), as small as its size allows."""
    size = width.to_bytes(2, "little") + height.to_bytes(2, "little")
    colors = b"\0\0\0\xff\xff\xff"
    head = b"GIF89a" + size + b"\x80\0\0" + colors + b",\0\0\0\0" + size + b"\0\x02"
    return head + b"\x02\x44\x01\0;"


def _make_heavier(path: Path, lack: int, is_film: bool) -> None:
    """Bytes that readers skip: after a picture's end, or in a box of a video."""
    with path.open("ab") as file:
        if is_film:
            file.write((lack + 8).to_bytes(4, "big") + b"free")
        file.write(b"\0" * lack)
