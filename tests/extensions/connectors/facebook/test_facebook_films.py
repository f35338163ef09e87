"""Videos and reels: chunks, breaks, states over time, and what settles doubt."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import Any

import pytest
from tests.doubles.sandbox import SandboxProcess

from heliograph.extensions.connectors.facebook import Connector
from heliograph.sdk.connectors import Absent, Found, MediaFile, Memory, OutgoingPost, PostKind
from heliograph.sdk.contract.bench import Bench
from heliograph.sdk.errors import ContentRefused, OutcomeUnknown, TryLater

Wait = Callable[[float], None]


def standing(sandbox: SandboxProcess, post: OutgoingPost) -> dict[str, Any]:
    (found,) = [one for one in sandbox.posts("facebook") if one["text"] == post.text]
    return found


def uploads(sandbox: SandboxProcess) -> list[str]:
    calls = sandbox.control("GET", "/calls?platform=facebook&kind=upload")
    return [call["path"].rpartition("/")[2] for call in calls]


async def test_a_video_arrives_whole_in_the_chunks_that_facebook_asks_for(
    alone: Bench, private_sandbox: SandboxProcess, long_video: MediaFile
) -> None:
    largest = 0

    async def watched(start: int, length: int) -> AsyncIterator[bytes]:
        nonlocal largest
        assert long_video.read_range is not None
        async for piece in long_video.read_range(start, length):
            largest = max(largest, length)
            yield piece

    post = replace(alone.post(kind="video"), media=(replace(long_video, read_range=watched),))
    receipt, _ = await alone.deliver(post)
    assert receipt.state == "published"
    assert uploads(private_sandbox) == ["videos"] * 4
    assert largest == 1024 * 1024
    (item,) = standing(private_sandbox, post)["media"]
    assert (item["sha256"], item["bytes"]) == (long_video.sha256, long_video.size)


async def test_an_upload_that_broke_off_goes_on_where_it_stopped(
    alone: Bench, private_sandbox: SandboxProcess, long_video: MediaFile
) -> None:
    post = replace(alone.post(kind="video"), media=(long_video,))
    private_sandbox.faults("facebook", script=["ok", "ok", "error_500"], only=["upload"])
    with pytest.raises(TryLater) as broken:
        await alone.connector().prepare(post, {})
    kept = dict(broken.value.memory or {})
    assert kept["sent"] == str(1024 * 1024)
    memory = await alone.connector().prepare(post, kept)
    assert memory["video_id"] == kept["video_id"]
    await alone.connector().publish(alone.sent(post), memory)
    assert await alone.stood(post)
    assert len(uploads(private_sandbox)) == 5


async def test_a_chunk_whose_answer_was_lost_begins_the_upload_anew(
    alone: Bench, private_sandbox: SandboxProcess, long_video: MediaFile
) -> None:
    post = replace(alone.post(kind="video"), media=(long_video,))
    private_sandbox.faults("facebook", script=["ok", "lost_answer"], only=["upload"])
    with pytest.raises(TryLater) as broken:
        await alone.connector().prepare(post, {})
    with pytest.raises(TryLater, match="anew") as refused:
        await alone.connector().prepare(post, broken.value.memory or {})
    memory = await alone.connector().prepare(post, refused.value.memory or {})
    await alone.connector().publish(alone.sent(post), memory)
    assert await alone.stood(post)


@pytest.mark.parametrize("kind", ["reel", "story"])
async def test_an_upload_host_that_fell_silent_is_asked_what_it_has(
    alone: Bench, private_sandbox: SandboxProcess, kind: PostKind
) -> None:
    post = replace(alone.post(kind=kind), text="", media=alone.videos)
    private_sandbox.faults("facebook", script=["ok", "lost_answer"], only=["upload"])
    with pytest.raises(TryLater) as broken:
        await alone.connector().prepare(post, {})
    memory = await alone.connector().prepare(post, broken.value.memory or {})
    assert memory == broken.value.memory
    assert len(uploads(private_sandbox)) == 2
    await alone.connector().publish(alone.sent(post), memory)
    assert await alone.stood(post)


async def test_half_a_reel_is_followed_by_the_other_half_alone(
    alone: Bench, private_sandbox: SandboxProcess, long_video: MediaFile
) -> None:
    asked: list[int] = []
    half = long_video.size // 2

    async def breaking(start: int, length: int) -> AsyncIterator[bytes]:
        asked.append(start)
        assert long_video.read_range is not None
        sent = 0
        async for piece in long_video.read_range(start, length):
            if len(asked) == 2 and sent >= half:
                raise OSError("the disk went away")
            sent += len(piece)
            yield piece

    post = replace(alone.post(kind="reel"), media=(replace(long_video, read_range=breaking),))
    memory: Memory = await _begun(alone, post)
    with pytest.raises(OSError, match="went away"):
        await alone.connector().prepare(post, memory)
    memory = await alone.connector().prepare(post, memory)
    assert asked[-1] > 0
    await alone.connector().publish(alone.sent(post), memory)
    assert await alone.stood(post)
    (item,) = standing(private_sandbox, post)["media"]
    assert item["sha256"] == long_video.sha256


async def test_an_upload_that_was_left_for_days_begins_anew(alone: Bench, wait: Wait) -> None:
    post = alone.post(kind="reel")
    memory = await alone.connector().prepare(post, {})
    wait(2 * 86_400)
    again = await alone.connector().prepare(post, memory)
    assert again["video_id"] != memory["video_id"]


@pytest.mark.parametrize("kind", ["video", "reel"])
async def test_a_video_is_accepted_then_published_and_titled(
    alone: Bench, private_sandbox: SandboxProcess, wait: Wait, kind: PostKind
) -> None:
    private_sandbox.faults("facebook", processing_s=100)
    post = replace(alone.post(kind=kind), title="The lantern")
    memory = await alone.connector().prepare(post, {})
    receipt = await alone.connector().publish(alone.sent(post), memory)
    assert (receipt.state, receipt.after is not None) == ("accepted", True)
    early = await alone.connector().look(alone.sent(post), memory)
    assert isinstance(early, Found)
    assert early.receipt.state == "accepted"
    wait(101)
    late = await alone.connector().look(alone.sent(post), memory)
    assert isinstance(late, Found)
    assert (late.receipt.state, late.receipt.remote_id) == ("published", memory["video_id"])
    assert memory["video_id"] in str(late.receipt.url)
    assert standing(private_sandbox, post)["url"] == late.receipt.url


async def test_a_last_word_that_was_lost_is_found_by_the_videos_id(alone: Bench) -> None:
    post = alone.post(kind="video")
    memory = await alone.connector().prepare(post, {})
    assert await alone.connector().look(alone.sent(post), memory) == Absent()
    await alone.platform.trouble("lost_answer")
    with pytest.raises(OutcomeUnknown):
        await alone.connector().publish(alone.sent(post), memory)
    again = alone.sent(post, again=True)
    assert isinstance(await alone.connector().look(again, memory), Found)
    repeated = await alone.connector().publish(again, memory)
    assert repeated.remote_id == memory["video_id"]
    assert await alone.stood(post)


async def test_a_video_that_cannot_be_played_is_refused_after_all(
    alone: Bench, private_sandbox: SandboxProcess
) -> None:
    async def read() -> AsyncIterator[bytes]:
        yield b"\0\0\0\x18ftypmp42" + bytes(500)

    broken = replace(alone.videos[0], read=read, size=512)
    post = replace(alone.post(kind="video"), media=(broken,))
    private_sandbox.faults("facebook", processing_s=0)
    memory = await alone.connector().prepare(post, {})
    await alone.connector().publish(alone.sent(post), memory)
    with pytest.raises(ContentRefused) as refused:
        await alone.connector().look(alone.sent(post), memory)
    assert refused.value.problems[0].field == "media"
    again = await alone.connector().prepare(post, memory)
    assert again["video_id"] != memory["video_id"]


async def test_a_cover_stands_for_the_video(bench: Bench, sandbox: SandboxProcess) -> None:
    post = replace(bench.post(kind="video"), cover=bench.pictures[0])
    receipt, _ = await bench.deliver(post)
    page = await bench.access.http.get(str(receipt.url))
    assert bench.pictures[0].sha256 in page.body.decode()


async def test_a_cover_that_is_too_heavy_is_refused_here(bench: Bench) -> None:
    heavy = replace(bench.pictures[0], size=50_000_000)
    with pytest.raises(ContentRefused) as refused:
        await bench.connector().prepare(replace(bench.post(kind="video"), cover=heavy), {})
    assert refused.value.problems[0].field == "cover"


@pytest.mark.parametrize(("change", "rule"), [
    ({"width": 960, "height": 540}, "media.ratio"), ({"duration_ms": 2000}, "media.seconds"),
    ({"duration_ms": 91_000}, "media.seconds"), ({"fps": 15.0}, "media.fps"),
    ({"width": 360, "height": 640}, "media.min_size"),
    ({"video_codec": "mpeg4"}, "media.video_codec"), ({"mime": "video/quicktime"}, "media.mime"),
])  # fmt: skip
async def test_a_reel_out_of_measure_is_refused_here(
    bench: Bench, change: dict[str, Any], rule: str
) -> None:
    odd = replace(bench.videos[0], **change)
    with pytest.raises(ContentRefused) as refused:
        await bench.connector().prepare(replace(bench.post(kind="reel"), media=(odd,)), {})
    assert rule in {problem.rule for problem in refused.value.problems}


@pytest.mark.parametrize("kind", ["video", "reel"])
async def test_a_videos_numbers_grow(
    alone: Bench, private_sandbox: SandboxProcess, wait: Wait, kind: PostKind
) -> None:
    receipt, _ = await alone.deliver(alone.post(kind=kind))
    seen = []
    for _ in range(2):
        wait(120)
        counts = (await alone.connector().metrics([receipt.remote_id]))[receipt.remote_id]
        assert set(counts) == {"likes", "comments", "shares", "plays", "watch_seconds"}
        seen.append(counts)
    assert seen[1]["plays"] > seen[0]["plays"] > 0
    assert seen[1]["watch_seconds"] > seen[0]["watch_seconds"] > seen[0]["plays"]


async def test_a_deleted_reel_is_gone_with_its_numbers(alone: Bench) -> None:
    post = alone.post(kind="reel")
    receipt, _ = await alone.deliver(post)
    await alone.connector().delete(receipt.remote_id)
    await alone.connector().delete(receipt.remote_id)
    assert await alone.stand(post) == 0
    assert await alone.connector().metrics([receipt.remote_id]) == {}


async def _begun(bench: Bench, post: OutgoingPost) -> dict[str, str]:
    """An upload whose first bytes found the server away."""
    sandbox = bench.platform.sandbox  # type: ignore[attr-defined]  # the sandbox's own platform
    sandbox.faults("facebook", script=["ok", "error_503"], only=["upload"])
    with pytest.raises(TryLater) as broken:
        await Connector(bench.access).prepare(post, {})
    return dict(broken.value.memory or {})
