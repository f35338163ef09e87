"""The connector's contract, against the sandbox."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from heliograph.extensions.connectors.telegram import Connector
from heliograph.sdk.connectors import MediaFile
from heliograph.sdk.contract.bench import Bench, ConnectorType
from heliograph.sdk.contract.connectors import EveryClaim


class TestTelegram(EveryClaim):
    """Every claim of the contract."""

    @pytest.fixture
    def bench(
        self, bench_on: Callable[[ConnectorType], Bench], videos: tuple[MediaFile, ...]
    ) -> Bench:
        return replace(bench_on(Connector), videos=videos)

    async def test_a_post_that_is_gone_has_no_metrics(self, bench: Bench) -> None:
        """Nor has one that stands: the Bot API tells no counts, so none are made up."""
        receipt, _ = await bench.deliver(bench.post())
        assert await bench.connector().metrics([receipt.remote_id]) == {}
        assert bench.manifest.metrics == ()
