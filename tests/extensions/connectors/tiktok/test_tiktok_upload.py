"""Parts of a video: cut by TikTok's rules, never sent twice, begun anew when the address died."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.doubles.sandbox import SandboxProcess

from heliograph.extensions.connectors.tiktok import Connector
from heliograph.extensions.connectors.tiktok.upload import LEAST, MB, MOST, plan_for
from heliograph.kit.clock import FixedClock, SystemClock
from heliograph.sdk.connectors import Absent, Found, MediaFile, OutgoingPost
from heliograph.sdk.contract.bench import Bench
from heliograph.sdk.errors import ContentRefused, OutcomeUnknown, TryLater

Grown = Callable[[int], MediaFile]


def puts(sandbox: SandboxProcess, kind: str) -> list[int]:
    calls = sandbox.control("GET", "/calls?platform=tiktok")
    rows = calls["calls"] if isinstance(calls, dict) else calls
    return [row["status"] for row in rows if row["method"] == "PUT" and row["kind"] == kind]


def of(bench: Bench, file: MediaFile) -> OutgoingPost:
    return replace(bench.post(kind="reel"), media=(file,))


@given(size=st.integers(1, 4000 * MB), wished=st.integers(1, 100 * MB))
def test_every_file_is_cut_by_the_rules(size: int, wished: int) -> None:
    plan = plan_for(size, wished)
    assert plan.count == max(size // plan.chunk, 1)
    assert 1 <= plan.count <= 1000
    assert plan.chunk == size if plan.count == 1 else LEAST <= plan.chunk <= MOST
    last = size - plan.last_start
    assert 0 < last <= 128 * MB
    assert not (size > MOST and plan.count == 1)
    assert not (size < LEAST and plan.count > 1)


async def test_all_but_the_last_part_is_sent_in_prepare_and_the_last_in_publish(
    bench: Bench, private_sandbox: SandboxProcess, grown: Grown
) -> None:
    post = of(bench, grown(23 * MB))
    memory = await bench.connector().prepare(post, {})
    assert puts(private_sandbox, "upload") == [206]
    assert (memory["sent"], memory["chunk"]) == (str(10 * MB), str(10 * MB))
    assert memory["publish_id"].startswith("v_pub_file~")
    assert await bench.stand(post) == 0
    receipt = await bench.connector().publish(bench.sent(post), memory)
    assert (receipt.state, receipt.remote_id) == ("accepted", memory["publish_id"])
    assert puts(private_sandbox, "publish") == [201]
    settled = await bench.settled(post, memory, receipt)
    assert settled.remote_id.isdigit()
    assert (settled.url or "").endswith(f"/video/{settled.remote_id}")
    stored = private_sandbox.posts("tiktok")[0]["media"][0]
    assert (stored["sha256"], stored["bytes"]) == (post.media[0].sha256, post.media[0].size)


async def test_an_upload_that_broke_off_goes_on_where_it_stopped(
    bench: Bench, private_sandbox: SandboxProcess, grown: Grown
) -> None:
    post = of(bench, grown(42 * MB))
    private_sandbox.faults("tiktok", script=["ok", "ok", "error_503"], only=["upload"])
    with pytest.raises(TryLater) as broken:
        await bench.connector().prepare(post, {})
    kept = broken.value.memory or {}
    assert kept["sent"] == str(10 * MB)
    memory = await bench.connector().prepare(post, kept)
    assert memory["publish_id"] == kept["publish_id"]
    assert puts(private_sandbox, "upload") == [206, 503, 206, 206]


async def test_a_memory_that_lags_behind_asks_how_much_is_stored(
    bench: Bench, private_sandbox: SandboxProcess, grown: Grown
) -> None:
    post = of(bench, grown(23 * MB))
    memory = await bench.connector().prepare(post, {})
    again = await bench.connector().prepare(post, {**memory, "sent": "0"})
    assert again == memory
    assert puts(private_sandbox, "upload") == [206]


class HurriedClock(SystemClock):
    """Half a minute passes from one look at it to the next."""

    looks = 0

    def now(self) -> datetime:
        self.looks += 1
        return super().now() + timedelta(seconds=30 * self.looks)


async def test_a_large_file_is_sent_in_several_attempts(bench: Bench, grown: Grown) -> None:
    post = of(bench, grown(54 * MB))
    with pytest.raises(TryLater) as pausing:
        await Connector(replace(bench.access, clock=HurriedClock())).prepare(post, {})
    kept = pausing.value.memory or {}
    assert 0 < int(kept["sent"]) < 40 * MB
    assert pausing.value.after == timedelta(seconds=1)
    memory = await bench.connector().prepare(post, kept)
    receipt = await bench.connector().publish(bench.sent(post), memory)
    assert (await bench.settled(post, memory, receipt)).state == "published"
    assert await bench.stand(post) == 1


async def test_an_address_that_died_after_an_hour_is_replaced(
    bench: Bench, private_sandbox: SandboxProcess
) -> None:
    post = bench.post(kind="video")
    clock = FixedClock(SystemClock().now())
    access = replace(bench.access, clock=clock)
    memory = await Connector(access).prepare(post, {})
    private_sandbox.control("POST", "/clock", {"advance_s": 3700})
    with pytest.raises(TryLater) as gone:
        await Connector(access).publish(bench.sent(post), memory)
    assert "publish_id" not in (gone.value.memory or {})
    clock.advance(timedelta(seconds=3700))
    again = await Connector(access).prepare(post, memory)
    assert again["publish_id"] != memory["publish_id"]
    receipt = await Connector(access).publish(bench.sent(post), again)
    assert (await bench.settled(post, again, receipt)).state == "published"
    assert await bench.stand(post) == 1


async def test_a_repeat_of_a_lost_last_part_sends_no_byte(
    bench: Bench, private_sandbox: SandboxProcess
) -> None:
    post = bench.post(kind="video")
    memory = await bench.connector().prepare(post, {})
    private_sandbox.faults("tiktok", script=["lost_answer"], only=["publish"])
    with pytest.raises(OutcomeUnknown):
        await bench.connector().publish(bench.sent(post), memory)
    receipt = await bench.connector().publish(bench.sent(post, again=True), memory)
    assert receipt.remote_id == memory["publish_id"]
    assert puts(private_sandbox, "publish") == [201]


async def test_a_last_part_that_was_in_fact_stored_is_a_yes(bench: Bench) -> None:
    post = bench.post(kind="video")
    memory = await bench.connector().prepare(post, {})
    first = await bench.connector().publish(bench.sent(post), memory)
    # Nothing is known of the first call: TikTok answers 416, and its status tells why.
    assert await bench.connector().publish(bench.sent(post), memory) == first


async def test_an_unsent_last_part_is_absent_and_its_address_may_not_be_forgotten(
    bench: Bench,
) -> None:
    post = bench.post(kind="video")
    memory = await bench.connector().prepare(post, {})
    assert await bench.connector().look(bench.sent(post), memory) == Absent(only_same_key=True)


async def test_while_it_is_processed_it_is_accepted_and_its_id_comes_still_later(
    bench: Bench, private_sandbox: SandboxProcess
) -> None:
    private_sandbox.faults("tiktok", processing_s=100)
    post = bench.post(kind="video")
    memory = await bench.connector().prepare(post, {})
    await bench.connector().publish(bench.sent(post), memory)
    states = []
    for _ in range(3):
        sighting = await bench.connector().look(bench.sent(post), memory)
        assert isinstance(sighting, Found)
        states.append((sighting.receipt.state, sighting.receipt.remote_id.isdigit()))
        private_sandbox.control("POST", "/clock", {"advance_s": 101})
    assert states == [("accepted", False), ("accepted", False), ("published", True)]


async def test_a_post_for_oneself_counts_as_published_though_it_gets_no_id(bench: Bench) -> None:
    post = replace(bench.post(kind="video"), options={"privacy": "only me"})
    memory = await bench.connector().prepare(post, {})
    receipt = await bench.connector().publish(bench.sent(post), memory)
    settled = await bench.settled(post, memory, receipt)
    assert settled.remote_id == memory["publish_id"]
    assert await bench.connector().metrics([settled.remote_id]) == {}
    assert await bench.stand(post) == 1


async def test_a_video_that_fails_its_checks_is_refused_with_the_reason(
    bench: Bench, pictures: tuple[MediaFile, ...]
) -> None:
    disguised = replace(pictures[0], mime="video/mp4", width=None, height=None)
    post = of(bench, disguised)
    memory = await bench.connector().prepare(post, {})
    receipt = await bench.connector().publish(bench.sent(post), memory)
    assert receipt.state == "accepted"
    with pytest.raises(ContentRefused) as refused:
        await bench.settled(post, memory, receipt)
    assert "file_format_check_failed" in refused.value.detail
    assert refused.value.problems[0].field == "media[0]"
