"""Facebook over several attempts: pictures kept, repeats, looks that find and looks that do not."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.doubles.sandbox import SandboxProcess

from heliograph.extensions.connectors.facebook import Connector
from heliograph.sdk.connectors import Absent, Found, Quota
from heliograph.sdk.contract.bench import Bench, ConnectorType
from heliograph.sdk.errors import ContentRefused, OutcomeUnknown, TryLater


@pytest.fixture
def bench(bench_on: Callable[[ConnectorType], Bench]) -> Bench:
    return bench_on(Connector)


@pytest.fixture
def alone(private_bench: Callable[[ConnectorType], Bench]) -> Bench:
    return private_bench(Connector)


async def test_pictures_arrive_in_order_with_their_descriptions(
    bench: Bench, sandbox: SandboxProcess
) -> None:
    post = replace(bench.post(kind="carousel"), media=bench.pictures)
    await bench.deliver(post)
    (media,) = [one["media"] for one in sandbox.posts("facebook") if one["text"] == post.text]
    assert [item["sha256"] for item in media] == [file.sha256 for file in bench.pictures]
    assert [item["alt"] for item in media] == [file.alt for file in bench.pictures]


async def test_unpublished_pictures_are_seen_by_nobody(
    bench: Bench, sandbox: SandboxProcess
) -> None:
    before = len(sandbox.posts("facebook"))
    memory = await bench.connector().prepare(bench.post(kind="carousel"), {})
    assert len(memory["photos"].split(",")) == 2
    assert len(sandbox.posts("facebook")) == before


async def test_pictures_uploaded_before_a_trouble_are_not_uploaded_again(
    bench: Bench, sandbox: SandboxProcess
) -> None:
    post = bench.post(kind="carousel")
    sandbox.faults("facebook", script=["ok", "error_500"], only=["upload"])
    with pytest.raises(TryLater) as trouble:
        await bench.connector().prepare(post, {})
    kept = dict(trouble.value.memory or {})
    memory = await bench.connector().prepare(post, kept)
    assert memory["photos"].split(",")[0] == kept["photos"]


async def test_pictures_that_facebook_has_forgotten_are_uploaded_anew(bench: Bench) -> None:
    post = bench.post(kind="image")
    memory = await bench.connector().prepare(post, {})
    yesterday = str(int(memory["photos_at"]) - 86_400)
    again = await bench.connector().prepare(post, {**memory, "photos_at": yesterday})
    assert again["photos"] != memory["photos"]


async def test_a_repeat_is_refused_with_the_wish_to_vary_it(bench: Bench) -> None:
    post = bench.post()
    await bench.deliver(post)
    with pytest.raises(ContentRefused, match="506") as refused:
        await bench.connector().publish(bench.sent(post), {})
    assert refused.value.problems[0].remedy.startswith("Vary the text")


async def test_a_repeat_of_our_own_doubtful_attempt_is_success(bench: Bench) -> None:
    post = bench.post()
    await bench.platform.trouble("lost_answer")
    with pytest.raises(OutcomeUnknown):
        await bench.connector().publish(bench.sent(post), {})
    receipt = await bench.connector().publish(bench.sent(post, again=True), {})
    assert receipt.state == "published"
    assert await bench.connector().look(bench.sent(post), {}) == Found(receipt)
    assert await bench.stand(post) == 1


async def test_a_repeat_that_is_not_listed_stays_unknown(
    bench: Bench, sandbox: SandboxProcess
) -> None:
    post = bench.post()
    await bench.deliver(post)
    sandbox.faults("facebook", list_delay_s=3600)
    with pytest.raises(OutcomeUnknown):
        await bench.connector().publish(bench.sent(post, again=True), {})


async def test_an_older_post_with_the_same_words_is_not_ours(
    alone: Bench, private_sandbox: SandboxProcess
) -> None:
    post = alone.post()
    await alone.deliver(post)
    later = replace(post, first_sent_at=alone.access.clock.now() + timedelta(hours=2))
    assert await alone.connector().look(later, {}) == Absent()


async def test_a_look_reads_on_behind_the_first_page(alone: Bench) -> None:
    first = alone.post()
    await alone.deliver(first)
    for _ in range(55):
        await alone.connector().publish(alone.sent(alone.post()), {})
    assert isinstance(await alone.connector().look(alone.sent(first), {}), Found)


async def test_pictures_go_out_without_a_public_address(bench: Bench) -> None:
    hidden = replace(bench.pictures[0], public_url="http://127.0.0.1:9/nothing.jpg")
    post = replace(bench.post(kind="image"), media=(hidden,))
    await bench.deliver(post)
    assert await bench.stand(post) == 1


async def test_a_file_that_is_no_picture_is_refused_with_the_remedy(bench: Bench) -> None:
    async def read() -> AsyncIterator[bytes]:
        yield b"no picture"

    broken = replace(bench.pictures[0], read=read, size=10)
    post = replace(bench.post(kind="image"), media=(broken,))
    with pytest.raises(ContentRefused) as refused:
        await bench.connector().prepare(post, {})
    assert refused.value.problems[0].field == "media"
    assert "JPEG" in refused.value.problems[0].remedy


async def test_counts_grow_and_come_under_our_names(
    alone: Bench, private_sandbox: SandboxProcess
) -> None:
    heard: list[Quota] = []
    receipt, _ = await alone.deliver(alone.post())
    private_sandbox.control("POST", "/clock", {"advance_s": 3600})
    connector = Connector(replace(alone.access, saw_quota=heard.append))
    counts = (await connector.metrics([receipt.remote_id]))[receipt.remote_id]
    assert set(counts) == set(alone.manifest.metrics) - {"plays", "watch_seconds"}
    assert counts["views"] >= counts["reach"] > counts["likes"] > 0
    account = await connector.account_metrics()
    assert set(account) == set(alone.manifest.account_metrics)
    assert {one.name for one in heard} == {"app calls", "channel calls"}


async def test_a_deleted_post_is_gone_and_deleting_again_is_silent(bench: Bench) -> None:
    post = bench.post()
    receipt, _ = await bench.deliver(post)
    await bench.connector().delete(receipt.remote_id)
    await bench.connector().delete(receipt.remote_id)
    assert await bench.stand(post) == 0


async def test_the_pages_id_is_asked_for_where_it_is_not_stored(bench: Bench) -> None:
    post = bench.post(kind="image")
    connector = bench.connector(secrets={"access_token": bench.access.secrets["access_token"]})
    memory = await connector.prepare(post, {})
    receipt = await connector.publish(bench.sent(post), memory)
    assert receipt.remote_id.startswith(bench.access.secrets["page_id"])
