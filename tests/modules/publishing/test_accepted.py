"""A platform that takes a post and works on it: looked for until it stands, never sent twice."""

from __future__ import annotations

from uuid import UUID

import pytest

from heliograph.modules.scheduling import Piece, When
from tests.doubles.slow_platform import SlowPlatform, WithSlowPlatform
from tests.modules.publishing.act import change, wait_of
from tests.support.stage import Stage


@pytest.fixture
def platform(stage: Stage) -> SlowPlatform:
    """The platform, put in Mastodon's place."""
    slow = SlowPlatform()
    stage.instance.catalogue = WithSlowPlatform(slow)
    return slow


async def taken_post(stage: Stage) -> UUID:
    """A post that the platform has taken and works on."""
    post_id = await stage.post(await stage.channel(), "A film of the evening sky")
    await stage.deliver(post_id)
    return post_id


async def test_what_the_platform_works_on_is_looked_for_when_the_platform_says(
    stage: Stage, platform: SlowPlatform
) -> None:
    post_id = await taken_post(stage)

    post = await stage.read(post_id)

    assert (post["status"], post["in_doubt"], post["failures"]) == ("retrying", True, 0)
    assert 5 < await wait_of(stage, post_id) <= 7
    assert (await stage.history(post_id))[-1] == "accepted"


async def test_it_is_published_once_it_stands_and_was_sent_once(
    stage: Stage, platform: SlowPlatform
) -> None:
    post_id = await taken_post(stage)
    for _ in range(12):
        await stage.make_due(post_id)
        await stage.deliver(post_id)
    platform.verdict = "published"
    await stage.make_due(post_id)

    post = await stage.deliver(post_id)

    assert (post["status"], post["remote_id"]) == ("published", "post-1")
    assert len(platform.taken) == 1


async def test_a_refusal_after_the_work_is_a_refusal_with_its_remedy(
    stage: Stage, platform: SlowPlatform
) -> None:
    post_id = await taken_post(stage)
    platform.verdict = "refused"
    await stage.make_due(post_id)

    post = await stage.deliver(post_id)

    assert (post["status"], post["in_doubt"]) == ("failed", False)
    assert isinstance(post["problem"], dict)
    assert post["problem"]["remedy"] == "Save it anew"
    assert len(platform.taken) == 1


async def test_after_a_day_of_work_it_counts_as_published(
    stage: Stage, platform: SlowPlatform
) -> None:
    post_id = await taken_post(stage)
    await change(stage, post_id, "first_sent_at = now() - interval '25 hours'")
    await stage.make_due(post_id)

    assert (await stage.deliver(post_id))["status"] == "published"
    assert len(platform.taken) == 1


async def test_title_link_poll_and_options_reach_the_connector(
    stage: Stage, platform: SlowPlatform
) -> None:
    extras = {
        "title": "Evening",
        "link": "https://example.com/sky",
        "poll": {"answers": ["Early", "Late"], "seconds": 86_400, "several": True},
    }
    channel = await stage.channel()
    service = stage.instance.scheduling.service(stage.work)
    post = await service.create(channel, Piece("Which sky?", extras=extras), When(now=True))

    await stage.deliver(post["id"])

    sent = platform.taken[0]
    assert (sent.title, sent.link) == ("Evening", "https://example.com/sky")
    assert sent.poll is not None
    assert (sent.poll.answers, sent.poll.several) == (("Early", "Late"), True)
