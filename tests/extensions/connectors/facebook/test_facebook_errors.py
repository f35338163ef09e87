"""Every row of the contract's table of errors, and what must follow from it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from tests.doubles.sandbox import SandboxProcess

from heliograph.extensions.connectors.facebook import Connector
from heliograph.extensions.connectors.facebook.errors import TABLE, AlreadyPosted
from heliograph.kit.http import Answer
from heliograph.sdk.connectors import ChannelAccess
from heliograph.sdk.contract.bench import Bench, ConnectorType
from heliograph.sdk.errors import (
    ChannelClosed,
    ConnectorError,
    ContentRefused,
    OutcomeUnknown,
    ReconnectNeeded,
    TryLater,
)
from heliograph.sdk.graph.errors import is_expired, is_gone

Made = Callable[..., Answer]
AUTH = [(190, subcode) for subcode in (0, 458, 459, 460, 463, 464, 467, 492)]
ROWS: list[tuple[int, int, type[ConnectorError]]] = [
    (4, 0, TryLater), (17, 0, TryLater), (32, 0, TryLater), (613, 0, TryLater),
    (80001, 0, TryLater), (368, 0, TryLater), (102, 0, ReconnectNeeded),
    *((code, subcode, ReconnectNeeded) for code, subcode in AUTH), (3, 0, ReconnectNeeded),
    (10, 0, ReconnectNeeded), (200, 0, ReconnectNeeded), (210, 0, ReconnectNeeded),
    (299, 0, ReconnectNeeded), (100, 0, ContentRefused), (100, 33, ContentRefused),
    (506, 0, AlreadyPosted), (1609005, 0, ContentRefused), (100, 1609005, ContentRefused),
    (324, 0, ContentRefused), (100, 1390008, TryLater), (100, 1346003, ContentRefused),
    (100, 1404078, ChannelClosed), (100, 1366051, AlreadyPosted), (100, 1363047, TryLater),
    (100, 1609010, TryLater), (100, 2069019, ContentRefused), (100, 1366046, ContentRefused),
    (100, 1609008, ContentRefused),
]  # fmt: skip
SERVER: list[tuple[int, int, type[ConnectorError]]] = [(1, 0, TryLater), (2, 0, TryLater)]


def graph(code: int, subcode: int = 0, **more: object) -> dict[str, object]:
    return {"error": {"message": "in words", "code": code, "error_subcode": subcode, **more}}


@pytest.fixture
def bench(bench_on: Callable[[ConnectorType], Bench]) -> Bench:
    return bench_on(Connector)


@pytest.mark.parametrize(("code", "subcode", "error"), [*ROWS, *SERVER, (0, 0, ContentRefused)])
def test_each_code_is_told_as_what_must_be_done(
    answered: Made, access: ChannelAccess, code: int, subcode: int, error: type[ConnectorError]
) -> None:
    found = TABLE.refusal(answered(400, graph(code, subcode)), access)
    assert type(found) is error
    if isinstance(found, ContentRefused):
        assert found.problems[0].remedy


@pytest.mark.parametrize(("code", "subcode", "error"), ROWS)
async def test_each_code_on_the_wire_commits_nothing_and_says_what_must_be_done(
    bench: Bench, sandbox: SandboxProcess, code: int, subcode: int, error: type[ConnectorError]
) -> None:
    post = bench.post()
    which = f"{code}/{subcode}" if subcode else str(code)
    sandbox.faults("facebook", script=[f"refused:{which}"], only=["publish"])
    with pytest.raises(ConnectorError) as met:
        await bench.connector().publish(bench.sent(post), {})
    assert type(met.value) is error
    assert await bench.stand(post) == 0


@pytest.mark.parametrize("code", ["1", "2"])
async def test_a_server_that_failed_while_publishing_settles_nothing(
    bench: Bench, sandbox: SandboxProcess, code: str
) -> None:
    sandbox.faults("facebook", script=[f"refused:{code}"], only=["publish"])
    with pytest.raises(OutcomeUnknown):
        await bench.connector().publish(bench.sent(bench.post()), {})


@pytest.mark.parametrize("code", [1, 2])
def test_the_same_with_another_status_settles_nothing(
    answered: Made, access: ChannelAccess, code: int
) -> None:
    found = TABLE.refusal(answered(400, graph(code)), access, committing=True)
    assert isinstance(found, OutcomeUnknown)


@pytest.mark.parametrize("code", [100, 777])
def test_a_trouble_that_says_it_passes_is_believed(
    answered: Made, access: ChannelAccess, code: int
) -> None:
    found = TABLE.refusal(answered(400, graph(code, is_transient=True)), access)
    assert isinstance(found, TryLater)


async def test_the_header_says_when_access_comes_back(
    bench: Bench, sandbox: SandboxProcess
) -> None:
    sandbox.faults("facebook", script=["refused:80001"], only=["publish"])
    with pytest.raises(TryLater) as limited:
        await bench.connector().publish(bench.sent(bench.post()), {})
    assert limited.value.after == timedelta(minutes=7)


def test_a_token_in_the_platforms_words_is_hidden(answered: Made, access: ChannelAccess) -> None:
    body = {"error": {"message": "no such token ABCDEF-token", "code": 190}}
    assert "ABCDEF-token" not in TABLE.refusal(answered(400, body), access).detail


def test_gone_and_expired_are_told_apart(answered: Made) -> None:
    gone, expired = answered(400, graph(100, 33)), answered(400, graph(190, 463))
    assert (is_gone(gone), is_expired(gone)) == (True, False)
    assert (is_gone(expired), is_expired(expired)) == (False, True)
