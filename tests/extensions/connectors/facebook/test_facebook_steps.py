"""First comments and stories."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from tests.doubles.sandbox import SandboxProcess

from heliograph.sdk.connectors import (
    Absent,
    Follows,
    Found,
    OutgoingPost,
    PostKind,
    Receipt,
)
from heliograph.sdk.contract.bench import Bench
from heliograph.sdk.errors import ContentRefused, OutcomeUnknown

Wait = Callable[[float], None]


def comment_on(bench: Bench, root: Receipt, text: str = "Read more below.") -> OutgoingPost:
    return replace(bench.post(text, kind="text"), follows=Follows("comment", root, root))


async def shown(bench: Bench, remote_id: str) -> list[dict[str, Any]]:
    headers = {"Authorization": f"Bearer {bench.access.secrets['access_token']}"}
    url = f"{bench.access.base_url}/v26.0/{remote_id}/comments"
    rows: list[dict[str, Any]] = (await bench.access.http.get(url, headers=headers)).json()["data"]
    return rows


@pytest.mark.parametrize("kind", ["text", "video", "reel"])
async def test_a_first_comment_stands_under_posts_and_videos(bench: Bench, kind: PostKind) -> None:
    root, _ = await bench.deliver(bench.post(kind=kind))
    step = comment_on(bench, root)
    memory = await bench.connector().prepare(step, {})
    assert await bench.connector().look(bench.sent(step), memory) == Absent()
    receipt = await bench.connector().publish(bench.sent(step), memory)
    assert receipt.remote_id.startswith("comment:")
    assert [row["message"] for row in await shown(bench, root.remote_id)] == [step.text]
    assert await bench.connector().look(bench.sent(step), memory) == Found(receipt)
    assert await bench.connector().metrics([receipt.remote_id]) == {}
    await bench.connector().delete(receipt.remote_id)
    await bench.connector().delete(receipt.remote_id)
    assert await shown(bench, root.remote_id) == []


async def test_a_comment_whose_answer_was_lost_is_found_and_not_doubled(bench: Bench) -> None:
    root, _ = await bench.deliver(bench.post())
    step = comment_on(bench, root)
    await bench.platform.trouble("lost_answer")
    with pytest.raises(OutcomeUnknown):
        await bench.connector().publish(bench.sent(step), {})
    assert isinstance(await bench.connector().look(bench.sent(step, again=True), {}), Found)
    assert len(await shown(bench, root.remote_id)) == 1


async def test_a_comment_under_a_story_is_refused_here(bench: Bench) -> None:
    root, _ = await bench.deliver(replace(bench.post(kind="story"), text=""))
    with pytest.raises(ContentRefused) as refused:
        await bench.connector().prepare(comment_on(bench, root), {})
    assert "story" in refused.value.problems[0].remedy


async def test_a_comment_without_words_is_refused_here(bench: Bench) -> None:
    root = Receipt("published", "1_2")
    with pytest.raises(ContentRefused):
        await bench.connector().prepare(comment_on(bench, root, " "), {})


async def test_a_story_of_words_is_refused_for_nobody_would_see_them(bench: Bench) -> None:
    with pytest.raises(ContentRefused) as refused:
        await bench.connector().prepare(bench.post("Hello", kind="story"), {})
    assert [one.rule for one in refused.value.problems] == ["text.max"]


async def test_a_photo_story_lives_for_a_day_and_counts_meanwhile(
    alone: Bench, private_sandbox: SandboxProcess, wait: Wait
) -> None:
    receipt, _ = await alone.deliver(replace(alone.post(kind="story"), text=""))
    wait(3600)
    counts = (await alone.connector().metrics([receipt.remote_id]))[receipt.remote_id]
    assert set(counts) == {"views", "reach", "clicks"}
    assert counts["views"] > 0
    (story,) = private_sandbox.posts("facebook")
    assert (story["kind"], len(story["media"])) == ("story", 1)
    wait(86_400)
    assert private_sandbox.posts("facebook") == []
    assert await alone.connector().metrics([receipt.remote_id]) == {}


async def test_a_photo_story_whose_answer_was_lost_is_found_by_its_photo(bench: Bench) -> None:
    post = replace(bench.post(kind="story"), text="")
    memory = await bench.connector().prepare(post, {})
    await bench.platform.trouble("lost_answer")
    with pytest.raises(OutcomeUnknown):
        await bench.connector().publish(bench.sent(post), memory)
    again = bench.sent(post, again=True)
    sighting = await bench.connector().look(again, memory)
    assert isinstance(sighting, Found)
    assert await bench.connector().publish(again, memory) == sighting.receipt
    assert await bench.stand(post) == 1


async def test_a_story_can_be_taken_down(bench: Bench) -> None:
    post = replace(bench.post(kind="story"), text="")
    receipt, _ = await bench.deliver(post)
    await bench.connector().delete(receipt.remote_id)
    await bench.connector().delete(receipt.remote_id)
    assert await bench.stand(post) == 0


async def test_a_video_story_stands_like_a_video(
    alone: Bench, private_sandbox: SandboxProcess, wait: Wait
) -> None:
    post = replace(alone.post(kind="story"), text="", media=alone.videos)
    receipt, _ = await alone.deliver(post)
    assert receipt.state == "published"
    (story,) = private_sandbox.posts("facebook")
    assert (story["kind"], story["media"][0]["mime"]) == ("story", "video/mp4")
    wait(2 * 86_400)
    assert private_sandbox.posts("facebook") == []
