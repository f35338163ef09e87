"""Threads over several attempts: parts of a thread, polls, links, quotas, lost containers."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from tests.doubles.sandbox import SandboxProcess

from heliograph.extensions.connectors.threads import Connector
from heliograph.extensions.connectors.threads.client import ThreadsClient
from heliograph.extensions.connectors.threads.mapping import Allowances
from heliograph.extensions.connectors.threads.quotas import Quotas
from heliograph.sdk.connectors import (
    Absent,
    ChannelAccess,
    Follows,
    Found,
    MediaFile,
    OptionValue,
    OutgoingPost,
    Poll,
    Quota,
    Receipt,
    Unclear,
)
from heliograph.sdk.contract.bench import Bench, ConnectorType
from heliograph.sdk.errors import (
    ConnectorError,
    ContentRefused,
    OutcomeUnknown,
    ReconnectNeeded,
    TryLater,
)


class Hasty(Connector):
    """Waits but a moment for containers."""

    pauses = (0.01,)


@pytest.fixture
def bench(bench_on: Callable[[ConnectorType], Bench], videos: tuple[MediaFile, ...]) -> Bench:
    return replace(bench_on(Connector), videos=videos)


@pytest.fixture
def alone(private_bench: Callable[[ConnectorType], Bench]) -> Bench:
    return private_bench(Connector)


async def told(bench: Bench, receipt: Receipt, field: str) -> Any:
    """What Threads itself says of a post."""
    url = f"{bench.access.base_url}/v1.0/{receipt.remote_id}"
    headers = {"Authorization": f"Bearer {bench.access.secrets['access_token']}"}
    answer = await bench.access.http.get(url, params={"fields": field}, headers=headers)
    return answer.json().get(field)


def reply(bench: Bench, root: Receipt, parent: Receipt) -> OutgoingPost:
    return replace(bench.post(kind="thread"), follows=Follows("reply", root, parent))


async def test_the_parts_of_a_thread_hang_on_one_another(bench: Bench) -> None:
    root, _ = await bench.deliver(bench.post(kind="thread"))
    second = replace(reply(bench, root, root), media=bench.pictures[:2])
    middle, memory = await bench.deliver(second)
    third = reply(bench, root, middle)
    last, _ = await bench.deliver(third)
    assert await told(bench, middle, "replied_to") == {"id": root.remote_id}
    assert await told(bench, last, "replied_to") == {"id": middle.remote_id}
    seen = await bench.connector().look(bench.sent(second, again=True), memory)
    assert seen == Found(middle)


async def test_a_lost_answer_to_a_reply_is_found_among_the_replies(bench: Bench) -> None:
    root, _ = await bench.deliver(bench.post(kind="thread"))
    part = reply(bench, root, root)
    memory = await bench.connector().prepare(part, {})
    await bench.platform.trouble("lost_answer")
    with pytest.raises(OutcomeUnknown):
        await bench.connector().publish(bench.sent(part), memory)
    assert isinstance(await bench.connector().look(bench.sent(part, again=True), memory), Found)
    assert await bench.stand(part) == 1


async def test_poll_link_topic_and_reply_control_arrive(bench: Bench) -> None:
    answers = Poll(("Öst", "West", "Süd"), 86_400)
    poll, _ = await bench.deliver(replace(bench.post(kind="poll"), poll=answers))
    options = {"reply_control": "mentioned_only", "topic_tag": "Lanterns"}
    link, _ = await bench.deliver(replace(bench.post(kind="link"), options=options))
    shown = await told(bench, poll, "poll_attachment")
    assert shown == {"option_a": "Öst", "option_b": "West", "option_c": "Süd"}
    assert await told(bench, link, "link_attachment_url") == "https://example.com/lantern"
    assert await told(bench, link, "reply_audience") == "mentioned_only"
    assert await told(bench, link, "topic_tag") == "Lanterns"


async def test_pictures_and_a_video_share_a_carousel(bench: Bench, sandbox: SandboxProcess) -> None:
    mixed = (*bench.pictures[:2], *bench.videos)
    post = replace(bench.post(kind="carousel"), media=mixed)
    await bench.deliver(post)
    (media,) = [one["media"] for one in sandbox.posts("threads") if one["text"] == post.text]
    assert [item["sha256"] for item in media] == [file.sha256 for file in mixed]
    assert media[0]["alt"] == mixed[0].alt


@pytest.mark.parametrize("kind", ["video", "carousel"])
async def test_a_slow_container_is_remembered_and_gone_on_with(
    bench: Bench, sandbox: SandboxProcess, kind: str
) -> None:
    sandbox.faults("threads", processing_s=1.0)
    post = bench.post(kind="video" if kind == "video" else "carousel")
    with pytest.raises(TryLater) as slow:
        await Hasty(bench.access).prepare(post, {})
    kept = dict(slow.value.memory or {})
    assert kept
    memory = await bench.connector().prepare(post, kept)
    assert kept.items() <= dict(memory).items()
    await bench.connector().publish(bench.sent(post), memory)
    assert await bench.stand(post) == 1


async def test_publishing_too_early_means_later_with_the_same_container(
    bench: Bench, sandbox: SandboxProcess
) -> None:
    sandbox.faults("threads", processing_s=2)
    post = bench.post(kind="image")
    with pytest.raises(TryLater) as slow:
        await Hasty(bench.access).prepare(post, {})
    memory = dict(slow.value.memory or {})
    with pytest.raises(TryLater, match="24/4279009") as early:
        await bench.connector().publish(bench.sent(post), memory)
    assert early.value.memory == memory
    seen = await bench.connector().look(bench.sent(post), memory)
    assert seen == Absent(only_same_key=True)


async def test_an_expired_container_is_replaced(
    alone: Bench, private_sandbox: SandboxProcess
) -> None:
    post = alone.post()
    memory = await alone.connector().prepare(post, {})
    private_sandbox.control("POST", "/clock", {"advance_s": 25 * 3600})
    assert await alone.connector().look(alone.sent(post), memory) == Absent()
    again = await alone.connector().prepare(alone.sent(post), memory)
    assert again["container_id"] != memory["container_id"]


async def test_a_container_nobody_knows_is_asked_for_once_more_and_then_given_up(
    bench: Bench,
) -> None:
    post = bench.sent(bench.post())
    memory = {"container_id": "17999999999999999"}
    with pytest.raises(OutcomeUnknown):
        await bench.connector().prepare(post, memory)
    with pytest.raises(TryLater) as first:
        await bench.connector().publish(post, memory)
    assert first.value.memory == {**memory, "missing": "once"}
    with pytest.raises(TryLater) as second:
        await bench.connector().publish(post, first.value.memory or {})
    assert second.value.memory == {}


async def test_a_published_container_that_is_not_listed_yet_stays_unclear(
    bench: Bench, sandbox: SandboxProcess
) -> None:
    post = bench.post()
    receipt, memory = await bench.deliver(post)
    sandbox.faults("threads", list_delay_s=3600)
    assert isinstance(await bench.connector().look(bench.sent(post), memory), Unclear)
    sandbox.faults("threads")
    assert await bench.connector().look(bench.sent(post), memory) == Found(receipt)


async def test_a_spent_day_means_later_before_anything_is_made(alone: Bench) -> None:
    spent = {
        "data": [{"quota_usage": 250, "config": {"quota_total": 250, "quota_duration": 86400}}]
    }
    allowance = Allowances.model_validate(spent)

    class Spent(ThreadsClient):
        async def allowances(self, user_id: str, fields: str) -> Allowances:
            return allowance

    quotas = Quotas(Spent(alone.access), alone.access)
    with pytest.raises(TryLater, match="250 posts") as later:
        await quotas.refuse_spent("me", "posts")
    assert later.value.after == timedelta(hours=1)
    await quotas.refuse_spent("me", "replies")


async def test_what_is_left_of_the_day_is_told(
    alone: Bench, private_sandbox: SandboxProcess
) -> None:
    heard: list[Quota] = []
    access: ChannelAccess = replace(alone.access, saw_quota=heard.append)
    private_sandbox.control("PUT", "/settings", {"rate_scale": 1})
    await alone.deliver(alone.post())
    await Connector(access).prepare(alone.post(), {})
    left = {one.name: (one.limit, one.remaining) for one in heard}
    assert (left["posts"], left["replies"]) == ((250, 249), (1000, 1000))
    assert left["app calls"][0] == 100


async def test_too_many_links_are_refused_here(bench: Bench) -> None:
    text = " ".join(f"https://example.com/{number}" for number in range(6))
    with pytest.raises(ContentRefused) as refused:
        await bench.connector(base_url="http://127.0.0.1:9").prepare(bench.post(text), {})
    assert refused.value.problems[0].remedy == "Take out 1 link"


async def test_an_emoji_counts_as_its_bytes_here_and_there(bench: Bench) -> None:
    number = bench.post().id.hex
    fits = f"{number}{'a' * (500 - 32 - 8)}🌙🌙"
    await bench.deliver(bench.post(fits))
    with pytest.raises(ContentRefused) as refused:
        await bench.connector().prepare(bench.post(fits + "a"), {})
    assert "Shorten the text by 1 " in refused.value.problems[0].remedy


async def test_a_video_that_will_not_do_is_refused_with_the_remedy(bench: Bench) -> None:
    photo = bench.pictures[0].public_url
    fake = replace(bench.videos[0], public_url=photo)
    with pytest.raises(ContentRefused) as refused:
        await bench.connector().prepare(replace(bench.post(kind="video"), media=(fake,)), {})
    assert "MP4" in refused.value.problems[0].remedy


async def test_counts_grow_and_come_under_our_names(
    alone: Bench, private_sandbox: SandboxProcess
) -> None:
    receipt, _ = await alone.deliver(alone.post())
    private_sandbox.control("POST", "/clock", {"advance_s": 3600})
    counts = (await alone.connector().metrics([receipt.remote_id]))[receipt.remote_id]
    assert set(counts) == set(alone.manifest.metrics)
    assert counts["views"] > counts["likes"] > 0
    account = await alone.connector().account_metrics()
    assert set(account) == set(alone.manifest.account_metrics)
    assert account["followers"] > 1000


async def test_a_deleted_post_is_gone_and_deleting_again_is_silent(bench: Bench) -> None:
    post = bench.post()
    receipt, _ = await bench.deliver(post)
    await bench.connector().delete(receipt.remote_id)
    await bench.connector().delete(receipt.remote_id)
    assert await bench.stand(post) == 0


async def test_an_expired_token_is_renewed_once_and_the_call_made_again(
    alone: Bench, private_sandbox: SandboxProcess
) -> None:
    good = alone.access.secrets
    stale = {**good, "access_token": "THAAstale"}
    asked: list[str] = []

    async def renew(secrets: object) -> dict[str, str]:
        asked.append("once")
        return dict(good)

    access = replace(alone.access, secrets=stale, renew=renew)
    assert (await Connector(access).identify()).remote_id == good["user_id"]
    assert asked == ["once"]
    private_sandbox.faults("threads", expired_token=True)
    with pytest.raises(ReconnectNeeded):
        await alone.connector().prepare(alone.post(), {})


async def test_the_users_id_is_asked_for_where_it_is_not_stored(bench: Bench) -> None:
    token = {"access_token": bench.access.secrets["access_token"]}
    post = bench.post()
    connector = bench.connector(secrets=token)
    memory = await connector.prepare(post, {})
    receipt = await connector.publish(bench.sent(post), memory)
    assert receipt.state == "published"
    assert timedelta() == (receipt.after or timedelta())


@pytest.mark.parametrize(("trouble", "error"), [
    ("FAILED_DOWNLOADING_VIDEO", TryLater), ("FAILED_PROCESSING_AUDIO", ContentRefused),
    ("FAILED_PROCESSING_VIDEO", ContentRefused), ("INVALID_ASPEC_RATIO", ContentRefused),
    ("INVALID_BIT_RATE", ContentRefused), ("INVALID_DURATION", ContentRefused),
    ("INVALID_FRAME_RATE", ContentRefused), ("INVALID_AUDIO_CHANNELS", ContentRefused),
    ("INVALID_AUDIO_CHANNEL_LAYOUT", ContentRefused), ("UNKNOWN", TryLater),
])  # fmt: skip
async def test_a_container_that_failed_is_told_as_what_must_be_done(
    bench: Bench, sandbox: SandboxProcess, trouble: str, error: type[ConnectorError]
) -> None:
    told = json.dumps({"id": "1", "status": "ERROR", "error_message": trouble})
    # The first read is that of the day's allowance, the second asks the container.
    script = ["ok", {"answer": {"status": 200, "body": told}}]
    sandbox.faults("threads", script=script, only=["read"])
    with pytest.raises(error, match=trouble):
        await bench.connector().prepare(bench.post(kind="video"), {})


async def test_quotes_gifs_and_long_texts_arrive(bench: Bench) -> None:
    original, _ = await bench.deliver(bench.post(kind="text"))
    options: dict[str, OptionValue] = {
        "quotes": original.remote_id, "gif": "wave", "gif_provider": "TENOR",
        "long_text": "So it began. " * 300, "reply_approvals": True, "countries": ("de", "EG"),
    }  # fmt: skip
    receipt, _ = await bench.deliver(replace(bench.post(kind="text"), options=options))
    assert await told(bench, receipt, "quoted_post") == {"id": original.remote_id}
    assert (await told(bench, receipt, "gif_url")).endswith("/tenor/wave")
    assert (await told(bench, receipt, "text_attachment"))["plaintext"] == options["long_text"]
    assert await told(bench, receipt, "allowlisted_country_codes") == ["DE", "EG"]
    assert await told(bench, receipt, "reply_approval_status") == "PENDING"


async def test_a_spoiler_and_a_ghost_are_marked_as_such(bench: Bench) -> None:
    hidden = replace(bench.post(kind="image"), options={"spoiler": True})
    ghost = replace(bench.post(kind="text"), options={"ghost": True})
    assert await told(bench, (await bench.deliver(hidden))[0], "is_spoiler_media") is True
    assert await told(bench, (await bench.deliver(ghost))[0], "ghost_post_status") == "ACTIVE"


async def test_a_topic_with_a_full_stop_is_refused_here(bench: Bench) -> None:
    post = replace(bench.post(), options={"topic_tag": "a.b"})
    with pytest.raises(ContentRefused) as refused:
        await bench.connector(base_url="http://127.0.0.1:9").prepare(post, {})
    assert refused.value.problems[0].field == "options.topic_tag"


async def test_a_quote_of_a_post_that_is_gone_is_refused(bench: Bench) -> None:
    post = replace(bench.post(), options={"quotes": "123"})
    with pytest.raises(ContentRefused, match="100/33"):
        await bench.connector().prepare(post, {})
