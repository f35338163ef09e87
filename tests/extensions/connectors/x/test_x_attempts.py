"""X over several attempts: repeats, segments, processing, steps, tokens that run out."""

from __future__ import annotations

import hashlib
import io
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import av
import numpy as np
import pytest
from tests.doubles.sandbox import SandboxProcess

from heliograph.extensions.connectors.x import Connector
from heliograph.sdk.connectors import (
    Absent,
    Follows,
    Found,
    MediaFile,
    OutgoingPost,
    Quota,
    Receipt,
    Secrets,
)
from heliograph.sdk.contract.bench import Bench, ConnectorType
from heliograph.sdk.errors import ContentRefused, OutcomeUnknown, TryLater

MEBIBYTE = 1024 * 1024


class Hasty(Connector):
    """Waits but a moment for files to be processed."""

    longest_wait = 0.1


@pytest.fixture
def bench(bench_on: Callable[[ConnectorType], Bench], videos: tuple[MediaFile, ...]) -> Bench:
    return replace(bench_on(Connector), videos=videos)


@pytest.fixture
def long_video(videos: tuple[MediaFile, ...]) -> MediaFile:
    """A video of more than two segments; what follows its last box is ignored by players."""
    return stretched(videos[0], 11 * MEBIBYTE + 7)


def stretched(file: MediaFile, size: int) -> MediaFile:
    padding = size - file.size

    async def read() -> AsyncIterator[bytes]:
        async for chunk in file.read():
            yield chunk
        for start in range(0, padding, 65_536):
            yield b"\0" * min(65_536, padding - start)

    return replace(file, id=uuid4(), size=size, read=read, sha256="0" * 64)


def gif() -> MediaFile:
    """A moving GIF of four pictures."""
    sink = io.BytesIO()
    with av.open(sink, "w", format="gif") as film:
        stream = film.add_stream("gif", rate=5)
        stream.width, stream.height, stream.pix_fmt = 64, 64, "rgb8"
        for number in range(4):
            pixels = np.full((64, 64, 3), number * 60, dtype=np.uint8)
            frame = av.VideoFrame.from_ndarray(pixels, format="rgb24")
            film.mux(stream.encode(frame.reformat(format="rgb8")))
        film.mux(stream.encode(None))
    body = sink.getvalue()

    async def read() -> AsyncIterator[bytes]:
        yield body

    digest = hashlib.sha256(body).hexdigest()
    return MediaFile(uuid4(), "image/gif", len(body), digest, read, "", 64, 64, alt="Moving")


def step(bench: Bench, parent: Receipt, action: str = "reply") -> OutgoingPost:
    follows = Follows("comment" if action == "comment" else "reply", parent, parent)
    return replace(bench.post(kind="thread"), follows=follows)


async def test_a_repeat_of_a_standing_post_is_a_refusal_with_a_remedy(bench: Bench) -> None:
    post = bench.post()
    await bench.deliver(post)
    again = bench.post(post.text)
    memory = await bench.connector().prepare(again, {})
    with pytest.raises(ContentRefused) as refused:
        await bench.connector().publish(bench.sent(again), memory)
    assert "Vary the text" in refused.value.problems[0].remedy
    assert await bench.stand(post) == 1


async def test_a_repeat_after_a_lost_answer_gives_the_standing_post(bench: Bench) -> None:
    post = bench.post()
    memory = await bench.connector().prepare(post, {})
    await bench.platform.trouble("lost_answer")
    with pytest.raises(OutcomeUnknown):
        await bench.connector().publish(bench.sent(post), memory)
    receipt = await bench.connector().publish(bench.sent(post, again=True), memory)
    assert receipt.state == "published"
    assert await bench.stand(post) == 1
    assert await bench.connector().look(bench.sent(post), memory) == Found(receipt)


async def test_a_standing_post_that_the_list_hides_stays_unknown(
    bench: Bench, sandbox: SandboxProcess
) -> None:
    post = bench.post()
    _, memory = await bench.deliver(post)
    sandbox.faults("x", list_delay_s=60)
    with pytest.raises(OutcomeUnknown):
        await bench.connector().publish(bench.sent(post, again=True), memory)


async def test_an_older_post_of_the_same_words_is_not_taken_for_ours(
    bench: Bench,
) -> None:
    old = bench.post()
    _, memory = await bench.deliver(old)
    later = replace(bench.post(old.text), resend=True)
    sent = replace(later, first_sent_at=bench.access.clock.now() + timedelta(hours=3))
    assert await bench.connector().look(sent, memory) == Absent()
    with pytest.raises(ContentRefused):
        await bench.connector().publish(sent, memory)


