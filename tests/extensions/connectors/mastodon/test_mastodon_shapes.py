"""What a status carries besides its words, the server's own limits, and posts that wait there."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from tests.doubles.sandbox import SandboxProcess

from heliograph.extensions.connectors.mastodon import Connector
from heliograph.extensions.connectors.mastodon.limits import (
    Configuration,
    refuse_broken_limits,
    with_limits,
)
from heliograph.kit.clock import FixedClock, SystemClock
from heliograph.sdk.connectors import (
    Absent,
    Follows,
    Found,
    MediaFile,
    OutgoingPost,
    Poll,
    Quota,
    Receipt,
)
from heliograph.sdk.contract.bench import Bench, ConnectorType
from heliograph.sdk.errors import ContentRefused, OutcomeUnknown

HOUR = timedelta(hours=1)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(SystemClock().now())


@pytest.fixture
def bench(
    private_bench: Callable[[ConnectorType], Bench],
    private_sandbox: SandboxProcess,
    videos: tuple[MediaFile, ...],
    clock: FixedClock,
) -> Bench:
    private_sandbox.control("PUT", "/settings", {"container_s": 0.3})
    made = private_bench(Connector)
    return replace(made, videos=videos, access=replace(made.access, clock=clock))


async def shown(bench: Bench, receipt: Receipt) -> dict[str, Any]:
    """The status as anybody may read it."""
    url = f"{bench.access.base_url}/api/v1/statuses/{receipt.remote_id}"
    found: dict[str, Any] = (await bench.access.http.get(url)).json()
    return found


def held(bench: Bench, ahead: timedelta = HOUR) -> OutgoingPost:
    """A post that the server shall hold."""
    due = bench.access.clock.now() + ahead
    return replace(bench.post(), publish_at=due, intended_at=due)


async def test_a_video_carries_its_description_its_focus_and_its_own_picture(
    bench: Bench,
) -> None:
    post = replace(
        bench.post(kind="video"), cover=bench.pictures[0], options={"focus": ("0.5, -0.25",)}
    )
    receipt, _ = await bench.deliver(post)
    film = (await shown(bench, receipt))["media_attachments"][0]
    assert film["type"] == "video"
    assert film["description"] == "A lantern that brightens"
    assert film["meta"]["focus"] == {"x": 0.5, "y": -0.25}
    assert film["preview_url"] != film["url"]


async def test_a_video_that_cannot_be_read_is_refused_with_a_remedy(bench: Bench) -> None:
    film = bench.videos[0]

    async def broken() -> AsyncIterator[bytes]:
        async for chunk in film.read():
            yield chunk.replace(b"moov", b"none")

    post = replace(bench.post(kind="video"), media=(replace(film, read=broken),))
    with pytest.raises(ContentRefused) as refused:
        await bench.connector().prepare(post, {})
    assert refused.value.problems[0].field == "media"


async def test_a_poll_runs_as_long_as_it_was_asked_to(bench: Bench) -> None:
    poll = Poll(("North", "South", "West"), 7200, several=True)
    post = replace(bench.post(kind="poll"), poll=poll, options={"hide_totals": True})
    receipt, _ = await bench.deliver(post)
    found = (await shown(bench, receipt))["poll"]
    assert [option["title"] for option in found["options"]] == ["North", "South", "West"]
    assert found["multiple"] is True
    assert [option["votes_count"] for option in found["options"]] == [None] * 3


@pytest.mark.parametrize(
    ("poll", "rule"),
    [
        (Poll(("One",), 3600), "poll.count"),
        (Poll(("a", "b", "c", "d", "e"), 3600), "poll.count"),
        (Poll(("a" * 51, "b"), 3600), "poll.answers[0].max"),
        (Poll(("a", "b"), 299), "poll.duration"),
        (Poll(("a", "b"), 2_629_747), "poll.duration"),
    ],
)
async def test_a_poll_that_breaks_a_rule_is_refused(bench: Bench, poll: Poll, rule: str) -> None:
    with pytest.raises(ContentRefused) as refused:
        await bench.connector().prepare(replace(bench.post(kind="poll"), poll=poll), {})
    assert rule in {problem.rule for problem in refused.value.problems}


async def test_a_warning_an_audience_and_a_language_are_told(bench: Bench) -> None:
    options = {
        "content_warning": "Bright light",
        "visibility": "unlisted",
        "sensitive": True,
        "quote_policy": "nobody",
    }
    receipt, _ = await bench.deliver(replace(bench.post(kind="image"), options=options))
    found = await shown(bench, receipt)
    assert found["spoiler_text"] == "Bright light"
    assert (found["visibility"], found["sensitive"]) == ("unlisted", True)
    assert found["language"] == "en"
    assert found["quote_approval"]["automatic"] == []


@pytest.mark.parametrize("point", ["left", "2,0", "0.5", "0,0,0"])
async def test_a_focus_that_is_none_is_refused_before_any_upload(bench: Bench, point: str) -> None:
    post = replace(bench.post(kind="image"), options={"focus": (point,)})
    with pytest.raises(ContentRefused) as refused:
        await bench.connector(base_url="http://127.0.0.1:9").prepare(post, {})
    assert refused.value.problems[0].field == "options.focus"


async def test_a_warning_counts_as_text(bench: Bench) -> None:
    post = replace(bench.post("x" * 490), options={"content_warning": "y" * 20})
    with pytest.raises(ContentRefused) as refused:
        await bench.connector().prepare(post, {})
    assert [problem.remedy for problem in refused.value.problems] == [
        "Shorten the text or the warning by 10 characters"
    ]


async def test_the_parts_of_a_thread_hang_on_the_part_before(bench: Bench) -> None:
    root, _ = await bench.deliver(bench.post(kind="thread"))
    part = replace(bench.post(kind="thread"), follows=Follows("reply", root, root))
    second, _ = await bench.deliver(part)
    assert (await shown(bench, second))["in_reply_to_id"] == root.remote_id


async def test_what_is_left_of_each_allowance_is_told(bench: Bench) -> None:
    heard: list[Quota] = []
    access = replace(bench.access, saw_quota=heard.append)
    post = bench.post(kind="image")
    memory = await Connector(access).prepare(post, {})
    receipt = await Connector(access).publish(bench.sent(post), memory)
    await Connector(access).delete(receipt.remote_id)
    assert {quota.name for quota in heard} == {"calls", "uploads", "deletions"}
    assert all(quota.resets_at > bench.access.clock.now() for quota in heard)


async def test_the_account_s_own_counts_go_by_our_names(bench: Bench) -> None:
    await bench.deliver(bench.post())
    counts = await bench.connector().account_metrics()
    assert set(counts) == set(bench.manifest.account_metrics)
    assert counts["posts"] == 1


async def test_an_edit_keeps_the_status_and_changes_its_words(bench: Bench) -> None:
    post = bench.post(kind="image")
    receipt, memory = await bench.deliver(post)
    connector = bench.connector()
    assert isinstance(connector, Connector)
    changed = replace(post, text="Dimmer now.", options={"content_warning": "Dusk"})
    assert await connector.edit(receipt.remote_id, changed, memory) == receipt
    found = await shown(bench, receipt)
    assert (found["content"], found["spoiler_text"]) == ("<p>Dimmer now.</p>", "Dusk")
    assert found["edited_at"]
    assert len(found["media_attachments"]) == 1


async def test_a_held_post_appears_at_its_time_and_is_found(
    bench: Bench, private_sandbox: SandboxProcess, clock: FixedClock
) -> None:
    post = held(bench)
    receipt = await bench.connector().publish(bench.sent(post), {})
    assert receipt.state == "accepted"
    assert receipt.after is not None
    assert HOUR <= receipt.after < HOUR + timedelta(minutes=1)
    assert await bench.stand(post) == 0
    sent, memory = bench.sent(post), {"accepted": receipt.remote_id}
    waiting = await bench.connector().look(sent, memory)
    assert waiting == Found(receipt)
    private_sandbox.control("POST", "/clock", {"advance_s": 3630})
    clock.advance(timedelta(seconds=3630))
    stands = await bench.connector().look(sent, memory)
    assert isinstance(stands, Found)
    assert stands.receipt.state == "published"
    assert await bench.stand(post) == 1


async def test_a_held_post_may_be_taken_back(bench: Bench) -> None:
    post = held(bench)
    receipt = await bench.connector().publish(bench.sent(post), {})
    await bench.connector().delete(receipt.remote_id)
    await bench.connector().delete(receipt.remote_id)
    assert await bench.connector().look(bench.sent(post), {}) == Absent(only_same_key=True)


async def test_a_held_post_that_somebody_took_back_is_told_and_not_sent_anew(
    bench: Bench, clock: FixedClock, private_sandbox: SandboxProcess
) -> None:
    post = bench.sent(held(bench))
    receipt = await bench.connector().publish(post, {})
    await bench.connector().delete(receipt.remote_id)
    with pytest.raises(ContentRefused, match="took the post back"):
        await bench.connector().look(post, {"accepted": receipt.remote_id})


async def test_a_held_post_just_due_is_still_in_the_making(
    bench: Bench, clock: FixedClock, private_sandbox: SandboxProcess
) -> None:
    post = bench.sent(held(bench))
    receipt = await bench.connector().publish(post, {})
    await bench.connector().delete(receipt.remote_id)
    clock.advance(HOUR + timedelta(seconds=30))
    private_sandbox.control("POST", "/clock", {"advance_s": 3630})
    sighting = await bench.connector().look(post, {"accepted": receipt.remote_id})
    assert isinstance(sighting, Found)
    assert sighting.receipt.state == "accepted"


async def test_a_held_post_whose_answer_was_lost_waits_once(bench: Bench) -> None:
    post = held(bench)
    await bench.platform.trouble("lost_answer")
    with pytest.raises(OutcomeUnknown):
        await bench.connector().publish(bench.sent(post), {})
    sighting = await bench.connector().look(bench.sent(post, again=True), {})
    assert isinstance(sighting, Found)
    again = await bench.connector().publish(bench.sent(post, again=True), {})
    assert again.remote_id == sighting.receipt.remote_id


async def test_a_time_that_is_too_near_is_refused_by_the_server(bench: Bench) -> None:
    post = held(bench, timedelta(minutes=4))
    with pytest.raises(ContentRefused):
        await bench.connector().publish(bench.sent(post), {})


def configured(**parts: object) -> Configuration:
    return Configuration.model_validate_json(json.dumps(parts))


def test_a_server_that_allows_more_is_believed(bench: Bench) -> None:
    rules = with_limits(bench.manifest, configured(statuses={"max_characters": 5000}))
    refuse_broken_limits(rules, bench.post("x" * 4000))
    with pytest.raises(ContentRefused):
        refuse_broken_limits(bench.manifest, bench.post("x" * 4000))


@pytest.mark.parametrize(
    ("told", "kind", "rule"),
    [
        ({"statuses": {"max_characters": 10}}, "text", "text.max"),
        ({"statuses": {"max_media_attachments": 1}}, "carousel", "media.max_count"),
        ({"media_attachments": {"image_size_limit": 100}}, "image", "media.max_bytes"),
        ({"media_attachments": {"image_matrix_limit": 100}}, "image", "media.max_size"),
        ({"media_attachments": {"video_size_limit": 100}}, "video", "media.max_bytes"),
        ({"media_attachments": {"video_frame_rate_limit": 10}}, "video", "media.fps"),
        ({"media_attachments": {"description_limit": 5}}, "image", "media.max_alt"),
        ({"media_attachments": {"supported_mime_types": ["image/png"]}}, "image", "media.mime"),
        ({"polls": {"min_expiration": 100_000}}, "poll", "poll.duration"),
    ],
)
def test_a_server_that_allows_less_is_believed(
    bench: Bench, told: dict[str, object], kind: Any, rule: str
) -> None:
    rules = with_limits(bench.manifest, configured(**told))
    with pytest.raises(ContentRefused) as refused:
        refuse_broken_limits(rules, bench.post(kind=kind))
    assert rule in {problem.rule for problem in refused.value.problems}


def test_a_server_that_tells_nothing_keeps_the_usual_limits(bench: Bench) -> None:
    assert with_limits(bench.manifest, configured()) == bench.manifest
