"""The connector's contract, against the sandbox."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from heliograph.extensions.connectors.pinterest import Connector
from heliograph.sdk.contract.bench import Bench, ConnectorType
from heliograph.sdk.contract.connectors import EveryClaim


class TestPinterest(EveryClaim):
    """Every claim of the contract."""

    @pytest.fixture
    def bench(self, bench_on: Callable[[ConnectorType], Bench]) -> Bench:
        return bench_on(Connector)
