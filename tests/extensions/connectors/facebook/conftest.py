"""Benches of Facebook with videos, and a video of several chunks."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.doubles.sandbox import SandboxProcess

from heliograph.extensions.connectors.facebook import Connector
from heliograph.kit.clock import FixedClock
from heliograph.sdk.connectors import MediaFile
from heliograph.sdk.contract.bench import Bench, ConnectorType

PADDING = 2_300_000


@pytest.fixture
def bench(bench_on: Callable[[ConnectorType], Bench], videos: tuple[MediaFile, ...]) -> Bench:
    """An account on the sandbox that all tests share."""
    return replace(bench_on(Connector), videos=videos)


@pytest.fixture
def alone(private_bench: Callable[[ConnectorType], Bench], videos: tuple[MediaFile, ...]) -> Bench:
    """An account on a sandbox of the test's own, whose clock may be moved."""
    made = private_bench(Connector)
    clock = FixedClock(made.access.clock.now())
    return replace(made, videos=videos, access=replace(made.access, clock=clock))


@pytest.fixture
def wait(alone: Bench, private_sandbox: SandboxProcess) -> Callable[[float], None]:
    """Lets time pass on both sides."""

    def seconds(length: float) -> None:
        private_sandbox.control("POST", "/clock", {"advance_s": length})
        assert isinstance(alone.access.clock, FixedClock)
        alone.access.clock.advance(timedelta(seconds=length))

    return seconds


@pytest.fixture
async def long_video(videos: tuple[MediaFile, ...], tmp_path: Path) -> MediaFile:
    """The same video with so much padding that it takes three chunks; parts are read from disk."""
    (video,) = videos
    body = b"".join([piece async for piece in video.read()])
    body += struct.pack(">I4s", PADDING, b"free") + bytes(PADDING - 8)
    path = tmp_path / "long.mp4"
    path.write_bytes(body)

    async def part(start: int, length: int) -> AsyncIterator[bytes]:
        with path.open("rb") as file:
            file.seek(start)
            while length > 0 and (piece := file.read(min(length, 65_536))):
                length -= len(piece)
                yield piece

    return replace(
        video,
        size=len(body),
        sha256=hashlib.sha256(body).hexdigest(),
        read=lambda: part(0, len(body)),
        read_range=part,
    )
