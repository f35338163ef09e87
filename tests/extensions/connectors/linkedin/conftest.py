"""A member's bench, an organisation's bench, and a video of more than one part."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import av
import numpy as np
import pytest
from tests.doubles.sandbox import SandboxProcess

from heliograph.extensions.connectors.linkedin import Connector
from heliograph.sdk.connectors import MediaFile
from heliograph.sdk.contract.bench import Bench, ConnectorType

GRACE = {"upload_grace_seconds": "0.6"}
WIDTH, HEIGHT, RATE, SECONDS = 640, 360, 10, 4


@pytest.fixture(scope="session")
def noisy_video(tmp_path_factory: pytest.TempPathFactory) -> MediaFile:
    """Four seconds of noise: more than four MiB, so that it goes up in two parts."""
    path = tmp_path_factory.mktemp("video") / "noise.mp4"
    _write_noise(path)
    return file_of(path.read_bytes(), "video/mp4", width=WIDTH, height=HEIGHT, duration_ms=4000)


@pytest.fixture
def member(bench_on: Callable[[ConnectorType], Bench], noisy_video: MediaFile) -> Bench:
    """A member's account."""
    return with_settings(bench_on(Connector), noisy_video)


@pytest.fixture
def page(member: Bench, sandbox: SandboxProcess) -> Bench:
    """An organisation's account, spoken for by its administrator."""
    handle = f"firm{uuid4().hex[:12]}-page"
    access = replace(member.access, secrets=sandbox.account("linkedin", handle))
    platform = replace(member.platform, handle=handle)
    return replace(member, access=access, platform=platform)


def with_settings(bench: Bench, video: MediaFile) -> Bench:
    """The bench with a video LinkedIn takes, and a shorter wait than real uploads need."""
    access = replace(bench.access, settings=GRACE)
    return replace(bench, access=access, videos=(video,))


def file_of(body: bytes, mime: str, **facts: int) -> MediaFile:
    """A stored file with these bytes."""

    async def read() -> AsyncIterator[bytes]:
        for start in range(0, len(body), 65_536):
            yield body[start : start + 65_536]

    return MediaFile(
        id=uuid4(), mime=mime, size=len(body), sha256=hashlib.sha256(body).hexdigest(),
        read=read, public_url="http://127.0.0.1:9/unused", **facts,
    )  # fmt: skip


def _write_noise(path: Path) -> None:
    random = np.random.default_rng(7)
    with av.open(str(path), "w") as file:
        stream = file.add_stream("libx264", rate=RATE, options={"crf": "6", "preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        for _ in range(RATE * SECONDS):
            pixels = random.integers(0, 255, (HEIGHT, WIDTH, 3), dtype=np.uint8)
            file.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        file.mux(stream.encode(None))
