"""The connector's contract, against the sandbox."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from heliograph.extensions.connectors.mastodon import Connector
from heliograph.sdk.connectors import MediaFile
from heliograph.sdk.contract.bench import Bench, ConnectorType
from heliograph.sdk.contract.connectors import EveryClaim


class TestMastodon(EveryClaim):
    """Every claim of the contract."""

    @pytest.fixture
    def bench(
        self, bench_on: Callable[[ConnectorType], Bench], videos: tuple[MediaFile, ...]
    ) -> Bench:
        return replace(bench_on(Connector), videos=videos)
