"""The connector's contract, against the sandbox: once with photos, once with uploaded videos."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from heliograph.extensions.connectors.tiktok import Connector
from heliograph.sdk.connectors import MediaFile, OutgoingPost, PostKind
from heliograph.sdk.contract.bench import Bench, ConnectorType
from heliograph.sdk.contract.connectors import EveryClaim, TroubleClaims, WireClaims
from heliograph.sdk.manifest import ConnectorManifest


def complete(post: OutgoingPost) -> OutgoingPost:
    """What TikTok wants to be said of every post."""
    return replace(post, options={"privacy": "everyone"})


class VideoBench(Bench):
    """A bench on which the simplest post is an uploaded video, whose publish id settles doubts."""

    @property
    def manifest(self) -> ConnectorManifest:
        return self.kind.manifest.model_copy(update={"strategy": "session_status"})

    def simplest(self) -> PostKind:
        return "video"

    def carrying(self, *, many: bool = False) -> OutgoingPost:
        return self.post(kind="reel")


@pytest.fixture
def completed(bench_on: Callable[[ConnectorType], Bench], videos: tuple[MediaFile, ...]) -> Bench:
    return replace(bench_on(Connector), videos=videos, complete=complete)


class TestTikTok(EveryClaim):
    """Every claim of the contract; the simplest post is a photo."""

    can_delete = False

    @pytest.fixture
    def bench(self, completed: Bench) -> Bench:
        return completed


class TestTikTokVideos(WireClaims, TroubleClaims):
    """What may be sent twice blindly, because the publish id is known before the last byte."""

    can_delete = False

    @pytest.fixture
    def bench(self, completed: Bench) -> Bench:
        return VideoBench(**vars(completed))
