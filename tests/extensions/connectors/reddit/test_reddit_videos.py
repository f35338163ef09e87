"""Videos at Reddit: leased, given a poster, processed for a while, found in the list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import cv2
import numpy as np
import pytest
from tests.doubles.sandbox import SandboxProcess

from heliograph.extensions.connectors.reddit import Connector
from heliograph.extensions.connectors.reddit.mapping import to_form, uploads_in
from heliograph.extensions.connectors.reddit.poster import poster_of
from heliograph.kit.http import read_all
from heliograph.sdk.connectors import Found, MediaFile, OutgoingPost, Unclear
from heliograph.sdk.contract.bench import Bench
from heliograph.sdk.errors import OutcomeUnknown, TryLater


def titled(post: OutgoingPost) -> OutgoingPost:
    return replace(post, title=f"Lantern {post.key[:8]}")


@pytest.fixture
def bench(private_bench: Callable[..., Bench], videos: tuple[MediaFile, ...]) -> Bench:
    return replace(private_bench(Connector), videos=videos, complete=titled)


def stored(sandbox: SandboxProcess) -> dict[str, str]:
    medium: dict[str, str] = sandbox.posts("reddit")[0]["media"][0]
    return medium


async def test_a_video_goes_up_with_its_cover(
    bench: Bench, private_sandbox: SandboxProcess, pictures: tuple[MediaFile, ...]
) -> None:
    post = replace(bench.post(kind="video"), cover=pictures[0])
    receipt, memory = await bench.deliver(post)
    assert receipt.remote_id.startswith("t3_")
    assert len(uploads_in(memory)) == 2
    assert stored(private_sandbox)["sha256"] == post.media[0].sha256
    assert stored(private_sandbox)["poster"] == f"/media/{pictures[0].sha256}.jpg"


async def test_without_a_cover_a_plain_picture_stands_for_the_video(
    bench: Bench, private_sandbox: SandboxProcess
) -> None:
    post = bench.post(kind="video")
    poster = poster_of(post)
    pixels = cv2.imdecode(np.frombuffer(await read_all(poster.read()), np.uint8), cv2.IMREAD_COLOR)
    assert pixels is not None
    assert pixels.shape == (poster.height, poster.width, 3)
    assert pixels[0].mean() > pixels[-1].mean()
    await bench.deliver(post)
    assert stored(private_sandbox)["poster"] == f"/media/{poster.sha256}.png"


async def test_an_upload_that_broke_off_after_the_video_sends_only_the_cover(
    bench: Bench, private_sandbox: SandboxProcess
) -> None:
    script = ["ok", "ok", "ok", "error_503"]
    private_sandbox.faults("reddit", script=script, only=["upload"])
    post = bench.post(kind="video")
    with pytest.raises(TryLater) as broken:
        await bench.connector().prepare(post, {})
    kept = broken.value.memory or {}
    first = uploads_in(kept)
    assert len(first) == 1
    memory = await bench.connector().prepare(post, kept)
    assert uploads_in(memory)[0] == first[0]
    receipt = await bench.connector().publish(bench.sent(post), memory)
    assert (await bench.settled(post, memory, receipt)).state == "published"


async def test_a_silent_loop_is_asked_for_by_its_own_kind(bench: Bench) -> None:
    post = replace(bench.post(kind="video"), options={"silent_loop": True})
    memory = await bench.connector().prepare(post, {})
    assert to_form(post, "tests", uploads_in(memory))["kind"] == "videogif"
    receipt, _ = await bench.deliver(post)
    assert receipt.state == "published"


async def test_what_reddit_took_and_still_works_on_is_never_sent_again(
    bench: Bench, private_sandbox: SandboxProcess
) -> None:
    private_sandbox.faults("reddit", processing_s=600)
    post = bench.post(kind="video")
    memory = await bench.connector().prepare(post, {})
    receipt = await bench.connector().publish(bench.sent(post), memory)
    assert receipt.state == "accepted"
    kept = {**memory, "accepted": receipt.remote_id}
    waiting = await bench.connector().look(bench.sent(post), kept)
    assert isinstance(waiting, Found)
    assert (waiting.receipt.state, waiting.receipt.remote_id) == ("accepted", receipt.remote_id)
    lost = await bench.connector().look(bench.sent(post, timedelta(minutes=31)), kept)
    assert isinstance(lost, Unclear)
    private_sandbox.control("POST", "/clock", {"advance_s": 601})
    found = await bench.connector().look(bench.sent(post), kept)
    assert isinstance(found, Found)
    assert found.receipt.state == "published"


async def test_a_lost_video_is_not_sent_again_while_reddit_may_still_work_on_it(
    bench: Bench, private_sandbox: SandboxProcess
) -> None:
    private_sandbox.faults("reddit", script=["lost_answer"], only=["publish"], processing_s=60)
    post = bench.post(kind="video")
    memory = await bench.connector().prepare(post, {})
    with pytest.raises(OutcomeUnknown):
        await bench.connector().publish(bench.sent(post), memory)
    with pytest.raises(TryLater) as waiting:
        await bench.connector().look(bench.sent(post, again=True), memory)
    assert waiting.value.after
    private_sandbox.control("POST", "/clock", {"advance_s": 61})
    found = await bench.connector().look(bench.sent(post, again=True), memory)
    assert isinstance(found, Found)


async def test_a_picture_of_the_same_title_is_not_taken_for_the_video(bench: Bench) -> None:
    picture = bench.post(kind="image")
    _, memory = await bench.deliver(picture)
    video = replace(bench.post(kind="video"), title=picture.title, text=picture.text)
    assert not isinstance(await bench.connector().look(bench.sent(video), memory), Found)
