"""Instagram's containers over several attempts: kept, replaced, and never published twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.doubles.sandbox import SandboxProcess

from heliograph.extensions.connectors.instagram import Connector
from heliograph.sdk.connectors import Absent, Found, Memory, Quota, Unclear
from heliograph.sdk.contract.bench import Bench, ConnectorType
from heliograph.sdk.errors import ContentRefused, OutcomeUnknown, ReconnectNeeded, TryLater


class Hasty(Connector):
    """Waits but a moment for containers."""

    pauses = (0.01,)


@pytest.fixture
def bench(bench_on: Callable[[ConnectorType], Bench]) -> Bench:
    return bench_on(Connector)


@pytest.fixture
def alone(private_bench: Callable[[ConnectorType], Bench]) -> Bench:
    return private_bench(Connector)


@pytest.mark.parametrize("count", [1, 3])
async def test_a_slow_container_is_remembered_and_gone_on_with(
    bench: Bench, sandbox: SandboxProcess, count: int
) -> None:
    sandbox.faults("instagram", processing_s=1.5)
    post = bench.post(pictures=count)
    memories: list[Memory] = [{}]
    while "container_id" not in memories[-1]:
        with pytest.raises(TryLater) as slow:
            await Hasty(bench.access).prepare(post, memories[-1])
        assert memories[-1].items() <= dict(slow.value.memory or {}).items()
        memories.append(slow.value.memory or {})
    memory = await bench.connector().prepare(post, memories[-1])
    assert memory == memories[-1]
    await bench.connector().publish(bench.sent(post), memory)
    assert await bench.stand(post) == 1


async def test_publishing_too_early_means_later(bench: Bench, sandbox: SandboxProcess) -> None:
    sandbox.faults("instagram", processing_s=2)
    post = bench.post()
    with pytest.raises(TryLater) as slow:
        await Hasty(bench.access).prepare(post, {})
    with pytest.raises(TryLater, match="2207027"):
        await bench.connector().publish(bench.sent(post), slow.value.memory or {})
    assert await bench.connector().look(bench.sent(post), slow.value.memory or {}) == Absent(
        only_same_key=True
    )


async def test_an_expired_container_is_replaced(
    alone: Bench, private_sandbox: SandboxProcess
) -> None:
    post = alone.post()
    memory = await alone.connector().prepare(post, {})
    private_sandbox.control("POST", "/clock", {"advance_s": 25 * 3600})
    assert await alone.connector().look(alone.sent(post), memory) == Absent()
    again = await alone.connector().prepare(alone.sent(post), memory)
    assert again["container_id"] != memory["container_id"]
    await alone.connector().publish(alone.sent(post), again)
    assert await alone.stand(post) == 1


async def test_a_published_container_that_is_not_listed_yet_stays_unclear(
    bench: Bench, sandbox: SandboxProcess
) -> None:
    post = bench.post()
    receipt, memory = await bench.deliver(post)
    sandbox.faults("instagram", list_delay_s=3600)
    assert isinstance(await bench.connector().look(bench.sent(post), memory), Unclear)
    sandbox.faults("instagram")
    assert await bench.connector().look(bench.sent(post), memory) == Found(receipt)


async def test_a_container_nobody_knows_any_more_is_never_replaced_after_a_sending(
    bench: Bench,
) -> None:
    post = bench.post()
    memory = {"container_id": "17999999999999999"}
    with pytest.raises(OutcomeUnknown):
        await bench.connector().prepare(bench.sent(post), memory)
    assert isinstance(await bench.connector().look(bench.sent(post), memory), Unclear)
    prepared = await bench.connector().prepare(post, memory)
    assert prepared["container_id"] != memory["container_id"]


async def test_a_missing_container_is_asked_for_once_more_and_then_given_up(bench: Bench) -> None:
    post = bench.sent(bench.post())
    memory = {"container_id": "17999999999999999"}
    with pytest.raises(TryLater) as first:
        await bench.connector().publish(post, memory)
    assert first.value.memory == {**memory, "missing": "once"}
    with pytest.raises(TryLater) as second:
        await bench.connector().publish(post, first.value.memory or {})
    assert second.value.memory == {}


async def test_a_picture_that_cannot_be_fetched_is_refused_with_the_remedy(bench: Bench) -> None:
    lost = replace(bench.pictures[0], public_url="http://127.0.0.1:9/nothing.jpg")
    post = replace(bench.post(), media=(lost,))
    with pytest.raises(ContentRefused) as refused:
        await bench.connector().prepare(post, {})
    assert "reachable from the internet" in refused.value.problems[0].remedy


async def test_a_failing_permalink_does_not_make_a_failure_of_a_success(
    bench: Bench, sandbox: SandboxProcess
) -> None:
    post = bench.post()
    memory = await bench.connector().prepare(post, {})
    sandbox.faults("instagram", script=["error_500"], only=["read"])
    receipt = await bench.connector().publish(bench.sent(post), memory)
    assert receipt.remote_id
    assert receipt.url is None
    assert await bench.stand(post) == 1


async def test_a_spent_day_means_later_before_anything_is_made(
    alone: Bench, private_sandbox: SandboxProcess
) -> None:
    heard: list[Quota] = []
    private_sandbox.control("PUT", "/settings", {"instagram_daily_posts": 2, "rate_scale": 1})
    await alone.deliver(alone.post())
    listening = replace(alone, access=replace(alone.access, saw_quota=heard.append))
    await listening.deliver(alone.post())
    left = {one.name: (one.limit, one.remaining) for one in heard}
    assert left["posts"] == (2, 1)
    assert {"app calls", "channel calls"} <= set(left)
    made = _containers(private_sandbox)
    with pytest.raises(TryLater, match="2 posts") as limited:
        await alone.connector().prepare(alone.post(), {})
    assert limited.value.after == timedelta(hours=1)
    assert _containers(private_sandbox) == made


async def test_a_day_that_was_spent_meanwhile_means_tomorrow(
    alone: Bench, private_sandbox: SandboxProcess
) -> None:
    post = alone.post()
    memory = await alone.connector().prepare(post, {})
    await alone.deliver(alone.post())
    private_sandbox.control("PUT", "/settings", {"instagram_daily_posts": 1, "rate_scale": 1})
    with pytest.raises(TryLater, match="2207042") as limited:
        await alone.connector().publish(alone.sent(post), memory)
    assert limited.value.after == timedelta(hours=24)
    assert await alone.stand(post) == 0


def _containers(sandbox: SandboxProcess) -> int:
    calls = sandbox.control("GET", "/calls?platform=instagram&kind=upload")
    return len([call for call in calls if call["path"].endswith("/media")])


async def test_the_users_id_is_asked_for_where_it_is_not_stored(bench: Bench) -> None:
    token = {"access_token": bench.access.secrets["access_token"]}
    post = bench.post()
    connector = bench.connector(secrets=token)
    memory = await connector.prepare(post, {})
    await connector.publish(bench.sent(post), memory)
    assert await bench.stand(post) == 1


async def test_an_expired_token_asks_for_reconnection_before_anything_is_made(
    alone: Bench, private_sandbox: SandboxProcess
) -> None:
    private_sandbox.faults("instagram", expired_token=True)
    with pytest.raises(ReconnectNeeded, match="expired"):
        await alone.connector().prepare(alone.post(), {})
