"""The connector's contract, against the sandbox."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from heliograph.extensions.connectors.reddit import Connector
from heliograph.sdk.connectors import OutgoingPost
from heliograph.sdk.contract.bench import Bench, ConnectorType
from heliograph.sdk.contract.connectors import EveryClaim


def titled(post: OutgoingPost) -> OutgoingPost:
    """Every post at Reddit has a title."""
    return replace(post, title="A lantern on the hill & <a> „mond“")


class TestReddit(EveryClaim):
    """Every claim of the contract."""

    @pytest.fixture
    def bench(self, bench_on: Callable[[ConnectorType], Bench]) -> Bench:
        return replace(bench_on(Connector), complete=titled)
