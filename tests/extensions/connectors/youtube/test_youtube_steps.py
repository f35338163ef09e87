"""Later steps: the thumbnail, the playlist, the first comment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from heliograph.extensions.connectors.youtube import Connector
from heliograph.sdk.connectors import (
    Absent,
    Action,
    Follows,
    Found,
    MediaFile,
    OutgoingPost,
    Receipt,
)
from heliograph.sdk.contract.bench import Bench, ConnectorType
from heliograph.sdk.errors import ContentRefused, OutcomeUnknown


def complete(post: OutgoingPost) -> OutgoingPost:
    return replace(post, title=f"Lantern {post.key[:8]}", options={"made_for_kids": False})


@pytest.fixture
def bench(bench_on: Callable[[ConnectorType], Bench], videos: tuple[MediaFile, ...]) -> Bench:
    return replace(bench_on(Connector), videos=videos, complete=complete)


def step(bench: Bench, action: Action, root: Receipt, **changes: Any) -> OutgoingPost:
    key = uuid4()
    plain = replace(
        bench.post("Which lantern is yours?"),
        id=key,
        key=str(key),
        media=(),
        options={},
        follows=Follows(action, root, root),
    )
    return replace(plain, **changes)


async def raw(bench: Bench, method: str, path: str, **parts: Any) -> Any:
    headers = {"Authorization": f"Bearer {bench.access.secrets['access_token']}"}
    url = f"{bench.access.base_url}/youtube/v3/{path}"
    answer = await bench.access.http.request(method, url, headers=headers, **parts)
    assert answer.ok, answer.body
    return answer.json()


async def playlist(bench: Bench, title: str) -> str:
    body = {"snippet": {"title": title}, "status": {"privacyStatus": "public"}}
    made = await raw(bench, "POST", "playlists", params={"part": "snippet,status"}, json=body)
    return str(made["id"])


async def test_a_thumbnail_is_set_and_may_be_set_again(
    bench: Bench, pictures: tuple[MediaFile, ...]
) -> None:
    root, _ = await bench.deliver(bench.post())
    post = step(bench, "cover", root, cover=pictures[0])
    memory = await bench.connector().prepare(post, {})
    for _ in range(2):
        receipt = await bench.connector().publish(bench.sent(post), memory)
        assert receipt.remote_id == f"cover:{root.remote_id}"
    found = await raw(bench, "GET", "videos", params={"part": "snippet", "id": root.remote_id})
    url = found["items"][0]["snippet"]["thumbnails"]["default"]["url"]
    assert pictures[0].sha256 in url
    assert isinstance(await bench.connector().look(bench.sent(post), memory), Absent)


async def test_a_thumbnail_that_youtube_would_not_take_is_refused_here(
    bench: Bench, pictures: tuple[MediaFile, ...]
) -> None:
    root = Receipt("published", "abcdefghijk")
    wrong = replace(pictures[0], mime="image/webp", size=3_000_000)
    with pytest.raises(ContentRefused) as refused:
        await bench.connector().prepare(step(bench, "cover", root, cover=wrong), {})
    assert [one.rule for one in refused.value.problems] == ["cover.mime", "cover.max_bytes"]
    with pytest.raises(ContentRefused):
        await bench.connector().prepare(step(bench, "cover", root), {})


async def test_a_thumbnail_of_a_channel_that_is_not_verified_comes_with_the_remedy(
    bench: Bench, pictures: tuple[MediaFile, ...], sandbox: Any
) -> None:
    secrets = sandbox.account("youtube", f"unverified{uuid4().hex[:8]}")
    bench = replace(bench, access=replace(bench.access, secrets=secrets))
    root, _ = await bench.deliver(bench.post())
    post = step(bench, "cover", root, cover=pictures[0])
    with pytest.raises(ContentRefused) as refused:
        await bench.connector().publish(bench.sent(post), {})
    assert "youtube.com/verify" in refused.value.problems[0].remedy


async def test_a_video_is_filed_in_the_playlist_of_that_name_once(bench: Bench) -> None:
    root, _ = await bench.deliver(bench.post())
    list_id = await playlist(bench, "Lanterns")
    assert await bench.connector().offers() == {"playlist": ["Lanterns"]}
    post = step(bench, "playlist", root, options={"playlist": "Lanterns"})
    memory = await bench.connector().prepare(post, {})
    assert memory == {"playlist_id": list_id}
    assert isinstance(await bench.connector().look(bench.sent(post), memory), Absent)
    receipt = await bench.connector().publish(bench.sent(post), memory)
    sighting = await bench.connector().look(bench.sent(post, again=True), memory)
    assert isinstance(sighting, Found)
    assert sighting.receipt == receipt
    await bench.connector().delete(receipt.remote_id)
    await bench.connector().delete(receipt.remote_id)
    assert isinstance(await bench.connector().look(bench.sent(post), memory), Absent)
    assert await bench.connector().metrics([receipt.remote_id]) == {}


async def test_playlists_of_one_name_are_told_apart_by_their_ids(bench: Bench) -> None:
    ids = [await playlist(bench, "Lanterns") for _ in range(2)]
    offered = (await bench.connector().offers())["playlist"]
    assert offered == [f"Lanterns ({one})" for one in ids]
    root = Receipt("published", "abcdefghijk")
    post = step(bench, "playlist", root, options={"playlist": offered[1]})
    assert await bench.connector().prepare(post, {}) == {"playlist_id": ids[1]}


async def test_a_playlist_that_is_not_the_channel_s_is_refused_with_those_that_are(
    bench: Bench,
) -> None:
    await playlist(bench, "Lanterns")
    root = Receipt("published", "abcdefghijk")
    post = step(bench, "playlist", root, options={"playlist": "Torches"})
    with pytest.raises(ContentRefused) as refused:
        await bench.connector().prepare(post, {})
    assert "Lanterns" in refused.value.problems[0].remedy


async def test_a_comment_without_an_answer_is_found_and_not_repeated(bench: Bench) -> None:
    root, _ = await bench.deliver(bench.post())
    post = step(bench, "comment", root)
    await bench.platform.trouble("lost_answer")
    with pytest.raises(OutcomeUnknown):
        await bench.connector().publish(bench.sent(post), {})
    sighting = await bench.connector().look(bench.sent(post, again=True), {})
    assert isinstance(sighting, Found)
    assert sighting.receipt.remote_id.startswith("comment:")
    other = step(bench, "comment", root, text="Another question")
    assert isinstance(await bench.connector().look(bench.sent(other), {}), Absent)
    await bench.connector().delete(sighting.receipt.remote_id)
    assert isinstance(await bench.connector().look(bench.sent(post), {}), Absent)


async def test_a_video_made_for_children_takes_no_comment(bench: Bench) -> None:
    root, _ = await bench.deliver(replace(bench.post(), options={"made_for_kids": True}))
    with pytest.raises(ContentRefused) as refused:
        await bench.connector().publish(bench.sent(step(bench, "comment", root)), {})
    assert "Leave the comment out" in refused.value.problems[0].remedy


async def test_a_thumbnail_cannot_be_taken_back(bench: Bench) -> None:
    with pytest.raises(ContentRefused) as refused:
        await bench.connector().delete("cover:abcdefghijk")
    assert refused.value.problems[0].remedy
