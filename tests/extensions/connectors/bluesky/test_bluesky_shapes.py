"""What a post carries besides its words: a video, a card, its place in a thread, a warning."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from tests.doubles.sandbox import SandboxProcess

from heliograph.extensions.connectors.bluesky import Connector
from heliograph.sdk.connectors import Follows, MediaFile, OutgoingPost, Quota, Receipt
from heliograph.sdk.contract.bench import Bench, ConnectorType
from heliograph.sdk.errors import ContentRefused, TryLater


@pytest.fixture
def bench(
    private_bench: Callable[[ConnectorType], Bench],
    private_sandbox: SandboxProcess,
    videos: tuple[MediaFile, ...],
    linked: Callable[[OutgoingPost], OutgoingPost],
) -> Bench:
    private_sandbox.control("PUT", "/settings", {"container_s": 0.3})
    return replace(private_bench(Connector), videos=videos, complete=linked)


async def record_of(bench: Bench, receipt: Receipt) -> dict[str, Any]:
    """The record as anybody may read it."""
    did, collection, rkey = receipt.remote_id.removeprefix("at://").split("/")
    params = {"repo": did, "collection": collection, "rkey": rkey}
    url = f"{bench.access.base_url}/xrpc/com.atproto.repo.getRecord"
    found: dict[str, Any] = (await bench.access.http.get(url, params=params)).json()
    return found


def longer(film: MediaFile, number: int) -> MediaFile:
    """The same film in another file: a box that players skip stands at its end."""
    box = b"\0\0\0\x0cfree" + number.to_bytes(4)

    async def read() -> AsyncIterator[bytes]:
        async for chunk in film.read():
            yield chunk
        yield box

    return replace(film, read=read, size=film.size + len(box))


def step(bench: Bench, root: Receipt, parent: Receipt, **parts: Any) -> OutgoingPost:
    post = replace(bench.post(kind="thread"), follows=Follows("reply", root, parent))
    return replace(post, **parts)


async def test_a_video_stands_with_its_shape_and_its_description(bench: Bench) -> None:
    receipt, memory = await bench.deliver(bench.post(kind="video"))
    embed = (await record_of(bench, receipt))["value"]["embed"]
    assert embed["$type"] == "app.bsky.embed.video"
    assert embed["alt"] == "A lantern that brightens"
    assert embed["aspectRatio"] == {
        "width": bench.videos[0].width,
        "height": bench.videos[0].height,
    }
    assert embed["video"] == json.loads(memory["blobs"])[0]
    assert embed["video"]["size"] == bench.videos[0].size


async def test_a_video_that_takes_longer_is_looked_at_later_and_not_uploaded_again(
    bench: Bench, private_sandbox: SandboxProcess
) -> None:
    private_sandbox.faults("bluesky", processing_s=60)
    post, connector = bench.post(kind="video"), bench.connector()
    assert isinstance(connector, Connector)
    connector.uploads.videos.pauses = (0.01,)
    with pytest.raises(TryLater) as working:
        await connector.prepare(post, {})
    kept = working.value.memory
    assert kept is not None
    private_sandbox.control("POST", "/clock", {"advance_s": 61})
    memory = await bench.connector().prepare(post, kept)
    assert memory["video_job"] == kept["video_job"]
    await bench.connector().publish(bench.sent(post), memory)
    assert await bench.stand(post) == 1


async def test_the_same_video_in_another_post_uses_the_earlier_job(bench: Bench) -> None:
    first = await bench.connector().prepare(bench.post(kind="video"), {})
    second = await bench.connector().prepare(bench.post(kind="video"), {})
    assert first["blobs"] == second["blobs"]


async def test_a_file_that_is_no_video_is_refused_with_a_remedy(bench: Bench) -> None:
    picture = bench.pictures[0]
    disguised = replace(picture, mime="video/mp4", duration_ms=4000)
    post = replace(bench.post(kind="video"), media=(disguised,))
    with pytest.raises(ContentRefused) as refused:
        await bench.connector().prepare(post, {})
    assert "Encode the video anew" in refused.value.problems[0].remedy


async def test_the_day_s_last_video_asks_to_wait_for_another_day(
    bench: Bench, private_sandbox: SandboxProcess
) -> None:
    # A fifth of the 25 videos a day.
    private_sandbox.control("PUT", "/settings", {"rate_scale": 0.2})
    connector, post = bench.connector(), bench.post(kind="video")
    films = [replace(post, media=(longer(post.media[0], number),)) for number in range(6)]
    for film in films[:5]:
        await connector.prepare(film, {})
    with pytest.raises(TryLater) as used_up:
        await connector.prepare(films[5], {})
    assert used_up.value.after is not None
    assert timedelta() < used_up.value.after <= timedelta(days=1)


async def test_what_is_left_of_videos_and_calls_is_told(bench: Bench) -> None:
    heard: list[Quota] = []
    access = replace(bench.access, saw_quota=heard.append)
    post = bench.post(kind="video")
    memory = await Connector(access).prepare(post, {})
    await Connector(access).publish(bench.sent(post), memory)
    names = {quota.name for quota in heard}
    assert {"videos", "calls", "writes"} <= names
    assert all(0 <= quota.remaining <= quota.limit for quota in heard)


async def test_a_link_shows_the_card_that_its_page_offers(bench: Bench, page: str) -> None:
    receipt, _ = await bench.deliver(bench.post(kind="link"))
    card = (await record_of(bench, receipt))["value"]["embed"]["external"]
    assert card["uri"] == page
    assert card["title"] == "Lanterns & lights"
    assert card["description"] == "Where they stand, and who lit them."
    assert card["thumb"]["mimeType"] == "image/jpeg"


async def test_a_title_and_a_cover_of_ours_go_before_the_page_s(bench: Bench) -> None:
    ours = replace(bench.post(kind="link"), title="Our own title", cover=bench.pictures[1])
    receipt, _ = await bench.deliver(ours)
    card = (await record_of(bench, receipt))["value"]["embed"]["external"]
    assert card["title"] == "Our own title"
    assert card["thumb"]["size"] == bench.pictures[1].size


async def test_a_page_that_is_not_there_holds_no_post_up(bench: Bench) -> None:
    post = replace(bench.post(kind="link"), link="http://127.0.0.1:9/nothing")
    receipt, _ = await bench.deliver(post)
    card = (await record_of(bench, receipt))["value"]["embed"]["external"]
    assert card == {"uri": "http://127.0.0.1:9/nothing", "title": "127.0.0.1", "description": ""}


async def test_the_parts_of_a_thread_hang_on_the_part_before_and_on_the_first(
    bench: Bench,
) -> None:
    root, _ = await bench.deliver(bench.post(kind="thread"))
    second, _ = await bench.deliver(step(bench, root, root))
    third, _ = await bench.deliver(step(bench, root, second, media=bench.pictures[:1]))
    reply = (await record_of(bench, third))["value"]["reply"]
    first = await record_of(bench, root)
    middle = await record_of(bench, second)
    assert reply["root"] == {"uri": root.remote_id, "cid": first["cid"]}
    assert reply["parent"] == {"uri": second.remote_id, "cid": middle["cid"]}


async def test_a_part_sent_twice_stands_once(bench: Bench) -> None:
    root, _ = await bench.deliver(bench.post())
    part = step(bench, root, root)
    receipt, memory = await bench.deliver(part)
    assert await bench.connector().publish(bench.sent(part, again=True), memory) == receipt
    assert await bench.stand(part) == 1


async def test_a_part_whose_post_is_gone_is_refused(bench: Bench) -> None:
    root, _ = await bench.deliver(bench.post())
    await bench.connector().delete(root.remote_id)
    with pytest.raises(ContentRefused) as refused:
        await bench.connector().prepare(step(bench, root, root), {})
    assert refused.value.problems[0].field == "follows"


async def test_a_first_comment_answers_the_post(bench: Bench) -> None:
    root, _ = await bench.deliver(bench.post(pictures=1))
    comment = replace(bench.post(), follows=Follows("comment", root, root))
    receipt, _ = await bench.deliver(comment)
    reply = (await record_of(bench, receipt))["value"]["reply"]
    assert reply["root"] == reply["parent"]
    assert reply["parent"]["uri"] == root.remote_id


async def test_a_warning_and_tags_travel_with_the_record(bench: Bench) -> None:
    options = {"content_label": "graphic-media", "tags": ("#coast", "night")}
    receipt, _ = await bench.deliver(replace(bench.post(), options=options))
    value = (await record_of(bench, receipt))["value"]
    assert value["labels"]["values"] == [{"val": "graphic-media"}]
    assert value["tags"] == ["coast", "night"]
    assert value["langs"] == ["en"]


async def test_the_account_s_own_counts_go_by_our_names(bench: Bench) -> None:
    await bench.deliver(bench.post())
    counts = await bench.connector().account_metrics()
    assert set(counts) == set(bench.manifest.account_metrics)
    assert counts["posts"] == 1
