"""Posts that Facebook itself holds until their time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.doubles.sandbox import SandboxProcess

from heliograph.sdk.connectors import Absent, Found, OutgoingPost, PostKind
from heliograph.sdk.contract.bench import Bench
from heliograph.sdk.errors import ContentRefused, OutcomeUnknown

Wait = Callable[[float], None]
DAY = 86_400


def later(bench: Bench, post: OutgoingPost, seconds: float) -> OutgoingPost:
    return replace(post, publish_at=bench.access.clock.now() + timedelta(seconds=seconds))


@pytest.mark.parametrize("kind", ["text", "link", "image", "carousel", "video", "reel"])
async def test_a_post_that_is_held_appears_at_its_time(
    alone: Bench, private_sandbox: SandboxProcess, wait: Wait, kind: PostKind
) -> None:
    post = later(alone, alone.post(kind=kind), 3 * DAY)
    memory = await alone.connector().prepare(post, {})
    receipt = await alone.connector().publish(alone.sent(post), memory)
    assert receipt.state == "accepted"
    assert receipt.after is not None
    assert timedelta(days=2.9) < receipt.after <= timedelta(days=3)
    sent = alone.sent(post)
    wait(2 * DAY)
    held = await alone.connector().look(sent, memory)
    assert isinstance(held, Found)
    assert (held.receipt.state, held.receipt.remote_id) == ("accepted", receipt.remote_id)
    assert await alone.stand(post) == 0
    wait(DAY + 5)
    shown = await alone.connector().look(sent, memory)
    assert isinstance(shown, Found)
    assert (shown.receipt.state, shown.receipt.remote_id) == ("published", receipt.remote_id)
    (standing,) = private_sandbox.posts("facebook")
    assert len(standing["media"]) == len(post.media)


@pytest.mark.parametrize("seconds", [-60, 0, 590, 30 * DAY + 60])
async def test_a_time_out_of_facebooks_window_is_refused_here(alone: Bench, seconds: float) -> None:
    post = later(alone, alone.post(), seconds)
    with pytest.raises(ContentRefused) as refused:
        await alone.connector(base_url="http://127.0.0.1:9").prepare(post, {})
    assert [one.rule for one in refused.value.problems] == ["publish_at.window"]


# The platform reads the time a little later than it was chosen.
@pytest.mark.parametrize("seconds", [630, 30 * DAY])
async def test_both_ends_of_the_window_are_taken(alone: Bench, seconds: float) -> None:
    post = later(alone, alone.post(), seconds)
    memory = await alone.connector().prepare(post, {})
    assert (await alone.connector().publish(alone.sent(post), memory)).state == "accepted"


async def test_facebook_holds_no_stories(alone: Bench) -> None:
    story = later(alone, replace(alone.post(kind="story"), text=""), DAY)
    with pytest.raises(ContentRefused) as refused:
        await alone.connector().prepare(story, {})
    assert [one.rule for one in refused.value.problems] == ["publish_at.kind"]


async def test_a_held_post_whose_answer_was_lost_is_found_among_what_waits(alone: Bench) -> None:
    post = later(alone, alone.post(), DAY)
    await alone.platform.trouble("lost_answer")
    with pytest.raises(OutcomeUnknown):
        await alone.connector().publish(alone.sent(post), {})
    sighting = await alone.connector().look(alone.sent(post, again=True), {})
    assert isinstance(sighting, Found)
    assert sighting.receipt.state == "accepted"


async def test_a_held_post_that_was_never_stored_is_absent(alone: Bench) -> None:
    post = later(alone, alone.post(), DAY)
    await alone.platform.trouble("error_500")
    with pytest.raises(OutcomeUnknown):
        await alone.connector().publish(alone.sent(post), {})
    assert await alone.connector().look(alone.sent(post, again=True), {}) == Absent()


async def test_a_held_post_can_be_taken_back(alone: Bench, wait: Wait) -> None:
    post = later(alone, alone.post(), DAY)
    receipt = await alone.connector().publish(alone.sent(post), {})
    await alone.connector().delete(receipt.remote_id)
    wait(2 * DAY)
    assert await alone.stand(post) == 0
