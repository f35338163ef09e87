"""Mastodon over several attempts: slow files, the life of the key, long lists."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.doubles.sandbox import SandboxProcess

from heliograph.extensions.connectors.mastodon import Connector
from heliograph.kit.clock import FixedClock
from heliograph.sdk.connectors import Absent, Found
from heliograph.sdk.contract.bench import Bench, ConnectorType
from heliograph.sdk.errors import ContentRefused, TryLater


class Hasty(Connector):
    """Waits but a moment for files to be processed."""

    pauses = (0.01,)


@pytest.fixture
def bench(bench_on: Callable[[ConnectorType], Bench]) -> Bench:
    return bench_on(Connector)


async def test_a_file_still_in_the_making_is_waited_for(
    bench: Bench, sandbox: SandboxProcess
) -> None:
    sandbox.faults("mastodon", processing_s=0.8)
    post = bench.post(pictures=2)
    await bench.deliver(post)
    assert await bench.stand(post) == 1


async def test_a_file_that_takes_too_long_is_remembered_and_not_uploaded_again(
    bench: Bench, sandbox: SandboxProcess
) -> None:
    sandbox.faults("mastodon", processing_s=2)
    hasty, post = Hasty(bench.access), bench.post(pictures=2)
    with pytest.raises(TryLater) as slow:
        await hasty.prepare(post, {"account_id": "kept"})
    assert slow.value.after
    assert slow.value.memory is not None
    assert slow.value.memory["account_id"] == "kept"
    prepared = await bench.connector().prepare(post, slow.value.memory)
    assert prepared == slow.value.memory
    await bench.connector().publish(bench.sent(post), prepared)
    assert await bench.stand(post) == 1


async def test_uploads_that_broke_off_go_on_where_they_stopped(
    bench: Bench, sandbox: SandboxProcess
) -> None:
    sandbox.faults("mastodon", script=["ok", "error_500"], only=["upload"])
    post = bench.post(pictures=3)
    with pytest.raises(TryLater) as broken:
        await bench.connector().prepare(post, {})
    first = (broken.value.memory or {})["media_ids"]
    prepared = await bench.connector().prepare(post, broken.value.memory or {})
    assert prepared["media_ids"].startswith(first.removesuffix("]"))
    assert prepared["media_ids"].count(",") == 2


async def test_uploads_the_server_threw_away_are_made_again(bench: Bench) -> None:
    post = bench.post(pictures=1)
    prepared = await bench.connector().prepare(post, {"media_ids": '["404404"]'})
    assert "404404" not in prepared["media_ids"]
    await bench.connector().publish(bench.sent(post), prepared)
    assert await bench.stand(post) == 1


async def test_a_resend_under_the_same_key_carries_the_same_files(bench: Bench) -> None:
    post = bench.post(pictures=1)
    receipt, memory = await bench.deliver(post)
    sent = bench.sent(post, timedelta(minutes=50))
    assert await bench.connector().prepare(sent, memory) == memory
    assert await bench.connector().publish(sent, memory) == receipt


@pytest.mark.parametrize(("minutes", "same_key"), [(54, True), (56, False)])
async def test_absence_is_bound_to_the_key_as_long_as_the_server_keeps_it(
    bench: Bench, minutes: int, same_key: bool
) -> None:
    post = bench.sent(bench.post(), timedelta(minutes=minutes))
    assert await bench.connector().look(post, {}) == Absent(only_same_key=same_key)


async def test_a_post_is_found_beneath_many_later_ones(bench: Bench) -> None:
    post = bench.post()
    receipt, memory = await bench.deliver(post)
    for _ in range(45):
        await bench.deliver(bench.post())
    assert await bench.connector().look(bench.sent(post), memory) == Found(receipt)


async def test_the_same_words_from_long_before_are_another_post(bench: Bench) -> None:
    old = bench.post()
    await bench.deliver(old)
    later = FixedClock(bench.access.clock.now() + timedelta(hours=3))
    access = replace(bench.access, clock=later)
    again = replace(bench.post(old.text), first_sent_at=later.now())
    assert await Connector(access).look(again, {}) == Absent(only_same_key=True)


async def test_metrics_of_more_posts_than_one_call_takes_are_all_read(bench: Bench) -> None:
    receipts = [(await bench.deliver(bench.post()))[0] for _ in range(23)]
    ids = [receipt.remote_id for receipt in receipts]
    assert set(await bench.connector().metrics(ids)) == set(ids)


async def test_a_post_the_server_finds_too_long_is_refused_with_its_words(bench: Bench) -> None:
    post = replace(bench.post(), text="x" * 501)
    with pytest.raises(ContentRefused, match="500") as refused:
        await bench.connector().publish(bench.sent(post), {})
    assert "500" in refused.value.problems[0].found
