"""The lateness watch: due for two minutes and not tried raises an alert, once."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from heliograph.kit.ids import new_id
from heliograph.modules.analytics.service.overview import OverviewService
from heliograph.modules.scheduling import POST_LATE, PostView, count_alerts
from heliograph.modules.scheduling.watch import watch
from tests.modules.publishing.act import change, told
from tests.modules.publishing.conftest import Work
from tests.modules.scheduling.guarding import announced, fused, take_one, tell_histories
from tests.support.stage import Stage
from tests.support.waiting import until

OVERDUE = "due_at = now() - interval '3 minutes', next_attempt_at = now() - interval '3 minutes'"
BARELY = "due_at = now() - interval '110 seconds', next_attempt_at = now() - interval '110 seconds'"


async def overdue(stage: Stage, words: str = "Forgotten", assignment: str = OVERDUE) -> UUID:
    """A post that nobody tried."""
    post_id = await stage.post(await stage.channel(), words)
    await change(stage, post_id, assignment)
    return post_id


async def needs(stage: Stage) -> list[dict[str, object]]:
    """What the home page says needs a person."""
    home = await OverviewService(stage.work, stage.instance.numbers).home()
    found: list[dict[str, object]] = home["needs_you"]
    return found


def shown(stage: Stage) -> PostView:
    """Shapes posts as they are now."""
    return stage.instance.scheduling.view()


async def test_a_post_nobody_tried_raises_the_alert_once(stage: Stage) -> None:
    post_id = await overdue(stage)

    assert [await watch(stage.instance.database) for _ in range(3)] == [1, 0, 0]

    assert [one["post_id"] for one in await announced(stage, POST_LATE)] == [str(post_id)]
    (need,) = await needs(stage)
    assert (need["kind"], need["link"]) == ("late", f"/posts/{post_id}")
    assert "Late: due" in str(need["sentence"])
    assert (await count_alerts(stage.instance.database)).late >= 1


@pytest.mark.parametrize("assignment", [BARELY, f"{OVERDUE}, status = 'published'"])
async def test_what_is_barely_due_or_has_gone_raises_none(stage: Stage, assignment: str) -> None:
    await overdue(stage, assignment=assignment)

    assert await watch(stage.instance.database) == 0
    assert await needs(stage) == []


async def test_the_alert_ends_when_the_post_goes(stage: Stage) -> None:
    post_id = await overdue(stage)
    await watch(stage.instance.database)
    assert shown(stage).post(await stage.read(post_id))["late_since"]

    assert await take_one(stage, post_id)

    assert shown(stage).post(await stage.read(post_id))["late_since"] is None
    assert await needs(stage) == []


async def test_another_time_ends_the_alert_and_may_raise_a_new_one(stage: Stage) -> None:
    post_id = await overdue(stage)
    await watch(stage.instance.database)
    later = "due_at = now() + interval '1 hour', next_attempt_at = now() + interval '1 hour'"
    await change(stage, post_id, later)
    assert await needs(stage) == []

    passed = "late_at = now() - interval '1 hour', " + OVERDUE
    await change(stage, post_id, passed)

    assert await watch(stage.instance.database) == 1


async def test_what_a_guard_holds_on_purpose_is_not_late(stage: Stage) -> None:
    channel_id = await fused(stage, 1)
    first, second = [await stage.post(channel_id, f"Number {one}") for one in range(2)]
    assert [await take_one(stage, one) for one in (first, second)] == [True, False]
    await change(stage, second, "due_at = now() - interval '5 minutes'")

    assert await watch(stage.instance.database) == 0

    (need,) = await needs(stage)
    assert need["kind"] == "fuse"
    assert "the fuse is out" in str(need["sentence"])


@pytest.mark.parametrize(
    ("cause", "words"),
    [
        ("frozen", "Publishing is stopped there."),
        ("unapproved", "It is not approved."),
        ("nobody", "No worker took it"),
    ],
)
async def test_the_history_says_why_nobody_tried_it(stage: Stage, cause: str, words: str) -> None:
    post_id = await overdue(stage)
    if cause == "frozen":
        await stage.instance.scheduling.desk(stage.work).freeze(None, True)
    if cause == "unapproved":
        await change(stage, post_id, "requires_approval = true")

    await watch(stage.instance.database)
    await tell_histories(stage)

    assert any(words in line for line in await told(stage, post_id))


async def test_a_worker_watches_and_writes_it_into_the_history(stage: Stage, working: Work) -> None:
    post_id = await overdue(stage)
    await change(stage, post_id, "requires_approval = true")

    async def is_told() -> bool:
        return "late" in await stage.history(post_id)

    async with working(stage):
        await until(is_told)


async def test_every_workspaces_posts_are_watched(stage: Stage) -> None:
    stranger = Stage(stage.instance, new_id(), stage.sandbox)
    await overdue(stage)
    await overdue(stranger)

    assert await watch(stage.instance.database, timedelta(minutes=2)) == 2
    assert len(await announced(stage, POST_LATE)) == len(await announced(stranger, POST_LATE)) == 1
