"""The service that a test module names, on loopback."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.doubles.models.server import ModelServer, serving
from tests.doubles.models.trying import Double


@pytest.fixture
def server(request: pytest.FixtureRequest) -> Iterator[ModelServer]:
    """A well server of the module's `SERVICE`."""
    service: Double = request.module.SERVICE
    with serving(service.behave, service.path) as model:
        yield model
