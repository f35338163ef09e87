"""Threads and first comments: every part once, in order, and a broken thread goes on."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest

from heliograph.modules.publishing.service.takedown import TakedownService
from heliograph.modules.scheduling import Piece, PostBusy, RulesBroken, When
from heliograph.modules.scheduling.schemas import PostChange
from tests.modules.publishing.act import die
from tests.support.stage import Stage

THREAD = {
    "parts": [{"text": "Second: the Moon", "media": []}, {"text": "Third: Mars", "media": []}],
    "first_comment": "Sources below",
}
WORDS = ["First: the Sun", "Second: the Moon", "Third: Mars", "Sources below"]


@pytest.fixture
def handle() -> str:
    """An account for one test alone."""
    return f"h{uuid4().hex[:12]}"


async def thread(stage: Stage, handle: str) -> UUID:
    """A thread of three parts with a first comment, due now."""
    service = stage.instance.scheduling.service(stage.work)
    channel = await stage.channel(handle=handle)
    piece = Piece(WORDS[0], kind="thread", extras=THREAD)
    post_id: UUID = (await service.create(channel, piece, When(now=True)))["id"]
    return post_id


def standing(stage: Stage, handle: str) -> list[dict[str, Any]]:
    return stage.sandbox.posts("mastodon", handle)


async def test_a_thread_goes_out_in_order_and_hangs_together(stage: Stage, handle: str) -> None:
    post_id = await thread(stage, handle)

    post = await stage.deliver(post_id)

    assert post["status"] == "published"
    assert [one["text"] for one in standing(stage, handle)] == WORDS
    ids = [one["id"] for one in standing(stage, handle)]
    assert post["remote_id"] == ids[0]
    channel = await stage.instance.channels.service(stage.work).open(UUID(str(post["channel_id"])))
    client = channel.connector._client  # type: ignore[attr-defined]  # reason: what really hangs on what
    answers = [await client._ask("GET", f"/api/v1/statuses/{one}") for one in ids]
    parents = [answer.json()["in_reply_to_id"] for answer in answers]
    assert parents == [None, ids[0], ids[1], ids[0]]


@pytest.mark.parametrize("place", [0, 1, 2, 3])
@pytest.mark.parametrize("fate", ["lost_answer", "error_500", "rate_limited"])
async def test_whatever_part_meets_trouble_each_part_stands_once(
    stage: Stage, handle: str, place: int, fate: str
) -> None:
    post_id = await thread(stage, handle)
    stage.sandbox.faults("mastodon", script=["ok"] * place + [fate], only=["publish"])

    for _ in range(3):
        post = await stage.deliver(post_id)
        await stage.make_due(post_id)

    assert post["status"] == "published"
    assert [one["text"] for one in standing(stage, handle)] == WORDS


async def test_a_worker_that_dies_in_the_middle_leaves_the_rest_to_the_next(
    stage: Stage, handle: str
) -> None:
    post_id = await thread(stage, handle)
    stage.sandbox.faults("mastodon", script=["ok", "lost_answer"], only=["publish"])
    await stage.deliver(post_id)
    stage.sandbox.faults("mastodon", slow_ms=400)
    await stage.make_due(post_id)
    await die(stage, post_id, "sending")
    stage.sandbox.faults("mastodon")

    for _ in range(2):
        await stage.make_due(post_id)
        post = await stage.deliver(post_id)

    assert post["status"] == "published"
    assert [one["text"] for one in standing(stage, handle)] == WORDS


async def test_a_refused_part_says_what_stands_and_try_again_sends_only_the_rest(
    stage: Stage, handle: str
) -> None:
    post_id = await thread(stage, handle)
    stage.sandbox.faults("mastodon", script=["ok", "ok", "refused"], only=["publish"])
    post = await stage.deliver(post_id)
    assert post["status"] == "failed"
    assert isinstance(post["problem"], dict)
    assert post["problem"]["detail"].startswith("2 of 4 parts stand.")

    await stage.instance.scheduling.service(stage.work).retry(post_id)
    post = await stage.deliver(post_id)

    assert post["status"] == "published"
    assert [one["text"] for one in standing(stage, handle)] == WORDS


async def test_what_stands_in_part_is_not_edited_and_cancelling_leaves_out_the_rest(
    stage: Stage, handle: str
) -> None:
    post_id = await thread(stage, handle)
    stage.sandbox.faults("mastodon", script=["ok", "refused"], only=["publish"])
    post = await stage.deliver(post_id)
    service = stage.instance.scheduling.service(stage.work)

    with pytest.raises(PostBusy, match="stands already"):
        await service.change(post_id, PostChange(revision=post["revision"], text="Other words"))
    assert (await service.cancel(post_id))["status"] == "published"
    assert [one["text"] for one in standing(stage, handle)] == WORDS[:1]


async def test_taking_a_thread_down_takes_every_part_down(stage: Stage, handle: str) -> None:
    post_id = await thread(stage, handle)
    await stage.deliver(post_id)
    work = stage.work
    instance = stage.instance

    takedown = TakedownService(
        work, instance.channels.service(work), instance.scheduling.service(work)
    )
    await takedown.take_down(post_id)

    assert standing(stage, handle) == []


async def test_a_part_that_is_too_long_is_told_by_its_place(stage: Stage) -> None:
    service = stage.instance.scheduling.service(stage.work)
    extras = {"parts": [{"text": "a" * 501, "media": []}], "first_comment": "b" * 502}
    channel = await stage.channel()

    with pytest.raises(RulesBroken) as broken:
        await service.create(channel, Piece("First", kind="thread", extras=extras), When(now=True))

    fields = {problem.field for problem in broken.value.problems}
    assert fields == {"parts[1].text", "first_comment"}


async def held_thread(stage: Stage, channel: UUID) -> UUID:
    """A thread of which the first part stands and nobody knows of the second."""
    service = stage.instance.scheduling.service(stage.work)
    parts = {"parts": [{"text": WORDS[1], "media": []}, {"text": WORDS[2], "media": []}]}
    piece = Piece(WORDS[0], kind="thread", extras=parts)
    post_id: UUID = (await service.create(channel, piece, When(now=True)))["id"]
    stage.sandbox.faults("telegram", script=["ok", "lost_answer"], only=["publish"])
    for _ in range(12):
        post = await stage.deliver(post_id)
        await stage.make_due(post_id)
    assert post["status"] == "unknown"
    return post_id


async def test_a_part_seen_by_a_person_lets_the_next_one_go_out(stage: Stage, handle: str) -> None:
    post_id = await held_thread(stage, await stage.channel("telegram", handle))
    stands = stage.sandbox.posts("telegram")
    mine = [one for one in stands if one["text"] in WORDS[:2]]
    first = str((await stage.read(post_id))["remote_id"])
    second = first.replace(mine[-2]["id"].rpartition(":")[2], mine[-1]["id"].rpartition(":")[2])

    history = stage.instance.history(stage.workspace_id)
    post = await history.resolve(post_id, "published", second)
    assert post["status"] == "scheduled"
    post = await stage.deliver(post_id)

    assert (post["status"], post["remote_id"]) == ("published", first)
    assert [one["stands"] for one in await history.stages(post_id)] == [True, True, True]


async def test_giving_a_thread_up_leaves_what_stands_published(stage: Stage, handle: str) -> None:
    post_id = await held_thread(stage, await stage.channel("telegram", handle))

    history = stage.instance.history(stage.workspace_id)
    post = await history.resolve(post_id, "give_up")

    assert post["status"] == "published"
    assert [one["stands"] for one in await history.stages(post_id)] == [True, False, False]
