"""What the platform says decides what happens next: wait, look, rest, or ask a person."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heliograph.kit.settings import DeliverySettings
from heliograph.modules.publishing.service.outcomes import delay_after
from tests.modules.publishing.act import die, picture_post, told, wait_of
from tests.modules.publishing.conftest import Work
from tests.modules.scheduling.guarding import set_guards
from tests.support.stage import Stage
from tests.support.waiting import until

PLATFORMS = ["mastodon", "bluesky"]


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("trouble", ["error_500", "error_503", "committed_500", "truncated"])
async def test_a_server_error_on_the_publishing_call_is_looked_up_and_ends_once(
    stage: Stage, platform: str, trouble: str
) -> None:
    words = f"Through {trouble}"
    post_id = await stage.post(await stage.channel(platform), words)
    stage.sandbox.faults(platform, script=[trouble], only=["publish"])

    doubtful = await stage.deliver(post_id)
    assert (doubtful["status"], doubtful["in_doubt"]) == ("retrying", True)
    await stage.make_due(post_id)
    post = await stage.deliver(post_id)

    assert post["status"] == "published"
    assert stage.standing(platform=platform).count(words) == 1


async def test_a_server_error_before_the_publishing_call_is_tried_again_without_a_look(
    stage: Stage,
) -> None:
    post_id = await picture_post(stage, await stage.channel(), "After the upload failed")
    stage.sandbox.faults("mastodon", script=["error_503", "error_500"], only=["upload"])

    waits = []
    for _ in range(2):
        post = await stage.deliver(post_id)
        assert (post["status"], post["in_doubt"]) == ("retrying", False)
        waits.append(await wait_of(stage, post_id))
        await stage.make_due(post_id)
    post = await stage.deliver(post_id)

    assert post["status"] == "published"
    assert waits[0] <= 0.1
    assert waits[1] <= 0.2
    assert "looked" not in await stage.history(post_id)


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_the_platforms_own_waiting_time_is_kept(stage: Stage, platform: str) -> None:
    post_id = await stage.post(await stage.channel(platform), "Patience")
    stage.sandbox.faults(platform, script=["rate_limited"], only=["publish"])

    post = await stage.deliver(post_id)

    assert post["status"] == "retrying"
    assert 50 < await wait_of(stage, post_id) <= 61
    assert post["failures"] == 0
    assert (await stage.deliver(post_id))["attempt"] == 1
    await stage.make_due(post_id)
    assert (await stage.deliver(post_id))["status"] == "published"


async def test_being_told_to_wait_any_number_of_times_is_no_failure(stage: Stage) -> None:
    post_id = await stage.post(await stage.channel(), "Long patience")
    often = stage.instance.settings.delivery.crashes + 5
    stage.sandbox.faults("mastodon", script=["rate_limited"] * often, only=["publish"])
    for _ in range(often):
        assert (await stage.deliver(post_id))["status"] == "retrying"
        await stage.make_due(post_id)

    assert (await stage.deliver(post_id))["status"] == "published"


async def test_a_platform_that_stays_down_ends_as_failed_with_a_remedy(stage: Stage) -> None:
    channel_id = await stage.channel()
    await set_guards(stage, channel_id, auto_retries=0)
    post_id = await picture_post(stage, channel_id, "Nobody home")
    stage.sandbox.faults("mastodon", error_503=1.0, only=["upload"])

    for _ in range(stage.instance.settings.delivery.attempts):
        await stage.make_due(post_id)
        post = await stage.deliver(post_id)

    assert post["status"] == "failed"
    assert "Try again" in str(problem(post)["remedy"])
    stage.sandbox.faults("mastodon")
    again = await stage.instance.scheduling.service(stage.work).retry(post_id)
    assert again["status"] == "scheduled"
    assert (await stage.deliver(post_id))["status"] == "published"


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_refused_content_fails_with_a_remedy_and_can_be_changed(
    stage: Stage, platform: str
) -> None:
    post_id = await stage.post(await stage.channel(platform), "Not welcome")
    stage.sandbox.faults(platform, script=["refused"], only=["publish"])

    post = await stage.deliver(post_id)

    assert (post["status"], post["in_doubt"]) == ("failed", False)
    assert problem(post)["code"] == "publishing.refused"
    assert problem(post)["remedy"]
    retried = await stage.instance.scheduling.service(stage.work).retry(post_id)
    assert retried["status"] == "scheduled"


async def test_content_refused_after_a_lost_answer_is_free_to_be_changed(stage: Stage) -> None:
    post_id = await stage.post(await stage.channel(), "Refused at the second look")
    stage.sandbox.faults("mastodon", script=["error_500", "refused"], only=["publish"])
    await stage.deliver(post_id)
    await stage.make_due(post_id)

    post = await stage.deliver(post_id)

    assert (post["status"], post["in_doubt"]) == ("failed", False)
    await stage.instance.scheduling.service(stage.work).cancel(post_id)


async def test_a_dead_token_asks_for_reconnection_and_the_post_then_goes_out_by_itself(
    stage: Stage, working: Work
) -> None:
    channel = await stage.channel("mastodon", "lostkeys")
    post_id = await stage.post(channel, "Waits for the keys")
    stage.sandbox.control("POST", "/revoke", {"platform": "mastodon", "handle": "lostkeys"})

    post = await stage.deliver(post_id)

    assert post["status"] == "needs_reconnect"
    assert "Reconnect" in str(problem(post)["remedy"])
    channels = stage.instance.channels.service(stage.work)
    assert (await channels.get(channel))["health"]["state"] == "failed"

    async with working(stage):
        await channels.reconnect(channel, stage.sandbox.account("mastodon", "lostkeys"))
        await published(stage, post_id)

    assert stage.standing("lostkeys", "mastodon") == ["Waits for the keys"]


async def test_a_doubt_outlives_a_dead_token(stage: Stage, working: Work) -> None:
    channel = await stage.channel("mastodon", "doubtful")
    post_id = await stage.post(channel, "Sent, unheard, locked out")
    stage.sandbox.faults("mastodon", script=["lost_answer"], only=["publish"])
    await stage.deliver(post_id)
    stage.sandbox.control("POST", "/revoke", {"platform": "mastodon", "handle": "doubtful"})
    await stage.make_due(post_id)

    post = await stage.deliver(post_id)

    assert (post["status"], post["in_doubt"]) == ("needs_reconnect", True)
    async with working(stage):
        secrets = stage.sandbox.account("mastodon", "doubtful")
        await stage.instance.channels.service(stage.work).reconnect(channel, secrets)
        await published(stage, post_id)
    assert stage.standing("doubtful", "mastodon") == ["Sent, unheard, locked out"]
    assert any("it is there" in line for line in await told(stage, post_id))


async def test_a_post_that_kills_its_workers_is_set_aside_and_can_be_tried_again(
    stage: Stage,
) -> None:
    stage.instance.settings.delivery.crashes = 3
    post_id = await picture_post(stage, await stage.channel(), "Poison")
    stage.sandbox.faults("mastodon", slow_ms=300)
    for _ in range(3):
        await die(stage, post_id, "claimed")
    stage.sandbox.faults("mastodon")

    post = await stage.deliver(post_id)

    assert post["status"] == "failed"
    assert problem(post)["code"] == "publishing.crashes"
    assert "3 times" in str(problem(post)["detail"])
    await stage.instance.scheduling.service(stage.work).retry(post_id)
    assert (await stage.deliver(post_id))["status"] == "published"


async def test_a_post_that_killed_its_workers_while_sending_is_held_for_a_person(
    stage: Stage,
) -> None:
    stage.instance.settings.delivery.crashes = 1
    post_id = await stage.post(await stage.channel(), "Poison after the send")
    stage.sandbox.faults("mastodon", slow_ms=300)
    await die(stage, post_id, "sending")

    post = await stage.deliver(post_id)

    assert (post["status"], post["in_doubt"]) == ("unknown", True)


@given(failures=st.integers(0, 30), first=st.floats(0.1, 60), most=st.floats(60, 7200))
def test_the_wait_doubles_up_to_a_ceiling_and_is_spread_over_its_upper_half(
    failures: int, first: float, most: float
) -> None:
    limits = DeliverySettings(first_delay_seconds=first, max_delay_seconds=most)
    ceiling = min(first * 2**failures, most)

    wait = delay_after(failures, limits)

    assert timedelta(seconds=ceiling / 2 - 0.001) <= wait <= timedelta(seconds=ceiling + 0.001)


def problem(post: dict[str, object]) -> dict[str, object]:
    """Why the post rests."""
    found = post["problem"]
    assert isinstance(found, dict)
    return found


async def published(stage: Stage, post_id: UUID) -> None:
    """Wait until the post went out."""

    async def claim() -> bool:
        return (await stage.read(post_id))["status"] == "published"

    await until(claim)