async def test_a_thread_and_a_first_comment_hang_on_what_they_follow(
    bench: Bench, pictures: tuple[MediaFile, ...]
) -> None:
    root, _ = await bench.deliver(bench.post(kind="thread"))
    second = replace(step(bench, root), media=pictures[:1])
    middle, memory = await bench.deliver(second)
    third = replace(step(bench, root), follows=Follows("reply", root, middle))
    last, _ = await bench.deliver(third)
    comment = step(bench, root, "comment")
    said, _ = await bench.deliver(comment)
    assert len({one.remote_id for one in (root, middle, last, said)}) == 4
    assert await bench.connector().look(bench.sent(second), memory) == Found(middle)
    elsewhere = replace(second, follows=Follows("reply", last, last))
    assert await bench.connector().look(bench.sent(elsewhere), memory) == Absent()


async def test_a_reply_to_a_post_that_is_gone_is_refused(bench: Bench) -> None:
    root, _ = await bench.deliver(bench.post())
    await bench.connector().delete(root.remote_id)
    orphan = step(bench, root)
    memory = await bench.connector().prepare(orphan, {})
    with pytest.raises(ContentRefused) as refused:
        await bench.connector().publish(bench.sent(orphan), memory)
    assert refused.value.problems[0].field == "follows"


async def test_a_long_video_goes_up_in_segments_of_five_mebibytes(
    bench: Bench, sandbox: SandboxProcess, long_video: MediaFile
) -> None:
    sandbox.control("DELETE", "/calls")
    post = replace(bench.post(kind="video"), media=(long_video,))
    await bench.deliver(post)
    paths = [call["path"] for call in sandbox.control("GET", "/calls?platform=x&kind=upload")]
    assert [path.rpartition("/")[2] for path in paths] == [
        "initialize", "append", "append", "append", "finalize",
    ]  # fmt: skip
    handle = (await bench.connector().identify()).handle.removeprefix("@")
    assert sandbox.posts("x", handle)[0]["media"][0]["bytes"] == long_video.size


async def test_segments_that_arrived_are_not_sent_again(
    bench: Bench, sandbox: SandboxProcess, long_video: MediaFile
) -> None:
    post = replace(bench.post(kind="video"), media=(long_video,))
    sandbox.faults("x", script=["ok", "ok", "error_503"], only=["upload"])
    with pytest.raises(TryLater) as broken:
        await bench.connector().prepare(post, {})
    sandbox.control("DELETE", "/calls")
    memory = await bench.connector().prepare(post, broken.value.memory or {})
    paths = [call["path"] for call in sandbox.control("GET", "/calls?platform=x&kind=upload")]
    assert [path.rpartition("/")[2] for path in paths] == ["append", "append", "finalize"]
    await bench.connector().publish(bench.sent(post), memory)
    assert await bench.stand(post) == 1


async def test_a_video_still_in_the_making_is_remembered_and_not_uploaded_again(
    bench: Bench, sandbox: SandboxProcess
) -> None:
    sandbox.faults("x", processing_s=2)
    post = bench.post(kind="video")
    with pytest.raises(TryLater) as slow:
        await Hasty(bench.access).prepare(post, {"kept": "this"})
    assert slow.value.after
    memory = slow.value.memory or {}
    assert memory["kept"] == "this"
    sandbox.control("DELETE", "/calls")
    memory = await bench.connector().prepare(post, memory)
    assert sandbox.control("GET", "/calls?platform=x&kind=upload") == []
    await bench.connector().publish(bench.sent(post), memory)
    assert await bench.stand(post) == 1


async def test_a_video_that_x_cannot_process_is_refused(
    bench: Bench, pictures: tuple[MediaFile, ...]
) -> None:
    false = replace(pictures[0], mime="video/mp4", duration_ms=4000)
    post = replace(bench.post(kind="video"), media=(replace(false, width=540, height=960),))
    with pytest.raises(ContentRefused) as refused:
        await bench.connector().prepare(post, {})
    assert refused.value.problems[0].field == "media"


async def test_an_upload_that_x_threw_away_begins_anew(
    bench: Bench, videos: tuple[MediaFile, ...]
) -> None:
    post = bench.post(kind="video")
    now = bench.access.clock.now().timestamp()
    stale = f'{{"open_id": "404404", "until": {now + 80_000}}}'
    with pytest.raises(TryLater) as lost:
        await bench.connector().prepare(post, {"uploads": stale})
    assert "404404" not in str(lost.value.memory)
    memory = await bench.connector().prepare(post, lost.value.memory or {})
    assert (await bench.connector().publish(bench.sent(post), memory)).remote_id


