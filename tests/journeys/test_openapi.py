"""The API keeps what its OpenAPI document says, whatever is sent to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.support.running import RunningInstance

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("openapi")]

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
# They would end the session the test speaks in, or all publishing.
LEFT_OUT = {"/api/v1/auth/logout", "/api/v1/freeze"}
EXAMPLES = 12
# Bytes of an upload that goes on; sent as any bytes are.
schemathesis.serializer.alias("application/offset+octet-stream", "application/octet-stream")


@dataclass(frozen=True)
class Target:
    """An instance, and what signs a request in."""

    url: str
    headers: dict[str, str]


@pytest.fixture(scope="module")
def target() -> Iterator[Target]:
    """An instance of its own that takes any number of requests."""
    instance = RunningInstance(
        HELIOGRAPH_SECURITY__REQUESTS_PER_HOUR="10000000",
        HELIOGRAPH_SECURITY__BROWSER_REQUESTS_PER_HOUR="10000000",
    )
    try:
        instance.start()
        client = instance.client()
        headers = {"Authorization": client.headers["authorization"]}
        client.close()
        yield Target(instance.url, headers)
    finally:
        instance.remove()


def test_no_request_breaks_the_api_or_what_its_document_promises(target: Target) -> None:
    schema = schemathesis.openapi.from_url(f"{target.url}/api/v1/openapi.json")
    tried = 0
    for result in schema.get_all_operations():
        operation = result.ok()
        if operation.path in LEFT_OUT:
            continue

        @given(case=operation.as_strategy())
        @settings(
            max_examples=EXAMPLES,
            database=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        def holds(case: schemathesis.Case) -> None:
            case.call_and_validate(headers=target.headers, checks=CHECKS)

        holds()
        tried += 1
    assert tried > 50
