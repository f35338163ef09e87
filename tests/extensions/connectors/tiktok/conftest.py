"""A sandbox of each test's own, and videos large enough to be cut."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import AsyncIterator, Callable
from dataclasses import replace

import pytest
from tests.doubles.sandbox import SandboxProcess

from heliograph.extensions.connectors.tiktok import Connector
from heliograph.kit.http import read_all
from heliograph.sdk.connectors import MediaFile, OutgoingPost
from heliograph.sdk.contract.bench import Bench


def complete(post: OutgoingPost) -> OutgoingPost:
    """What TikTok wants to be said of every post."""
    return replace(post, options={"privacy": "everyone", **post.options})


@pytest.fixture
def bench(
    private_sandbox: SandboxProcess,
    private_bench: Callable[..., Bench],
    videos: tuple[MediaFile, ...],
) -> Bench:
    private_sandbox.control("PUT", "/settings", {"container_s": 0.2})
    return replace(private_bench(Connector), videos=videos, complete=complete)


@pytest.fixture
async def grown(videos: tuple[MediaFile, ...]) -> Callable[[int], MediaFile]:
    """Makes the video as heavy as wished: an MP4 may end with space that means nothing."""
    video = videos[0]
    content = await read_all(video.read())

    def grow(size: int) -> MediaFile:
        space = size - len(content)
        whole = content + struct.pack(">I4s", space, b"free") + bytes(space - 8)

        async def read() -> AsyncIterator[bytes]:
            for start in range(0, size, 1 << 20):
                yield whole[start : start + (1 << 20)]

        digest = hashlib.sha256(whole).hexdigest()
        return replace(video, size=size, sha256=digest, read=read)

    return grow
