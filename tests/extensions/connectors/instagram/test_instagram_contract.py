"""The connector's contract, against the sandbox."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from heliograph.extensions.connectors.instagram import Connector
from heliograph.sdk.connectors import MediaFile, OutgoingPost
from heliograph.sdk.contract.bench import Bench, ConnectorType
from heliograph.sdk.contract.connectors import EveryClaim


def wordless(post: OutgoingPost) -> OutgoingPost:
    """A story has no words."""
    return replace(post, text="") if post.kind == "story" else post


class TestInstagram(EveryClaim):
    """Every claim of the contract."""

    @pytest.fixture
    def bench(
        self, bench_on: Callable[[ConnectorType], Bench], videos: tuple[MediaFile, ...]
    ) -> Bench:
        return replace(bench_on(Connector), videos=videos, complete=wordless)
