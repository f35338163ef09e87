"""Video pins: registered, uploaded without a token, waited for, and given a cover."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.doubles.sandbox import SandboxProcess

from heliograph.extensions.connectors.pinterest import Connector
from heliograph.extensions.connectors.pinterest.client import PinterestClient
from heliograph.extensions.connectors.pinterest.mapping import MediaPlace
from heliograph.extensions.connectors.pinterest.videos import Videos
from heliograph.sdk.connectors import MediaFile, OutgoingPost
from heliograph.sdk.contract.bench import Bench
from heliograph.sdk.errors import ContentRefused, TryLater


@pytest.fixture
def bench(
    private_sandbox: SandboxProcess,
    private_bench: Callable[..., Bench],
    videos: tuple[MediaFile, ...],
) -> Bench:
    private_sandbox.control("PUT", "/settings", {"container_s": 0.2})
    return replace(private_bench(Connector), videos=videos)


def statuses(sandbox: SandboxProcess, path: str) -> list[int]:
    calls = sandbox.control("GET", "/calls?platform=pinterest")
    rows = calls["calls"] if isinstance(calls, dict) else calls
    return [row["status"] for row in rows if row["path"] == path and row["method"] == "POST"]


def hurried(bench: Bench) -> Videos:
    """Uploads that do not wait for Pinterest to finish."""
    return Videos(PinterestClient(bench.access), bench.access, pauses=())


async def test_a_video_is_uploaded_once_and_then_pinned(
    bench: Bench, private_sandbox: SandboxProcess
) -> None:
    post = bench.post(kind="video")
    memory = await bench.connector().prepare(post, {})
    assert statuses(private_sandbox, "/media-upload") == [204]
    assert await bench.stand(post) == 0
    again = await bench.connector().prepare(post, memory)
    assert statuses(private_sandbox, "/v5/media") == [201]
    await bench.connector().publish(bench.sent(post), again)
    stored = private_sandbox.posts("pinterest")[0]["media"][0]
    assert (stored["sha256"], stored["width"]) == (post.media[0].sha256, 540)
    assert stored["moment"] == 1


async def test_while_it_is_processed_it_is_waited_for_and_not_uploaded_again(
    bench: Bench, private_sandbox: SandboxProcess
) -> None:
    private_sandbox.faults("pinterest", processing_s=100)
    post = bench.post(kind="video")
    with pytest.raises(TryLater) as waiting:
        await hurried(bench).ready(post, {})
    kept = waiting.value.memory or {}
    with pytest.raises(TryLater):
        await hurried(bench).ready(post, kept)
    private_sandbox.control("POST", "/clock", {"advance_s": 101})
    assert await hurried(bench).ready(post, kept) == kept
    assert statuses(private_sandbox, "/v5/media") == [201]


async def test_a_cover_of_its_own_stands_for_the_video(
    bench: Bench, private_sandbox: SandboxProcess, pictures: tuple[MediaFile, ...]
) -> None:
    post = replace(bench.post(kind="video"), cover=pictures[0])
    await bench.deliver(post)
    stored = private_sandbox.posts("pinterest")[0]["media"][0]
    assert stored["poster"] == f"/media/{pictures[0].sha256}.jpg"


async def test_a_cover_of_another_type_is_refused_here(
    bench: Bench, pictures: tuple[MediaFile, ...]
) -> None:
    cover = replace(pictures[0], mime="image/webp")
    with pytest.raises(ContentRefused) as refused:
        await bench.connector().prepare(replace(bench.post(kind="video"), cover=cover), {})
    assert [one.field for one in refused.value.problems] == ["cover"]


async def test_a_video_that_pinterest_cannot_process_is_refused_and_then_uploaded_anew(
    bench: Bench, private_sandbox: SandboxProcess, pictures: tuple[MediaFile, ...]
) -> None:
    post = bench.post(kind="video")
    disguised = replace(pictures[0], mime="video/mp4", width=None, height=None)
    broken: OutgoingPost = replace(post, media=(disguised,))
    with pytest.raises(ContentRefused) as refused:
        await bench.connector().prepare(broken, {})
    assert refused.value.problems[0].remedy
    private_sandbox.faults("pinterest", processing_s=100)
    with pytest.raises(TryLater) as waiting:
        await hurried(bench).ready(broken, {})
    private_sandbox.faults("pinterest")
    private_sandbox.control("POST", "/clock", {"advance_s": 101})
    memory = await bench.connector().prepare(post, waiting.value.memory or {})
    await bench.connector().publish(bench.sent(post), memory)
    assert await bench.stand(post) == 1


async def test_a_store_that_is_out_of_order_means_later(
    bench: Bench, private_sandbox: SandboxProcess
) -> None:
    private_sandbox.faults("pinterest", script=["ok", "error_503"], only=["upload"])
    with pytest.raises(TryLater, match="503"):
        await bench.connector().prepare(bench.post(kind="video"), {})


def test_what_opens_the_store_is_not_shown() -> None:
    place = MediaPlace(media_id="1", upload_url="https://x/?s=abc", upload_parameters={"k": "abc"})
    assert "abc" not in repr(place)