async def test_uploads_near_their_end_are_made_again(bench: Bench) -> None:
    post = bench.post(kind="image")
    soon = bench.access.clock.now().timestamp() + 600
    memory = await bench.connector().prepare(
        post, {"uploads": f'{{"ids": ["404404"], "until": {soon}}}'}
    )
    assert "404404" not in memory["uploads"]
    await bench.connector().publish(bench.sent(post), memory)
    assert await bench.stand(post) == 1


async def test_a_gif_goes_alone_and_carries_its_description(
    bench: Bench, sandbox: SandboxProcess, pictures: tuple[MediaFile, ...]
) -> None:
    moving = gif()
    post = replace(bench.post(kind="image"), media=(moving,))
    await bench.deliver(post)
    handle = (await bench.connector().identify()).handle.removeprefix("@")
    assert sandbox.posts("x", handle)[0]["media"][0]["alt"] == "Moving"
    both = replace(bench.post(kind="carousel"), media=(moving, pictures[0]))
    with pytest.raises(ContentRefused) as refused:
        await bench.connector().prepare(both, {})
    assert "x.one_gif" in {problem.rule for problem in refused.value.problems}


async def test_four_pictures_keep_their_order_and_descriptions(
    bench: Bench, sandbox: SandboxProcess, pictures: tuple[MediaFile, ...]
) -> None:
    post = replace(bench.post(kind="carousel"), media=(*pictures, pictures[0]))
    await bench.deliver(post)
    handle = (await bench.connector().identify()).handle.removeprefix("@")
    media = sandbox.posts("x", handle)[0]["media"]
    assert [item["alt"] for item in media] == [file.alt for file in post.media]


async def test_two_cashtags_and_a_link_that_does_not_fit_are_refused_here(bench: Bench) -> None:
    two = bench.post("$LEO meets $VIRGO")
    with pytest.raises(ContentRefused) as refused:
        await bench.connector().prepare(two, {})
    assert [problem.rule for problem in refused.value.problems] == ["x.cashtags"]
    full = replace(bench.post("a" * 270), kind="link", link="https://example.com/lantern")
    with pytest.raises(ContentRefused) as long:
        await bench.connector().prepare(full, {})
    assert [problem.rule for problem in long.value.problems] == ["text.max"]


async def test_a_token_that_ran_out_is_renewed_in_the_middle_of_the_call(
    bench: Bench,
) -> None:
    asked: list[Secrets] = []

    async def renew(stale: Secrets) -> Secrets:
        asked.append(stale)
        return bench.access.secrets

    stale = {**bench.access.secrets, "access_token": "long-dead"}
    access = replace(bench.access, secrets=stale, renew=renew)
    post = bench.post(kind="image")
    memory = await Connector(access).prepare(post, {})
    await Connector(access).publish(bench.sent(post), memory)
    assert asked[0]["access_token"] == "long-dead"
    assert await bench.stand(post) == 1


async def test_what_is_left_is_told_after_every_call(bench: Bench) -> None:
    seen: list[Quota] = []
    access = replace(bench.access, saw_quota=seen.append)
    post = bench.post()
    memory = await Connector(access).prepare(post, {})
    await Connector(access).publish(bench.sent(post), memory)
    told = {quota.name: quota for quota in seen}
    assert told["posts"].remaining < told["posts"].limit
    assert (told["posts a day"].scope, told["posts"].scope) == ("app", "channel")


async def test_a_known_owner_is_not_asked_for_again(bench: Bench, sandbox: SandboxProcess) -> None:
    account = await bench.connector().identify()
    owner = {"user_id": account.remote_id, "username": account.handle.removeprefix("@")}
    known = bench.connector(secrets={**bench.access.secrets, **owner})
    sandbox.control("DELETE", "/calls")
    post = bench.post()
    receipt = await known.publish(bench.sent(post), await known.prepare(post, {}))
    assert [call["path"] for call in sandbox.control("GET", "/calls?platform=x")] == ["/2/tweets"]
    assert receipt.url == f"{bench.access.base_url}/{owner['username']}/status/{receipt.remote_id}"


async def test_counts_go_by_our_names_with_plays_of_a_video(
    private_bench: Callable[[ConnectorType], Bench],
    private_sandbox: SandboxProcess,
    videos: tuple[MediaFile, ...],
) -> None:
    bench = replace(private_bench(Connector), videos=videos)
    receipt, _ = await bench.deliver(bench.post(kind="video"))
    private_sandbox.control("POST", "/clock", {"advance_s": 3600})
    young = (await bench.connector().metrics([receipt.remote_id]))[receipt.remote_id]
    assert young["views"] > young["plays"] > 0
    assert "clicks" in young
    totals = await bench.connector().account_metrics()
    assert set(totals) == {"followers", "following", "posts"}
    assert totals["posts"] == 1
    assert await bench.connector().offers() == {}
