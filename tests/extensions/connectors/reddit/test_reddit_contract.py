"""The connector's contract, against the sandbox."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest

from heliograph.extensions.connectors.reddit import Connector
from heliograph.sdk.connectors import MediaFile, OutgoingPost, PostKind
from heliograph.sdk.contract.bench import Bench, ConnectorType
from heliograph.sdk.contract.connectors import EveryClaim, TroubleClaims, WireClaims


def titled(post: OutgoingPost) -> OutgoingPost:
    """Every post at Reddit has a title."""
    return replace(post, title="A lantern on the hill & <a> „mond“")


class TestReddit(EveryClaim):
    """Every claim of the contract."""

    @pytest.fixture
    def bench(
        self, bench_on: Callable[[ConnectorType], Bench], videos: tuple[MediaFile, ...]
    ) -> Bench:
        return replace(bench_on(Connector), complete=titled, videos=videos)


class VideoBench(Bench):
    """A bench on which the simplest post is a video."""

    def simplest(self) -> PostKind:
        return "video"

    def carrying(self, *, many: bool = False) -> OutgoingPost:
        return self.post(kind="video")

    async def stood(self, post: OutgoingPost) -> bool:
        """Reddit keeps a video from its lists until it was processed."""
        stands = await super().stood(post)
        await asyncio.sleep(0.6)
        return stands


class TestRedditVideos(WireClaims, TroubleClaims):
    """The same with videos."""

    @pytest.fixture
    def bench(
        self, bench_on: Callable[[ConnectorType], Bench], videos: tuple[MediaFile, ...]
    ) -> Bench:
        made = replace(bench_on(Connector), complete=titled, videos=videos)
        return VideoBench(**vars(made))
