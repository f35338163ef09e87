"""The connector's contract, against the sandbox."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from heliograph.extensions.connectors.pinterest import Connector
from heliograph.sdk.connectors import MediaFile, OutgoingPost, PostKind
from heliograph.sdk.contract.bench import Bench, ConnectorType
from heliograph.sdk.contract.connectors import EveryClaim, TroubleClaims, WireClaims


class TestPinterest(EveryClaim):
    """Every claim of the contract."""

    @pytest.fixture
    def bench(
        self, bench_on: Callable[[ConnectorType], Bench], videos: tuple[MediaFile, ...]
    ) -> Bench:
        return replace(bench_on(Connector), videos=videos)


class VideoBench(Bench):
    """A bench on which the simplest post is a video."""

    def simplest(self) -> PostKind:
        return "video"

    def carrying(self, *, many: bool = False) -> OutgoingPost:
        return self.post(kind="video")


class TestPinterestVideos(WireClaims, TroubleClaims):
    """The same with videos."""

    @pytest.fixture
    def bench(
        self, bench_on: Callable[[ConnectorType], Bench], videos: tuple[MediaFile, ...]
    ) -> Bench:
        return VideoBench(**vars(replace(bench_on(Connector), videos=videos)))
