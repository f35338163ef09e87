"""The connector's contract, against the sandbox."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from heliograph.extensions.connectors.x import Connector
from heliograph.sdk.connectors import MediaFile, OutgoingPost
from heliograph.sdk.contract.bench import Bench, ConnectorType
from heliograph.sdk.contract.connectors import EveryClaim


def with_link_in_text(post: OutgoingPost) -> OutgoingPost:
    """X shows a link as a part of the text; the contract compares whole texts."""
    return replace(post, text=f"{post.text}\n\n{post.link}") if post.link else post


class TestX(EveryClaim):
    """Every claim of the contract."""

    @pytest.fixture
    def bench(
        self, bench_on: Callable[[ConnectorType], Bench], videos: tuple[MediaFile, ...]
    ) -> Bench:
        return replace(bench_on(Connector), videos=videos, complete=with_link_in_text)
